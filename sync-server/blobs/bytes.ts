// The store of blob bytes: a folder of this server, or a bucket. The server generates the keys, and the database maps blobs to
// keys. Invariant: nothing here depends on people, hashes or permissions.
import type { DataStore } from '@tus/server';
import type { Readable } from 'node:stream';

/** Marks our objects in a bucket that others use too. */
export const KEY_PREFIX = 'cadence-';
const KEY = new RegExp(`^${KEY_PREFIX}[0-9a-f-]{36}$`);

/** Whether a text has the form of a key: the prefix and a UUID. Nothing else may become a path or an object key. */
export const isBlobKey = (key: string): boolean => KEY.test(key);

export interface StoredObject {
  key: string;
  modifiedAt: Date;
}

export interface BlobBytes {
  /** The tus data store, which stores an upload under its id as the key. Created with the first upload. */
  uploads(): DataStore;
  /** Turns an upload that has all its bytes into one durable object that survives a power failure. */
  seal(key: string): Promise<void>;
  /** The number of bytes stored under the key, of an unfinished or a complete upload; null when there is no such object. */
  size(key: string): Promise<number | null>;
  /** Whether `size` needs no network request, so that many objects may be checked at once. */
  readonly isLocal: boolean;
  /** Free space where uploads are written; null when the store cannot tell. */
  freeBytes(): Promise<number | null>;
  /** Reads bytes from `start` to `end`, both included. Throws BytesGoneError when there is no such object. */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Removes the object and everything that its upload left beside it. Does nothing when the object does not exist. */
  remove(key: string): Promise<void>;
  /** Every stored key, including those of unfinished uploads. */
  list(): AsyncIterable<StoredObject>;
}

export class BytesGoneError extends Error {
  override readonly name = 'BytesGoneError';
}
