// A ByteStore over two files with synchronous handles (OPFS). Each file begins with a superblock that holds a generation and
// its own checksum; the valid superblock with the highest generation marks the log. Invariant: a swap writes and flushes the
// other file's body before its superblock, so at least one file is whole at any moment.
import { StorageFullError, type AppendOptions, type ByteStore } from './byte-store.ts';
import { crc32 } from '#schema/crc32.ts';

/** The part of FileSystemSyncAccessHandle used here; tests pass a model that loses unflushed writes. */
export interface RawFile {
  getSize(): number;
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

const SUPERBLOCK_BYTES = 16;
const MAGIC = 0x43414f42; // "CAOB"
const FORMAT = 1;

export class TwoFileStore implements ByteStore {
  readonly backing = 'opfs';
  #active: RawFile;
  #spare: RawFile;
  #generation: number;
  #end: number;

  private constructor(active: RawFile, spare: RawFile, generation: number) {
    this.#active = active;
    this.#spare = spare;
    this.#generation = generation;
    this.#end = active.getSize();
  }

  static open(first: RawFile, second: RawFile): TwoFileStore {
    const firstGeneration = readGeneration(first);
    const secondGeneration = readGeneration(second);
    if (firstGeneration === 0 && secondGeneration === 0) {
      writeWhole(first, 1, new Uint8Array(0));
      return new TwoFileStore(first, second, 1);
    }
    const [active, spare, generation] =
      firstGeneration > secondGeneration ? [first, second, firstGeneration] : ([second, first, secondGeneration] as const);
    if (spare.getSize() > 0) emptyFile(spare);
    return new TwoFileStore(active, spare, generation);
  }

  readAll(): Promise<Uint8Array> {
    const bytes = new Uint8Array(this.#end - SUPERBLOCK_BYTES);
    const read = this.#active.read(bytes, { at: SUPERBLOCK_BYTES });
    return Promise.resolve(bytes.subarray(0, read));
  }

  append(bytes: Uint8Array, { flush }: AppendOptions = { flush: true }): Promise<void> {
    try {
      writeFully(this.#active, bytes, this.#end);
      if (flush) this.#active.flush();
    } catch (error) {
      this.#active.truncate(this.#end);
      this.#active.flush();
      return Promise.reject(asStorageError(error));
    }
    this.#end += bytes.length;
    return Promise.resolve();
  }

  replace(bytes: Uint8Array): Promise<void> {
    const generation = this.#generation + 1;
    try {
      writeWhole(this.#spare, generation, bytes);
    } catch (error) {
      emptyFile(this.#spare);
      return Promise.reject(asStorageError(error));
    }
    const old = this.#active;
    this.#active = this.#spare;
    this.#spare = old;
    this.#generation = generation;
    this.#end = SUPERBLOCK_BYTES + bytes.length;
    emptyFile(old);
    return Promise.resolve();
  }

  truncate(length: number): Promise<void> {
    this.#end = SUPERBLOCK_BYTES + length;
    this.#active.truncate(this.#end);
    this.#active.flush();
    return Promise.resolve();
  }

  close(): void {
    this.#active.close();
    this.#spare.close();
  }
}

/** Returns 0 when the file has no valid superblock. */
function readGeneration(file: RawFile): number {
  if (file.getSize() < SUPERBLOCK_BYTES) return 0;
  const block = new Uint8Array(SUPERBLOCK_BYTES);
  file.read(block, { at: 0 });
  const view = new DataView(block.buffer);
  if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== FORMAT) return 0;
  return view.getUint32(12) === crc32(block.subarray(0, 12)) ? view.getUint32(8) : 0;
}

function writeWhole(file: RawFile, generation: number, body: Uint8Array): void {
  // Remove the old superblock first: a half-written body under a valid superblock would be read as a log.
  emptyFile(file);
  writeFully(file, body, SUPERBLOCK_BYTES);
  file.flush();
  const block = new Uint8Array(SUPERBLOCK_BYTES);
  const view = new DataView(block.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, FORMAT);
  view.setUint32(8, generation);
  view.setUint32(12, crc32(block.subarray(0, 12)));
  writeFully(file, block, 0);
  file.flush();
}

function emptyFile(file: RawFile): void {
  file.truncate(0);
  file.flush();
}

/** Any other return value than the length counts as a full disk: a browser at its quota returned 4294967288. */
export function writeFully(file: RawFile, bytes: Uint8Array, at: number): void {
  if (bytes.length === 0) return;
  const written = file.write(bytes, { at });
  if (written !== bytes.length) throw new StorageFullError(`wrote ${written} of ${bytes.length} bytes`);
}

const asStorageError = (error: unknown): unknown =>
  error instanceof DOMException && error.name === 'QuotaExceededError' ? new StorageFullError(error.message) : error;
