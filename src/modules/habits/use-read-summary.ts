// Reads one habit's standing at a moment, for what happens once: a reminder asks when it rings, and shows nothing in between.
import { useCallback } from 'react';
import { useSettings } from '#src/modules/settings/public.ts';
import { useReplica } from '#src/replica/public.ts';
import { firstShownDay, summaryOf, type HabitSummary } from './model.ts';
import { habitPauses, habitsWithEntries } from './queries.ts';

/** Undefined when there is no such habit any more. */
export function useReadSummary(): (habitId: string, today: string) => Promise<HabitSummary | undefined> {
  const replica = useReplica();
  const { firstWeekday } = useSettings();
  return useCallback(
    async (habitId, today) => {
      const [rows, pauses] = await Promise.all([
        replica.query(habitsWithEntries(firstShownDay(today))),
        replica.query(habitPauses()),
      ]);
      const row = rows.find(({ id }) => id === habitId);
      return row && summaryOf(row, { pauses, today, firstWeekday });
    },
    [replica, firstWeekday],
  );
}
