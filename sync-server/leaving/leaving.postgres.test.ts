// Leaving, over every table of the registry: the archive has each row of a person and no secret, and after the deletion nothing of the
// person is anywhere in the database or the store. A second person keeps everything.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roleId } from '#schema/access/built-in.ts';
import type { ArchiveIndex } from '#schema/leaving/archive.ts';
import { ownedTables, ownRowsSql } from '#schema/leaving/own-rows.ts';
import { auditAnswer } from '#schema/protocol/admin.ts';
import { quotedTable, tables } from '#schema/tables.ts';
import { post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { insertOneOfEach, type Row } from '#tests/support/rows.ts';
import { beginUpload, locationOf, sendPart, sha256Of, uploadBlob } from '#tests/support/tus.ts';
import { developmentMailer } from '../auth/mailer.ts';
import { openBlobBytes } from '../blobs/open-bytes.ts';
import { deleteDueAccounts } from './deletion.ts';

const EMAIL = 'leaver@example.test';
const DAY_MS = 24 * 3_600_000;
const song = new Uint8Array(Buffer.concat([Buffer.from('fLaC'), randomBytes(200_000)]));
const shared = new Uint8Array(randomBytes(5_000));

let now = new Date('2026-11-22T12:00:00.000Z');
let dataDir: string;
let server: TestServer;
let admin: TestPerson;
let leaver: TestPerson;
let stayer: TestPerson;
let made: Map<string, Row>;

const query = <Row extends object>(sql: string, values: unknown[] = []) =>
  server.database.pool.query<Row>(sql, values).then(({ rows }) => rows);
const runJob = async () =>
  deleteDueAccounts({
    pool: server.database.pool,
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    blobs: await openBlobBytes({ s3: undefined, dataDir }),
    mailer: developmentMailer((line) => server.printed.push(line)),
  });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-leaving-'));
  server = await startTestServer({ clock: { now: () => now }, env: { s3: undefined, dataDir } });
  admin = await server.signIn('admin@example.test');
  stayer = await server.signIn('stayer@example.test');
  const names = tables.map(({ name }) => name);
  made = await insertOneOfEach((sql, params) => server.database.pool.query(sql, params), names);
  await query('update users set email = $2, approved = true where id = $1', [made.get('users')?.['id'], EMAIL]);
  await query('update plan_templates set is_public = true');
  // Also the entitlement that was just inserted, as the migration of a new one does.
  await query('insert into role_entitlements (role_id, entitlement_id) select $1, id from entitlements on conflict do nothing', [
    roleId('admin'),
  ]);
  leaver = await server.signIn(EMAIL);
  await uploadBlob(leaver, song);
  await uploadBlob(leaver, shared);
  await uploadBlob(stayer, shared);
  const half = randomBytes(1_000);
  const begun = await beginUpload(leaver, { size: 1_000, sha256: sha256Of(half) });
  await sendPart(leaver, locationOf(begun), 0, new Uint8Array(half.subarray(0, 500)));
});
afterAll(async () => {
  await server?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const archive = async (person: TestPerson): Promise<Record<string, Uint8Array>> => {
  const answer = await person.fetch('/v1/account/export');
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
    ...[200, 'application/zip', 'attachment; filename="cadence-2026-11-22.zip"'],
  ]);
  return unzipSync(new Uint8Array(await answer.arrayBuffer()));
};
const indexOf = (files: Record<string, Uint8Array>) =>
  JSON.parse(strFromU8(files['export.json'] ?? new Uint8Array())) as ArchiveIndex;

test('each table has an owner, is public, or is named here', () => {
  const nobodys = tables.filter((entry) => ownRowsSql(entry) === null && entry.scope.kind !== 'public').map(({ name }) => name);
  expect(nobodys).toEqual(['verification_tokens', 'content_versions']);
});

