// Ends a process with all that it has started. Postgres and Chromium have process groups of their own, so a group's signal does
// not reach them.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = 5_000;
const POLL_MS = 50;

/** `folder` is the TMPDIR that these processes have been given and no other has. */
export async function endProcesses(pid: number | undefined, folder: string): Promise<void> {
  if (process.platform === 'win32') {
    if (pid !== undefined) spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  // Listed before the first signal: a process whose parent has exited is nobody's descendant.
  const pids = [...new Set([...(pid === undefined ? [] : withDescendants(pid)), ...startedWith(folder)])];
  for (const one of pids) signal(one, 'SIGTERM');
  const deadline = performance.now() + GRACE_MS;
  while (pids.some(isAlive) && performance.now() < deadline) await sleep(POLL_MS);
  for (const one of pids) signal(one, 'SIGKILL');
}

export function withDescendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const line of execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    children.set(parent!, [...(children.get(parent!) ?? []), child!]);
  }
  const below = (one: number): number[] => [one, ...(children.get(one) ?? []).flatMap(below)];
  return below(pid);
}

/** Linux only: also finds the processes of a group that has crashed. */
function startedWith(folder: string): number[] {
  if (!existsSync('/proc/self/environ')) return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${folder}\0`);
    } catch {
      return false;
    }
  });
}

export const isAlive = (pid: number): boolean => signal(pid, 0);

/** Returns false when there is no such process. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
