// Moving house: everything that a person has goes from one server to an empty account of another, and not a value is lost. Over every
// table of the registry with random rows, and with a demo year.
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { contentSets } from '#schema/content.ts';
import { installSet } from '#schema/content-set.ts';
import { arrivalAnswer, PROFILE_COLUMNS, STAYS_BEHIND, travellingTables, type ArrivalAnswer } from '#schema/leaving/arrival.ts';
import { areaOf } from '#schema/leaving/areas.ts';
import { exportSql, ownedTables, type OwnedTable } from '#schema/leaving/own-rows.ts';
import { newId } from '#schema/ids.ts';
import { withSession } from '#server/db/session.ts';
import { ArchiveReader } from '#src/modules/accounts/arrival/archive-reader.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { insertPersonRows, settleBalances } from '#tests/support/person-rows.ts';
import { readRowColumns, type Row } from '#tests/support/rows.ts';
import { sha256Of, uploadBlob } from '#tests/support/tus.ts';
import { seedDemo } from '../../scripts/demo/seed.ts';

let dataDir: string;
let home: TestServer;
let away: TestServer;

const start = async (name: string): Promise<TestServer> => {
  const server = await startTestServer({ env: { s3: undefined, dataDir: join(dataDir, name) } });
  for (const set of contentSets) await withSession(server.database.pool, ({ db }) => installSet(db, set));
  // The first person of a server becomes its admin.
  await server.signIn('admin@example.test');
  return server;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-moving-'));
  home = await start('home');
  away = await start('away');
}, 120_000);
afterAll(async () => {
  await home?.close();
  await away?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const song = new Uint8Array(Buffer.concat([Buffer.from('fLaC'), randomBytes(50_000)]));

/** A person at home with random rows in every table. */
async function settled(seed: number): Promise<TestPerson> {
  const person = await home.signIn();
  await uploadBlob(person, song);
  await withSession(home.database.pool, async ({ client }) => {
    const run = (sql: string, params?: unknown[]) => client.query(sql, params);
    const without = new Set(['sessions', 'accounts', 'authenticators', 'user_roles', 'audit_log', 'calendar_feeds']);
    await insertPersonRows(run, person.id, { seed, rowsPerTable: 3, without, sha256: sha256Of(song) });
    await settleBalances(run, person.id);
    await client.query('update users set name = $2, image = $3 where id = $1', [person.id, `Name ${seed}`, '/x.png']);
  });
  return person;
}

async function archiveOf(person: TestPerson): Promise<ArchiveReader> {
  const answer = await person.fetch('/v1/account/export');
  return ArchiveReader.open(new Blob([await answer.arrayBuffer()]));
}

interface Sent {
  isTrial?: boolean;
  leavesOut?: boolean;
}

const send = async (person: TestPerson, body: Blob | string): Promise<Response> =>
  person.fetch('/v1/account/import', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', ...(typeof body !== 'string' && { 'content-encoding': 'gzip' }) },
    body: typeof body === 'string' ? body : await body.arrayBuffer(),
  });

async function bringIn(
  person: TestPerson,
  archive: ArchiveReader,
  { isTrial = false, leavesOut = false }: Sent = {},
): Promise<ArrivalAnswer> {
  const answer = await send(person, await archive.body({ isTrial, leavesOut }));
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return arrivalAnswer.parse(JSON.parse(text));
}

const allColumns = new Map<TestServer, Promise<Map<string, string[]>>>();
const columnsOf = (server: TestServer) => {
  const known = allColumns.get(server);
  if (known) return known;
  const columns = readRowColumns((sql, params) => server.database.pool.query(sql, params)).then(
    (byTable) => new Map([...byTable].map(([name, list]) => [name, list.map(({ column }) => column)])),
  );
  allColumns.set(server, columns);
  return columns;
};

/** Every row of a table that the person owns, with every column. */
async function rowsOf(server: TestServer, table: OwnedTable, userId: string): Promise<string[]> {
  const columns = (await columnsOf(server)).get(table.entry.name) ?? [];
  const { rows } = await server.database.pool.query<{ row: string }>(exportSql(table, columns), [userId]);
  return rows.map(({ row }) => row);
}

async function expectSame(userId: string): Promise<number> {
  let compared = 0;
  for (const table of travellingTables) {
    const [before, after] = await Promise.all([rowsOf(home, table, userId), rowsOf(away, table, userId)]);
    expect(after, table.entry.name).toEqual(before);
    noteValues(table.entry.name, after);
    compared += after.length;
  }
  const profile = (server: TestServer) =>
    server.database.pool
      .query<Row>(`select ${PROFILE_COLUMNS.join(', ')} from users where id = $1`, [userId])
      .then(({ rows }) => rows[0]);
  expect(await profile(away)).toEqual(await profile(home));
  return compared;
}

/** What a device of the person gets from the feed, by table and key. */
const feedOf = (server: TestServer, userId: string, tables: readonly string[]) =>
  server.database.pool
    .query<Row>(
      `select tbl, pk, "row" from replica.feed where scope = 'user:' || $1 and not deleted and tbl = any ($2) order by tbl, pk`,
      [userId, tables],
    )
    .then(({ rows }) => rows);

test('each table of people travels, or is named with the reason why not', () => {
  const named = [...travellingTables.map(({ entry }) => entry.name), ...Object.keys(STAYS_BEHIND), 'users'];
  expect(named.sort()).toEqual(ownedTables.map(({ entry }) => entry.name).sort());
  // The preview and the refusals count by area.
  expect(travellingTables.map(({ entry }) => entry.name).filter((name) => areaOf(name) === 'Other')).toEqual([]);
  expect(Object.keys(STAYS_BEHIND).sort()).toEqual([
    ...['accounts', 'audit_log', 'authenticators', 'calendar_feeds', 'replica.clients', 'sessions', 'user_roles'],
  ]);
});

/** The columns that had a value in a compared row. */
const valued = new Set<string>();
const noteValues = (table: string, rows: readonly string[]): void => {
  for (const row of rows) {
    for (const [column, value] of Object.entries(JSON.parse(row) as Row)) if (value !== null) valued.add(`${table}.${column}`);
  }
};

describe('an archive', () => {
  test(
    'brings every row of every table into an empty account of another server, value for value',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
          const person = await settled(seed);
          const archive = await archiveOf(person);
          expect(archive.facts).toMatchObject({ problems: [], missingFiles: [], person: { id: person.id, email: person.email } });
          expect(archive.facts.from).toBe(home.url);
          const empty = travellingTables.filter(({ entry }) => !archive.facts.tables[entry.name]).map(({ entry }) => entry.name);
          expect(empty).toEqual([]);
          const receiver = await away.signIn();
          const trial = await bringIn(receiver, archive, { isTrial: true });
          expect(trial.lacking).toEqual([]);
          expect((await receiver.fetch('/v1/auth/session')).status).toBe(200);
          const answer = await bringIn(receiver, archive);
          expect(answer).toEqual(trial);
          expect(await expectSame(person.id)).toBeGreaterThan(150);
          const tables = travellingTables.map(({ entry }) => entry.name);
          expect(await feedOf(away, person.id, tables)).toEqual(await feedOf(home, person.id, tables));
        }),
        { numRuns: 2, endOnFailure: true },
      );
      const all = await columnsOf(home);
      const never = travellingTables.flatMap(({ entry }) =>
        (all.get(entry.name) ?? []).map((column) => `${entry.name}.${column}`).filter((name) => !valued.has(name)),
      );
      // Inline bytes of analyses, which only the seed's first versions wrote, and what a server has claimed do not travel; notices are below.
      expect(never.sort()).toEqual([
        ...['analysis_frame_chunks.frames', 'analysis_frame_data.frame_data', 'due.claim', 'due.claimed_until', 'due.notice'],
      ]);
    },
  );
});

