// Rows that one scope's stream has delivered and the applier has not applied yet. Keeps only the newest version of each row, as
// the feed itself does.
import type { FeedRow } from '#schema/protocol/feed.ts';

export interface FeedCursor {
  offset: string;
  handle: string | null;
}

/** Rows by table and key; null is a tombstone. */
export type RowsByTable = Map<string, Map<string, string | null>>;

export interface FeedBatch {
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
  #batch: FeedBatch = { rowsByTable: new Map(), cursor: null, isRefetch: false, isFirstPart: true };
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

  moveTo(cursor: FeedCursor): void {
    this.#batch.cursor = cursor;
  }

  /** Discards the buffered rows: their shape no longer exists. */
  restart(): void {
    this.#batch = { rowsByTable: new Map(), cursor: null, isRefetch: true, isFirstPart: true };
    this.bytes = 0;
  }

  /** Returns the buffered rows and empties the buffer. A refetch continues until its last part is taken (`isLastPart`). */
  take(isLastPart: boolean): FeedBatch {
    const taken = this.#batch;
    const isRefetch = taken.isRefetch && !isLastPart;
    // Parts of a refetch are only staged. The cursor takes effect with the last part, which may have no rows, so keep the
    // cursor until then.
    this.#batch = { rowsByTable: new Map(), cursor: isRefetch ? taken.cursor : null, isRefetch, isFirstPart: false };
    this.#isMidway = !isLastPart;
    this.bytes = 0;
    return taken;
  }
}

const rowBytes = (row: string | null): number => ROW_OVERHEAD_BYTES + (row?.length ?? 0);
