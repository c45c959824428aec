// What the person sees of the sync machine: one small word and how much waits.
import type { SyncStatus } from '../api.ts';
import { hasToApply, hasToPush, waitingCount } from './plans.ts';
import type { MachineState } from './types.ts';

/** `progress`: of opening the replica or of the first sync, 0…1, where it is known. */
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
      return { kind: 'syncing', waiting, progress };
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
