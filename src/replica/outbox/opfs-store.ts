// The outbox's files in the origin private file system, opened with synchronous handles in a dedicated worker.
import type { ByteStore } from './byte-store.ts';
import { TwoFileStore, type RawFile } from './two-file-store.ts';

const FOLDER = 'cadence-outbox';
const FILES = ['a.log', 'b.log'] as const;
/** A leader that just died may hold its handles for a moment longer. */
const OPEN_ATTEMPTS = 50;
const OPEN_RETRY_MS = 60;

/** Only dedicated workers have synchronous handles, so the page's DOM types do not know them. */
interface SyncFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle?(): Promise<RawFile>;
}

/** Undefined where this window has no OPFS (some private windows). */
export async function openOpfsStore(sleep: (ms: number) => Promise<void>): Promise<ByteStore | undefined> {
  const pair = await openFilePair(FOLDER, FILES, sleep);
  return pair && TwoFileStore.open(...pair);
}

/** Two files of a folder, for this worker alone. Undefined where this window has no OPFS. */
export async function openFilePair(
  folderName: string,
  names: readonly [string, string],
  sleep: (ms: number) => Promise<void>,
): Promise<[RawFile, RawFile] | undefined> {
  const root = await openRoot();
  if (!root) return undefined;
  const folder = await root.getDirectoryHandle(folderName, { create: true });
  const [first, second] = await Promise.all(names.map((name) => folder.getFileHandle(name, { create: true })));
  if (!first || !second || !(first as SyncFileHandle).createSyncAccessHandle) return undefined;
  const [one, other] = await Promise.allSettled([openExclusively(first, sleep), openExclusively(second, sleep)]);
  if (one.status === 'fulfilled' && other.status === 'fulfilled') return [one.value, other.value];
  for (const opened of [one, other]) if (opened.status === 'fulfilled') opened.value.close();
  throw one.status === 'rejected' ? one.reason : new Error('a file could not be opened', { cause: other });
}

async function openRoot(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await navigator.storage.getDirectory();
  } catch {
    return undefined;
  }
}

async function openExclusively(file: SyncFileHandle, sleep: (ms: number) => Promise<void>): Promise<RawFile> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const handle = await file.createSyncAccessHandle?.();
      if (handle) return handle;
      throw new Error('this browser has no synchronous file handles');
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld || attempt >= OPEN_ATTEMPTS) throw error;
      await sleep(OPEN_RETRY_MS);
    }
  }
}
