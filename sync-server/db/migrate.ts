// Brings the central Postgres to the newest schema: migrations, then the feed triggers, under one lock, on one connection.
// Two servers that start at once wait for each other; the second finds nothing left to do.
import { installFeed } from '#schema/feed-install.ts';
import { migrate, withMigrationLock, type Migration, type MigrationExecutor, type MigrationReport } from '#schema/migrate.ts';
import { createClient } from './pool.ts';
import { readMigrations } from './migrations.ts';

export interface DatabaseReport extends MigrationReport {
  /** Tables whose feed triggers were made anew. */
  feedTables: string[];
}

export async function migrateDatabase(url: string, migrations?: readonly Migration[]): Promise<DatabaseReport> {
  const files = migrations ?? (await readMigrations());
  const client = createClient(url, 'cadence-migrate');
  await client.connect();
  try {
    const executor: MigrationExecutor = {
      query: (sql, params) => client.query(sql, params),
      exec: (sql) => client.query(sql),
    };
    return await withMigrationLock(executor, async () => {
      const report = await migrate(executor, files);
      return { ...report, feedTables: await installFeed(executor) };
    });
  } finally {
    await client.end();
  }
}
