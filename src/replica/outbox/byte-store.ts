// The storage of the outbox log. Invariant: `append` and `replace` are durable when they resolve, and all or nothing: a failure
// leaves the bytes unchanged. Bytes appended with `flush: false` survive the end of the process, not a power failure.

export interface AppendOptions {
  flush: boolean;
}

export interface ByteStore {
  readonly backing: 'opfs' | 'indexeddb' | 'memory';
  readAll(): Promise<Uint8Array>;
  /** Throws StorageFullError when there is no space; then nothing was written. */
  append(bytes: Uint8Array, options?: AppendOptions): Promise<void>;
  /** Replaces the whole content atomically, even when the device dies meanwhile. */
  replace(bytes: Uint8Array): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): void;
}

export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
}

/** For tests, and for a window without any storage. */
export class MemoryByteStore implements ByteStore {
  readonly backing = 'memory';
  #bytes: Uint8Array;
  /** Free space in bytes; tests lower it. */
  room = Number.POSITIVE_INFINITY;

  constructor(bytes: Uint8Array = new Uint8Array(0)) {
    this.#bytes = bytes;
  }

  get content(): Uint8Array {
    return this.#bytes;
  }

  readAll(): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes);
  }

  append(bytes: Uint8Array): Promise<void> {
    if (this.#bytes.length + bytes.length > this.room) return Promise.reject(new StorageFullError('memory store is full'));
    const next = new Uint8Array(this.#bytes.length + bytes.length);
    next.set(this.#bytes);
    next.set(bytes, this.#bytes.length);
    this.#bytes = next;
    return Promise.resolve();
  }

  replace(bytes: Uint8Array): Promise<void> {
    if (bytes.length > this.room) return Promise.reject(new StorageFullError('memory store is full'));
    this.#bytes = bytes.slice();
    return Promise.resolve();
  }

  truncate(length: number): Promise<void> {
    this.#bytes = this.#bytes.slice(0, length);
    return Promise.resolve();
  }

  close(): void {}
}
