// A position in a scope's feed: everything up to this sequence number has been sent. On the wire it is the offset `<seq>_0`.
// ShapeStream builds the same offset from the `global_last_seen_lsn` of an event stream.
export type Cursor = bigint;

export type Offset = { kind: 'start' } | { kind: 'now' } | { kind: 'at'; cursor: Cursor };

/** The largest bigint of Postgres. */
export const LARGEST_CURSOR: Cursor = 9223372036854775807n;

/** Sequence numbers begin at 1. */
export const START: Cursor = 0n;

/**
 * Null for anything but `-1`, `now`, `<n>_<n>` and `<n>_inf`. The part after the `_` is ignored: our positions need only the
 * sequence number.
 */
export function parseOffset(text: string): Offset | null {
  if (text === '-1') return { kind: 'start' };
  if (text === 'now') return { kind: 'now' };
  const match = /^(\d{1,19})_(\d{1,19}|inf)$/.exec(text);
  if (!match?.[1]) return null;
  const cursor = BigInt(match[1]);
  return cursor <= LARGEST_CURSOR ? { kind: 'at', cursor } : null;
}

export const cursorToOffset = (cursor: Cursor): string => `${cursor}_0`;

/** The later of two cursors. */
export const furtherCursor = (a: Cursor, b: Cursor): Cursor => (a > b ? a : b);
