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
  // A Postgres that went away without a word is noticed by the system, not by a person who waits.
  keepAlive: true,
});

export function createPool(url: string, { max = 10, applicationName, settings, onIdleError }: PoolOptions = {}): Pool {
  const pool = new pg.Pool({ ...clientConfig(url, applicationName, settings), max });
  // Without a listener an idle connection's end would end the process.
  pool.on('error', (error) => onIdleError?.(error));
  return pool;
}

/** A connection outside any pool, for LISTEN and for what must not wait for a free one. Not yet connected. */
export const createClient = (url: string, applicationName?: string): pg.Client =>
  new pg.Client(clientConfig(url, applicationName));
