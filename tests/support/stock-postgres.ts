// A PostgreSQL as a distribution packages it, with its tools (pg_dump, pg_restore, psql), in a folder of its own. Where none is
// installed, tests that need it are skipped.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { freePort } from '#server/db/embedded.ts';
import { createClient } from '#server/db/pool.ts';

const run = promisify(execFile);
const STARTS_WITHIN_MS = 30_000;
const OLDEST = 15;

/** The folder of the programs: the oldest version that Cadence supports, because it lacks most. */
const programs = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].flatMap(binsUnder).find(Boolean);

function binsUnder(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .map((name) => ({ name, version: Number(/^(?:postgresql@)?(\d+)$/.exec(name)?.[1] ?? 0) }))
    .filter(({ version }) => version >= OLDEST)
    .sort((a, b) => a.version - b.version)
    .map(({ name }) => join(folder, name, 'bin'))
    .filter((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'pg_dump')));
}

export const hasStockPostgres = programs !== undefined;

/** Comes with the server, or in a package of its own. */
export const hasStatements = programs !== undefined && existsSync(join(programs, '../lib/pg_stat_statements.so'));

export interface StockPostgres {
  /** For PATH. */
  bin: string;
  /** A new empty database that belongs to an ordinary user, as the README creates it. */
  database(name: string): Promise<string>;
  /** Runs SQL as the superuser. */
  asAdmin(database: string, sql: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startStockPostgres(): Promise<StockPostgres> {
  if (programs === undefined) throw new Error('no PostgreSQL is installed');
  const bin = programs;
  const folder = await mkdtemp(join(tmpdir(), 'cadence-stock-'));
  await chmod(folder, 0o755);
  const user = await unprivileged();
  if (user) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...user,
    cwd: folder,
  });
  const port = await freePort();
  // Durability is off, because no data outlives the run.
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    ...(hasStatements ? ['shared_preload_libraries=pg_stat_statements'] : []),
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  const urlOf = (owner: string, name: string) => `postgres://${owner}@127.0.0.1:${port}/${name}`;
  const admin = urlOf('postgres', 'postgres');
  await vi.waitFor(() => runSql(admin, 'select 1'), { timeout: STARTS_WITHIN_MS, interval: 50 });
  await runSql(admin, 'create role cadence login');
  return {
    bin,
    async database(name) {
      await runSql(admin, `create database ${name} owner cadence`);
      return urlOf('cadence', name);
    },
    asAdmin: (name, sql) => runSql(urlOf('postgres', name), sql),
    async stop() {
      // Fast shutdown: open connections are ended.
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = createClient(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Postgres refuses to run as root. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}
