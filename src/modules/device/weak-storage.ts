// Whether this window keeps the outbox where the browser may clear it, and why: the window is private, or the browser has no OPFS.
import { useCallback, useEffect, useState } from 'react';
import { hasFileSystem } from '#src/browser-storage.ts';
import { useReplica, useSyncStatus } from '#src/replica/public.ts';

export type WeakStorageCause = 'private' | 'browser';

/** Kept as long as the window keeps anything: a private window says it again the next time. */
const SEEN_KEY = 'cadence.weak-storage-seen';

/** `cause` is null where storage is lasting, where that is not known yet, and after the person has read it. */
export function useWeakStorage(): { cause: WeakStorageCause | null; dismiss(): void } {
  const replica = useReplica();
  const isReady = useSyncStatus().kind !== 'starting';
  const [cause, setCause] = useState<WeakStorageCause | null>(null);
  useEffect(() => {
    if (!isReady || isSeen()) return undefined;
    let isCurrent = true;
    void replica.diagnostics().then(({ outbox }) => {
      if (isCurrent && outbox.backing !== 'opfs') setCause(hasFileSystem() ? 'private' : 'browser');
    });
    return () => {
      isCurrent = false;
    };
  }, [replica, isReady]);
  const dismiss = useCallback(() => {
    setCause(null);
    try {
      localStorage.setItem(SEEN_KEY, new Date().toISOString());
    } catch {
      // A window without storage says it at every load.
    }
  }, []);
  return { cause, dismiss };
}

function isSeen(): boolean {
  try {
    return localStorage.getItem(SEEN_KEY) !== null;
  } catch {
    return false;
  }
}
