// GET /v1/copy on a real Postgres, as a device reads it: the rows of the feed, in parts that a device can go on from.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { CopyEvent } from '#schema/protocol/copy.ts';
import { tables } from '#schema/tables.ts';
import { readCopyEvents } from '#src/replica/worker/copy-transport.ts';
import { CopyWriter } from '#src/replica/applier/copy-writer.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';
import { startTestServer, type TestPerson, type TestServer } from './test-server.ts';
import { insertMarkedRows } from '#tests/isolation/marked-rows.ts';
import { replicaPglite } from '#tests/support/replica.ts';
import { copyParts } from '#server/feed/copy-parts.ts';

let server: TestServer;
let ana: TestPerson;
let bob: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  [ana, bob] = [await server.signIn(), await server.signIn()];
  const run = (sql: string, params?: unknown[]) => server.database.pool.query(sql, params);
  await insertMarkedRows(run, { id: ana.id, number: 1, name: 'ana' });
  await insertMarkedRows(run, { id: bob.id, number: 2, name: 'bob' });
  const odd = ['tab\tand\nnewline', '\\.', '\\N', '"quoted", \\t, ü 😀', 'x'.repeat(300_000)];
  for (const title of odd) {
    await run('insert into ideas (id, user_id, title, created_at, updated_at) values ($1, $2, $3, now(), now())', [
      newId(),
      ana.id,
      title,
    ]);
  }
});
afterAll(() => server.close());

const idle: RequestInit = {};
const open = (person: TestPerson, query = '', init = idle) => person.fetch(`/v1/copy${query}`, init);

async function read(person: TestPerson, query = ''): Promise<CopyEvent[]> {
  const answer = await open(person, query);
  if (!answer.body || answer.status !== 200) throw new Error(`the copy answered ${answer.status}`);
  const events: CopyEvent[] = [];
  for await (const event of readCopyEvents(answer.body)) events.push(event);
  return events;
}

const kinds = (events: readonly CopyEvent[]) => new Set(events.map(({ kind }) => kind));
/** In order; the rows of a part may come in several events. */
const tablesOf = (events: readonly CopyEvent[]) =>
  events.flatMap((event) => (event.kind === 'rows' ? [event.tbl] : [])).filter((tbl, at, all) => tbl !== all[at - 1]);
const begin = (events: readonly CopyEvent[]) => {
  const [first] = events;
  if (first?.kind !== 'begin') throw new Error(`the copy begins with ${first?.kind}`);
  return first;
};

