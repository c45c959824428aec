// Chooses the user that runs the embedded Postgres. Postgres refuses to run as root, so under root it runs as `postgres` or
// `nobody`, which then owns the data directory.
import { spawn, type ChildProcess } from 'node:child_process';
import { chown, lchown, readdir, readFile, stat } from 'node:fs/promises';
import { accessSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './embedded-binaries.ts';

export interface Spawner {
  /** The user that runs Postgres, or null for the current user. */
  user: { uid: number; gid: number } | null;
  spawn(program: string, args: string[], cwd: string): ChildProcess;
}

const isRoot = () => process.getuid?.() === 0;

export async function spawnerFor(dataDir: string, binaries: PostgresBinaries): Promise<Spawner> {
  const env = { ...process.env, ...binaries.env, LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' };
  // Its own process group: Ctrl-C in a terminal must reach only this process, which then stops Postgres in order.
  const options = {
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
  };
  if (!isRoot()) return { user: null, spawn: (program, args, cwd) => spawn(program, args, { ...options, cwd }) };
  const user = (await ownerOf(dataDir)) ?? (await unprivilegedUser());
  if (await canAllReach([dirname(dataDir), dirname(binaries.postgres)])) {
    return { user, spawn: (program, args, cwd) => spawn(program, args, { ...options, ...user, cwd }) };
  }
  return { user, spawn: (program, args, cwd) => spawn('setpriv', [...reachingAll(user), program, ...args], { ...options, cwd }) };
}

/** The current owner of the directory, so that restarts keep the same user. */
async function ownerOf(dataDir: string): Promise<Spawner['user']> {
  const found = await stat(dataDir).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(([user]) => user === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65534, gid: 65534 };
}

/** Whether every user may traverse these directories. This is not so below the home of root. */
async function canAllReach(directories: string[]): Promise<boolean> {
  for (let directory of directories) {
    for (;;) {
      if (((await stat(directory)).mode & 0o001) === 0) return false;
      if (dirname(directory) === directory) break;
      directory = dirname(directory);
    }
  }
  return true;
}

/**
 * The setpriv arguments to run as the user with the capability to read and write where only root may, for a project below
 * /root.
 */
function reachingAll({ uid, gid }: { uid: number; gid: number }): string[] {
  const onPath = (process.env['PATH'] ?? '').split(':').some((directory) => {
    try {
      accessSync(join(directory, 'setpriv'));
      return true;
    } catch {
      return false;
    }
  });
  if (!onPath) {
    throw new Error(
      'The embedded Postgres does not run as root, and no other user can access this directory. ' +
        'Move the project and DATA_DIR to a directory that all users can access, run as another user, or set DATABASE_URL.',
    );
  }
  const capabilities = '+dac_override,+dac_read_search';
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', `--inh-caps=${capabilities}`, `--ambient-caps=${capabilities}`];
}

/** Gives a file or a directory with its contents to the user that runs Postgres. */
export async function prepareForPostgres(path: string, { user }: Spawner): Promise<void> {
  if (!user) return;
  const { uid } = await stat(path);
  if (uid === user.uid) return;
  await chown(path, user.uid, user.gid);
  const entries = await readdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return [];
    throw error;
  });
  for (const entry of entries) await lchown(join(path, entry), user.uid, user.gid);
}
