// A real PostgreSQL from npm, for `npm start` and the tests: no installation, data in one directory, reachable from this
// machine only. It works as root (Postgres itself refuses to, so it runs as an unprivileged user) and as anybody else, and
// after a power cut. At most one live process owns a data directory.
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { readPostgresBinaries, type PostgresBinaries } from './embedded-binaries.ts';
import { prepareForPostgres, spawnerFor, type Spawner } from './embedded-user.ts';
import { claimDirectory } from './embedded-owner.ts';
import { createClient } from './pool.ts';

export interface EmbeddedOptions {
  dataDir: string;
  /** Without it, any free one. */
  port?: number;
  /** More settings of postgresql.conf. */
  settings?: Record<string, string>;
  onLog?: (text: string) => void;
}

export interface EmbeddedPostgres {
  url: string;
  port: number;
  /** Ends connections, writes everything, stops. */
  stop(): Promise<void>;
}

const USER = 'cadence';
const DATABASE = 'cadence';
const STOP_WITHIN_MS = 20_000;

export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dirname(dataDir), { recursive: true });
  const binaries = await readPostgresBinaries(dataDir);
  const release = await claimDirectory(dataDir);
  try {
    const spawner = await spawnerFor(dataDir, binaries);
    const password = await keptPassword(dataDir);
    if (await isMissing(`${dataDir}/PG_VERSION`)) await initialise(dataDir, binaries, spawner, password);
    else await prepareForPostgres(dataDir, spawner);
    await refuseOtherVersion(dataDir, binaries);
    const port = options.port ?? (await freePort());
    const child = await launch(spawner, binaries, { ...options, dataDir, port });
    const stop = stopper(child, release);
    const url = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
    await createDatabase(url('postgres')).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { url: url(DATABASE), port, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

const isMissing = (path: string) =>
  access(path).then(
    () => false,
    () => true,
  );

/** Random and kept beside the data, readable by its owner only. */
async function keptPassword(dataDir: string): Promise<string> {
  const file = `${dataDir}.password`;
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept.trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Beside the directory, then renamed, so that a power cut leaves no half cluster. */
async function initialise(dataDir: string, binaries: PostgresBinaries, spawner: Spawner, password: string): Promise<void> {
  const staging = `${dataDir}.new`;
  const passwordFile = `${dataDir}.initdb`;
  await rm(staging, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(staging, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    await prepareForPostgres(staging, spawner);
    await prepareForPostgres(passwordFile, spawner);
    const child = spawner.spawn(
      binaries.initdb,
      [
        `--pgdata=${staging}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Sorts as PGlite does, the same on every machine.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      dirname(dataDir),
    );
    const output = collect(child);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`the embedded Postgres could not make its data directory:\n${output()}`);
    await rename(staging, dataDir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function refuseOtherVersion(dataDir: string, { major }: PostgresBinaries): Promise<void> {
  const version = (await readFile(`${dataDir}/PG_VERSION`, 'utf8')).trim();
  if (version !== major) {
    throw new Error(
      `${dataDir} was made by PostgreSQL ${version}, and this version of Cadence brings ${major}. ` +
        `Dump it with PostgreSQL ${version} and load the dump into a new directory.`,
    );
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
}

/** Resolves when it accepts connections. */
async function launch(
  spawner: Spawner,
  binaries: PostgresBinaries,
  { dataDir, port, settings = {}, onLog }: EmbeddedOptions & { port: number },
): Promise<ChildProcess> {
  const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings };
  const args = ['-D', dataDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const child = spawner.spawn(binaries.postgres, args, dataDir);
  const output = collect(child, onLog);
  await new Promise<void>((ready, fail) => {
    child.stderr?.on('data', () => {
      if (output().includes('database system is ready to accept connections')) ready();
    });
    child.once('error', fail);
    child.once('close', (code) => fail(new Error(`the embedded Postgres ended with ${String(code)}:\n${output()}`)));
  });
  return child;
}

/** The last of what it said. Keeps reading, for a full pipe would stop it. */
function collect(child: ChildProcess, onLog?: (text: string) => void): () => string {
  let text = '';
  const keep = (bytes: Buffer) => {
    text = (text + bytes.toString()).slice(-8000);
    onLog?.(bytes.toString());
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (error) => (text += error.message));
  return () => text;
}

function stopper(child: ChildProcess, release: () => Promise<void>): () => Promise<void> {
  const closed = child.exitCode === null ? once(child, 'close') : Promise.resolve();
  // SIGINT is a fast shutdown: it waits for nobody. When this process ends without asking, that is still right.
  const interrupt = () => child.kill('SIGINT');
  process.once('exit', interrupt);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    process.off('exit', interrupt);
    interrupt();
    const impatient = setTimeout(() => child.kill('SIGQUIT'), STOP_WITHIN_MS);
    await closed;
    clearTimeout(impatient);
    await release();
  };
  return () => (stopping ??= stop());
}

async function createDatabase(url: string): Promise<void> {
  const client = createClient(url);
  await client.connect();
  try {
    const { rows } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rows.length === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