const inStep = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** The body of a small archive made by hand. */
const handMade = (personId: string, rows: readonly (readonly [string, Row])[], more: Row = {}): string => {
  const tables: Record<string, number> = {};
  for (const [table] of rows) tables[table] = (tables[table] ?? 0) + 1;
  const header = { format: 1, madeBy: 'server', person: { id: personId }, tables, isTrial: false, leavesOut: false, ...more };
  return inStep([header, ...rows].map((line) => JSON.stringify(line)));
};

const inboxItem = (userId: string, id = newId()): readonly [string, Row] => [
  'inbox_items',
  { id, user_id: userId, title: 'One', created_at: '2026-03-01T10:00:00Z', updated_at: '2026-03-01T10:00:00Z' },
];
const giveItem = (id: string, userId: string) =>
  away.database.pool.query(
    'insert into inbox_items (id, user_id, title, created_at, updated_at) values ($1, $2, $3, now(), now())',
    [...[id, userId, 'One']],
  );

async function refusal(person: TestPerson, body: string): Promise<[number, string]> {
  const answer = await send(person, body);
  const { error } = (await answer.json()) as { error?: { code: string; detail?: string } };
  return [answer.status, error?.detail ?? error?.code ?? ''];
}

describe('an archive is refused in words, and nothing of it stays,', () => {
  let receiver: TestPerson;
  beforeAll(async () => {
    receiver = await away.signIn();
  });
  afterEach(async () => {
    expect((await receiver.fetch('/v1/auth/session')).status, 'the account is as it was').toBe(200);
  });

  test('when the account has entries', async () => {
    const full = await away.signIn();
    await giveItem(newId(), full.id);
    expect(await refusal(full, handMade(newId(), []))).toEqual([409, expect.stringContaining('entries: Notes (1)')]);
  });
  test('when the person of the archive is on this server', async () => {
    const other = await away.signIn();
    expect(await refusal(receiver, handMade(other.id, []))).toEqual([409, expect.stringContaining('is still on this server')]);
  });
  test('when it has a table or a column that this server does not know, or one that is the server’s', async () => {
    const id = newId();
    const [table, row] = inboxItem(id);
    expect(await refusal(receiver, handMade(id, [['dreams', row]]))).toEqual([
      422,
      expect.stringContaining('does not know dreams'),
    ]);
    expect(await refusal(receiver, handMade(id, [[table, { ...row, weight: 1 }]]))).toEqual([
      ...[422, expect.stringContaining('“weight” of inbox_items')],
    ]);
    expect(await refusal(receiver, handMade(id, [['roles', { id: newId(), name: 'x' }]]))).toEqual([
      ...[422, expect.stringContaining('Rows of roles belong to the server')],
    ]);
    expect(await refusal(receiver, handMade(id, [['analysis_frame_data', { frame_data: '\\x00' }]]))).toEqual([
      ...[422, expect.stringContaining('secret')],
    ]);
  });
  test('when a row belongs to somebody else, also through its parent', async () => {
    const [id, victim] = [newId(), await away.signIn()];
    expect(await refusal(receiver, handMade(id, [inboxItem(victim.id)]))).toEqual([
      422,
      expect.stringContaining('somebody else'),
    ]);
    const goal = { id: newId(), user_id: victim.id, title: 'Theirs' };
    await away.database.pool.query(
      `insert into goals (id, user_id, title, created_at, updated_at) values ($1, $2, $3, now(), now())`,
      Object.values(goal),
    );
    const milestone = { id: newId(), goal_id: goal.id, title: 'Mine' };
    expect(await refusal(receiver, handMade(id, [['goal_milestones', milestone]]))).toEqual([
      ...[422, expect.stringContaining('refer to what this server does not have')],
    ]);
    const { rowCount } = await away.database.pool.query('select from goal_milestones where goal_id = $1', [goal.id]);
    expect(rowCount).toBe(0);
  });
  test('when a row is on this server already', async () => {
    const [id, other] = [newId(), await away.signIn()];
    const taken = newId();
    await giveItem(taken, other.id);
    expect(await refusal(receiver, handMade(id, [inboxItem(id, taken)]))).toEqual([
      422,
      expect.stringContaining('are on this server already'),
    ]);
  });
  test('when rows are missing, broken or too many, and when a value cannot be', async () => {
    const id = newId();
    const whole = handMade(id, [inboxItem(id), inboxItem(id)])
      .trimEnd()
      .split('\n');
    expect(await refusal(receiver, inStep(whole.slice(0, -1)))).toEqual([422, expect.stringContaining('2 rows of inbox_items')]);
    expect(await refusal(receiver, inStep([...whole.slice(0, -1), '["inbox_items",{"id":']))).toEqual([
      ...[422, expect.stringContaining('Line 3')],
    ]);
    expect(await refusal(receiver, inStep(['{"format":2}']))).toEqual([422, expect.stringContaining('index')]);
    const [table, row] = inboxItem(id);
    expect(await refusal(receiver, handMade(id, [[table, { ...row, created_at: 'soon' }]]))).toEqual([
      ...[422, expect.stringContaining('inbox_items has a value that cannot be')],
    ]);
    const broken = await receiver.fetch('/v1/account/import', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      body: handMade(id, []),
    });
    expect([broken.status, await broken.json()]).toMatchObject([422, { error: { detail: 'It arrived damaged, or not whole.' } }]);
  });
  test('when the wallet is not what its entries add up to', async () => {
    const id = newId();
    const at = '2026-03-01T10:00:00Z';
    const wallet = { id: newId(), user_id: id, total_coins: 9_999, earned_coins: 9_999, spent_coins: 0 };
    expect(await refusal(receiver, handMade(id, [['user_wallet', { ...wallet, created_at: at, updated_at: at }]]))).toEqual([
      ...[422, expect.stringContaining('9999 coins')],
    ]);
  });
});

