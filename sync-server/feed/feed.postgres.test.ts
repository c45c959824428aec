// Tests waking and pruning on their own, without the server.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { cursorToOffset, START, type Cursor } from './cursor.ts';
import { PAGE_BOUNDS, readPage } from './page.ts';
import { pruneTombstones } from './prune.ts';
import { FeedWake } from './wake.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const write = (
  scope: string,
  pk: string,
  { deleted = false, bytes = 0 } = {},
  on: Pick<TestDatabase['pool'], 'query'> = database.pool,
) =>
  on.query(
    `insert into replica.feed (scope, tbl, pk, "row", deleted, xid, seq, bytes)
     values ($1, 'things', $2, $3, $4, pg_current_xact_id(), nextval('replica.feed_seq'), coalesce(replica.message_bytes($2, $3), 0))
     on conflict (tbl, pk, scope) do update
       set "row" = excluded."row", deleted = excluded.deleted, xid = excluded.xid, seq = excluded.seq, bytes = excluded.bytes`,
    [scope, pk, deleted ? null : JSON.stringify({ pk, filler: 'x'.repeat(bytes) }), deleted],
  );
const notify = (scope: string) => database.pool.query(`select pg_notify('replica_feed', $1)`, [scope]);

describe('a page', () => {
  test('pages contain every row once, in order, for every page size', async () => {
    const scope = `user:${newId()}`;
    for (let row = 0; row < 30; row += 1) await write(scope, String(row), { bytes: (row * 997) % 3_000 });
    for (const bounds of [
      { rows: 1, bytes: 1_000_000 },
      { rows: 7, bytes: 1_000_000 },
      { rows: 1_000, bytes: 1 },
      { rows: 1_000, bytes: 4_000 },
      { rows: 1_000, bytes: 1_000_000 },
    ]) {
      const seen: string[] = [];
      let cursor: Cursor = START;
      for (let page = 0; page < 40; page += 1) {
        const read = await readPage(database.pool, scope, cursor, { withTombstones: true, bounds });
        seen.push(...read.rows.map(({ pk }) => pk));
        cursor = read.end;
        if (read.isLast) break;
        expect(read.rows.length).toBeGreaterThan(0);
      }
      expect(seen).toEqual(Array.from({ length: 30 }, (_, row) => String(row)));
    }
  });

  test('a first read skips tombstones', async () => {
    const scope = `user:${newId()}`;
    await write(scope, 'gone', { deleted: true });
    await write(scope, 'here');
    const first = await readPage(database.pool, scope, START, { withTombstones: false });
    expect(first.rows.map(({ pk }) => pk)).toEqual(['here']);
    const later = await readPage(database.pool, scope, START, { withTombstones: true });
    expect(later.rows.map(({ pk, deleted }) => [pk, deleted])).toEqual([
      ['gone', true],
      ['here', false],
    ]);
  });
});

describe('the size of a page', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('counts the bytes of its messages, so control characters that Postgres stores compressed cannot exceed the limit', async () => {
    const person = await server.signIn();
    const { rows } = await server.database.pool.query<{ stored: number }>(
      `with made as (
         insert into inbox_items (id, user_id, title, tags, created_at, updated_at)
         select gen_random_uuid(), $1, repeat(chr(1), 20000), '{}', now(), now() from generate_series(1, 60) returning title)
       select sum(pg_column_size(title))::integer as stored from made`,
      [person.id],
    );
    expect(rows[0]?.stored).toBeGreaterThan(0);
    const sizes: number[] = [];
    let received = 0;
    let place = 'offset=-1';
    for (let isUpToDate = false; !isUpToDate;) {
      const answer = await person.fetch(`/v1/shape?scope=me&${place}`);
      const text = await answer.text();
      received += text.split('"tbl":"inbox_items"').length - 1;
      sizes.push(Buffer.byteLength(text));
      place = `handle=${answer.headers.get('electric-handle')}&offset=${answer.headers.get('electric-offset')}`;
      isUpToDate = answer.headers.has('electric-up-to-date');
    }
    expect(received).toBe(60);
    // At most the limit plus the row that exceeds it.
    expect(Math.max(...sizes)).toBeLessThan(PAGE_BOUNDS.bytes + 145_000);
    expect(sizes.length).toBeGreaterThanOrEqual(8);
  });
});

