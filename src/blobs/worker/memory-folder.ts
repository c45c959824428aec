// A model of the folder for tests: files in memory with limited space.
import { FolderFullError, type BlobFolder, type FolderEntry, type PartFile } from './blob-folder.ts';

export class MemoryFolder implements BlobFolder {
  readonly files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; modifiedMs: number }>();
  room = Number.POSITIVE_INFINITY;
  nowMs = 0;

  list(): Promise<FolderEntry[]> {
    return Promise.resolve([...this.files].map(([name, { bytes, modifiedMs }]) => ({ name, size: bytes.length, modifiedMs })));
  }

  sizeOf(name: string): Promise<number | undefined> {
    return Promise.resolve(this.files.get(name)?.bytes.length);
  }

  openPart(name: string): Promise<PartFile> {
    if (!this.files.has(name)) this.#set(name, new Uint8Array(0));
    const bytes = () => this.files.get(name)?.bytes ?? new Uint8Array(0);
    return Promise.resolve({
      size: () => bytes().length,
      read: (into, at) => {
        const some = bytes().subarray(at, at + into.length);
        into.set(some);
        return some.length;
      },
      write: (piece, at) => {
        if (at + piece.length > this.room) throw new FolderFullError('no room');
        const next = new Uint8Array(Math.max(bytes().length, at + piece.length));
        next.set(bytes());
        next.set(piece, at);
        this.#set(name, next);
      },
      truncate: (size) => this.#set(name, bytes().slice(0, size)),
      flush: () => undefined,
      close: () => undefined,
    });
  }

  rename(part: string, name: string): Promise<void> {
    const file = this.files.get(part);
    if (!file) return Promise.reject(new Error(`there is no ${part}`));
    this.files.set(name, file);
    this.files.delete(part);
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }

  #set(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.files.set(name, { bytes, modifiedMs: this.nowMs });
  }
}
