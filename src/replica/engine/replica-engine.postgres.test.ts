import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import { tables } from '#schema/tables.ts';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { signInOverHttp } from '#tests/support/http-person.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import type { ReplicaClient } from '../client.ts';
import { TestDevice } from '#tests/support/device.ts';

// Two devices and a server share the CPU with other test files.
vi.setConfig({ testTimeout: 90_000 });
const WAIT = { timeout: 60_000, interval: 25 };
let server: AppServer;
let database: TestDatabase;
let folder: string;
const devices: TestDevice[] = [];

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'cadence-engine-'));
  server = await startAppServer({ dataDir: folder, port: await freePort(), env: { DATABASE_URL: database.url } });
});
afterEach(() => {
  for (const device of devices.splice(0)) device.die();
});
afterAll(async () => {
  await server.stop();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

interface OpenDevice {
  device: TestDevice;
  replica: ReplicaClient;
}

async function openDevice(cookie?: string, { liveSse = true } = {}): Promise<OpenDevice> {
  const device = new TestDevice(server.url, liveSse);
  devices.push(device);
  device.cookie = cookie;
  const replica = await device.open();
  if (cookie) await replica.signedIn();
  return { device, replica };
}

let people = 0;
const newPerson = () => signInOverHttp(server.url, `person${(people += 1)}@example.org`);
const synced = ({ replica }: OpenDevice) => vi.waitFor(() => expect(replica.status().kind).toBe('synced'), WAIT);
const add = ({ replica }: OpenDevice, title: string, id = newId()) => replica.dispatch('inbox.add', { id, title });

async function titles({ device }: OpenDevice): Promise<string[]> {
  const rows = await device.engine?.query('select title from inbox_items order by title', []);
  return (rows as { title: string }[]).map(({ title }) => title);
}

/** Every synced row on the device, in the feed's form. */
async function deviceRows({ device }: OpenDevice): Promise<string[]> {
  const all: string[] = [];
  for (const { name, scope, hidden, key } of tables) {
    if (scope.kind === 'server' || scope.kind === 'public' || !device.engine) continue;
    const own = scope.kind === 'either' ? `where not coalesce(${scope.publicWhen}, false)` : '';
    const rows = await device.engine.query(
      `select (to_jsonb(r) - '{${hidden.join(',')}}'::text[])::text as row from ${name} r ${own} order by ${key.join(', ')}`,
      [],
    );
    all.push(...(rows as { row: string }[]).map(({ row }) => `${name} ${row}`));
  }
  return all.sort();
}

async function serverRows(userId: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ tbl: string; row: string }>(
    `select tbl, row::text as row from replica.feed where scope = 'user:' || $1 and not deleted`,
    [userId],
  );
  return rows.map(({ tbl, row }) => `${tbl} ${row}`).sort();
}

async function expectConverged(userId: string, ...open: OpenDevice[]): Promise<void> {
  for (const one of open) await synced(one);
  await vi.waitFor(async () => {
    const expected = await serverRows(userId);
    for (const one of open) expect(await deviceRows(one)).toEqual(expected);
  }, WAIT);
}

describe('a device with the real server', () => {
  it.each([true, false])('shows on one device what another device did, SSE: %s', async (liveSse) => {
    const person = await newPerson();
    const [a, b] = [await openDevice(person.cookie, { liveSse }), await openDevice(person.cookie, { liveSse })];
    await Promise.all([synced(a), synced(b)]);
    await add(a, 'from a');
    await vi.waitFor(async () => expect(await titles(b)).toEqual(['from a']), WAIT);
    await expectConverged(person.userId, a, b);
  });

  it('collects commands offline on two devices, drains, and both devices end with the server’s rows (I1, I8)', async () => {
    const person = await newPerson();
    const [a, b] = [await openDevice(person.cookie), await openDevice(person.cookie)];
    for (const { device } of [a, b]) device.setOnline(false);
    const shared = newId();
    for (let i = 0; i < 120; i += 1) await add(a, `a${i}`);
    for (let i = 0; i < 30; i += 1) await add(b, `b${i}`);
    await add(a, 'shared', shared);
    await b.replica.dispatch('settings.set', { key: 'theme', value: 'dark' });
    await a.replica.dispatch('settings.set', { key: 'theme', value: 'light' });
    expect(a.replica.status()).toEqual({ kind: 'offline', waiting: 122 });
    for (const { device } of [a, b]) device.setOnline(true);
    await expectConverged(person.userId, a, b);
    expect(await titles(b)).toHaveLength(151);
  });

  it('applies a batch once that was sent twice because the answer was lost (I3)', async () => {
    const person = await newPerson();
    const a = await openDevice(person.cookie);
    await synced(a);
    a.device.answersToLose = 1;
    await add(a, 'once');
    await expectConverged(person.userId, a);
    const { rows } = await database.pool.query('select 1 from inbox_items where user_id = $1', [person.userId]);
    expect(rows).toHaveLength(1);
  });

  it('gives a local person’s commands to the account at sign-in, with the derived ids that other devices compute too', async () => {
    const person = await newPerson();
    const other = await openDevice(person.cookie);
    await other.replica.dispatch('settings.set', { key: 'theme', value: 'dark' });
    await synced(other);
    const a = await openDevice();
    await add(a, 'before signing in');
    await (
      await a.replica.dispatch('settings.set', { key: 'theme', value: 'light' })
    ).applied;
    expect(a.replica.status().kind).toBe('local');
    a.device.cookie = person.cookie;
    await a.replica.signedIn();
    expect(a.replica.person()).toMatchObject({ kind: 'signed-in', userId: person.userId });
    await expectConverged(person.userId, a, other);
    expect(await titles(other)).toEqual(['before signing in']);
  });

  it('shows a command that the server refused with its reason, and the rows as the server has them (I2)', async () => {
    const person = await newPerson();
    const [a, b] = [await openDevice(person.cookie), await openDevice(person.cookie)];
    const id = newId();
    await add(a, 'item', id);
    await vi.waitFor(async () => expect(await titles(b)).toEqual(['item']), WAIT);
    b.device.setOnline(false);
    await b.replica.dispatch('inbox.edit', { id, title: 'edited on b' });
    await (
      await a.replica.dispatch('inbox.delete', { id })
    ).applied;
    await synced(a);
    b.device.setOnline(true);
    await vi.waitFor(() => expect(b.replica.rejected()).toHaveLength(1), WAIT);
    expect(b.replica.rejected()[0]).toMatchObject({ name: 'inbox.edit', error: { code: 'not_found' } });
    await expectConverged(person.userId, a, b);
    const [rejected] = b.replica.rejected();
    await b.replica.dismissRejected(rejected?.id ?? '');
    expect(b.replica.rejected()).toEqual([]);
  });

  it('continues after its tab died, with the same log and the same rows', async () => {
    const person = await newPerson();
    const a = await openDevice(person.cookie);
    await synced(a);
    a.device.setOnline(false);
    await add(a, 'saved');
    a.device.die();
    const replica = await a.device.open();
    expect(replica.person()).toMatchObject({ kind: 'signed-in', userId: person.userId });
    a.device.setOnline(true);
    await expectConverged(person.userId, { device: a.device, replica });
  });

  it('rebuilds lost rows from the feed and the outbox', async () => {
    const person = await newPerson();
    const a = await openDevice(person.cookie);
    await add(a, 'on the server');
    await synced(a);
    a.device.setOnline(false);
    await add(a, 'waiting');
    await a.replica.debug.rebuild();
    await vi.waitFor(async () => expect(await titles(a)).toEqual(['waiting']), WAIT);
    a.device.setOnline(true);
    await expectConverged(person.userId, a);
    expect(await titles(a)).toEqual(['on the server', 'waiting']);
  });

  it('signing out sends waiting commands, then keeps nothing of the person', async () => {
    const person = await newPerson();
    const a = await openDevice(person.cookie);
    await synced(a);
    await add(a, 'last words');
    await a.replica.signOut('send');
    expect(a.replica.person()?.kind).toBe('local');
    expect(await titles(a)).toEqual([]);
    const { rows } = await database.pool.query('select title from inbox_items where user_id = $1', [person.userId]);
    expect(rows).toEqual([{ title: 'last words' }]);
  });
});
