// Writes schema/database.ts, Kysely's view of the migrated database, by running the migrations in PGlite and reading the
// catalog. `--check` writes nothing and fails when the file is stale. The same migrations always give the same text.
import { readFile, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { databaseTypes, readColumns } from './database-types.ts';
import { readMigrations } from '#server/db/migrations.ts';

const target = fileURLToPath(new URL('../schema/database.ts', import.meta.url));

async function generate(): Promise<string> {
  const pg = new PGlite();
  for (const migration of await readMigrations()) await pg.exec(migration.sql);
  const text = databaseTypes(await readColumns(async (sql) => (await pg.query(sql)).rows));
  await pg.close();
  return formatted(text);
}

/** Formats the text as `npm run format` does, so that formatting never makes the file look stale. */
async function formatted(text: string): Promise<string> {
  const oxfmt = fileURLToPath(new URL('../node_modules/.bin/oxfmt', import.meta.url));
  const run = promisify(execFile)(oxfmt, ['--stdin-filepath=schema/database.ts']);
  run.child.stdin?.end(text);
  return (await run).stdout;
}

const text = await generate();
const current = await readFile(target, 'utf8').catch(() => '');
if (text === current) {
  process.stdout.write('schema/database.ts is up to date\n');
} else if (process.argv.includes('--check')) {
  process.stderr.write('schema/database.ts is stale: run `npm run generate` and commit it\n');
  process.exitCode = 1;
} else {
  await writeFile(target, text);
  process.stdout.write('schema/database.ts written\n');
}
