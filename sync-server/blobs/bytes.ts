// Where the bytes of blobs lie: a folder of this server, or a bucket. Keys are made by the server; the database says whose blob
// lies under which key. Invariant: nothing here knows about people, hashes or rights.
import type { DataStore } from '@tus/server';
import type { Readable } from 'node:stream';

/** Marks what is ours in a bucket that others use too. */
export const KEY_PREFIX = 'cadence-';
const KEY = new RegExp(`^${KEY_PREFIX}[0-9a-f-]{36}$`);

/** Whether it can be a key of ours at all: a prefix and a uuid. Nothing else becomes a path, an object or a question. */
export const isBlobKey = (key: string): boolean => KEY.test(key);

export interface StoredObject {
  key: string;
  modifiedAt: Date;
}

export interface BlobBytes {
  /** Takes uploads in, under the upload's id as the key. Made with the first upload. */
  uploads(): DataStore;
  /** Makes what was written last through a power cut. */
  seal(key: string): Promise<void>;
  /** Bytes from `start` to `end`, both included. Throws BytesGoneError when there is no such object. */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** With everything that an upload left beside it. Nothing happens when it is not there. */
  remove(key: string): Promise<void>;
  /** Every key there is, unfinished uploads among them. */
  list(): AsyncIterable<StoredObject>;
}

export class BytesGoneError extends Error {
  override readonly name = 'BytesGoneError';
}
