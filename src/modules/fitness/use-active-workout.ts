// The workout that is running, wherever it was started.
import { useRow, type LiveRow } from '#src/replica/public.ts';
import { activeWorkout, type SessionRow } from './queries.ts';

/** `missing` when none runs. */
export const useActiveWorkout = (): LiveRow<SessionRow> => useRow(activeWorkout());
