// Whether a timer or a workout runs: then nothing may reload the page.
import { useActiveWorkout } from '#src/modules/fitness/public.ts';
import { useActiveFocus } from '#src/modules/focus/public.ts';

export function useIsSessionRunning(): boolean {
  const focus = useActiveFocus();
  const workout = useActiveWorkout();
  return focus !== null || Boolean(workout);
}
