// A place in the feed: everything at or before (xid, seq) has been sent. On the wire it is the offset `<xid>_<seq>`.
// `<xid>_0` stands before the first row of transaction xid, because sequence numbers begin at 1.
export interface Cursor {
  readonly xid: bigint;
  readonly seq: bigint;
}

export type Offset = { kind: 'start' } | { kind: 'now' } | { kind: 'at'; cursor: Cursor };

/** bigint's largest: Electric calls the end of a transaction `<n>_inf`. */
const END_OF_TRANSACTION = 9223372036854775807n;
const LARGEST_XID = 18446744073709551615n;

export const START: Cursor = { xid: 0n, seq: 0n };

/** Null when it is none of `-1`, `now`, `<n>_<n>`, `<n>_inf`. */
export function parseOffset(text: string): Offset | null {
  if (text === '-1') return { kind: 'start' };
  if (text === 'now') return { kind: 'now' };
  const match = /^(\d{1,20})_(\d{1,19}|inf)$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const cursor = { xid: BigInt(match[1]), seq: match[2] === 'inf' ? END_OF_TRANSACTION : BigInt(match[2]) };
  return cursor.xid <= LARGEST_XID && cursor.seq <= END_OF_TRANSACTION ? { kind: 'at', cursor } : null;
}

export const cursorToOffset = ({ xid, seq }: Cursor): string => `${xid}_${seq}`;

/**
 * The `global_last_seen_lsn` of an up-to-date message. Over SSE the client goes on from `<it>_0`, so it must name the first
 * transaction that was not sent whole: at up-to-date that is the one after the cursor's.
 */
export const cursorToLsn = ({ xid, seq }: Cursor): string => String(seq === 0n ? xid : xid + 1n);