test('the account keeps its address, its ways in, its rights and the session, and the other devices sign in again', async () => {
  const email = `${newId()}@example.test`;
  const [receiver, otherDevice] = [await away.signIn(email), await away.signIn(email)];
  const id = newId();
  const item = inboxItem(id);
  await away.database.pool.query(
    `insert into user_settings (id, user_id, key, value, created_at, updated_at)
    values (gen_random_uuid(), $1, 'theme', '"dark"', now(), now())`,
    [receiver.id],
  );
  await bringInText(
    receiver,
    handMade(id, [item, ['users', { id, name: 'Ada', role: 'admin', approved: false, email: 'x@y.z' }]]),
  );
  const session = (await (await receiver.fetch('/v1/auth/session')).json()) as { user: Row };
  expect(session.user).toEqual({ id, email, name: 'Ada' });
  expect((await otherDevice.fetch('/v1/auth/session')).status).toBe(401);
  const { rows } = await away.database.pool.query<Row>('select role, approved from users where id = $1', [id]);
  expect(rows).toEqual([{ role: 'user', approved: true }]);
  expect((await away.database.pool.query('select from users where id = $1', [receiver.id])).rowCount).toBe(0);
  expect((await away.database.pool.query('select from user_settings where user_id = $1', [id])).rowCount).toBe(0);
  expect((await away.database.pool.query(`select from replica.feed where scope = 'user:' || $1`, [receiver.id])).rowCount).toBe(
    0,
  );
  const log = await away.database.pool.query<Row>(
    `select user_id, details from audit_log where event_type = 'account_imported' and user_id = $1`,
    [id],
  );
  expect(log.rows).toEqual([{ user_id: id, details: { rows: 1, formerId: receiver.id } }]);
  expect((await away.signIn(email)).id).toBe(id);
});

