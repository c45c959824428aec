// The single row of replica.meta that describes the replica's contents. It is written in the transaction that changes those
// contents, so rows and state agree after a crash.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import type { SetAside } from './bulk-load.ts';
import type { Session } from './database.ts';
import type { FeedCursor } from './feed-buffer.ts';

/** How far a first sync's copy is applied. */
export interface CopyProgress {
  /**
   * A copy that goes on reads from a newer snapshot. The feed is followed from the offset of the oldest one, because its rows
   * are not read again, with the handle of the newest, by which the server recognises that it has lost that history.
   */
  cursor: FeedCursor;
  place: string | null;
  /** Rows applied so far. */
  rows: number;
}

/** The position from which the feed continues a copy that goes on. */
export const continued = (before: CopyProgress | null, cursor: FeedCursor): FeedCursor =>
  before ? { offset: before.cursor.offset, handle: cursor.handle } : cursor;

export interface ReplicaState {
  userId: string;
  /** The outbox log that the seqs below refer to. */
  logId: string;
  /** Commands up to this seq have run optimistically. */
  appliedSeq: number;
  /** The server's rows contain all commands up to this seq. */
  passedSeq: number;
  cursors: Partial<Record<ShapeScope, FeedCursor>>;
  /** Tables that a first read is filling, without their indexes until its boundary. */
  setAside: SetAside[];
  /** The last rows of `me` ended at a boundary, so they contain no half of a transaction and no half of a first read. */
  isWhole: boolean;
  /** The copy of `me` that is not whole yet. */
  copy: CopyProgress | null;
}

const KEY = 'state';

/** State stored by older versions lacks these. */
type OptionalKey = 'setAside' | 'isWhole' | 'copy';

export async function readReplicaState(session: Session): Promise<ReplicaState | undefined> {
  const { rows } = await session.query('select value from replica.meta where key = $1', [KEY]);
  const stored = (rows[0] as { value: Omit<ReplicaState, OptionalKey> & Partial<ReplicaState> } | undefined)?.value;
  return stored && { setAside: [], isWhole: stored.cursors.me !== undefined, copy: null, ...stored };
}

export async function writeReplicaState(session: Session, state: ReplicaState): Promise<void> {
  await session.query(
    'insert into replica.meta (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value',
    [KEY, JSON.stringify(state)],
  );
}
