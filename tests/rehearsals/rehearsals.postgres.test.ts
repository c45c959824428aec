// What an operator does, rehearsed with real processes on a PostgreSQL of the distribution, as its ordinary user: a backup and its
// restore, two servers behind a load balancer, an upgrade from an earlier version.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import { serverAnswer } from '#schema/protocol/admin.ts';
import { tables } from '#schema/tables.ts';
import { migrateDatabase } from '#server/db/migrate.ts';
import { readMigrations } from '#server/db/migrations.ts';
import { createPool, type Pool } from '#server/db/pool.ts';
import type { ReplicaClient } from '#src/replica/client.ts';
import { bundleServer, type ServerBundle } from '#tests/chaos/bundle-server.ts';
import { compareRows } from '#tests/chaos/compare-rows.ts';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { TestDevice } from '#tests/support/device.ts';
import { signInOverHttp, type HttpPerson } from '#tests/support/http-person.ts';
import { replicaPglite } from '#tests/support/replica.ts';
import { RoundRobin } from '#tests/support/round-robin.ts';
import { hasStatements, hasStockPostgres, startStockPostgres, type StockPostgres } from '#tests/support/stock-postgres.ts';
import { uploadBlob } from '#tests/support/tus.ts';

const run = promisify(execFile);
const WAIT = { timeout: 20_000, interval: 50 };

interface Device {
  device: TestDevice;
  client: ReplicaClient;
}

