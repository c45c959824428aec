// The interface of the replica's storage between runs: one OPFS file (image-file.ts), or IndexedDB where OPFS is missing
// (image-database.ts).
import type { Change, StoredFiles } from './image-frames.ts';

type Later<T> = T | Promise<T>;

export interface StoredImage {
  /** The schema of the stored rows; undefined when nothing is stored. */
  readonly storedSchema: string | undefined;
  /** Openings that began and did not finish: more than one means that this replica crashes the browser. */
  readonly unfinishedOpenings: number;
  readFiles(): Later<StoredFiles>;
  /** Deletes the stored files; the image is empty until the first `append`. */
  clear(): Later<void>;
  noteOpening(isFinished: boolean): Later<void>;
  /**
   * Stores one more snapshot; the first one is the whole folder. Reads the changes before it returns. On failure (a full disk)
   * the image is unchanged.
   */
  append(schema: string, changes: readonly Change[]): Later<void>;
  needsCompaction(): boolean;
  /** No append may start until it resolves. `pause` yields to other tasks between slices. */
  compact(pause: () => Promise<void>): Promise<void>;
}

const COMPACT_AFTER_BYTES = 8 * 1024 * 1024;

/**
 * True when the changes since the image exceed this limit and the size of the image: reading them all would slow down a start.
 */
export const isWorthCompacting = (imageBytes: number, changedBytes: number): boolean =>
  changedBytes > Math.max(COMPACT_AFTER_BYTES, imageBytes);