describe('a copy', () => {
  test('gives a replica exactly the rows that the feed has for the person', async () => {
    const pg = await replicaPglite();
    const events = await read(ana);
    await new PreparedDatabase(pg).transaction(async (session) => {
      await session.exec('set local session_replication_role = replica');
      for (const event of events) if (event.kind === 'rows') await new CopyWriter().write(session, 'me', [event], true, []);
    });
    const feed = await server.database.pool.query<{ tbl: string; row: string }>(
      `select tbl, "row"::text as row from replica.feed where scope = $1 and not deleted`,
      [`user:${ana.id}`],
    );
    const expected = feed.rows.filter(({ tbl }) => !tbl.startsWith('replica.'));
    const found: { tbl: string; row: string }[] = [];
    for (const { name, hidden, scope } of tables) {
      if (scope.kind === 'server' || name.startsWith('replica.')) continue;
      const { rows } = await pg.query<{ row: string }>(
        `select (to_jsonb(t) - '{${hidden.join(',')}}'::text[])::text as row from ${name} t`,
      );
      found.push(...rows.map(({ row }) => ({ tbl: name, row })));
    }
    const lines = (rows: { tbl: string; row: string }[]) => rows.map(({ tbl, row }) => `${tbl} ${row}`).sort();
    // The replica's own content, which is not the person's, came with its base.
    const own = new Set(expected.map(({ tbl }) => tbl));
    expect(lines(found.filter(({ tbl }) => own.has(tbl))).filter((line) => lines(expected).includes(line))).toEqual(
      lines(expected),
    );
    expect(expected.length).toBeGreaterThan(60);
    expect(begin(events).rows).toBe(feed.rows.length);
    expect(events.at(-1)).toEqual({ kind: 'end' });
    await pg.close();
  });

  test('contains nothing of another person and no hidden column', async () => {
    const text = await (await open(ana)).text();
    expect(text).toContain('rowofana');
    expect(text).not.toContain('bob');
    expect(text).not.toContain(bob.id);
    expect(text).not.toContain('hiddenof');
  });

  test('begins with the position from which the feed continues', async () => {
    const { offset, handle } = begin(await read(ana));
    const later = await ana.fetch(`/v1/shape?scope=me&offset=${offset}&handle=${encodeURIComponent(handle)}`);
    expect(later.status).toBe(200);
    expect((await later.json()) as unknown[]).toHaveLength(1);
  });

  test('sends newer history of every table before all older history', async () => {
    const insert = `insert into points_ledger (id, user_id, event_type, coins, xp, idempotency_key, created_at)
      values ($1, $2, 'test', 1, 1, $3, now() - $4 * interval '1 day')`;
    for (const days of [1, 500, 89, 92]) {
      await server.database.pool.query(insert, [newId(), bob.id, `${bob.id}:${days}`, days]);
    }
    const events = await read(bob);
    const ledger = events.flatMap((event, at) =>
      event.kind === 'rows' && event.tbl === 'points_ledger' ? [{ at, ...event }] : [],
    );
    expect(ledger.map(({ rows }) => rows)).toEqual([3, 2]);
    const [, older] = ledger;
    // Everything after is older history too.
    const after = tablesOf(events.slice((older?.at ?? 0) + 1));
    const grown = new Set(copyParts.filter(({ rows }) => rows === 'older').map(({ entry }) => String(entry.name)));
    expect(after.filter((tbl) => !grown.has(tbl))).toEqual([]);
  });

  test('goes on from every place with the rest', async () => {
    const events = await read(ana);
    const { handle } = begin(events);
    const places = events.flatMap((event, at) => (event.kind === 'reached' ? [{ place: event.place, at }] : []));
    expect(places.length).toBeGreaterThan(60);
    for (const { place, at } of [...places.slice(0, 3), ...places.slice(-3)]) {
      const rest = await read(ana, `?after=${place}&handle=${encodeURIComponent(handle)}`);
      expect(tablesOf(rest)).toEqual(tablesOf(events.slice(at)));
      expect(rest.at(-1)).toEqual({ kind: 'end' });
    }
  });

  test('from a place of another version is a whole copy', async () => {
    const handle = encodeURIComponent(begin(await read(ana)).handle);
    for (const place of ['00000000.3.2026-01-01', "1'; drop table users", '']) {
      const again = await read(ana, `?after=${encodeURIComponent(place)}&handle=${handle}`);
      expect(tablesOf(again)).toEqual(tablesOf(await read(ana)));
    }
  });

  test.each(['0123456789ab-01234567-1_.0123456789ab', 'nonsense'])('does not go on in another history (%s)', async (handle) => {
    expect(kinds(await read(ana, `?handle=${encodeURIComponent(handle)}`))).toEqual(new Set(['lost', 'end']));
  });

  test('does not go on with the handle of another person', async () => {
    const handle = encodeURIComponent(begin(await read(bob)).handle);
    expect(kinds(await read(ana, `?handle=${handle}`))).toEqual(new Set(['lost', 'end']));
  });

  test('that was abandoned in the middle leaves the next one its turn and its connection', async () => {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const stopping = new AbortController();
      const answer = await open(ana, '', { signal: stopping.signal });
      const reader = answer.body?.getReader();
      await reader?.read();
      stopping.abort();
      await reader?.cancel().catch(() => undefined);
    }
    expect((await read(ana)).at(-1)).toEqual({ kind: 'end' });
  });

  test('needs a session', async () => {
    const answer = await fetch(`${server.url}/v1/copy`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'signed_out' } });
  });
});

test('every table of a person is a part, and history is parted by a column of its own', () => {
  const parted = new Set(copyParts.map(({ entry }) => entry.name));
  for (const { name, scope } of tables) {
    const isOfPerson = !['server', 'public'].includes(scope.kind) && !name.startsWith('replica.');
    expect([name, parted.has(name)]).toEqual([name, isOfPerson]);
  }
});
