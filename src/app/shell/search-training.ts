// Training in the search: exercises by a forgiving match, and the latest finished workouts by name.
import { IconBarbell, IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';
import { indexExercises, searchExercises } from '#schema/rules/fitness/exercise-search.ts';
import { exerciseNames, recentSessions } from '#src/modules/fitness/public.ts';
import { useLive } from '#src/replica/public.ts';
import { strings } from '../strings.ts';
import { matching, type Navigate, type SearchGroup } from './search-entries.ts';

const SHOWN = 5;
const SESSIONS_LOOKED_AT = 500;

const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

export function useTrainingGroups(search: string, navigate: Navigate): SearchGroup[] {
  const { rows: exercises } = useLive(exerciseNames(), []);
  const { rows: sessions = [] } = useLive(recentSessions(SESSIONS_LOOKED_AT), []);
  const index = useMemo(() => indexExercises(exercises ?? []), [exercises]);
  const found = useMemo(() => (search === '' ? [] : searchExercises(index, search, SHOWN)), [index, search]);
  const sessionEntries = sessions.map(({ id, name, started_at }) => ({
    id,
    label: name ?? strings.spotlight.unnamedSession,
    description: dayFormat.format(started_at),
    icon: IconHistory,
    run: () => void navigate({ to: '/train/history/$id', params: { id } }),
  }));
  return [
    {
      name: strings.spotlight.exercises,
      entries: found.map(({ id, name }) => ({
        id,
        label: name,
        icon: IconBarbell,
        run: () => void navigate({ to: '/train/exercises/$id', params: { id } }),
      })),
    },
    { name: strings.spotlight.sessions, entries: matching(sessionEntries, search).slice(0, SHOWN) },
  ];
}
