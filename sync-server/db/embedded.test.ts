// The embedded Postgres after every kind of end: stopped, killed, half initialised, with stale locks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import { libraryEnv } from './embedded-binaries.ts';
import { createClient } from './pool.ts';

let parent: string;
let dataDir: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'cadence-embedded-'));
  dataDir = join(parent, 'deep', 'postgres');
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const start = () => startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = createClient(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a Postgres from a child process and kills that process, but not its Postgres. */
async function leaveOrphan(): Promise<void> {
  const embedded = fileURLToPath(new URL('embedded.ts', import.meta.url));
  const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(embedded)});
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { fsync: 'off' } });
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal, output).toBe('SIGKILL');
}

describe('the embedded Postgres', () => {
  it('creates its directory, listens on this machine only, and keeps data over a restart', async () => {
    const first = await start();
    await query(first.url, 'create table kept (id int); insert into kept values (7)');
    expect(await query(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }]);
    await second.stop();
  });

  it('stores its password in a file that only its owner can read, and requires it', async () => {
    const { mode } = await stat(`${dataDir}.password`);
    expect(mode & 0o077).toBe(0);
    const postgres = await start();
    const wrong = new URL(postgres.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password/);
    await postgres.stop();
  });

  it('is refused with a message while another process owns the directory', async () => {
    const postgres = await start();
    await expect(start()).rejects.toThrow(/already uses/);
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  it('takes over after its owner was killed and its Postgres left running', async () => {
    await leaveOrphan();
    const postgres = await start();
    expect(await query(postgres.url, 'select id from kept')).toEqual([{ id: 7 }]);
    await postgres.stop();
  });

  it('starts despite a lock file whose pid now belongs to another program', async () => {
    await writeFile(`${dataDir}/postmaster.pid`, `${process.pid}\n${dataDir}\n`);
    await writeFile(`${dataDir}.owner`, `${process.pid} 1\n`);
    const postgres = await start();
    expect(await query(postgres.url, 'select id from kept')).toEqual([{ id: 7 }]);
    await postgres.stop();
  });

  it('replaces a directory whose initialisation was interrupted', async () => {
    const half = join(parent, 'half');
    await mkdir(`${half}.new`);
    await writeFile(`${half}.new/PG_VERSION`, '18\n');
    const postgres: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir: half, settings: { fsync: 'off' } });
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  it('refuses a directory of another major version with a message', async () => {
    const old = join(parent, 'half');
    await writeFile(`${old}/PG_VERSION`, '14\n');
    await expect(startEmbeddedPostgres({ dataDir: old })).rejects.toThrow(/created by PostgreSQL 14/);
  });
});

describe('the libraries of the embedded Postgres', () => {
  it('get the links that an installation without scripts did not create', async () => {
    const packageDir = join(parent, 'package');
    await mkdir(join(packageDir, 'native', 'lib'), { recursive: true });
    await writeFile(join(packageDir, 'native', 'lib', 'libpq.so.5.18'), 'library');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    await writeFile(join(packageDir, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    expect(await libraryEnv(join(packageDir, 'native'), join(parent, 'fallback'))).toEqual({});
    expect(await readlink(join(packageDir, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    expect(await readFile(join(packageDir, 'native', 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
  });
});
