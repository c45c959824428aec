// A migrated PGlite for tests, in memory, which parses values as both sides do. Creating one takes seconds, so the first one
// for a set of migrations writes a dump to .cache that the others load.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { migrate } from '#schema/migrate.ts';
import { parseByOid } from '#schema/session.ts';
import { readMigrations } from '#server/db/migrations.ts';

const version = createHash('sha256').update(await readFile(createRequire(import.meta.url).resolve('@electric-sql/pglite')));

export async function migratedPglite(): Promise<PGlite> {
  const pg = await loaded();
  await pg.exec(`set timezone = 'UTC'`);
  return pg;
}

async function loaded(): Promise<PGlite> {
  const migrations = await readMigrations();
  const digest = version.copy().update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
  const file = fileURLToPath(new URL(`../../.cache/pglite-${digest}.tar`, import.meta.url));
  const dump = await readFile(file).catch(() => undefined);
  if (dump) return PGlite.create({ parsers: parseByOid, loadDataDir: new Blob([dump]) });
  const pg = await PGlite.create({ parsers: parseByOid });
  await migrate(pg, migrations);
  await keep(file, await pg.dumpDataDir('none'));
  return pg;
}

/** Renamed into place, because several test files do this at once. Removes dumps of other migrations. */
async function keep(file: string, dump: Blob): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, Buffer.from(await dump.arrayBuffer()));
  await rename(partial, file);
  const older = (await readdir(dirname(file))).filter((name) => /^pglite-\w+\.tar$/.test(name) && name !== basename(file));
  for (const name of older) await rm(join(dirname(file), name), { force: true });
}
