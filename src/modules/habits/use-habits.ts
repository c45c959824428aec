// All habits with what lists show of each.
import { useMemo } from 'react';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { firstShownDay, summaryOf, type HabitSummary } from './model.ts';
import { habitPauses, habitsWithEntries } from './queries.ts';

export function useHabits() {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const read = joinRows({ habits: useRows(habitsWithEntries(firstShownDay(today))), pauses: useRows(habitPauses()) });
  const rows = read.kind === 'ready' ? read.rows : null;
  const [habits, pauses] = [rows?.habits, rows?.pauses];
  const summaries = useMemo(
    (): HabitSummary[] => habits?.map((row) => summaryOf(row, { pauses: pauses ?? [], today, firstWeekday })) ?? [],
    [habits, pauses, today, firstWeekday],
  );
  return { read, summaries, today };
}
