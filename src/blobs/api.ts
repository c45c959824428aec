// What the page sees of blobs: immutable files named by their SHA-256, kept in the origin private file system, sent to the
// server when that is possible and fetched from it when a screen asks. Rows name blobs; bytes never travel in rows.
import { errorToText, type CadenceError } from '#schema/protocol/errors.ts';

/** An expected failure of a blob call: no room, no network, not on the server yet, a damaged download. */
export class BlobError extends Error {
  override readonly name = 'BlobError';
  constructor(readonly error: CadenceError) {
    super(errorToText(error));
  }
}

export interface StorageUsage {
  /** Bytes of the blobs kept on this device. */
  kept: number;
  /** Bytes the browser grants this origin in all. */
  quota: number;
  /** Bytes still free of `quota`. */
  free: number;
}

export interface BlobStore {
  /** Keeps the file on this device; durable when it resolves. `onProgress` counts bytes from 0 to `file.size`. */
  put(file: Blob, onProgress?: (bytes: number) => void): Promise<{ sha256: string; size: number }>;
  /** Only what is kept here; the Blob is a File on disk and reads lazily. */
  get(sha256: string): Promise<Blob | undefined>;
  /** Kept here, else fetched whole (with Range after an interruption), checked against its hash, and kept. */
  open(sha256: string, options?: { signal?: AbortSignal; onProgress?: (part: number) => void }): Promise<Blob>;
  /** For streaming with Range what is not kept here: an <audio> element may use it while online. */
  url(sha256: string): string;
  /** Removes the copy on this device. Throws `conflict` while a row names it and the server does not have it. */
  remove(sha256: string): Promise<void>;
  usage(): Promise<StorageUsage>;
  /** Calls back after any change of what is kept, in this tab or another. */
  subscribe(onChange: () => void): () => void;
}

/** `kept`: on this device. `stored`: on the server, as far as this device knows. */
export type BlobState = { readonly kept: boolean } & (
  | { readonly kind: 'local' }
  | { readonly kind: 'uploading'; readonly part: number }
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly error: CadenceError }
);

/** Sends every kept blob that a row names and the server does not have. Goes on after a closed tab and a lost network. */
export interface BlobTransfers {
  state(sha256: string): BlobState;
  /** Tries again at once what failed or waits. */
  retry(): void;
  /** Calls back after any change of a state. */
  subscribe(onChange: () => void): () => void;
}
