// A real PostgreSQL from npm, for `npm start` and the tests: no installation, data in one directory, reachable from this
// machine only. It runs under any user, including root (Postgres refuses root, so it then runs as an unprivileged user), and
// recovers after a power failure. Invariant: at most one live process owns a data directory.
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPostgresBinaries, type PostgresBinaries } from './embedded-binaries.ts';
import { prepareForPostgres, spawnerFor, type Spawner } from './embedded-user.ts';
import { claimDirectory, stopOrphan } from './embedded-owner.ts';
import { Supervisor, type Supervision } from './embedded-supervisor.ts';
import { createClient } from './pool.ts';

export interface EmbeddedOptions {
  dataDir: string;
  /** Without it, a free port is chosen. */
  port?: number;
  /** Additional settings for postgresql.conf. */
  settings?: Record<string, string>;
  onLog?: (text: string) => void;
  /** With it, a Postgres that exits by itself is restarted. */
  supervision?: Supervision;
}

export interface EmbeddedPostgres {
  url: string;
  port: number;
  /** Ends connections, flushes all data and stops Postgres. */
  stop(): Promise<void>;
}

const USER = 'cadence';
const DATABASE = 'cadence';
/** The backends of a killed postmaster exit within moments. */
const LEFTOVERS_GONE_WITHIN_MS = 20_000;
const LEFTOVERS_POLL_MS = 100;

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
    const start = async () => {
      await stopOrphan(dataDir);
      return launchAfterLeftovers(() => launch(spawner, binaries, { ...options, dataDir, port }));
    };
    const supervisor = await Supervisor.start(start, options.supervision);
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= supervisor.stop().finally(release));
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

/** A random password, stored beside the data directory and readable by its owner only. */
async function keptPassword(dataDir: string): Promise<string> {
  const file = `${dataDir}.password`;
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept.trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Initialises a directory beside the final one and renames it, so that a power failure leaves no half-initialised cluster. */
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
        // Sorts text as PGlite does, the same on every machine.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      dirname(dataDir),
    );
    const output = collect(child);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`the embedded Postgres could not initialise its data directory:\n${output()}`);
    await rename(staging, dataDir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function refuseOtherVersion(dataDir: string, { major }: PostgresBinaries): Promise<void> {
  const version = (await readFile(`${dataDir}/PG_VERSION`, 'utf8')).trim();
  if (version !== major) {
    throw new Error(
      `${dataDir} was created by PostgreSQL ${version}, and this version of Cadence includes ${major}. ` +
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

/** Retries while processes of a killed Postgres still use the data, because Postgres refuses to start until they exit. */
async function launchAfterLeftovers(start: () => Promise<ChildProcess>): Promise<ChildProcess> {
  const until = performance.now() + LEFTOVERS_GONE_WITHIN_MS;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      const isHeld = error instanceof Error && /shared memory block .* is still in use/.test(error.message);
      if (!isHeld || performance.now() > until) throw error;
      await sleep(LEFTOVERS_POLL_MS);
    }
  }
}

/** Resolves when Postgres accepts connections. */
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

/** Returns the last lines of the output. Keeps reading, because a full pipe would block Postgres. */
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
