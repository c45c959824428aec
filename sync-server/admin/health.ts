// How the server is, for its administrators: figures of this process and of the database. No row of a person is in the answer.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ServerAnswer } from '#schema/protocol/admin.ts';
import type { BlobBytes } from '../blobs/bytes.ts';
import type { Pool } from '../db/pool.ts';
import type { BlobLimits } from '../env.ts';
import type { OpenStreams } from '../feed/open-streams.ts';
import type { Clock } from '../http/context.ts';
import type { FeedHealth } from '../http/health.ts';
import type { ReadDatabaseLoad } from '../metrics/database-load.ts';
import type { Metrics } from '../metrics/metrics.ts';

export interface HealthSources {
  version: string;
  env: { blobs: Pick<BlobLimits, 'reserveBytes'> };
  metrics: Pick<Metrics, 'slowestCommands' | 'startedAtMs'>;
  load: ReadDatabaseLoad;
  streams: Pick<OpenStreams, 'total' | 'people'>;
  pools: ReadonlyMap<string, Pool>;
  blobs: Pick<BlobBytes, 'freeBytes'>;
  feedHealth: () => Promise<FeedHealth>;
}

const SLOWEST = 8;
const LONGEST_TEXT = 400;
/** A statement that ran seldom says more about a start or a migration than about the load. */
const MIN_CALLS = 5;
const LOOP_SAMPLE_MS = 200;

export async function readServerHealth(deps: { pool: Pool; clock: Clock; health: HealthSources }): Promise<ServerAnswer> {
  const { pool, clock, health } = deps;
  const { version, env, metrics, load, streams, pools, blobs, feedHealth } = health;
  const loopDelay = sampleLoopDelay();
  const [{ feedLagS, jobs, due, databaseBytes, files, fileBytes }, migrations, people, statements, feed, freeBytes] =
    await Promise.all([
      load(),
      readMigrationState(pool),
      readPeople(pool, clock.now()),
      readStatements(pool),
      feedHealth(),
      blobs.freeBytes().catch(() => null),
    ]);
  const state = (name: string) => jobs.byState[name] ?? 0;
  const hasQueue = Object.keys(jobs.byState).length > 0;
  return {
    version,
    startedAt: new Date(metrics.startedAtMs).toISOString(),
    readAt: clock.now().toISOString(),
    migrations,
    feed: { state: feed, lagS: atLeastZero(feedLagS), waiting: streams.total },
    queue: {
      jobs: hasQueue
        ? {
            waiting: state('created') + state('retry'),
            active: state('active'),
            failed: state('failed'),
            oldestS: atLeastZero(jobs.oldestS),
          }
        : null,
      due: { ...due, oldestS: atLeastZero(due.oldestS) },
    },
    storage: { databaseBytes, files, fileBytes, freeBytes, reserveBytes: env.blobs.reserveBytes },
    people: { ...people, live: streams.people },
    process: { memoryBytes: process.memoryUsage().rss, ...poolFigures(pools), loopDelayMs: await loopDelay },
    statements,
    commands: metrics.slowestCommands(SLOWEST).map(({ count, ...command }) => ({ ...command, calls: count })),
  };
}

/** The clocks of server and database may differ. */
const atLeastZero = (value: number): number => Math.max(0, value);

function poolFigures(pools: ReadonlyMap<string, Pool>) {
  const all = [...pools.values()];
  const sum = (figure: (pool: Pool) => number) => all.reduce((total, pool) => total + figure(pool), 0);
  return {
    connections: sum(({ totalCount }) => totalCount),
    maxConnections: sum(({ options }) => options.max ?? 0),
    poolsWaiting: sum(({ waitingCount }) => waitingCount),
  };
}

/** The longest that this process kept everything else waiting during a short sample. */
async function sampleLoopDelay(): Promise<number> {
  const resolution = 10;
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  await new Promise((resolve) => setTimeout(resolve, LOOP_SAMPLE_MS));
  delays.disable();
  // The histogram measures the timer, including its own interval.
  return atLeastZero(delays.max / 1e6 - resolution);
}

async function readMigrationState(pool: Pool): Promise<ServerAnswer['migrations']> {
  const { rows } = await pool.query<{ applied: number; last: string | null; at: Date | null }>(
    'select count(*)::int as applied, max(name) as last, max(applied_at) as at from ops.migrations',
  );
  const [row] = rows;
  return { applied: row?.applied ?? 0, last: row?.last ?? null, lastAt: row?.at?.toISOString() ?? null };
}

async function readPeople(pool: Pool, now: Date): Promise<Omit<ServerAnswer['people'], 'live'>> {
  const { rows } = await pool.query<Omit<ServerAnswer['people'], 'live'>>(
    `select count(*)::int as "all",
            count(*) filter (where seen_at > $1::timestamptz - interval '1 day')::int as "day",
            count(*) filter (where seen_at > $1::timestamptz - interval '7 days')::int as "week"
       from (select greatest(u.last_activity_at, max(s.last_activity_at)) as seen_at
               from users u left join sessions s on s.user_id = u.id group by u.id) p`,
    [now],
  );
  return rows[0] ?? { all: 0, day: 0, week: 0 };
}

/** The text of a statement has parameters in place of values. Only such statements are shown. */
async function readStatements(pool: Pool): Promise<ServerAnswer['statements']> {
  const installed = await pool.query<{ schema: string }>(
    `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where e.extname = 'pg_stat_statements'`,
  );
  const [place] = installed.rows;
  if (!place) return { state: 'missing', slowest: [] };
  try {
    const { rows } = await pool.query<ServerAnswer['statements']['slowest'][number]>(
      `select left(regexp_replace(query, '\\s+', ' ', 'g'), ${LONGEST_TEXT}) as text, calls::float8 as calls,
              mean_exec_time as "meanMs", max_exec_time as "longestMs"
         from ${place.schema}.pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database())
          and userid = (select oid from pg_roles where rolname = current_user)
          and calls >= ${MIN_CALLS} and query ~* '^\\s*(select|insert|update|delete|with)\\M'
        order by mean_exec_time desc, queryid limit ${SLOWEST}`,
    );
    return { state: 'ready', slowest: rows };
  } catch (error) {
    if (isUnreadable(error)) return { state: 'forbidden', slowest: [] };
    throw error;
  }
}

/** object_not_in_prerequisite_state: not in shared_preload_libraries. insufficient_privilege. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '55000' || error.code === '42501');
