// Migrates the central Postgres to the newest schema: migrations, then the feed triggers, under one lock. Of two servers that
// start at once the second waits and then finds nothing left to do.
import { installFeed } from '#schema/feed-install.ts';
import { migrate, withMigrationLock, type Migration, type MigrationExecutor, type MigrationReport } from '#schema/migrate.ts';
import { recountMissingTotals } from '#schema/progress/recount.ts';
import { sessionKysely } from '#schema/session.ts';
import { createClient } from './pool.ts';
import { readMigrations } from './migrations.ts';

/** Creates the table of totals. Occurrences recorded before it are counted right after it. */
const TOTALS_MIGRATION = '0033_occurrence_totals.sql';

export interface DatabaseReport extends MigrationReport {
  /** Tables whose feed triggers were created again. */
  feedTables: string[];
}

export async function migrateDatabase(url: string, migrations?: readonly Migration[]): Promise<DatabaseReport> {
  const files = migrations ?? (await readMigrations());
  const clients = [createClient(url, 'cadence-migrate'), createClient(url, 'cadence-migrate-lock')] as const;
  try {
    for (const client of clients) await client.connect();
    const [executor, locks] = [toExecutor(clients[0]), toExecutor(clients[1])];
    return await withMigrationLock(locks, async () => {
      const report = await migrate(executor, files);
      if (report.applied.includes(TOTALS_MIGRATION))
        await recountMissingTotals(sessionKysely((sql, params) => clients[0].query(sql, [...params])));
      return { ...report, feedTables: await installFeed(executor) };
    });
  } finally {
    for (const client of clients) await client.end().catch(() => undefined);
  }
}

const toExecutor = (client: ReturnType<typeof createClient>): MigrationExecutor => ({
  query: (sql, params) => client.query(sql, params),
  exec: (sql) => client.query(sql),
});
