// Reads one page of a scope's feed with one statement, and so from one snapshot.
// Invariant: numbers of a scope become visible in ascending order (schema/feed.ts). So every visible row is final, no later
// page precedes an earlier one, and the end of the visible rows is a boundary: the client then holds the scope as of the
// snapshot. A row that changed since an earlier page has a higher number and is sent again.
import type { Pool, PoolClient } from 'pg';
import { furtherCursor, LARGEST_CURSOR, START, type Cursor } from './cursor.ts';

export interface PageBounds {
  rows: number;
  /** Size of the messages in UTF-8. A page has at least one row, whatever its size. */
  bytes: number;
}

export const PAGE_BOUNDS: PageBounds = { rows: 2_000, bytes: 1024 * 1024 };

export interface FeedMessageRow {
  tbl: string;
  pk: string;
  row: string | null;
  deleted: boolean;
  xid: string;
  seq: string;
}

/** The state of a scope and of the whole feed. */
export interface ScopeState {
  /** The newest number of the scope. */
  newest: Cursor;
  /** The newest number that was issued in any scope, committed or not. */
  newestOfAll: Cursor;
  /** Tombstones of the scope up to here were pruned. */
  horizon: Cursor;
  /** True when the newest number that the reader knows was issued in a history that this database has lost. */
  isOtherHistory: boolean;
  /** Identifies the epoch and the feed table; changes when a dump is restored in place. */
  feedId: string;
}

export interface Page extends ScopeState {
  rows: FeedMessageRow[];
  /** The cursor of the next page. */
  end: Cursor;
  /** True at a boundary: the scope has no rows after `end`. */
  isLast: boolean;
}

/** A row of replica.feed_page (migration 0029). The first row is the state of the scope. */
type Line = [tbl: string | null, pk: string | null, row: string | null, flags: number, xid: string, seq: string];
const DELETED = 1;
const FULL = 2;
const OTHER_HISTORY = 4;

export interface ReadOptions {
  withTombstones: boolean;
  /** The newest number that the reader has seen. START when it has seen none. */
  known?: Cursor;
  bounds?: PageBounds;
}

/** A pool, or one connection whose transaction fixes the snapshot. */
type Database = Pool | PoolClient;

const readLines = async (pool: Database, scope: string, after: Cursor, options: Required<ReadOptions>) => {
  const { withTombstones, known, bounds } = options;
  const { rows } = await pool.query<Line>({
    text: 'select tbl, pk, "row", flags, xid, seq from replica.feed_page($1, $2, $3, $4, $5, $6)',
    values: [scope, String(after), withTombstones, bounds.rows, bounds.bytes, String(known)],
    rowMode: 'array',
  });
  return rows;
};

function toScopeState(line: Line | undefined): ScopeState {
  if (!line) throw new Error('replica.feed_page returned no state of the scope');
  const [feedId, horizon, , flags, newestOfAll, newest] = line;
  return {
    horizon: BigInt(horizon ?? '0'),
    newestOfAll: BigInt(newestOfAll),
    newest: BigInt(newest),
    isOtherHistory: (flags & OTHER_HISTORY) !== 0,
    feedId: feedId ?? '',
  };
}

/** A first read skips tombstones, because the client has no rows to delete. */
export async function readPage(
  pool: Pool,
  scope: string,
  after: Cursor,
  { withTombstones, known = START, bounds = PAGE_BOUNDS }: ReadOptions,
): Promise<Page> {
  const [first, ...lines] = await readLines(pool, scope, after, { withTombstones, known, bounds });
  const state = toScopeState(first);
  const rows: FeedMessageRow[] = lines.map(([tbl, pk, row, flags, xid, seq]) => ({
    tbl: tbl ?? '',
    pk: pk ?? '',
    row,
    deleted: (flags & DELETED) !== 0,
    xid,
    seq,
  }));
  const last = lines.at(-1);
  const isFull = last !== undefined && ((last[3] & FULL) !== 0 || rows.length >= bounds.rows);
  return { ...state, rows, end: isFull ? BigInt(last[5]) : furtherCursor(after, state.newest), isLast: !isFull };
}

export async function readScopeState(pool: Database, scope: string, known: Cursor = START): Promise<ScopeState> {
  const options = { withTombstones: true, known, bounds: { rows: 0, bytes: 0 } };
  const [first] = await readLines(pool, scope, LARGEST_CURSOR, options);
  return toScopeState(first);
}
