// Today's minutes of focus, the running session included.
import { useNow } from '#src/clock/use-now.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { dayMinutes } from './model.ts';
import { focusByDay } from './queries.ts';
import { useActiveFocus } from './use-active-focus.ts';

export function useMinutesToday(): Loading | Failed | { kind: 'ready'; minutes: number } {
  const today = useToday();
  const active = useActiveFocus();
  const read = useRows(focusByDay(today));
  const now = useNow(active?.status === 'running');
  return read.kind === 'ready' ? { kind: 'ready', minutes: dayMinutes(read.rows, today, active, now) } : read;
}
