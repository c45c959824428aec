// What the database says about the whole installation at this moment. One reading serves every request of a few seconds, so that
// frequent scrapes cost the database nothing more. No row of a person is read.
import type { Pool } from '../db/pool.ts';

export interface DatabaseLoad {
  /** Age of the oldest open transaction that has changed something. */
  feedLagS: number;
  /** Of the job queue, by state; empty before the queue exists. `oldestS`: how long the oldest job waits past its time. */
  jobs: { byState: Record<string, number>; oldestS: number };
  due: { waiting: number; failing: number; oldestS: number };
  databaseBytes: number;
  files: number;
  fileBytes: number;
}

const KEPT_MS = 3_000;

export type ReadDatabaseLoad = () => Promise<DatabaseLoad>;

export function createDatabaseLoad(pool: Pool, nowMs: () => number = () => performance.now()): ReadDatabaseLoad {
  let kept: { atMs: number; reading: Promise<DatabaseLoad> } | null = null;
  return () => {
    if (kept && nowMs() - kept.atMs < KEPT_MS) return kept.reading;
    const reading = readLoad(pool);
    kept = { atMs: nowMs(), reading };
    reading.catch(() => {
      if (kept?.reading === reading) kept = null;
    });
    return reading;
  };
}

async function readLoad(pool: Pool): Promise<DatabaseLoad> {
  const { rows } = await pool.query<Omit<DatabaseLoad, 'jobs' | 'due'> & DatabaseLoad['due'] & { hasQueue: boolean }>(
    `select coalesce((select extract(epoch from clock_timestamp() - min(xact_start)) from pg_stat_activity
                       where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid()), 0)::float8
              as "feedLagS",
            d.waiting, d.failing, d."oldestS",
            pg_database_size(current_database())::float8 as "databaseBytes",
            b.files, b."fileBytes",
            to_regclass('pgboss.job') is not null as "hasQueue"
       from (select count(*)::int as waiting, count(*) filter (where attempts > 1)::int as failing,
                    coalesce(extract(epoch from clock_timestamp() - min(due_at)), 0)::float8 as "oldestS"
               from due where due_at <= clock_timestamp()) d,
            (select count(*)::int as files, coalesce(sum(size), 0)::float8 as "fileBytes" from ops.blobs) b`,
  );
  const [row] = rows;
  if (!row) throw new Error('the database did not report its load');
  const { waiting, failing, oldestS, hasQueue, ...rest } = row;
  return { ...rest, due: { waiting, failing, oldestS }, jobs: hasQueue ? await readJobs(pool) : { byState: {}, oldestS: 0 } };
}

async function readJobs(pool: Pool): Promise<DatabaseLoad['jobs']> {
  const { rows } = await pool.query<{ state: string; n: number; oldestS: number | null }>(
    `select state::text as state, count(*)::int as n,
            extract(epoch from clock_timestamp() - min(start_after) filter (where state in ('created', 'retry')))::float8 as "oldestS"
       from pgboss.job group by state order by state`,
  );
  return {
    byState: Object.fromEntries(rows.map(({ state, n }) => [state, n])),
    oldestS: rows.reduce((oldest, { oldestS }) => Math.max(oldest, oldestS ?? 0), 0),
  };
}
