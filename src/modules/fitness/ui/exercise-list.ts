// The exercises a person chooses from: ranked by what they typed, else those trained lately before the rest.
import { useMemo } from 'react';
import { indexExercises, searchExercises } from '#schema/rules/fitness/exercise-search.ts';
import { useLive } from '#src/replica/public.ts';
import { searchable } from '../model.ts';
import { exerciseNames, exerciseUse, type ExerciseNameRow, type ExerciseUseRow } from '../queries.ts';

export interface ExerciseFilter {
  query: string;
  muscle: string | null;
  equipment: string | null;
  isOwnOnly: boolean;
}

export interface ExerciseChoice extends ExerciseNameRow {
  use: ExerciseUseRow | null;
}

export const NO_FILTER: ExerciseFilter = { query: '', muscle: null, equipment: null, isOwnOnly: false };

/** Undefined while the replica opens. */
export function useExerciseChoices({ query, muscle, equipment, isOwnOnly }: ExerciseFilter): ExerciseChoice[] | undefined {
  const { rows } = useLive(exerciseNames(), []);
  const { rows: uses } = useLive(exerciseUse(), []);
  const choices = useMemo(() => {
    if (!rows) return undefined;
    const useById = new Map((uses ?? []).map((use) => [use.exercise_id, use]));
    return rows.map((row) => ({ ...searchable(row), use: useById.get(row.id) ?? null }));
  }, [rows, uses]);
  const filtered = useMemo(
    () =>
      choices?.filter(
        (choice) =>
          (muscle === null || choice.muscle_groups.includes(muscle)) &&
          (equipment === null || choice.equipment === equipment) &&
          (!isOwnOnly || choice.is_custom),
      ),
    [choices, muscle, equipment, isOwnOnly],
  );
  const index = useMemo(() => filtered && indexExercises(filtered), [filtered]);
  return useMemo(() => index && searchExercises(index, query, 1000), [index, query]);
}

/** Trained lately, newest first. */
export const lately = (choices: readonly ExerciseChoice[], count: number): ExerciseChoice[] =>
  choices
    .filter(({ use }) => use !== null)
    .toSorted((a, b) => (b.use?.used_at?.getTime() ?? 0) - (a.use?.used_at?.getTime() ?? 0))
    .slice(0, count);

/** The distinct values of the library, for the filters. */
export function useFilterValues(): { muscles: string[]; equipment: string[] } {
  const { rows } = useLive(exerciseNames(), []);
  return useMemo(() => {
    const muscles = new Set((rows ?? []).flatMap((row) => row.muscle_groups));
    const equipment = new Set((rows ?? []).flatMap((row) => row.equipment ?? []));
    return { muscles: [...muscles].sort(), equipment: [...equipment].sort() };
  }, [rows]);
}
