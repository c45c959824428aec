// Rows that one scope's stream or its copy has delivered and the applier has not applied yet. Of the stream's rows, keeps only
// the newest version of each, as the feed itself does.
import type { CopiedRows } from '#schema/protocol/copy.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';

export interface FeedCursor {
  offset: string;
  handle: string | null;
}

/** Rows by table and key; null is a tombstone. */
export type RowsByTable = Map<string, Map<string, string | null>>;

/** Rows of a first sync's copy. They precede the feed's rows. */
export interface CopiedBatch {
  /** The feed's position at the snapshot that these rows were read from. */
  cursor: FeedCursor;
  rows: CopiedRows[];
  /** The copy is applied up to here; null when no place was reached. */
  place: string | null;
  /** The copy is whole. */
  isEnd: boolean;
}

export interface FeedBatch {
  copied: CopiedBatch | null;
  rowsByTable: RowsByTable;
  /** The position from which the stream continues after these rows. */
  cursor: FeedCursor | null;
  /** The rows replace all rows of the scope: the server answered 409 and the read began again. */
  isRefetch: boolean;
  /** No part of this refetch has been taken before. */
  isFirstPart: boolean;
}

/** Estimated cost of a row besides its text: map entries, keys and the message that delivered it. */
const ROW_OVERHEAD_BYTES = 200;

export class FeedBuffer {
  #batch: FeedBatch = { copied: null, rowsByTable: new Map(), cursor: null, isRefetch: false, isFirstPart: true };
  #isMidway = false;
  bytes = 0;

  get cursor(): FeedCursor | null {
    return this.#batch.cursor;
  }

  /**
   * The stored rows may contain parts from before a boundary that never arrived. That boundary must be applied even when it
   * brings no rows.
   */
  goOnMidway(): void {
    this.#isMidway = true;
  }

  /** Whether the next boundary has to be applied. */
  get awaitsBoundary(): boolean {
    return this.#isMidway || this.#batch.cursor !== null;
  }

  /** Returns the number of bytes by which the buffer grew. */
  add(rows: readonly FeedRow[]): number {
    const before = this.bytes;
    for (const { tbl, pk, row } of rows) {
      let byKey = this.#batch.rowsByTable.get(tbl);
      if (!byKey) this.#batch.rowsByTable.set(tbl, (byKey = new Map()));
      const older = byKey.get(pk);
      if (older !== undefined) this.bytes -= rowBytes(older);
      byKey.set(pk, row);
      this.bytes += rowBytes(row);
    }
    return this.bytes - before;
  }

  beginCopy(cursor: FeedCursor): void {
    this.#batch.copied = { cursor, rows: [], place: null, isEnd: false };
  }

  addCopied(rows: CopiedRows): number {
    this.#copied.rows.push(rows);
    this.bytes += rows.text.length;
    return rows.text.length;
  }

  copyReached(place: string): void {
    this.#copied.place = place;
  }

  endCopy(): void {
    this.#copied.isEnd = true;
  }

  get #copied(): CopiedBatch {
    if (!this.#batch.copied) throw new Error('the copy has not begun');
    return this.#batch.copied;
  }

  moveTo(cursor: FeedCursor): void {
    this.#batch.cursor = cursor;
  }

  /** Discards the buffered rows: their shape no longer exists. */
  restart(): void {
    this.#batch = { copied: null, rowsByTable: new Map(), cursor: null, isRefetch: true, isFirstPart: true };
    this.bytes = 0;
  }

  /** Returns the buffered rows and empties the buffer. A refetch continues until its last part is taken (`isLastPart`). */
  take(isLastPart: boolean): FeedBatch {
    const taken = this.#batch;
    const isRefetch = taken.isRefetch && !isLastPart;
    // Parts of a refetch are only staged. The cursor takes effect with the last part, which may have no rows, so keep the
    // cursor until then.
    this.#batch = {
      copied: taken.copied && !taken.copied.isEnd ? { ...taken.copied, rows: [], place: null } : null,
      rowsByTable: new Map(),
      cursor: isRefetch ? taken.cursor : null,
      isRefetch,
      isFirstPart: false,
    };
    this.#isMidway = !isLastPart;
    this.bytes = 0;
    return taken;
  }
}

const rowBytes = (row: string | null): number => ROW_OVERHEAD_BYTES + (row?.length ?? 0);
