// The database of a server that runs on this machine: DATABASE_URL, else the embedded Postgres of DATA_DIR.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Null when there is neither. */
export const runningDatabaseUrl = async (): Promise<string | null> =>
  process.env['DATABASE_URL'] || (await embeddedDatabaseUrl(process.env['DATA_DIR'] || '.data'));

/** Null when no Postgres was started in that folder. A Postgres that was killed may have left its lock file. */
export async function embeddedDatabaseUrl(dataDir: string): Promise<string | null> {
  const folder = join(dataDir, 'postgres');
  // The fourth line of the lock file is the port.
  const port = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[3]?.trim();
  if (!port) return null;
  const password = (await readFile(`${folder}.password`, 'utf8')).trim();
  return `postgres://cadence:${password}@127.0.0.1:${port}/cadence`;
}
