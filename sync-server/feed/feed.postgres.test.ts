// Waking and pruning, at the level of their own parts.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { startTestServer, untilSettled, type TestServer } from '#tests/protocol/test-server.ts';
import { cursorToOffset, START, type Cursor } from './cursor.ts';
import { readPage } from './page.ts';
import { pruneTombstones } from './prune.ts';
import { FeedWake, type WakeReason } from './wake.ts';

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
    `insert into replica.feed (scope, tbl, pk, "row", deleted, xid, seq)
     values ($1, 'things', $2, $3, $4, pg_current_xact_id(), nextval('replica.feed_seq'))
     on conflict (tbl, pk, scope) do update set "row" = excluded."row", deleted = excluded.deleted, xid = excluded.xid, seq = excluded.seq`,
    [scope, pk, deleted ? null : JSON.stringify({ pk, filler: 'x'.repeat(bytes) }), deleted],
  );
const notify = (scope: string) => database.pool.query(`select pg_notify('replica_feed', $1)`, [scope]);

describe('a page', () => {
  test('pages hold every row once, in order, however they are cut', async () => {
    const scope = `user:${newId()}`;
    for (let row = 0; row < 30; row += 1) await write(scope, String(row), { bytes: (row * 997) % 3_000 });
    await untilSettled(database);
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

  test('rows of a transaction that has not settled are held back, and those behind them too', async () => {
    const scope = `user:${newId()}`;
    await write(scope, 'settled');
    await untilSettled(database);
    const open = await database.pool.connect();
    await open.query('begin');
    await write(scope, 'open', {}, open);
    await write(scope, 'after');
    const held = await readPage(database.pool, scope, START, { withTombstones: true });
    expect(held.rows.map(({ pk }) => pk)).toEqual(['settled']);
    // No boundary: 'settled' may have been changed again by what is held back.
    expect(held.isLast).toBe(false);
    expect(held.heldXid).not.toBeNull();
    await open.query('commit');
    open.release();
    await untilSettled(database);
    const settled = await readPage(database.pool, scope, held.end, { withTombstones: true });
    expect(settled.rows.map(({ pk }) => pk)).toEqual(['open', 'after']);
  });

  test('a first read passes over tombstones', async () => {
    const scope = `user:${newId()}`;
    await write(scope, 'gone', { deleted: true });
    await write(scope, 'here');
    await untilSettled(database);
    const first = await readPage(database.pool, scope, START, { withTombstones: false });
    expect(first.rows.map(({ pk }) => pk)).toEqual(['here']);
    const later = await readPage(database.pool, scope, START, { withTombstones: true });
    expect(later.rows.map(({ pk, deleted }) => [pk, deleted])).toEqual([
      ['gone', true],
      ['here', false],
    ]);
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

  test('a notification wakes those who wait for its scope and nobody else', () =>
    withWake({}, async (wake) => {
      const mine = wake.open('user:a', START);
      const other = wake.open('user:b', START);
      const reasons: [string, WakeReason][] = [];
      const both = [
        wake.wait(mine, 5_000).then((reason) => reasons.push(['mine', reason])),
        wake.wait(other, 300).then((reason) => reasons.push(['other', reason])),
      ];
      await notify('user:a');
      await Promise.all(both);
      expect(reasons).toEqual([
        ['mine', 'changed'],
        ['other', 'timeout'],
      ]);
    }));

  test('what happens between reading and waiting is not lost', () =>
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

  test('a held row wakes its watch as soon as its transaction has settled', () =>
    withWake({}, async (wake) => {
      const scope = `user:${newId()}`;
      const open = await database.pool.connect();
      await open.query('begin');
      await write(scope, 'open', {}, open);
      await write(scope, 'after');
      const watch = wake.open(scope, START);
      watch.heldXid = (await readPage(database.pool, scope, START, { withTombstones: true })).heldXid;
      const waiting = wake.wait(watch, 10_000);
      await open.query('commit');
      open.release();
      expect(await waiting).toBe('changed');
    }));

  test('a lost connection is made again, and everybody looks anew', () =>
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

  test('removes tombstones older than 90 days, tells those who missed one to refetch, and nobody else', async () => {
    const { pool } = server.database;
    const person = await server.signIn();
    const scope = `user:${person.id}`;
    const shape = (query: string) => person.fetch(`/v1/shape?scope=me&${query}`);
    const place = (answer: Response) =>
      `handle=${answer.headers.get('electric-handle')}&offset=${answer.headers.get('electric-offset')}`;
    async function readAll(): Promise<string> {
      await untilSettled(server.database);
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
    await write(scope, 'doomed', { deleted: true }, pool);
    const seen = await readAll();
    expect(await pruneTombstones(pool, { now: day(0) })).toBe(0);
    expect(await pruneTombstones(pool, { now: day(89) })).toBe(0);
    expect((await shape(old)).status).toBe(200);

    expect(await pruneTombstones(pool, { now: day(91) })).toBe(1);
    expect((await shape(old)).status).toBe(409);
    // It has not missed the tombstone, but only a newer place can prove that.
    expect([200, 409]).toContain((await shape(seen)).status);
    // A first read made of many pages starts below the horizon and must not be told to begin again.
    const fresh = await readAll();
    expect((await shape(fresh)).status).toBe(200);
    expect(fresh).toContain(cursorToOffset((await readPage(pool, scope, START, { withTombstones: true })).end));
  });
});
