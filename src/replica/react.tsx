// React's view of the replica: one provider, and hooks that render again when rows, status, person or rejections change.
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Person, RejectedCommand, Replica, ReplicaQuery, SyncStatus } from './api.ts';

const ReplicaContext = createContext<Replica | null>(null);

export function ReplicaProvider({ replica, children }: { replica: Replica; children: ReactNode }) {
  return <ReplicaContext value={replica}>{children}</ReplicaContext>;
}

export function useReplica(): Replica {
  const replica = useContext(ReplicaContext);
  if (!replica) throw new Error('useReplica needs a ReplicaProvider above it');
  return replica;
}

export interface LiveRows<Row> {
  /** Undefined until the first answer; then always the newest rows. */
  rows: Row[] | undefined;
  error: Error | undefined;
}

/**
 * The rows of a query, now and after every change. `deps` are the values the query was built from: while they are the
 * same, the query counts as the same. Rows of older deps stay until those of the new ones are there, so nothing flickers.
 */
export function useLive<Row>(query: ReplicaQuery<Row> | null, deps: readonly unknown[]): LiveRows<Row> {
  const replica = useReplica();
  const [state, setState] = useState<LiveRows<Row>>({ rows: undefined, error: undefined });
  useEffect(() => {
    if (!query) {
      setState({ rows: undefined, error: undefined });
      return undefined;
    }
    return replica.live(
      query,
      (rows) => setState({ rows, error: undefined }),
      (error) => setState(({ rows }) => ({ rows, error })),
    );
    // The query itself is new at every render; `deps` say when it differs.
  }, [replica, query === null, ...deps]);
  return state;
}

/**
 * State, not `useSyncExternalStore`: that renders at once, with the rows of the same moment still waiting for their turn, and
 * fifty such renders in a row (a busy import) count as an endless loop for React, which then gives the page up.
 */
function useReplicaValue<T>(read: (replica: Replica) => T): T {
  const replica = useReplica();
  const [value, setValue] = useState(() => read(replica));
  useEffect(() => {
    const look = (): void => setValue(() => read(replica));
    // What changed between the first render and now.
    look();
    return replica.subscribe(look);
    // `read` is one of the three below, the same at every render.
  }, [replica]);
  return value;
}

export const useSyncStatus = (): SyncStatus => useReplicaValue((replica) => replica.status());
export const usePerson = (): Person | null => useReplicaValue((replica) => replica.person());
export const useRejected = (): readonly RejectedCommand[] => useReplicaValue((replica) => replica.rejected());
