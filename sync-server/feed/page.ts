// One page of a scope's feed, read with one statement and so from one snapshot.
// Invariant: only rows of transactions below the snapshot's xmin are given, in (xid, seq) order, each once, so that no later
// page repeats or precedes an earlier one. A row that an unsettled transaction changed again is missing from what is given
// (the feed keeps its newest version only), so the place is a boundary only where nothing of the scope is held back.
import type { Pool } from 'pg';
import type { Cursor } from './cursor.ts';

export interface PageBounds {
  rows: number;
  /** Of the rows as Postgres stores them; at least one row is given whatever its size. */
  bytes: number;
}

/** About 1 MiB of messages. */
export const PAGE_BOUNDS: PageBounds = { rows: 2_000, bytes: 1024 * 1024 };

export interface FeedMessageRow {
  tbl: string;
  pk: string;
  row: string | null;
  deleted: boolean;
  xid: string;
  seq: string;
}

export interface Page {
  rows: FeedMessageRow[];
  /** Of the last row given, else where the read began. */
  end: Cursor;
  /** A boundary: nothing of the scope lies behind `end`, settled or not. What a client then holds is consistent. */
  isLast: boolean;
  /** The first transaction behind `end` that has rows but has not settled, if the read came to one. */
  heldXid: bigint | null;
  xmin: bigint;
  xmax: bigint;
  horizon: bigint;
}

// The sum runs over stored sizes, which Postgres knows without unpacking a row; 400 stands for the rest of a message.
// The output names differ from the columns': ORDER BY would otherwise sort xid as text. The bounds are part of the text,
// so that the planner knows them when it keeps one plan for all scopes.
const pageSql = ({ rows, bytes }: PageBounds, withTombstones: boolean) => `
with now as materialized (
  select pg_snapshot_xmin(pg_current_snapshot()) as xmin, pg_snapshot_xmax(pg_current_snapshot()) as xmax,
         (select horizon from replica.pruned) as horizon
)
select page.tbl, page.pk, page."row"::text,
       (case when page.xid < now.xmin then 1 else 0 end) + (case when page.deleted then 2 else 0 end)
         + (case when page.bytes >= ${bytes} then 4 else 0 end),
       page.xid::text, page.seq::text,
       case when page.n is null or page.n = 1 then now.xmin || ' ' || now.xmax || ' ' || now.horizon end
  from now
  left join lateral (
    select tbl, pk, "row", deleted, xid, seq, 400 + coalesce(pg_column_size("row"), 0) as size,
           row_number() over place as n, sum(400 + coalesce(pg_column_size("row"), 0)) over place as bytes
      from replica.feed
     where scope = $1 and (xid, seq) > ($2::xid8, $3::bigint)${withTombstones ? '' : ' and not deleted'}
    window place as (order by xid, seq rows unbounded preceding)
     order by xid, seq
     limit ${rows}
  ) page on page.bytes - page.size < ${bytes}
 order by page.n`;

/** Few columns, since there are a hundred thousand lines: flags add up, and only the first line carries the snapshot. */
type Line = [
  tbl: string | null,
  pk: string,
  row: string | null,
  flags: number,
  xid: string,
  seq: string,
  snapshot: string | null,
];
const SETTLED = 1;
const DELETED = 2;
const FULL = 4;

/** A first read passes over tombstones: who has nothing has nothing to delete. */
export async function readPage(
  pool: Pool,
  scope: string,
  after: Cursor,
  { withTombstones, bounds = PAGE_BOUNDS }: { withTombstones: boolean; bounds?: PageBounds },
): Promise<Page> {
  const { rows: lines } = await pool.query<Line>({
    name: `feed-page-${withTombstones}-${bounds.rows}-${bounds.bytes}`,
    text: pageSql(bounds, withTombstones),
    values: [scope, String(after.xid), String(after.seq)],
    rowMode: 'array',
  });
  const [xmin, xmax, horizon] = (lines[0]?.[6] ?? '').split(' ').map(BigInt);
  if (xmin === undefined || xmax === undefined || horizon === undefined) throw new Error('replica.feed gave no snapshot');

  const rows: FeedMessageRow[] = [];
  let heldXid: bigint | null = null;
  let isFull = false;
  for (const [tbl, pk, row, flags, xid, seq] of lines) {
    if (tbl === null) break;
    if (!(flags & SETTLED)) {
      heldXid = BigInt(xid);
      break;
    }
    rows.push({ tbl, pk, row, deleted: (flags & DELETED) !== 0, xid, seq });
    isFull = (flags & FULL) !== 0 || rows.length >= bounds.rows;
  }
  const last = rows.at(-1);
  return {
    rows,
    end: last ? { xid: BigInt(last.xid), seq: BigInt(last.seq) } : after,
    isLast: heldXid === null && !isFull,
    heldXid,
    xmin,
    xmax,
    horizon,
  };
}
