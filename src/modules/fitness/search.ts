// Training in the search: finished workouts by their words; exercises by a match of their own, which knows abbreviations and other
// names ("rdl", "db bench") that no row has.
import { IconBarbell, IconCalendarRepeat, IconClipboardList, IconFileImport, IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';
import { indexExercises, searchExercises } from '#schema/fitness/rules/exercise-search.ts';
import { formatMoment } from '#src/format/days.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import type { Navigate, OwnRecords, SearchSource } from '#src/search/entries.ts';
import { isOffered, withUse } from './model.ts';
import { exerciseNames, exerciseUse } from './queries.ts';
import { planStrings } from './plan-strings.ts';
import { strings } from './strings.ts';

const SHOWN = 5;
const words = strings.spotlight;

export const fitnessSearch: SearchSource = {
  useCommands: (navigate) => [
    { id: 'start-workout', label: words.start, icon: IconBarbell, run: () => void navigate({ to: '/train' }) },
  ],
  pages: (navigate) => [
    { id: 'page-exercises', label: words.exercisesPage, icon: IconBarbell, run: () => void navigate({ to: '/train/exercises' }) },
    {
      id: 'page-routines',
      label: planStrings.routines.title,
      icon: IconClipboardList,
      run: () => void navigate({ to: '/train/routines' }),
    },
    {
      id: 'page-programs',
      label: planStrings.programs.title,
      icon: IconCalendarRepeat,
      run: () => void navigate({ to: '/train/programs' }),
    },
    { id: 'page-history', label: words.historyPage, icon: IconHistory, run: () => void navigate({ to: '/train/history' }) },
    { id: 'page-import', label: words.importPage, icon: IconFileImport, run: () => void navigate({ to: '/train/import' }) },
  ],
  records: [
    {
      table: 'workouts',
      name: planStrings.routines.title,
      icon: IconClipboardList,
      open: ({ id }, { navigate }) => void navigate({ to: '/train/routines/$id', params: { id } }),
    },
    {
      table: 'training_programs',
      name: planStrings.programs.title,
      icon: IconCalendarRepeat,
      open: ({ id }, { navigate }) => void navigate({ to: '/train/programs/$id', params: { id } }),
    },
    {
      table: 'workout_sessions',
      name: words.sessions,
      icon: IconHistory,
      untitled: words.unnamedSession,
      detail: ({ at }) => formatMoment(at),
      open: ({ id }, { navigate }) => void navigate({ to: '/train/history/$id', params: { id } }),
    },
  ],
  useOwnRecords: useExercisesFound,
  occurrences: {
    workout: (id, { navigate }) => void navigate({ to: '/train/history/$id', params: { id } }),
  },
};

function useExercisesFound(search: string, navigate: Navigate): OwnRecords {
  const names = useRows(exerciseNames());
  const uses = useRows(exerciseUse());
  const [exercises, trained] = [rowsIfReady(names), rowsIfReady(uses)];
  const index = useMemo(() => indexExercises(withUse(exercises ?? [], trained ?? []).filter(isOffered)), [exercises, trained]);
  const found = useMemo(() => (search === '' ? [] : searchExercises(index, search, SHOWN)), [index, search]);
  const entries = found.map(({ id, name }) => ({
    id,
    label: name,
    icon: IconBarbell,
    run: () => void navigate({ to: '/train/exercises/$id', params: { id } }),
  }));
  return { groups: [{ name: words.exercises, entries }], reads: [names, uses] };
}