describe.runIf(hasStockPostgres)('an operator', { timeout: 60_000 }, () => {
  let stock: StockPostgres;
  let folder: string;
  let bundle: ServerBundle;
  const undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    // The first replica of a test file takes seconds to make.
    const replica = replicaPglite().then((one) => one.close());
    [stock, bundle] = await Promise.all([startStockPostgres(), bundleServer(), replica]);
    folder = await mkdtemp(join(tmpdir(), 'cadence-rehearsal-'));
  });
  afterAll(async () => {
    for (const step of undo.reverse()) await step();
    await stock.stop();
    await bundle.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (url: string, dataDir: string, port: number): Promise<AppServer> => {
    const server = await startAppServer({
      dataDir,
      port,
      env: { DATABASE_URL: url, HOST: '127.0.0.1' },
      program: [bundle.file],
    });
    undo.push(() => server.stop());
    return server;
  };
  const poolOf = (url: string): Pool => {
    const pool = createPool(url, { max: 2 });
    undo.push(() => pool.end());
    return pool;
  };
  const openDevice = async (origin: string, { cookie }: HttpPerson, liveSse = true): Promise<Device> => {
    const device = new TestDevice(origin, liveSse);
    device.cookie = cookie;
    const client = await device.open();
    undo.push(() => Promise.resolve(device.die()));
    await client.signedIn();
    return { device, client };
  };
  /** Runs a program as an operator does in the app's folder. */
  const operate = (program: string, args: string[], env: Record<string, string>) =>
    run(program, args, { env: { ...process.env, ...env, PATH: `${stock.bin}:${process.env['PATH']}` } });

  const titlesOf = async ({ device }: Device): Promise<string[]> => {
    const read = await device.database?.query('select title from inbox_items order by title');
    return ((read?.rows ?? []) as { title: string }[]).map(({ title }) => title);
  };
  const add = ({ client }: Device, title: string) => client.dispatch('inbox.add', { id: newId(), title });
  const synced = ({ client }: Device) => vi.waitFor(() => expect(client.status().kind).toBe('synced'), WAIT);
  const converged = (one: Device, pool: Pool, userId: string) =>
    vi.waitFor(async () => {
      const read = async (sql: string) => (await one.device.database?.query(sql))?.rows ?? [];
      expect(await compareRows(read, pool, userId)).toEqual([]);
    }, WAIT);

  test('migrates as a user who owns the database and is no superuser, also when all triggers change', async () => {
    const url = await stock.database('owned');
    const first = await migrateDatabase(url);
    expect(first.applied).toHaveLength((await readMigrations()).length);
    await poolOf(url).query('delete from ops.feed_tables');
    expect((await migrateDatabase(url)).feedTables).toEqual(first.feedTables);
  });

  test('saves database and files, restores them elsewhere, and a device follows with what it had not sent', async () => {
    const [before, after] = [await stock.database('before'), await stock.database('after')];
    const [filesBefore, filesAfter] = [join(folder, 'before'), join(folder, 'after')];
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const first = await start(before, filesBefore, port);
    const person = await signInOverHttp(origin, 'ada@example.org');
    const song = new Uint8Array(Buffer.concat([Buffer.from('fLaC'), randomBytes(50_000)]));
    const sha256 = await uploadBlob({ ...person, id: person.userId, email: 'ada@example.org' }, song);
    const phone = await openDevice(origin, person);
    await add(phone, 'saved before the backup');
    await synced(phone);
    await vi.waitFor(async () => expect(await titlesOf(phone)).toEqual(['saved before the backup']), WAIT);

    const saved = await operate('scripts/backup.sh', [join(folder, 'backups')], { DATABASE_URL: before, DATA_DIR: filesBefore });
    const backup = saved.stdout.trim();
    await add(phone, 'saved after the backup');
    await synced(phone);
    await first.stop();
    // The device knows nothing of this and saves.
    await add(phone, 'saved while the server was away');

    await operate('scripts/restore.sh', [backup], { DATABASE_URL: after, DATA_DIR: filesAfter });
    await start(after, filesAfter, port);
    await phone.client.tryNow();
    const pool = poolOf(after);
    await vi.waitFor(async () => {
      const { rows } = await pool.query<{ title: string }>('select title from inbox_items order by title');
      expect(rows.map(({ title }) => title)).toEqual(['saved before the backup', 'saved while the server was away']);
    }, WAIT);
    await synced(phone);
    await converged(phone, pool, person.userId);
    expect(await titlesOf(phone)).toEqual(['saved before the backup', 'saved while the server was away']);
    const file = await person.fetch(`/v1/blobs/${sha256}`);
    expect(Buffer.from(await file.arrayBuffer()).equals(song)).toBe(true);
  });

  test('is told that a database is not empty and that a backup is damaged, and nothing is changed', async () => {
    const url = await stock.database('kept');
    await migrateDatabase(url);
    const source = { DATABASE_URL: url, DATA_DIR: join(folder, 'none') };
    const backup = (await operate('scripts/backup.sh', [join(folder, 'backups-of-kept')], source)).stdout.trim();
    await expect(operate('scripts/restore.sh', [backup], source)).rejects.toThrow('The database is not empty');
    await writeFile(join(backup, 'database.dump'), 'damaged', { flag: 'a' });
    const empty = { ...source, DATABASE_URL: await stock.database('empty') };
    await expect(operate('scripts/restore.sh', [backup], empty)).rejects.toThrow('did NOT match');
    const { rows } = await poolOf(empty.DATABASE_URL).query(`select to_regnamespace('ops') as found`);
    expect(rows).toEqual([{ found: null }]);
  });

  test('runs two servers: each shows what the other took, and one can be stopped', async () => {
    const url = await stock.database('shared');
    const ports = [await freePort(), await freePort()] as const;
    // Both start at once on an empty database.
    const [one, other] = await Promise.all([
      start(url, join(folder, 'shared'), ports[0]),
      start(url, join(folder, 'shared'), ports[1]),
    ]);
    const proxy = await RoundRobin.open(ports);
    undo.push(() => proxy.close());
    const person = await signInOverHttp(one.url, 'two@example.org');
    const phone = await openDevice(one.url, person);
    const desktop = await openDevice(other.url, person);
    const tablet = await openDevice(`http://127.0.0.1:${proxy.port}`, person, false);
    for (const device of [phone, desktop, tablet]) await synced(device);

    await add(phone, 'by the first server');
    await add(desktop, 'by the second server');
    for (const device of [phone, desktop, tablet]) {
      await vi.waitFor(async () => expect(await titlesOf(device)).toEqual(['by the first server', 'by the second server']), WAIT);
    }
    expect([...proxy.taken.keys()].sort()).toEqual([...ports].sort());

    if (hasStatements) {
      await stock.asAdmin('shared', 'create extension pg_stat_statements');
      const health = serverAnswer.parse(await (await person.fetch('/v1/admin/health')).json());
      expect(health).toMatchObject({
        feed: { state: 'ok' },
        people: { all: 1, day: 1, live: 1 },
        statements: { state: 'ready' },
      });
      expect(health.statements.slowest.length).toBeGreaterThan(0);
      expect(JSON.stringify(health)).not.toContain('by the first server');
    }

    await one.stop();
    await add(tablet, 'after one was stopped');
    await tablet.client.tryNow();
    await vi.waitFor(async () => expect(await titlesOf(desktop)).toContain('after one was stopped'), WAIT);
    await synced(tablet);
    await converged(tablet, poolOf(url), person.userId);
  });

  test('upgrades a database of an earlier version: every row is kept, and the feed shows them', async () => {
    const url = await stock.database('earlier');
    const pool = poolOf(url);
    // Made by the server of that version: a person with a row in every table, commands that took effect and some that did not.
    const dump = brotliDecompressSync(await readFile(new URL('fixtures/at-0079.sql.br', import.meta.url))).toString();
    // Lines for psql, which newer versions of pg_dump write.
    await pool.query(dump.replaceAll(/^\\.*$/gm, ''));
    await pool.query('select pg_catalog.set_config($1, $2, false)', ['search_path', 'public']);
    const names = tables.map(({ name }) => (name.includes('.') ? name : `public.${name}`));
    const existing = new Set<string>();
    for (const name of names) {
      const { rows } = await pool.query<{ found: string | null }>('select to_regclass($1)::text as found', [name]);
      if (rows[0]?.found) existing.add(name);
    }
    const keysOf = async () => {
      const keys = new Map<string, string[]>();
      for (const { name, key } of tables) {
        const full = name.includes('.') ? name : `public.${name}`;
        if (!existing.has(full)) continue;
        const { rows } = await pool.query<{ pk: string }>(
          `select concat_ws('/', ${key.join(', ')}) as pk from ${full} order by 1`,
        );
        keys.set(
          full,
          rows.map(({ pk }) => pk),
        );
      }
      return keys;
    };
    const before = await keysOf();
    expect(before.size).toBeGreaterThan(70);

    const migrated = await operate('npm', ['run', '--silent', 'migrate'], { DATABASE_URL: url });
    const last = (await readMigrations()).at(-1)?.name ?? '';
    expect(migrated.stdout).toContain('applied 0080_platform_details.sql');
    expect(migrated.stdout).toContain(`applied ${last}`);
    const kept = await keysOf();
    for (const [name, keys] of before) expect(kept.get(name), name).toEqual(expect.arrayContaining(keys));

    const server = await start(url, join(folder, 'earlier'), await freePort());
    const person = await signInOverHttp(server.url, 'earlier@example.org');
    const device = await openDevice(server.url, person);
    await vi.waitFor(
      async () => expect(await titlesOf(device)).toEqual(expect.arrayContaining(['Also kept', 'Kept over the upgrade'])),
      WAIT,
    );
    await add(device, 'added by this version');
    await synced(device);
    await converged(device, pool, person.userId);
  });
});
