// What one scope's stream has brought and nobody has applied yet. Keeps only the newest version of each row: the feed
// itself does, so an older one has nothing more to say.
import type { FeedRow } from '#schema/protocol/feed.ts';

export interface FeedCursor {
  offset: string;
  handle: string | null;
}

/** Rows by table and key; null is a tombstone. */
export type RowsByTable = Map<string, Map<string, string | null>>;

export interface FeedBatch {
  rowsByTable: RowsByTable;
  /** Where the stream goes on after these rows. */
  cursor: FeedCursor | null;
  /** The rows replace everything the scope had: the server began again (409). */
  isRefetch: boolean;
  /** Nothing of this refetch was taken before. */
  isFirstPart: boolean;
}

/** A row's cost beside its text: map entries, keys, the message it came in. */
const ROW_OVERHEAD_BYTES = 200;

export class FeedBuffer {
  #batch: FeedBatch = { rowsByTable: new Map(), cursor: null, isRefetch: false, isFirstPart: true };
  #isMidway = false;
  bytes = 0;

  get cursor(): FeedCursor | null {
    return this.#batch.cursor;
  }

  /** The rows may hold parts from before a boundary that has not come: it has something to end even if it brings nothing more. */
  goOnMidway(): void {
    this.#isMidway = true;
  }

  /** Whether a boundary now would say something that has not been applied. */
  get awaitsBoundary(): boolean {
    return this.#isMidway || this.#batch.cursor !== null;
  }

  /** Returns by how many bytes the buffer grew. */
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

  /** Everything so far came from a shape that is gone. */
  restart(): void {
    this.#batch = { rowsByTable: new Map(), cursor: null, isRefetch: true, isFirstPart: true };
    this.bytes = 0;
  }

  /** Hands over what is buffered. A refetch stays one until its last part is taken (`isLastPart`). */
  take(isLastPart: boolean): FeedBatch {
    const taken = this.#batch;
    const isRefetch = taken.isRefetch && !isLastPart;
    // The parts of a refetch are only staged: where the stream goes on counts with the last of them, which may be empty.
    this.#batch = { rowsByTable: new Map(), cursor: isRefetch ? taken.cursor : null, isRefetch, isFirstPart: false };
    this.#isMidway = !isLastPart;
    this.bytes = 0;
    return taken;
  }
}

const rowBytes = (row: string | null): number => ROW_OVERHEAD_BYTES + (row?.length ?? 0);