async function bringInText(person: TestPerson, body: string): Promise<ArrivalAnswer> {
  const answer = await send(person, body);
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return arrivalAnswer.parse(JSON.parse(text));
}

test('what refers to content that this server lacks is told before, and comes without it only when the person says so', async () => {
  const receiver = await away.signIn();
  const [id, at] = [newId(), '2026-03-01T10:00:00Z'];
  const [session, exercise] = [newId(), newId()];
  const rows: (readonly [string, Row])[] = [
    ['exercise_preferences', { id: newId(), user_id: id, exercise_id: exercise, created_at: at, updated_at: at }],
    ['focus_sessions', { id: session, user_id: id, mode: 'countdown', status: 'completed', started_at: at, created_at: at }],
    ['user_quests', { id: newId(), user_id: id, title: 'Own', source_quest_id: newId(), created_at: at, updated_at: at }],
  ];
  const trial = await bringInText(receiver, handMade(id, rows, { isTrial: true }));
  expect(trial.lacking).toEqual([
    { table: 'user_quests', column: 'source_quest_id', refersTo: 'universal_quests', rows: 1, outcome: 'emptied' },
    { table: 'exercise_preferences', column: 'exercise_id', refersTo: 'exercises', rows: 1, outcome: 'left-out' },
  ]);
  expect((await refusal(receiver, handMade(id, rows)))[0]).toBe(422);
  expect(await bringInText(receiver, handMade(id, rows, { leavesOut: true }))).toEqual({ ...trial, rows: 2 });
});

