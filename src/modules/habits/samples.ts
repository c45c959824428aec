// What the screens ask of habits, for the bench.
import type { Samples } from '../samples.ts';
import { firstShownDay } from './model.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay, mostUsed, oneOf }) => {
  const [habitId = await oneOf('habits')] = await mostUsed('habit_completions', 'habit_id', 1);
  return {
    Today: { habitsWithEntries: queries.habitsWithEntries(firstShownDay(lastDay)), habitPauses: queries.habitPauses() },
    Habits: { habitsWithEntries: queries.habitsWithEntries(firstShownDay(lastDay)), remindedHabits: queries.remindedHabits() },
    Habit: {
      habitById: queries.habitById(habitId),
      habitEntries: queries.habitEntries(habitId),
      habitGroups: queries.habitGroups(),
    },
    'Habit import': { habitsForImport: queries.habitsForImport(), importedHabits: queries.importedHabits() },
    Files: { habitsForExport: queries.habitsForExport() },
  };
};