test('the archive has every row of the person as JSON and as CSV, every file, and no secret', async () => {
  const files = await archive(leaver);
  const index = indexOf(files);
  expect(leaver.id).toBe(made.get('users')?.['id']);
  for (const { entry } of ownedTables) {
    const json = JSON.parse(strFromU8(files[`json/${entry.name}.json`] ?? new Uint8Array())) as Row[];
    const keys = json.map((row) => entry.key.map((column) => row[column]));
    expect(keys, entry.name).toContainEqual(entry.key.map((column) => made.get(entry.name)?.[column]));
    expect(index.tables[entry.name], entry.name).toBe(json.length);
    const csv = Papa.parse<string[]>(strFromU8(files[`csv/${entry.name}.csv`] ?? new Uint8Array()), { skipEmptyLines: true });
    expect(csv.data).toHaveLength(json.length + 1);
    expect(csv.data[0]).toEqual(Object.keys(json[0] ?? {}));
    expect(csv.data[0]).not.toEqual(expect.arrayContaining(entry.hidden.length > 0 ? [...entry.hidden] : ['(none)']));
  }
  expect(index.files.map(({ sha256, size, path }) => ({ sha256, size, path }))).toEqual(
    [song, shared]
      .map((bytes) => ({ sha256: sha256Of(bytes), size: bytes.length, path: `files/${sha256Of(bytes)}.flac` }))
      .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
  );
  expect(sha256Of(files[`files/${sha256Of(song)}.flac`] ?? new Uint8Array())).toBe(sha256Of(song));
  const texts = Object.entries(files)
    .flatMap(([name, bytes]) => (name.startsWith('files/') ? [] : [strFromU8(bytes)]))
    .join('\n');
  for (const { token } of await query<{ token: string }>('select token from sessions')) expect(texts).not.toContain(token);
  expect(texts).not.toContain(stayer.id);
  expect(texts).not.toContain(stayer.email);
});

test('the archive of somebody else has nothing of the person', async () => {
  const files = await archive(stayer);
  const texts = Object.values(files)
    .map((bytes) => strFromU8(bytes))
    .join('\n');
  expect(texts).not.toContain(leaver.id);
  expect(texts).not.toContain(EMAIL);
  expect(Object.keys(files).filter((name) => name.startsWith('files/'))).toEqual([`files/${sha256Of(shared)}.flac`]);
});

