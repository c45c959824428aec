// Comparison with Zero (`@rocicorp/zero`): first sync of the same rows, and a commit until another client has it, in turn on one
// Postgres. What is compared is not the same: our client writes every row with its indexes into a Postgres on the device, Zero's
// keeps them as objects in memory (`kvStore: 'mem'`, its fastest) and has only what its queries ask for.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createPool, type Pool } from '#server/db/pool.ts';
import { freePort } from '#server/db/embedded.ts';
import { startAppServer } from '#tests/support/app-server.ts';
import { signInOverHttp } from '#tests/support/http-person.ts';
import { startBenchDatabase } from './database.ts';
import { commitTimes, signedInDevice, watchNewest } from './devices.ts';
import { median, quantile, type Figure } from './figure.ts';
import { sync } from './first-sync.ts';
import { HISTORY_ROWS, HISTORY_TABLES, writeHistory } from './history.ts';
import { installZero, publishTables, ZERO, ZeroCache, type Zero } from './peers/zero-cache.ts';
import type { ZeroTable } from './peers/zero-client.ts';
import { watchZeroInBrowser } from './peers/zero-page.ts';
import { step } from './progress.ts';

const RUNS = 3;
const ROUNDS = 2;
const COMMITS_PER_ROUND = 100;
const SYNC_BOUND_MS = 120_000;
/** Of the commits; the history belongs to somebody else, so our reader's replica is as small as in the devices' bench. */
const EMAIL = 'commits@example.org';

interface Place {
  dir: string;
  pool: Pool;
  databaseUrl: string;
  zero: Zero;
  cache: ZeroCache;
  tables: readonly ZeroTable[];
}

export async function benchZero(): Promise<Figure[]> {
  const zero = installZero();
  if ('missing' in zero) {
    step(`left out: ${zero.missing}`);
    return [];
  }
  const dir = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const postgres = await startBenchDatabase(join(dir, 'postgres'), { wal_level: 'logical' });
  const pool = createPool(postgres.url, { applicationName: 'cadence-bench' });
  let cache: ZeroCache | undefined;
  try {
    const { rows } = await pool.query<{ wal_level: string }>('show wal_level');
    if (rows[0]?.wal_level !== 'logical') {
      step('left out: Zero needs wal_level=logical');
      return [];
    }
    cache = await ZeroCache.create(zero, postgres.url, dir);
    const place = { dir, pool, databaseUrl: postgres.url, zero, cache };
    const { figures, tables } = await firstSyncs(place);
    return [...figures, ...(await latencies({ ...place, tables }))];
  } finally {
    await cache?.close();
    await pool.end();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function startServer({ dir, databaseUrl }: Pick<Place, 'dir' | 'databaseUrl'>) {
  const port = await freePort();
  return { port, server: await startAppServer({ dataDir: dir, port, env: { DATABASE_URL: databaseUrl } }) };
}

async function firstSyncs(place: Omit<Place, 'tables'>): Promise<{ figures: Figure[]; tables: ZeroTable[] }> {
  const { server } = await startServer(place);
  try {
    const { userId, cookie } = await signInOverHttp(server.url, 'first-sync@example.org');
    await writeHistory(place.pool, userId);
    const tables = await publishTables(place.pool, HISTORY_TABLES);
    step('starting zero-cache, which copies the tables into its replica');
    const startedMs = performance.now();
    await place.cache.start();
    const copiedS = (performance.now() - startedMs) / 1000;
    const ours: number[] = [];
    const theirs: number[] = [];
    // Alternating, so that a busy minute affects both.
    for (let run = 1; run <= RUNS; run++) {
      step(`first sync, run ${run} of ${RUNS}: ours`);
      const synced = await sync(server.url, cookie);
      ours.push(synced.seconds);
      await synced.close();
      step(`first sync, run ${run} of ${RUNS}: Zero`);
      theirs.push(await syncOfZero({ ...place, tables }));
    }
    await place.cache.stop();
    return {
      tables,
      figures: [
        {
          name: `first sync of ${HISTORY_ROWS} rows: time against Zero`,
          value: median(ours.map((seconds, run) => seconds / theirs[run]!)),
          unit: '×',
          target: null,
          better: 'less',
          peer:
            `ours into Postgres on the device ${median(ours).toFixed(2)} s; Zero ${ZERO.version} into memory ` +
            `${median(theirs).toFixed(2)} s, after ${copiedS.toFixed(1)} s in which its server copied the tables`,
        },
      ],
    };
  } finally {
    await server.stop();
  }
}

/** A new client in its own process, on the Node that Zero needs; ours runs in Node, too. */
async function syncOfZero({ zero, cache, tables }: Place): Promise<number> {
  const { stdout } = await promisify(execFile)(zero.node, ['tests/bench/peers/zero-process.ts'], {
    env: { ...process.env, ZERO_MODULE: zero.module, ZERO_CACHE_URL: cache.url, ZERO_TABLES: JSON.stringify(tables) },
    timeout: SYNC_BOUND_MS,
  });
  const { seconds, rows } = JSON.parse(stdout) as { seconds: number; rows: number };
  if (rows !== HISTORY_ROWS) throw new Error(`Zero's client holds ${rows} rows of ${HISTORY_ROWS}`);
  return seconds;
}

/** Only one of the two servers runs at a time, because either would process the other's commits as well. */
async function latencies(place: Place): Promise<Figure[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    step(`commits, round ${round} of ${ROUNDS}: ours`);
    ours.push(...(await latencyOfOurs(place)));
    step(`commits, round ${round} of ${ROUNDS}: Zero`);
    theirs.push(...(await latencyOfZero(place)));
  }
  const row = (name: string, q: number): Figure => ({
    name: `commit → the other client, ${name}: time against Zero`,
    value: quantile(ours, q) / quantile(theirs, q),
    unit: '×',
    target: null,
    better: 'less',
    peer: `ours ${quantile(ours, q).toFixed(1)} ms; Zero ${ZERO.version} ${quantile(theirs, q).toFixed(1)} ms; both in Chromium`,
  });
  return [row('p50', 0.5), row('p99', 0.99)];
}

async function latencyOfOurs(place: Place): Promise<number[]> {
  const { server, port } = await startServer(place);
  const device = await signedInDevice(port, EMAIL);
  try {
    // Filling the offline cache would overlap with the commits; Zero's page has none.
    await device.installed();
    const seen = await watchNewest(device);
    return await commitTimes({ pool: place.pool, email: EMAIL, count: COMMITS_PER_ROUND, seen });
  } finally {
    await device.close();
    await server.stop();
  }
}

async function latencyOfZero({ pool, zero, cache, tables }: Place): Promise<number[]> {
  await cache.start();
  const watched = await watchZeroInBrowser({ zero, cacheUrl: cache.url, tables, table: 'inbox_items' });
  try {
    return await commitTimes({ pool, email: EMAIL, count: COMMITS_PER_ROUND, seen: watched.seen });
  } finally {
    await watched.close();
    await cache.stop();
  }
}
