// Which process owns a data directory. A kernel lock decides, so exactly one of many processes that start at once gets it. A
// process that was killed leaves its Postgres running; the next owner stops that Postgres, but never the Postgres of a live
// process.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { lockFile } from './file-lock.ts';

const POLL_MS = 50;
const ORPHAN_STOPS_WITHIN_MS = 20_000;

/**
 * Claims the directory for this process, or throws an error with a message for the person. Returns a function that releases it.
 */
export async function claimDirectory(dataDir: string): Promise<() => Promise<void>> {
  const file = `${dataDir}.owner`;
  const unlock = await lockFile(file);
  if (!unlock) {
    // The pid is only for the message; the owner may not have written it yet.
    const pid = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (pid === String(process.pid)) throw new Error(`This process already uses ${dataDir}.`);
    const owner = pid ? ` (process ${pid})` : '';
    throw new Error(`Another Cadence${owner} uses ${dataDir}. Stop it, or choose another DATA_DIR.`);
  }
  try {
    await writeFile(file, `${process.pid}\n`);
    await stopOrphan(dataDir);
  } catch (error) {
    unlock();
    throw error;
  }
  let released: Promise<void> | undefined;
  // The file is not removed: another process could create it again and lock the new file while this lock is held.
  return () => (released ??= writeFile(file, '').then(unlock, unlock));
}

/**
 * Stops the Postgres of a killed owner. Removes its postmaster.pid only when the pid belongs to another program now; otherwise
 * Postgres itself checks whether old processes still use the data.
 */
export async function stopOrphan(dataDir: string): Promise<void> {
  const pidFile = `${dataDir}/postmaster.pid`;
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid || !isAlive(pid)) return;
  if (!(await isPostgresOf(pid, dataDir))) return rm(pidFile, { force: true });
  process.kill(pid, 'SIGINT');
  const until = Date.now() + ORPHAN_STOPS_WITHIN_MS;
  while (isAlive(pid)) {
    if (Date.now() > until) throw new Error(`A Postgres left behind (process ${pid}) does not stop; kill it and try again.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Pids are reused after a restart. On Linux the command line tells whether the process is this Postgres; elsewhere any live
 * process counts.
 */
async function isPostgresOf(pid: number, dataDir: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const arguments_ = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  return arguments_.includes(dataDir);
}
