// The workout that is running, wherever it was started.
import { useRow, type LiveRow } from '#src/replica/public.ts';
import { activeWorkout } from './active-query.ts';
import type { SessionRow } from './queries.ts';

/** `missing` when none runs. */
export const useActiveWorkout = (): LiveRow<SessionRow> => useRow(activeWorkout());
