// An exclusive lock on a file, across processes. The kernel holds the lock and releases it when the process exits for any
// reason. A file that only names its owner could be claimed twice between reading and writing it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { createServer } from 'node:net';

/** Flags of open(2) on macOS and the BSDs, which Node does not define. */
const [O_EXLOCK, O_NONBLOCK] = [0x20, 0x4];

/**
 * Creates the file when it is missing. Returns a function that releases the lock, or null while anyone holds it, including this
 * process.
 */
export async function lockFile(file: string): Promise<(() => void) | null> {
  switch (process.platform) {
    case 'win32':
      return bindName(`\\\\.\\pipe\\${nameOf(file)}`);
    case 'linux':
      return flock(file);
    default:
      return openLocked(file);
  }
}

/**
 * Locks with flock(1). The lock belongs to the open file description, which the child shares with this process, so it stays
 * after the child exits. It also works between containers that share a folder, where pids and abstract sockets are not shared.
 */
async function flock(file: string): Promise<(() => void) | null> {
  const fd = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o644);
  const child = spawn('flock', ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
  const code = await new Promise<number | null | 'missing'>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve('missing') : reject(error)));
    child.once('close', resolve);
  });
  if (code === 0) return () => closeSync(fd);
  closeSync(fd);
  // util-linux and BusyBox include flock. An image without it is a minimal single container, so nothing else shares its folder.
  return code === 'missing' ? bindName(`\0${nameOf(file)}`) : null;
}

function openLocked(file: string): (() => void) | null {
  try {
    const fd = openSync(file, constants.O_RDWR | constants.O_CREAT | O_EXLOCK | O_NONBLOCK, 0o644);
    return () => closeSync(fd);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}

const nameOf = (file: string): string => `cadence-${createHash('sha256').update(file).digest('hex').slice(0, 32)}`;

async function bindName(name: string): Promise<(() => void) | null> {
  const server = createServer((socket) => socket.destroy());
  server.listen(name);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
  server.unref();
  return () => void server.close();
}
