// Today's minutes of focus, the running session included.
import { useToday } from '#src/modules/settings/public.ts';
import { useLive } from '#src/replica/public.ts';
import { dayMinutes } from './model.ts';
import { focusByDay } from './queries.ts';
import { useActiveFocus } from './use-active-focus.ts';
import { useNow } from './use-now.ts';

export function useMinutesToday(): number {
  const today = useToday();
  const active = useActiveFocus();
  const { rows } = useLive(focusByDay(today), [today]);
  const now = useNow(active?.status === 'running');
  return dayMinutes(rows ?? [], today, active, now);
}
