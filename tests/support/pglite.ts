// A migrated PGlite for tests, in memory, reading values as both sides do.
import { PGlite } from '@electric-sql/pglite';
import { migrate } from '#schema/migrate.ts';
import { parseByOid } from '#schema/session.ts';
import { readMigrations } from '#server/db/migrations.ts';

export async function migratedPglite(): Promise<PGlite> {
  const pg = await PGlite.create({ parsers: parseByOid });
  await pg.exec(`set timezone = 'UTC'`);
  await migrate(pg, await readMigrations());
  return pg;
}
