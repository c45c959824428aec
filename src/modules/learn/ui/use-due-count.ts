// How many cards are due today.
import { useSettings, useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { isDueToday, todaysLimit, type PersonDays } from '../model.ts';
import { dueTimes } from '../queries.ts';

export function usePersonDays(): PersonDays {
  const { dayStartHour } = useSettings();
  const zone = useTimeZone();
  const today = useToday();
  return { today, zone, dayStartHour };
}

/** Null while it is not known. */
export function useDueCount(): number | null {
  const days = usePersonDays();
  const rows = rowsIfReady(useRows(dueTimes(todaysLimit(days.today))));
  return rows ? rows.filter(({ due_at }) => isDueToday(due_at, days)).length : null;
}
