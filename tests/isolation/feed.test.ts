// I6 for the feed: every table of the registry, with a mark in every column. Whatever another person requests or forges, no
// answer, header or log line contains a mark.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tables } from '#schema/tables.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { fuzzParameters } from '#tests/fuzz/seed.ts';
import { insertMarkedRows, needlesOf, secretNeedlesOf, type MarkedRow } from './marked-rows.ts';
import { Sightings } from './sightings.ts';

interface FeedLine {
  tbl: string;
  pk: string;
  row: Record<string, unknown> | null;
  deleted: string;
}

interface Message {
  headers: { control?: string };
  value?: { tbl: string; pk: string; row: string | null; deleted: string };
}

const BOB = 'bobmarked';
const ALICE = 'alicemarked';

let server: TestServer;
let alice: TestPerson;
let bob: TestPerson;
let rowsOfAlice: MarkedRow[];
let rowsOfBob: MarkedRow[];
let needles: string[];

const marked = (person: TestPerson, name: string) => ({ id: person.id, name, number: name === ALICE ? 1 : 2 });

beforeAll(async () => {
  server = await startTestServer({ times: { holdMs: 60, keepAliveMs: 40, sseMs: 150 } });
  alice = await server.signIn(`${ALICE}@example.test`);
  bob = await server.signIn(`${BOB}@example.test`);
  const run = (sql: string, params: unknown[] = []) => server.database.pool.query(sql, params);
  rowsOfAlice = await insertMarkedRows(run, marked(alice, ALICE));
  rowsOfBob = await insertMarkedRows(run, marked(bob, BOB));
  needles = [...needlesOf(marked(alice, ALICE), rowsOfAlice), `${ALICE}@example.test`, alice.cookie.split('=')[1] ?? ''];
});
afterAll(() => server.close());

const linesOf = (body: string): FeedLine[] =>
  (JSON.parse(body) as Message[]).flatMap(({ value }) =>
    value ? [{ ...value, row: value.row === null ? null : (JSON.parse(value.row) as Record<string, unknown>) }] : [],
  );

async function wholeFeed(person: TestPerson, scope: string): Promise<{ lines: FeedLine[]; text: string; place: string }> {
  const answer = await person.fetch(`/v1/shape?scope=${scope}&offset=-1`);
  const text = await answer.text();
  const place = `handle=${answer.headers.get('electric-handle')}&offset=${answer.headers.get('electric-offset')}`;
  return { lines: linesOf(text), text, place };
}

test('a person’s feed has every visible mark of theirs, in every table, and no hidden mark', async () => {
  const { lines, text } = await wholeFeed(alice, 'me');
  const everybodys = await wholeFeed(alice, 'public');
  for (const { table, row, seen, hidden } of rowsOfAlice) {
    if (table.scope.kind === 'server') continue;
    const feed = table.scope.kind === 'public' ? everybodys.lines : lines;
    const ofTable = feed.filter(
      ({ tbl, row: found }) => tbl === table.name && table.key.every((key) => found?.[key] === row[key]),
    );
    expect(ofTable, table.name).toHaveLength(1);
    for (const column of seen) expect(ofTable[0]?.row?.[column], `${table.name}.${column}`).toEqual(row[column]);
    for (const column of hidden) expect(ofTable[0]?.row, table.name).not.toHaveProperty(column);
  }
  for (const needle of secretNeedlesOf(marked(alice, ALICE))) {
    expect(text).not.toContain(needle);
    expect(everybodys.text).not.toContain(needle);
  }
});

test('every table of the registry has a mark, and every hidden column has one that the tests search for', () => {
  const own = rowsOfAlice.filter(({ table }) => table.scope.kind !== 'public');
  const without = own.filter(({ row }) => !needles.some((needle) => JSON.stringify(row).includes(needle)));
  expect(without.map(({ table }) => table.name)).toEqual([]);
  const hidden = new Set(rowsOfAlice.flatMap(({ table, hidden: columns }) => columns.map((column) => `${table.name}.${column}`)));
  const expected = tables.flatMap(({ name, hidden: columns }) => columns.map((column) => `${name}.${column}`));
  // A hidden reference column contains an id of the person instead, and a time has no mark.
  expect(expected.filter((column) => !hidden.has(column))).toEqual(['universal_quests.created_by', 'replica.clients.closed_at']);
});

test('server-only tables are in no feed', async () => {
  const { rows } = await server.database.pool.query<{ tbl: string }>('select distinct tbl from replica.feed');
  const synced = tables.filter(({ scope }) => scope.kind !== 'server').map(({ name }) => name as string);
  expect(rows.map(({ tbl }) => tbl).sort()).toEqual(synced.sort());
});

