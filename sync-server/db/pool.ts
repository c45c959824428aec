// Connections to the central Postgres. Every one reads values as `parseByOid` says and lives in UTC, so that a command
// sees the same JS as in the browser.
import pg from 'pg';
import { parseByOid } from '#schema/session.ts';

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

export interface PoolOptions {
  max?: number;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** Settings of Postgres for these connections, beside the time zone. */
  settings?: Record<string, string>;
  /**
   * A statement, or the way to a free connection, that takes longer fails, and its connection is given up: what lies behind it
   * may have gone without a word, and the system notices only after a quarter of an hour. Without it there is no bound.
   */
  answersWithinMs?: number;
  /** A connection lost while idle. The pool opens another by itself. */
  onIdleError?: (error: Error) => void;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    const ours = format === 'binary' ? undefined : parseByOid[oid];
    return ours ?? pg.types.getTypeParser(oid, format ?? 'text');
  },
};

const clientConfig = (url: string, applicationName = 'cadence', settings: Record<string, string> = {}): pg.ClientConfig => ({
  connectionString: url,
  application_name: applicationName,
  options: Object.entries({ TimeZone: 'UTC', ...settings })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' '),
  types,
  // A Postgres that went away without a word is noticed by the system also where nobody asks anything: on the line that listens.
  keepAlive: true,
  keepAliveInitialDelayMillis: 30_000,
});

export function createPool(url: string, options: PoolOptions = {}): Pool {
  const { max = 10, applicationName, settings, answersWithinMs, onIdleError } = options;
  const pool = new pg.Pool({
    ...clientConfig(url, applicationName, settings),
    max,
    ...(answersWithinMs !== undefined && { query_timeout: answersWithinMs, connectionTimeoutMillis: answersWithinMs }),
  });
  // Without a listener an idle connection's end would end the process.
  pool.on('error', (error) => onIdleError?.(error));
  return pool;
}

/** Postgres has not answered within the pool's bound. Whether it did what it was asked is not known. */
export const isUnanswered = (error: unknown): boolean => error instanceof Error && error.message === 'Query read timeout';

/** A connection outside any pool, for LISTEN and for what must not wait for a free one. Not yet connected. */
export const createClient = (url: string, applicationName?: string): pg.Client =>
  new pg.Client(clientConfig(url, applicationName));
