// A new, migrated database for a test file, copied from the template that global-setup.ts prepared.
import { randomBytes } from 'node:crypto';
import { migrateDatabase } from '#server/db/migrate.ts';
import { createClient, createPool, type Pool } from '#server/db/pool.ts';

export interface TestDatabase {
  url: string;
  pool: Pool;
  /** Ends the pool and drops the database. */
  close(): Promise<void>;
}

const databaseUrl = (clusterUrl: string, name: string) => {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.href;
};

async function onCluster(clusterUrl: string, sql: string): Promise<void> {
  const client = createClient(clusterUrl);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const freshName = (kind: string) => `${kind}_${randomBytes(6).toString('hex')}`;

/** Creates the migrated database that tests copy; returns its name. */
export async function prepareTemplate(clusterUrl: string): Promise<string> {
  const name = freshName('template');
  await onCluster(clusterUrl, `create database ${name}`);
  await migrateDatabase(databaseUrl(clusterUrl, name));
  return name;
}

/** `migrated: false` creates an empty database. */
export async function testDatabase({ migrated = true }: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const clusterUrl = process.env['TEST_DATABASE_URL'];
  const template = process.env['TEST_TEMPLATE'];
  if (!clusterUrl || !template)
    throw new Error('no Postgres for tests: name the file *.postgres.test.ts, so that one is started');
  const name = freshName('test');
  await onCluster(clusterUrl, `create database ${name} template ${migrated ? template : 'template1'}`);
  const url = databaseUrl(clusterUrl, name);
  const pool = createPool(url, { applicationName: 'cadence-test' });
  return {
    url,
    pool,
    async close() {
      await pool.end();
      await onCluster(clusterUrl, `drop database ${name} with (force)`);
    },
  };
}

const LOCK_BOUND_MS = 60_000;

/** Resolves when this many connections wait for a lock of the database. */
export async function untilWaiting(pool: Pool, count = 1): Promise<void> {
  const deadline = performance.now() + LOCK_BOUND_MS;
  while (performance.now() < deadline) {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if ((rowCount ?? 0) >= count) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`fewer than ${count} connections waited for a lock within ${LOCK_BOUND_MS / 1000} s`);
}