test('an archive plans only what commands plan, and one of a device gets what a device does not keep', async () => {
  const planned = (kind: string, more: Row): readonly [string, Row] => [
    'due',
    { user_id: '', kind, key: newId(), due_at: '2099-03-01T10:00:00Z', command: null, args: null, notice: null, ...more },
  ];
  const notice = (url: string) => ({ notice: { title: 'x', body: 'y', url } });
  const entries = [
    planned('habit_due', { command: 'habit.remind', args: { id: newId() } }),
    planned('focus_end', notice('/focus')),
    ...[planned('habit_due', { command: 'market.closeDay', args: {} }), planned('account_mail', { args: { event: 'x' } })],
    ...[planned('focus_end', notice('//elsewhere.example')), planned('focus_end', notice('https://elsewhere.example'))],
  ];
  const [server, device] = [newId(), newId()];
  const ofServer = entries.map(([table, row]) => [table, { ...row, user_id: server }] as const);
  expect((await bringInText(await away.signIn(), handMade(server, ofServer))).tables).toEqual({ due: 2 });
  const at = '2026-03-01T10:00:00Z';
  const habit = { id: newId(), user_id: device, name: 'Run', is_active: true, created_at: at, updated_at: at };
  const bringHabit = (times: unknown[]) =>
    handMade(device, [['habits', { ...habit, reminders: { zone: 'UTC', times } }]], { madeBy: 'device' });
  const receiver = await away.signIn();
  expect(await refusal(receiver, bringHabit(['08:00']))).toEqual([422, expect.stringContaining('reminder')]);
  await bringInText(receiver, bringHabit([{ minute: 480, weekdays: [1, 2, 3, 4, 5, 6, 7] }]));
  const { rows } = await away.database.pool.query<Row>('select kind, key, command from due where user_id = $1', [device]);
  expect(rows).toEqual([{ kind: 'habit_due', key: habit.id, command: 'habit.remind' }]);
});

/** MEASURE=1 brings the whole year and prints how long it took; the test run has no time for more than its first weeks. */
const isMeasured = process.env['MEASURE'] === '1';

test('the beginning of a demo year comes whole', { timeout: 180_000 }, async () => {
  const { pool } = home.database;
  const email = 'demo@example.org';
  const until = new Date(isMeasured ? '2026-11-26T15:00:00Z' : '2025-12-28T15:00:00Z');
  const year = { seed: 1, endDay: '2026-11-26', until, zone: 'Europe/Berlin' };
  await seedDemo(pool, pino({ level: 'silent' }), { email, ...year });
  const person = await home.signIn(email);
  const times = [performance.now()];
  const answer = await person.fetch('/v1/account/export');
  const file = new Blob([await answer.arrayBuffer()]);
  times.push(performance.now());
  const archive = await ArchiveReader.open(file);
  const body = await archive.body({ isTrial: false, leavesOut: false });
  times.push(performance.now());
  const arrived = await bringIn(await away.signIn(), archive);
  times.push(performance.now());
  expect(archive.facts.problems).toEqual([]);
  expect(arrived.lacking).toEqual([]);
  expect(await expectSame(person.id)).toBe(arrived.rows);
  if (isMeasured) {
    const [exported, read, brought] = times.slice(1).map((time, at) => Math.round(time - (times[at] ?? 0)));
    process.stderr.write(`${JSON.stringify({ zip: file.size, body: body.size, rows: arrived.rows, exported, read, brought })}\n`);
  }
});
