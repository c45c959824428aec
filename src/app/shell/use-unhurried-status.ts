// The sync status as it is worth showing: what is over within a blink is not shown at all.
import { useEffect, useState } from 'react';
import { useSyncStatus, type SyncStatus } from '#src/replica/public.ts';

const WORTH_SHOWING_MS = 300;

export function useUnhurriedStatus(): SyncStatus {
  const status = useSyncStatus();
  const [shown, setShown] = useState(status);
  // Only the step into syncing waits; a count that is already shown goes on, and everything else is news at once.
  const waits = status.kind === 'syncing' && shown.kind === 'synced';
  useEffect(() => {
    if (!waits) {
      setShown(status);
      return undefined;
    }
    const timer = setTimeout(() => setShown(status), WORTH_SHOWING_MS);
    return () => clearTimeout(timer);
  }, [status, waits]);
  return waits ? shown : status;
}
