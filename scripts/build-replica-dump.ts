// Builds the replica's base: a PGlite data folder with all migrations, the replica's triggers and the shipped content. A first
// visit loads it instead of running initdb and all migrations. Its name is a hash of its inputs.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { installContent } from '#schema/content.ts';
import { migrate } from '#schema/migrate.ts';
import { replicaDdl } from '#schema/replica.ts';
import { parseByOid, sessionKysely } from '#schema/session.ts';
import { readMigrations } from '#server/db/migrations.ts';

export interface ReplicaDump {
  /** File name within the output folder: `base-<hash>.tar.gz`. */
  file: string;
  hash: string;
  bytes: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const cacheDir = join(root, '.cache', 'replica-dump');

/**
 * Writes the dump and `manifest.json` (`{file, hash, bytes, schema}`) into `outDir`. Rebuilds nothing when the inputs are
 * unchanged.
 */
export async function buildReplicaDump(outDir: string): Promise<ReplicaDump> {
  const hash = await hashOfInputs();
  const file = `base-${hash}.tar.gz`;
  const bytes = await cachedDump(file);
  await mkdir(outDir, { recursive: true });
  await writeWhole(join(outDir, file), bytes);
  const dump: ReplicaDump = { file, hash, bytes: bytes.length };
  await writeWhole(join(outDir, 'manifest.json'), JSON.stringify({ ...dump, schema: hash }));
  return dump;
}

async function cachedDump(file: string): Promise<Uint8Array> {
  const cached = join(cacheDir, file);
  try {
    return await readFile(cached);
  } catch {
    const bytes = await makeDump();
    await mkdir(cacheDir, { recursive: true });
    await writeWhole(cached, bytes);
    return bytes;
  }
}

async function makeDump(): Promise<Uint8Array> {
  const pg = await PGlite.create({
    // Browsers store whole files: a 16 MB log segment would be rewritten for every small change.
    initDbStartParams: ['--wal-segsize=1'],
    // The replica is a cache whose files are stored as one consistent snapshot, so a page is never torn.
    postgresqlconf: [
      'min_wal_size = 2MB',
      'max_wal_size = 8MB',
      'wal_recycle = off',
      'wal_level = minimal',
      'max_wal_senders = 0',
      'full_page_writes = off',
    ],
    parsers: parseByOid,
  });
  await migrate(pg, await readMigrations());
  for (const sql of replicaDdl()) await pg.exec(sql);
  await installContent(
    sessionKysely(async (sql, parameters) => {
      const { rows, affectedRows } = await pg.query(sql, [...parameters]);
      return { rows, ...(affectedRows === undefined ? {} : { affectedRows }) };
    }),
  );
  // The cluster's other databases are two thirds of its files, and the replica never opens them.
  await pg.exec('update pg_database set datistemplate = false where datname <> current_database()');
  for (const name of ['template0', 'template1']) await pg.exec(`drop database if exists ${name}`);
  await pg.exec('vacuum full analyze');
  for (let i = 0; i < 2; i += 1) await pg.exec('checkpoint');
  const blob = await pg.dumpDataDir('gzip');
  await pg.close();
  return new Uint8Array(await blob.arrayBuffer());
}

/** The files of schema/ that determine a dump: migrations, triggers, search, the shipped content of every domain. */
const IN_DUMP =
  /^(migrations\/.+|(replica|tables|migrate|content|content-set)\.ts|search\/[^/]+\.ts|[^/]+\/content(\/.+)?\.\w+)$/;

/** Hashes all inputs of the dump. */
async function hashOfInputs(): Promise<string> {
  const files = ['scripts/build-replica-dump.ts'];
  for (const name of (await readdir(join(root, 'schema'), { recursive: true })).sort()) {
    if (IN_DUMP.test(name) && !name.includes('.test.')) files.push(`schema/${name}`);
  }
  files.push('node_modules/@electric-sql/pglite/package.json');
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Renames the finished file into place, so that a server that reads at this moment never sees a partial file. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}
