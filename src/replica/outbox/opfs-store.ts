// The outbox's files in the origin private file system, opened with synchronous handles in a dedicated worker.
import type { ByteStore } from './byte-store.ts';
import { TwoFileStore } from './two-file-store.ts';

const FOLDER = 'cadence-outbox';
const FILES = ['a.log', 'b.log'] as const;
/** A leader that just died may hold its handles for a moment longer. */
const OPEN_ATTEMPTS = 50;
const OPEN_RETRY_MS = 60;

/** Undefined where this window has no OPFS (some private windows). */
export async function openOpfsStore(sleep: (ms: number) => Promise<void>): Promise<ByteStore | undefined> {
  const root = await openRoot();
  if (!root) return undefined;
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  const [first, second] = await Promise.all(FILES.map((name) => folder.getFileHandle(name, { create: true })));
  if (!first || !second || typeof first.createSyncAccessHandle !== 'function') return undefined;
  const a = await openExclusively(first, sleep);
  try {
    return TwoFileStore.open(a, await openExclusively(second, sleep));
  } catch (error) {
    a.close();
    throw error;
  }
}

async function openRoot(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await navigator.storage.getDirectory();
  } catch {
    return undefined;
  }
}

async function openExclusively(
  file: FileSystemFileHandle,
  sleep: (ms: number) => Promise<void>,
): Promise<FileSystemSyncAccessHandle> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld || attempt >= OPEN_ATTEMPTS) throw error;
      await sleep(OPEN_RETRY_MS);
    }
  }
}