describe('waking', () => {
  const quiet = pino({ level: 'silent' });
  async function withWake(options: { slowPollMs?: number }, work: (wake: FeedWake) => Promise<void>): Promise<void> {
    const wake = new FeedWake({ pool: database.pool, log: quiet, tickMs: 20, slowPollMs: 60_000, ...options });
    await wake.start();
    try {
      await work(wake);
    } finally {
      wake.stop();
    }
  }
  const backendsListening = () =>
    database.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where query like 'listen%' and datname = current_database()`,
    );

  test('a notification wakes the watches of its scope and no others', () =>
    withWake({}, async (wake) => {
      const mine = wake.open('user:a', START);
      const other = wake.open('user:b', START);
      const [mineWaits, otherWaits] = [wake.wait(mine, 60_000), wake.wait(other, 60_000)];
      await notify('user:a');
      expect(await mineWaits).toBe('changed');
      wake.close(other);
      expect(await otherWaits).toBe('gone');
    }));

  test('a notification between reading and waiting is not lost', () =>
    withWake({}, async (wake) => {
      const watch = wake.open('user:c', START);
      const witness = wake.open('user:c', START);
      const witnessed = wake.wait(witness, 5_000);
      await notify('user:c');
      await witnessed;
      expect(await wake.wait(watch, 5_000)).toBe('changed');
    }));

  test('the slow poll finds a change whose notification was lost', () =>
    withWake({ slowPollMs: 50 }, async (wake) => {
      const scope = `user:${newId()}`;
      const watch = wake.open(scope, START);
      const waiting = wake.wait(watch, 10_000);
      await write(scope, 'unannounced');
      expect(await waiting).toBe('changed');
    }));

  test('a lost connection is opened again, and all watches are woken', () =>
    withWake({}, async (wake) => {
      const watch = wake.open('user:d', START);
      const waiting = wake.wait(watch, 10_000);
      const { rows } = await backendsListening();
      for (const { pid } of rows) await database.pool.query('select pg_terminate_backend($1)', [pid]);
      expect(await waiting).toBe('changed');
      const again = wake.wait(watch, 10_000);
      await notify('user:d');
      expect(await again).toBe('changed');
    }));

  test('stopping ends every wait at once', async () => {
    const wake = new FeedWake({ pool: database.pool, log: quiet });
    await wake.start();
    const waits = [1, 2, 3].map((n) => wake.wait(wake.open(`user:${n}`, START), 60_000));
    wake.stop();
    expect(await Promise.all(waits)).toEqual(['closing', 'closing', 'closing']);
    expect(await wake.wait(wake.open('user:late', START), 60_000)).toBe('closing');
  });
});

describe('pruning', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 24 * 60 * 60 * 1000);
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ pageBounds: { rows: 2, bytes: 1_000_000 } });
  });
  afterAll(() => server.close());

  test('removes tombstones older than 90 days, and only clients that missed one must refetch', async () => {
    const { pool } = server.database;
    const person = await server.signIn();
    const scope = `user:${person.id}`;
    const shape = (query: string) => person.fetch(`/v1/shape?scope=me&${query}`);
    const place = (answer: Response) =>
      `handle=${answer.headers.get('electric-handle')}&offset=${answer.headers.get('electric-offset')}`;
    async function readAll(): Promise<string> {
      let answer = await shape('offset=-1');
      await answer.text();
      while (!answer.headers.has('electric-up-to-date')) {
        answer = await shape(place(answer));
        expect(answer.status).toBe(200);
        await answer.text();
      }
      return place(answer);
    }

    for (let row = 0; row < 6; row += 1) await write(scope, `kept ${row}`, {}, pool);
    await write(scope, 'doomed', {}, pool);
    const old = await readAll();
    const other = await server.signIn();
    const placeOfOther = place(await other.fetch('/v1/shape?scope=me&offset=-1'));
    await write(scope, 'doomed', { deleted: true }, pool);
    const seen = await readAll();
    expect(await pruneTombstones(pool, { now: day(0) })).toBe(0);
    expect(await pruneTombstones(pool, { now: day(89) })).toBe(0);
    expect((await shape(old)).status).toBe(200);

    expect(await pruneTombstones(pool, { now: day(91) })).toBe(1);
    expect((await shape(old)).status).toBe(409);
    // This client has seen the tombstone, and its scope lost no other.
    expect((await shape(seen)).status).toBe(200);
    expect((await other.fetch(`/v1/shape?scope=me&${placeOfOther}`)).status).toBe(200);
    // A first read of many pages has a cursor below the horizon and must not be told to start again.
    const fresh = await readAll();
    expect((await shape(fresh)).status).toBe(200);
    expect(fresh).toContain(cursorToOffset((await readPage(pool, scope, START, { withTombstones: true })).end));
  });
});