test('another person receives nothing of it: in a first read, a long poll, an event stream, and with the first person’s handle and offset', async () => {
  const sightings = new Sightings();
  const read = async (query: string, init?: RequestInit) => sightings.read(query, await bob.fetch(`/v1/shape?${query}`, init));
  const alices = await wholeFeed(alice, 'me');
  const bobs = await wholeFeed(bob, 'me');
  sightings.note('first read', bobs.text);
  const everybodys = await wholeFeed(bob, 'public');
  sightings.note('first read of public', everybodys.text);
  for (const scope of ['me', 'public']) {
    await read(`scope=${scope}&offset=now`);
    for (const { place } of [alices, bobs, everybodys]) {
      for (const live of ['', '&live=true', '&live=true&live_sse=true', '&live=true&cursor=1'])
        await read(`scope=${scope}&${place}${live}`);
    }
    const handle = /handle=([^&]+)/.exec(alices.place)?.[1];
    for (const offset of ['-1', 'now', '0_0', '0_inf', '1_1']) {
      await read(`scope=${scope}&offset=${offset}&handle=${handle}&expired_handle=${handle}`);
    }
  }
  const etag = (await bob.fetch('/v1/shape?scope=me&offset=-1')).headers.get('etag') ?? '';
  await read('scope=me&offset=-1', { headers: { 'if-none-match': etag, 'last-event-id': alices.place } });
  sightings.expectNone(needles);
  expect(sightings.count).toBeGreaterThan(30);
});

test('another person’s copy has nothing of it, also with the first person’s handle and a forged place', async () => {
  const sightings = new Sightings();
  const read = async (query: string, headers: HeadersInit = {}) =>
    sightings.read(query, await bob.fetch(`/v1/copy?${query}`, { headers }));
  const [begin = ''] = (await (await alice.fetch('/v1/copy')).text()).split('\n');
  const { handle } = JSON.parse(begin) as { handle: string };
  const places = ['', '00000000.0.2026-01-01', `${alice.id}`, `' or user_id = '${alice.id}' --`];
  for (const query of ['', `handle=${handle}`, `user_id=${alice.id}`, `scope=user:${alice.id}`]) {
    for (const place of places) await read(`${query}&after=${encodeURIComponent(place)}`);
  }
  await read('', { 'x-cadence-person': alice.id });
  sightings.expectNone(needles);
  expect(sightings.count).toBeGreaterThan(15);
});

test('no forged scope, filter, column or table gives a row of another person', async () => {
  const sightings = new Sightings();
  const id = alice.id;
  const bent = [
    `scope=${id}`,
    `scope=user:${id}`,
    `scope=me&scope=user:${id}`,
    `scope=user:${id}&scope=me`,
    `scope[]=user:${id}`,
    `scope=me%00user:${id}`,
    `scope=me' or scope='user:${id}`,
    `scope=ｍｅ`,
    `scope=me%2Cuser:${id}`,
    `scope=me&user_id=${id}&userId=${id}&person=${id}`,
    `scope=me&where=${encodeURIComponent('1=1')}`,
    `scope=me&table=users`,
    `scope=me&table=replica.feed&columns=row`,
    `scope=me&params[1]=user:${id}`,
    `scope=me&params=%7B%221%22%3A%22user%3A${id}%22%7D`,
    `scope=me&subset__where=true`,
    `scope=me&replica=full`,
    `scope=me&secret=x&api_secret=x`,
    `SCOPE=user:${id}`,
    `scope=public&where=scope%3D'user:${id}'`,
  ];
  for (const query of bent) {
    for (const offset of ['-1', 'now', '0_0']) {
      const answer = await bob.fetch(`/v1/shape?${query}&offset=${offset}`);
      expect(answer.status, query).toBeLessThan(500);
      await sightings.read(query, answer);
    }
  }
  for (const header of ['x-cadence-person', 'x-user-id', 'x-forwarded-user', 'authorization', 'x-electric-secret']) {
    await sightings.read(header, await bob.fetch('/v1/shape?scope=me&offset=-1', { headers: { [header]: id } }));
    await sightings.read(header, await fetch(`${server.url}/v1/shape?scope=me&offset=-1`, { headers: { [header]: id } }));
  }
  sightings.expectNone(needles.filter((needle) => needle !== id));
  // Their own id may come back only in text that they sent themselves.
  sightings.expectNone([`"user_id":"${id}"`, `"user_id\\":\\"${id}`]);
});