test('one archive at a time is written for a person, and a broken download frees the place', async () => {
  expect((await leaver.fetch('/v1/account/export', { method: 'HEAD' })).status).toBe(200);
  const first = await leaver.fetch('/v1/account/export');
  await first.body?.cancel();
  const whole = async () => {
    const answer = await leaver.fetch('/v1/account/export');
    await answer.arrayBuffer();
    return answer.status;
  };
  await expect.poll(whole).toBe(200);
  expect((await fetch(`${server.url}/v1/account/export`)).status).toBe(401);
  const elsewhere = await leaver.fetch('/v1/account/export', { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(elsewhere.status).toBe(403);
});

test('a deletion is confirmed with the address, can be taken back within a week, and is told by mail', async () => {
  const ask = (email: string) => post(`${server.url}/v1/account/deletion`, { email }, { cookie: leaver.cookie });
  expect((await ask('admin@example.test')).status).toBe(400);
  const asked = (await (await ask(EMAIL.toUpperCase())).json()) as { dueAt: string };
  expect(asked.dueAt).toBe(new Date(now.getTime() + 7 * DAY_MS).toISOString());
  expect(server.printed).toContain(`mail for ${EMAIL.toUpperCase()}: Your Cadence account will be deleted`);
  now = new Date(now.getTime() + 3 * DAY_MS);
  expect((await ask(EMAIL)).status, 'the sign-in is long ago').toBe(403);
  leaver = await server.signIn(EMAIL);
  expect(((await (await ask(EMAIL)).json()) as { dueAt: string }).dueAt).toBe(asked.dueAt);
  expect(server.printed.filter((line) => line.endsWith('Your Cadence account will be deleted'))).toHaveLength(1);
  expect(await runJob()).toEqual({ accounts: 0, failed: 0 });
  expect((await post(`${server.url}/v1/account/deletion/cancel`, {}, { cookie: leaver.cookie })).status).toBe(200);
  now = new Date(now.getTime() + 10 * DAY_MS);
  expect(await runJob()).toEqual({ accounts: 0, failed: 0 });
  expect((await leaver.fetch('/v1/auth/session')).status).toBe(200);
});

test('the events of the account are shown to its owner, without who the others are', async () => {
  await post(`${server.url}/v1/admin/people/${leaver.id}/approve`, {}, { cookie: admin.cookie });
  await post(`${server.url}/v1/admin/people/${leaver.id}/refuse`, {}, { cookie: admin.cookie });
  await post(`${server.url}/v1/admin/people/${leaver.id}/approve`, {}, { cookie: admin.cookie });
  leaver = await server.signIn(EMAIL);
  const { entries } = auditAnswer.parse(await (await leaver.fetch('/v1/account/events')).json());
  expect(entries.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['sign_in', 'account_suspended', 'deletion_requested']),
  );
  expect(entries.find(({ event }) => event === 'account_suspended')).toMatchObject({ userId: null, email: null, address: null });
  expect(JSON.stringify(entries)).not.toContain(admin.email);
});

test('after the week no row, file or session of the person is left, and everybody else has everything', async () => {
  const stayed = indexOf(await unzipAny(stayer));
  await post(`${server.url}/v1/account/deletion`, { email: EMAIL }, { cookie: leaver.cookie });
  now = new Date(now.getTime() + 7 * DAY_MS);
  expect(await runJob()).toEqual({ accounts: 1, failed: 0 });

  const needles = [leaver.id, EMAIL, ...ownIds()];
  const names = await query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('public', 'replica', 'ops', 'pgboss') order by 1`,
  );
  expect(names.length).toBeGreaterThan(90);
  for (const { name } of names) {
    const rows = await query<{ text: string }>(`select r::text as text from ${name} r`);
    // The log keeps that something happened, by ids that name nobody any more; the feed keeps a tombstone of what was public.
    const isPseudonym = name === 'public.audit_log' || name === 'replica.feed';
    const looked = isPseudonym ? [leaver.id, EMAIL].slice(name === 'public.audit_log' ? 1 : 0) : needles;
    for (const { text } of rows) for (const needle of looked) expect(text.includes(needle), `${name}: ${needle}`).toBe(false);
  }
  for (const { entry, condition } of ownedTables) {
    expect(await query(`select from ${quotedTable(entry.name)} r where ${condition}`, [leaver.id]), entry.name).toEqual([]);
  }
  const refused = await leaver.fetch('/v1/auth/session');
  expect([refused.status, await refused.json()]).toMatchObject([401, { error: { code: 'device_removed' } }]);
  expect(await storedBytes()).toBe(shared.length);
  expect(await query(`select user_id, resource_id, details from audit_log where event_type = 'account_deleted'`)).toMatchObject([
    {
      user_id: null,
      resource_id: null,
      details: { files: 2, bytes: song.length + shared.length, tables: { habits: 1, users: 1 } },
    },
  ]);
  expect(server.printed.at(-1)).toBe(`mail for ${EMAIL}: Your Cadence account was deleted`);
  expect(indexOf(await unzipAny(stayer)).tables).toEqual({ ...stayed.tables, audit_log: (stayed.tables['audit_log'] ?? 0) + 1 });
});

test('a device of the deleted account is told to erase itself, once', async () => {
  const removal = async () => (await (await leaver.fetch('/v1/auth/devices/removal')).json()) as { leaving: string | null };
  expect(await removal()).toEqual({ leaving: 'erase' });
  expect((await leaver.fetch('/v1/auth/devices/removal/done', { method: 'POST' })).status).toBe(200);
  expect(await removal()).toEqual({ leaving: null });
  expect(await query(`select user_id from audit_log where event_type = 'sign_out' and user_id is null`)).toHaveLength(1);
});

test('the address can begin again with nothing', async () => {
  const again = await server.signIn(EMAIL);
  expect(again.id).not.toBe(leaver.id);
  expect(Object.keys(indexOf(await unzipAny(again)).tables).sort()).toEqual(['audit_log', 'sessions', 'users']);
});

const unzipAny = async (person: TestPerson) =>
  unzipSync(new Uint8Array(await (await person.fetch('/v1/account/export')).arrayBuffer()));

/** The ids of the rows that only the person had. */
const ownIds = () =>
  ownedTables.flatMap(({ entry }) => {
    const id = made.get(entry.name)?.['id'];
    return typeof id === 'string' ? [id] : [];
  });

async function storedBytes(): Promise<number> {
  const folder = join(dataDir, 'blobs');
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !entry.name.endsWith('.json')) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
