// The page's interface of blobs: immutable files named by their SHA-256, stored in the origin private file system, uploaded to
// the server when possible, and downloaded when a screen asks. Rows refer to blobs; bytes never travel in rows.
import { errorToText, type CadenceError } from '#schema/protocol/errors.ts';

/** An expected failure of a blob call: disk full, no network, not on the server yet, damaged download. */
export class BlobError extends Error {
  override readonly name = 'BlobError';
  constructor(readonly error: CadenceError) {
    super(errorToText(error));
  }
}

export interface StorageUsage {
  /** Bytes of the blobs stored on this device. */
  kept: number;
  /** Total bytes that the browser grants this origin. */
  quota: number;
  /** Bytes still free of `quota`. */
  free: number;
}

export interface BlobStore {
  /** Stores the file on this device; durable when the promise resolves. `onProgress` counts bytes from 0 to `file.size`. */
  put(file: Blob, onProgress?: (bytes: number) => void): Promise<{ sha256: string; size: number }>;
  /** Only a blob stored on this device; it is a File on disk that is read lazily. */
  get(sha256: string): Promise<Blob | undefined>;
  /**
   * The stored blob, or else downloaded completely (with Range after an interruption), checked against its hash, and stored.
   */
  open(sha256: string, options?: { signal?: AbortSignal; onProgress?: (part: number) => void }): Promise<Blob>;
  /** A URL for streaming a blob that is not on this device, with Range; an <audio> element may use it while online. */
  url(sha256: string): string;
  /** Removes the copy on this device. Throws `conflict` while a row refers to it and the server does not have it. */
  remove(sha256: string): Promise<void>;
  usage(): Promise<StorageUsage>;
  /** Calls back after any change of the stored blobs, in this tab or another. */
  subscribe(onChange: () => void): () => void;
}

/**
 * `kept`: stored on this device. `stored`: on the server, as far as this device knows. `unknown`: this device has not checked
 * yet.
 */
export type BlobState = { readonly kept: boolean } & (
  | { readonly kind: 'unknown' }
  | { readonly kind: 'local' }
  | { readonly kind: 'uploading'; readonly part: number }
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly error: CadenceError }
);

/**
 * Uploads every blob that is on this device, that a row refers to, and that the server lacks. Continues after a closed tab and
 * a lost network.
 */
export interface BlobTransfers {
  state(sha256: string): BlobState;
  /** Retries failed and waiting uploads now. */
  retry(): void;
  /** Calls back after any change of a state. */
  subscribe(onChange: () => void): () => void;
}
