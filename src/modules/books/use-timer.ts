// The reading timer: the session that is not ended, from the rows, so that a reload and another device show the same time.
import { readMs } from '#schema/books/rules/timer.ts';
import { useNow } from '#src/clock/use-now.ts';
import { formatClock } from '#src/format/durations.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { openTimer, type TimerRow } from './queries.ts';

/** Null without a timer, and while it is read. */
export const useOpenTimer = (): TimerRow | null => rowsIfReady(useRows(openTimer()))?.[0] ?? null;

export function useTimerText(timer: TimerRow): string {
  const now = useNow(timer.status === 'running');
  return formatClock(Math.floor(readMs(timer, now) / 1_000));
}
