// The sync status for display: a very short sync is not shown.
import { useEffect, useState } from 'react';
import { useSyncStatus, type SyncStatus } from '#src/replica/public.ts';

const SYNCING_DELAY_MS = 300;

export function useDelayedStatus(): SyncStatus {
  const status = useSyncStatus();
  const [shown, setShown] = useState(status);
  // Only the change from synced to syncing is delayed; every other change is shown at once.
  const isDelayed = status.kind === 'syncing' && shown.kind === 'synced';
  useEffect(() => {
    if (!isDelayed) {
      setShown(status);
      return undefined;
    }
    const timer = setTimeout(() => setShown(status), SYNCING_DELAY_MS);
    return () => clearTimeout(timer);
  }, [status, isDelayed]);
  return isDelayed ? shown : status;
}
