// The one row of replica.meta in which the replica says what it contains. It is written in the transaction that made it
// true, so that after a crash rows and state still agree.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import type { SetAside } from './bulk-load.ts';
import type { Session } from './database.ts';
import type { FeedCursor } from './feed-buffer.ts';

export interface ReplicaState {
  userId: string;
  /** Which outbox log the seqs below count in. */
  logId: string;
  /** Commands up to here had their optimistic turn. */
  appliedSeq: number;
  /** The server's rows contain everything up to here. */
  passedSeq: number;
  cursors: Partial<Record<ShapeScope, FeedCursor>>;
  /** Tables that a first read is filling, without their indexes until its boundary. */
  setAside: SetAside[];
}

const KEY = 'state';

export async function readReplicaState(session: Session): Promise<ReplicaState | undefined> {
  const { rows } = await session.query('select value from replica.meta where key = $1', [KEY]);
  const stored = (rows[0] as { value: Omit<ReplicaState, 'setAside'> & Partial<ReplicaState> } | undefined)?.value;
  // Versions before this one set nothing aside.
  return stored && { setAside: [], ...stored };
}

export async function writeReplicaState(session: Session, state: ReplicaState): Promise<void> {
  await session.query(
    'insert into replica.meta (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value',
    [KEY, JSON.stringify(state)],
  );
}
