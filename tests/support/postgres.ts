// A fresh, migrated database for a test file, copied from the template that global-setup.ts prepared.
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

/** Makes the migrated database that tests copy; returns its name. */
export async function prepareTemplate(clusterUrl: string): Promise<string> {
  const name = freshName('template');
  await onCluster(clusterUrl, `create database ${name}`);
  await migrateDatabase(databaseUrl(clusterUrl, name));
  return name;
}

/** `migrated: false` gives an empty one. */
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
