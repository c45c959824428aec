// Connections to the central Postgres. Each connection parses values with `parseByOid` and uses UTC, so that a command gets the
// same JavaScript values as in the browser.
import pg from 'pg';
import { parseByOid } from '#schema/session.ts';

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

export interface PoolOptions {
  max?: number;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /**
   * The timeout for a statement and for getting a connection; after it the call fails and the connection is discarded. Without
   * this timeout, the operating system detects a dead peer only after a quarter of an hour. Undefined means no timeout.
   */
  answersWithinMs?: number;
  /** Called when an idle connection is lost. The pool opens a new one by itself. */
  onIdleError?: (error: Error) => void;
  /** With a pooler each transaction may use another connection, so nothing may be kept on a connection (pooler.ts). */
  isPooled?: boolean;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    const ours = format === 'binary' ? undefined : parseByOid[oid];
    return ours ?? pg.types.getTypeParser(oid, format ?? 'text');
  },
};

interface Startup {
  getStartupConf(): Record<string, string>;
}

/**
 * Sets the time zone to UTC in the startup message, for which pg has no setting. PgBouncer applies this parameter to every
 * server connection that it lends, and refuses `options`.
 */
class UtcClient extends (pg.Client as unknown as new (config?: string | pg.ClientConfig) => pg.Client & Startup) {
  override getStartupConf(): Record<string, string> {
    return { ...super.getStartupConf(), TimeZone: 'UTC' };
  }
}

const clientConfig = (url: string, applicationName = 'cadence'): pg.ClientConfig => ({
  connectionString: url,
  application_name: applicationName,
  types,
  // TCP keep-alive detects a dead Postgres even on the idle connection that listens.
  keepAlive: true,
  keepAliveInitialDelayMillis: 30_000,
});

export function createPool(url: string, options: PoolOptions = {}): Pool {
  const { max = 10, applicationName, answersWithinMs, onIdleError, isPooled = false } = options;
  const pool = new pg.Pool({
    ...clientConfig(url, applicationName),
    Client: UtcClient,
    max,
    ...(answersWithinMs !== undefined && { query_timeout: answersWithinMs, connectionTimeoutMillis: answersWithinMs }),
  });
  // Without this listener, the error event of an idle connection would end the process.
  pool.on('error', (error) => onIdleError?.(error));
  if (isPooled) pool.on('connect', forgetNames);
  return pool;
}

/**
 * Removes statement names: a prepared statement belongs to one connection of Postgres, and the next transaction may use
 * another.
 */
function forgetNames(client: PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  Object.assign(client, { query: (first: unknown, ...more: unknown[]) => query(withoutName(first), ...more) });
}

function withoutName(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || !('name' in statement) || 'submit' in statement) return statement;
  const { name: _, ...unnamed } = statement;
  return unnamed;
}

/** Postgres did not answer within the timeout. Whether it executed the statement is unknown. */
export const isUnanswered = (error: unknown): boolean => error instanceof Error && error.message === 'Query read timeout';

/** A connection outside any pool, for LISTEN and for work that must not wait for a free connection. Not yet connected. */
export const createClient = (url: string, applicationName?: string): pg.Client =>
  new UtcClient(clientConfig(url, applicationName));
