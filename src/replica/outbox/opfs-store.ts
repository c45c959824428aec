// The outbox's files in the origin private file system, opened with synchronous handles in a dedicated worker.
import type { ByteStore } from './byte-store.ts';
import { TwoFileStore, type RawFile } from './two-file-store.ts';

const FOLDER = 'cadence-outbox';
const FILES = ['a.log', 'b.log'] as const;
/** A leader that just died may hold its handles for a moment. */
const OPEN_ATTEMPTS = 50;
const OPEN_RETRY_MS = 60;

/** Only dedicated workers have synchronous handles, so the page's DOM types lack them. */
interface SyncFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle?(): Promise<RawFile>;
}

/** Error names for a file that another worker has open: the specification's, and WebKit's. */
const HELD: ReadonlySet<string> = new Set(['NoModificationAllowedError', 'InvalidStateError']);

/**
 * Undefined where this window has no OPFS (some private windows), or has OPFS without synchronous handles and without an outbox
 * in it. Throws when files with an outbox cannot be opened: starting an empty log elsewhere would lose their commands.
 */
export async function openOpfsStore(sleep: (ms: number) => Promise<void>): Promise<ByteStore | undefined> {
  try {
    const pair = await openFilePair(FOLDER, FILES, sleep);
    return pair && TwoFileStore.open(...pair);
  } catch (error) {
    if (isNotSupported(error) && (await areEmpty())) return undefined;
    throw error;
  }
}

export const isNotSupported = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotSupportedError';

async function areEmpty(): Promise<boolean> {
  const folder = await (await openRoot())?.getDirectoryHandle(FOLDER);
  const files = await Promise.all(FILES.map(async (name) => (await folder?.getFileHandle(name))?.getFile()));
  return files.every((file) => file === undefined || file.size === 0);
}

/**
 * Opens two files of a folder for this worker alone. Undefined where this window has no OPFS; throws a NotSupportedError where
 * it has no synchronous handles.
 */
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
      const isHeld = error instanceof DOMException && HELD.has(error.name);
      if (!isHeld || attempt >= OPEN_ATTEMPTS) throw error;
      await sleep(OPEN_RETRY_MS);
    }
  }
}
