// Which process owns a data directory. One that was killed leaves its Postgres running and its lock files behind: both are
// cleared here, but never those of a process that lives.
import { readFile, rm, writeFile } from 'node:fs/promises';

const POLL_MS = 50;
const ORPHAN_STOPS_WITHIN_MS = 20_000;

/** Takes the directory for this process or throws in words. Returns the way to give it back. */
export async function claimDirectory(dataDir: string): Promise<() => Promise<void>> {
  const file = `${dataDir}.owner`;
  const [pid, stamp] = (await readFile(file, 'utf8').catch(() => '')).trim().split(' ');
  if (pid && Number(pid) !== process.pid && isAlive(Number(pid)) && (await stampOf(Number(pid))) === (stamp ?? '')) {
    throw new Error(`Another Cadence (process ${pid}) uses ${dataDir}. Stop it, or choose another DATA_DIR.`);
  }
  if (pid && Number(pid) === process.pid && (await stampOf(process.pid)) === (stamp ?? '')) {
    throw new Error(`This process already uses ${dataDir}.`);
  }
  await stopOrphan(dataDir);
  await writeFile(file, `${process.pid} ${await stampOf(process.pid)}\n`);
  return () => rm(file, { force: true });
}

/** The Postgres of a killed owner is stopped; a lock file without a Postgres is removed. */
async function stopOrphan(dataDir: string): Promise<void> {
  const lockFile = `${dataDir}/postmaster.pid`;
  const pid = Number((await readFile(lockFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  if (isAlive(pid) && (await isPostgresOf(pid, dataDir))) {
    process.kill(pid, 'SIGINT');
    const until = Date.now() + ORPHAN_STOPS_WITHIN_MS;
    while (isAlive(pid)) {
      if (Date.now() > until) throw new Error(`A Postgres left behind (process ${pid}) does not stop; end it and try again.`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
  await rm(lockFile, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process number is used again after a restart; where the system tells, only the right program counts. */
async function isPostgresOf(pid: number, dataDir: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const arguments_ = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  return arguments_.includes(dataDir);
}

/** When the process began, where the system tells: a number used again has another. */
async function stampOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
