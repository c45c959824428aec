// The import of habits: the existing habits, the command that adds imported ones, and the one that removes them.
import { useMemo } from 'react';
import { chunksOf } from '#schema/chunks.ts';
import type { HabitItem } from '#schema/habits/files/habit-import.ts';
import { habitLimits } from '#schema/habits/rules/habit.ts';
import { useImport, type Step } from '#src/importing/public.ts';
import { useTimeZone } from '#src/modules/settings/public.ts';
import { useReplica, type Replica } from '#src/replica/public.ts';
import { habitPauses, habitsForImport, type ImportedHabitRow } from './queries.ts';

export function useHabitImport() {
  const replica = useReplica();
  const zone = useTimeZone();
  const steps = useMemo(
    () => ({
      domain: 'habits' as const,
      zone,
      async facts() {
        const [habits, pauses] = await Promise.all([replica.query(habitsForImport()), replica.query(habitPauses())]);
        return {
          pauses: pauses.map(({ habit_id: habitId, from_day: from, to_day: to }) => ({ habitId, from, to })),
          habits: habits.map(({ id, name, source, source_key, days }) => ({
            id,
            name,
            source,
            sourceKey: source_key,
            days: days?.split(',') ?? [],
          })),
        };
      },
      save: (items: readonly [HabitItem, ...HabitItem[]]) =>
        replica.dispatch('habit.import', { source: items[0].source, habits: items.map(({ habit }) => habit) }),
    }),
    [replica, zone],
  );
  const { undo, ...importing } = useImport(steps);
  return { ...importing, undo: (rows: readonly ImportedHabitRow[]) => undo(undoSteps(replica, rows)) };
}

function undoSteps(replica: Replica, rows: readonly ImportedHabitRow[]): Step[] {
  const sources = new Set(rows.map(({ source }) => source ?? ''));
  return [...sources].flatMap((source) => {
    const ids = [...new Set(rows.filter((row) => row.source === source).map(({ id }) => id))];
    return chunksOf(ids, habitLimits.importedHabits).map((habitIds) => ({
      count: habitIds.length,
      dispatch: () => replica.dispatch('habit.undoImport', { source, habitIds }),
    }));
  });
}

/** The rows of what was just saved. */
export const rowsOfItems = (items: readonly HabitItem[], rows: readonly ImportedHabitRow[]): ImportedHabitRow[] =>
  rows.filter((row) =>
    items.some(({ source, habit }) => source === row.source && (habit.habitId === row.id || habit.key === row.key)),
  );
