// The folder of blobs in the origin private file system. Writing needs a dedicated worker; reading works anywhere.
import { FolderFullError, type BlobFolder, type FolderEntry, type PartFile } from './blob-folder.ts';

const FOLDER = 'cadence-blobs';

/** Only dedicated workers have synchronous handles, so the page's DOM types lack them. */
interface SyncHandle {
  getSize(): number;
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface MovableHandle extends FileSystemFileHandle {
  createSyncAccessHandle?(): Promise<SyncHandle>;
  move?(name: string): Promise<void>;
}

/** Undefined where this window has no OPFS (some private windows). */
export async function openBlobFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return undefined;
  }
}

/** The file on disk; undefined when there is no such file. */
export async function readBlobFile(folder: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (isNamed(error, 'NotFoundError')) return undefined;
    throw error;
  }
}

export class OpfsFolder implements BlobFolder {
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async list(): Promise<FolderEntry[]> {
    const entries: FolderEntry[] = [];
    for await (const handle of this.#folder.values()) {
      if (handle.kind !== 'file') continue;
      // A file may be removed while the folder is listed.
      const file = await readBlobFile(this.#folder, handle.name);
      if (file) entries.push({ name: handle.name, size: file.size, modifiedMs: file.lastModified });
    }
    return entries;
  }

  async sizeOf(name: string): Promise<number | undefined> {
    return (await readBlobFile(this.#folder, name))?.size;
  }

  async openPart(name: string): Promise<PartFile> {
    const handle: MovableHandle = await this.#folder.getFileHandle(name, { create: true });
    if (!handle.createSyncAccessHandle) throw new Error('this browser has no synchronous file handles');
    return new OpfsPart(await handle.createSyncAccessHandle());
  }

  async rename(part: string, name: string): Promise<void> {
    const handle: MovableHandle = await this.#folder.getFileHandle(part);
    if (!handle.move) throw new Error('this browser cannot rename files');
    await handle.move(name);
  }

  async remove(name: string): Promise<void> {
    try {
      await this.#folder.removeEntry(name);
    } catch (error) {
      if (!isNamed(error, 'NotFoundError')) throw error;
    }
  }
}

class OpfsPart implements PartFile {
  readonly #handle: SyncHandle;

  constructor(handle: SyncHandle) {
    this.#handle = handle;
  }

  size = (): number => this.#handle.getSize();
  read = (into: Uint8Array, at: number): number => this.#handle.read(into, { at });
  truncate = (size: number): void => this.#handle.truncate(size);
  close = (): void => this.#handle.close();

  write(bytes: Uint8Array, at: number): void {
    const written = fullOrThrow(() => this.#handle.write(bytes, { at }));
    // On a full disk, write may return another number instead of throwing: fewer bytes, or more than given (a browser returned
    // 4294967288).
    if (written !== bytes.length) throw new FolderFullError(`wrote ${written} of ${bytes.length} bytes`);
  }

  flush(): void {
    fullOrThrow(() => this.#handle.flush());
  }
}

function fullOrThrow<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isNamed(error, 'QuotaExceededError')) throw new FolderFullError('the origin has no room left');
    throw error;
  }
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