test('no handle, offset or cursor close to another person’s gives a row of theirs', async () => {
  const { place } = await wholeFeed(alice, 'me');
  const [handle = '', offset = ''] = [/handle=([^&]+)/.exec(place)?.[1], /offset=(.+)/.exec(place)?.[1]];
  const mine = /handle=([^&]+)/.exec((await wholeFeed(bob, 'me')).place)?.[1] ?? '';
  const parts = [handle, mine].flatMap((text) => [text, ...text.split(/[-.]/)]);
  const anyHandle = fc.oneof(
    fc.constantFrom(handle, mine),
    fc
      .tuple(fc.nat(handle.length - 1), fc.constantFrom(...'0123456789abcdefz-._%'))
      .map(([at, c]) => handle.slice(0, at) + c + handle.slice(at + 1)),
    fc.array(fc.constantFrom(...parts, '-', '.'), { maxLength: 6 }).map((list) => list.join('')),
    fc.tuple(fc.constantFrom(...parts), fc.constantFrom(...parts)).map(([a, b]) => `${a}-${b}-1.000000000000`),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const anyOffset = fc.oneof(
    fc.constantFrom(offset, '-1', 'now', '0_0', '0_inf', '18446744073709551615_0', '1_-1'),
    fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 64n }), fc.bigInt({ min: 0n, max: 2n ** 63n })).map(([x, s]) => `${x}_${s}`),
    fc.string({ maxLength: 12 }),
  );
  const question = fc.record({
    scope: fc.constantFrom('me', 'me', 'public', 'user:' + alice.id, alice.id),
    handle: anyHandle,
    offset: anyOffset,
    cursor: fc.option(fc.oneof(fc.nat().map(String), fc.string({ maxLength: 20 })), { nil: undefined }),
    live: fc.constantFrom(undefined, 'true', 'false', 'TRUE'),
    live_sse: fc.constantFrom(undefined, 'true', 'false'),
    expired_handle: fc.option(anyHandle, { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(question, async (given) => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, value);
      const answer = await bob.fetch(`/v1/shape?${query}`);
      expect(answer.status).toBeLessThan(500);
      const sightings = new Sightings();
      await sightings.read(String(query), answer);
      sightings.expectNone(needles);
    }),
    fuzzParameters(150),
  );
});

test.each(tables.filter(({ scope }) => scope.kind === 'either').map(({ name }) => name))(
  'a public row of %s that becomes private leaves a tombstone in the public scope, without its text',
  async (name) => {
    const { pool } = server.database;
    const marks = rowsOfAlice.find(({ table }) => table.name === name);
    const scope = marks?.table.scope;
    if (scope?.kind !== 'either' || !marks) throw new Error(`${name} has no row that moves`);
    const id = String(marks.row['id']);
    const publish = scope.publicWhen.includes('is null')
      ? `${scope.column} = null`
      : `${scope.publicWhen.replace('r.', '')} = true`;
    const withdraw = scope.publicWhen.includes('is null')
      ? `${scope.column} = $2`
      : `${scope.publicWhen.replace('r.', '')} = false`;
    await pool.query(`update ${name} set ${publish} where id = $1`, [id]);
    const before = await wholeFeed(bob, 'public');
    expect(before.lines.find(({ pk }) => pk === id)?.row).toBeTruthy();

    await pool.query(`update ${name} set ${withdraw} where id = $1`, withdraw.includes('$2') ? [id, alice.id] : [id]);
    const sightings = new Sightings();
    const change = await sightings.read('change', await bob.fetch(`/v1/shape?scope=public&${before.place}&live=true`));
    expect(linesOf(change).filter(({ pk }) => pk === id)).toMatchObject([{ tbl: name, row: null, deleted: 'true' }]);
    sightings.note('first read', (await wholeFeed(bob, 'public')).text);
    // The id was public, and the tombstone contains it.
    sightings.expectNone(needles.filter((needle) => !id.startsWith(needle)));
    expect((await wholeFeed(alice, 'me')).lines.find(({ pk }) => pk === id)?.row).toBeTruthy();
  },
);

test('every answer with a person’s rows forbids caching and varies by cookie', async () => {
  const { place } = await wholeFeed(alice, 'me');
  for (const query of ['offset=-1', 'offset=now', place, `${place}&live=true`, `${place}&live=true&live_sse=true`]) {
    const answer = await alice.fetch(`/v1/shape?scope=me&${query}`);
    await answer.text();
    expect(answer.headers.get('cache-control'), query).toBe('private, no-store');
    expect(answer.headers.get('vary'), query).toMatch(/cookie/);
  }
});

test('no log line contains a mark, an address or a token', () => {
  const log = new Sightings();
  for (const line of server.logged) log.note('log', JSON.stringify(line));
  log.expectNone([...needles, ...needlesOf(marked(bob, BOB), rowsOfBob), `${BOB}@example.test`]);
  expect(server.logged.length).toBeGreaterThan(100);
});
