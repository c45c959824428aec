// `npm run migrate` with DATABASE_URL (or DATABASE_DIRECT_URL, to bypass a pooler): migrates a Postgres 15 or newer to the
// newest schema. Repeated and concurrent runs are safe.
import { migrateDatabase } from '#server/db/migrate.ts';
import { wordsOf } from '#server/start-problem.ts';

const url = process.env['DATABASE_DIRECT_URL'] || process.env['DATABASE_URL'];
if (!url) {
  process.stderr.write('Set DATABASE_URL, for example postgres://user:password@host:5432/cadence\n');
  process.exit(1);
}

try {
  const { applied, alreadyApplied, feedTables } = await migrateDatabase(url);
  for (const name of applied) process.stdout.write(`applied ${name}\n`);
  process.stdout.write(`${applied.length} applied, ${alreadyApplied} already applied before\n`);
  if (feedTables.length > 0) process.stdout.write(`feed triggers recreated for ${feedTables.length} tables\n`);
} catch (error) {
  process.stderr.write(`The database was not migrated. ${wordsOf(error)}\n`);
  process.exitCode = 1;
}
