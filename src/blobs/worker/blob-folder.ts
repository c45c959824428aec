// The folder that holds blobs, as the worker needs it. A blob's file has its hash as its name and gets it only when it is whole:
// until then it is a part. Invariant: a name of 64 hex digits is always a whole, flushed file.

export interface PartFile {
  size(): number;
  /** Throws FolderFullError when there is no room. */
  write(bytes: Uint8Array, at: number): void;
  read(into: Uint8Array, at: number): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

export interface FolderEntry {
  name: string;
  size: number;
  modifiedMs: number;
}

export interface BlobFolder {
  list(): Promise<FolderEntry[]>;
  /** Bytes of the file; undefined when there is none. */
  sizeOf(name: string): Promise<number | undefined>;
  openPart(name: string): Promise<PartFile>;
  /** Gives a closed part its final name. */
  rename(part: string, name: string): Promise<void>;
  /** Nothing happens when it is not there. */
  remove(name: string): Promise<void>;
}

export class FolderFullError extends Error {
  override readonly name = 'FolderFullError';
}
