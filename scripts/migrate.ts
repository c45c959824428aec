// `npm run migrate` with DATABASE_URL: brings any Postgres from 15 on to the newest schema. Safe to run again and twice at once.
import { migrateDatabase } from '#server/db/migrate.ts';

const url = process.env['DATABASE_URL'];
if (!url) {
  process.stderr.write('Set DATABASE_URL, for example postgres://user:password@host:5432/cadence\n');
  process.exit(1);
}

try {
  const { applied, alreadyApplied, feedTables } = await migrateDatabase(url);
  for (const name of applied) process.stdout.write(`applied ${name}\n`);
  process.stdout.write(`${applied.length} applied, ${alreadyApplied} were there already\n`);
  if (feedTables.length > 0) process.stdout.write(`feed triggers made anew for ${feedTables.length} tables\n`);
} catch (error) {
  process.stderr.write(`The database was not migrated. ${errorToWords(error)}\n`);
  process.exitCode = 1;
}

/** A host name with several addresses fails with an AggregateError, whose own message is empty. */
function errorToWords(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(errorToWords).join('; ');
  return error instanceof Error ? error.message : String(error);
}
