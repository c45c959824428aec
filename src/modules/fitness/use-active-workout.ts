// The workout that is running, wherever it was started.
import { useLive } from '#src/replica/public.ts';
import { activeWorkout, type SessionRow } from './queries.ts';

/** Null when none runs, undefined while the replica opens. */
export function useActiveWorkout(): SessionRow | null | undefined {
  const { rows } = useLive(activeWorkout(), []);
  return rows === undefined ? undefined : (rows[0] ?? null);
}
