// What the person sees of the sync machine: one status, and the number of waiting commands.
import type { SyncStatus } from '../api.ts';
import { hasToApply, hasToPush, isRetrying, waitingCount } from './plans.ts';
import type { MachineState } from './types.ts';

/** `progress`: of opening the replica or of the first sync, 0…1, null when it is not known. */
export function stateToStatus({ kind, facts }: MachineState, progress: number | null): SyncStatus {
  const waiting = waitingCount(facts);
  switch (kind) {
    case 'starting':
      return { kind: 'starting', progress };
    case 'local':
      return { kind: 'local', waiting };
    case 'offline':
    case 'backing-off':
      return { kind: 'offline', waiting };
    case 'connecting':
    case 'catching-up':
    case 'draining':
      // Every attempt passes through these states; the status stays offline until one of them has received something.
      return isRetrying(facts) ? { kind: 'offline', waiting } : { kind: 'syncing', waiting, progress };
    case 'live':
      return waiting === 0 && !hasToPush(facts) && !hasToApply(facts)
        ? { kind: 'synced' }
        : { kind: 'syncing', waiting, progress: null };
    case 'signed-out':
      return { kind: 'signed-out', waiting };
    case 'halted':
      return { kind: 'error', waiting, error: facts.error ?? { code: 'internal' } };
  }
}
