// The worker's interface of the folder with the blobs. A blob's file gets its hash as name only when it is whole; until then it
// is a part. Invariant: a file name of 64 hex digits always belongs to a whole, flushed file.

export interface PartFile {
  size(): number;
  /** Throws FolderFullError when there is no space. */
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
  /** Bytes of the file; undefined when there is no such file. */
  sizeOf(name: string): Promise<number | undefined>;
  openPart(name: string): Promise<PartFile>;
  /** Renames a closed part to its final name. */
  rename(part: string, name: string): Promise<void>;
  /** Does nothing when there is no such file. */
  remove(name: string): Promise<void>;
}

export class FolderFullError extends Error {
  override readonly name = 'FolderFullError';
}
