// React's access to the replica: one provider, and hooks that render again when rows, status, person or rejections change.
import { createContext, startTransition, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Person, RejectedCommand, Replica, ReplicaQuery, SyncStatus } from './api.ts';
import { liveKey, rowsToRow, shownRows, type LiveAnswer, type LiveRow, type LiveRows } from './live/live-read.ts';

const ReplicaContext = createContext<Replica | null>(null);

export function ReplicaProvider({ replica, children }: { replica: Replica; children: ReactNode }) {
  return <ReplicaContext value={replica}>{children}</ReplicaContext>;
}

export function useReplica(): Replica {
  const replica = useContext(ReplicaContext);
  if (!replica) throw new Error('useReplica needs a ReplicaProvider above it');
  return replica;
}

interface ReadOptions {
  /**
   * The subject that successive queries share, for a list that is searched or lengthened: the rows of the previous query stay
   * until those of the next arrive. Without it, or when the subject changes, a changed query is `loading` at once.
   */
  keepWithin?: string;
}

/**
 * The rows of a query, now and after every change. Queries with equal SQL and parameters are the same query: components that
 * use one share its subscription. `null` subscribes to nothing and is `loading`.
 */
export function useRows<Row>(query: ReplicaQuery<Row> | null, { keepWithin }: ReadOptions = {}): LiveRows<Row> {
  const replica = useReplica();
  const key = query === null ? null : liveKey(query.compile());
  const [answer, setAnswer] = useState<LiveAnswer<Row> | null>(null);
  useEffect(() => {
    if (query === null || key === null) return undefined;
    let isFirst = true;
    const show = (state: LiveAnswer<Row>['state']): void => {
      const set = (): void => setAnswer({ key, subject: keepWithin, state });
      // A page that opens gets the rows of many queries at once; a transition renders them in slices. Changes are shown immediately.
      if (isFirst) startTransition(set);
      else set();
      isFirst = false;
    };
    const retry = (): void => {
      setAnswer(null);
      replica.retryRows(query);
    };
    return replica.subscribeRows(
      query,
      (rows) => show({ kind: 'ready', rows }),
      ({ message }) => show({ kind: 'failed', message, retry }),
    );
    // The query is a new object at every render; its key changes only when the query does.
  }, [replica, key, keepWithin]);
  return shownRows(answer, key, keepWithin);
}

interface RowOptions {
  /** For a row that an address names: while the device catches up with the server, a missing row is `loading`. */
  mayArrive?: boolean;
}

/** The first row of a query, now and after every change. */
export function useRow<Row>(query: ReplicaQuery<Row> | null, { mayArrive = false }: RowOptions = {}): LiveRow<Row> {
  const rows = useRows(query);
  const isAwaited = useReplicaValue((replica) => mayArrive && replica.status().kind === 'syncing');
  return useMemo(() => rowsToRow(rows, isAwaited), [rows, isAwaited]);
}

/**
 * Uses state instead of `useSyncExternalStore`, which renders synchronously for every change. During a busy import, React would
 * count fifty such renders in a row as an endless loop and throw.
 */
function useReplicaValue<T>(read: (replica: Replica) => T): T {
  const replica = useReplica();
  const [value, setValue] = useState(() => read(replica));
  useEffect(() => {
    const look = (): void => setValue(() => read(replica));
    // Reads changes made between the first render and this effect.
    look();
    return replica.subscribe(look);
    // Every caller passes the same `read` at each render, so it is no dependency.
  }, [replica]);
  return value;
}

export const useSyncStatus = (): SyncStatus => useReplicaValue((replica) => replica.status());
export const usePerson = (): Person | null => useReplicaValue((replica) => replica.person());
export const useRejected = (): readonly RejectedCommand[] => useReplicaValue((replica) => replica.rejected());
