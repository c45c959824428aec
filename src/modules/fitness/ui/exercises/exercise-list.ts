// The exercises a person chooses from: ranked by what they typed, else those trained lately before the rest.
import { useMemo } from 'react';
import { indexExercises, searchExercises } from '#schema/fitness/rules/exercise-search.ts';
import { joinRows, rowsIfReady, useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { isOffered, withUse } from '../../model.ts';
import { exerciseNames, exerciseUse, type ExerciseNameRow, type ExerciseUseRow } from '../../queries.ts';

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

type ExerciseChoices = Loading | Failed | { kind: 'ready'; choices: ExerciseChoice[] };

export function useExerciseChoices({ query, muscle, equipment, isOwnOnly }: ExerciseFilter): ExerciseChoices {
  const read = joinRows({ names: useRows(exerciseNames()), uses: useRows(exerciseUse()) });
  const { names, uses } = read.kind === 'ready' ? read.rows : {};
  const choices = useMemo(() => names && uses && withUse(names, uses), [names, uses]);
  const filtered = useMemo(
    () =>
      choices?.filter(
        (choice) =>
          (muscle === null || choice.muscle_groups.includes(muscle)) &&
          (equipment === null || choice.equipment === equipment) &&
          (isOwnOnly ? choice.is_custom : isOffered(choice)),
      ),
    [choices, muscle, equipment, isOwnOnly],
  );
  const index = useMemo(() => filtered && indexExercises(filtered), [filtered]);
  const found = useMemo(() => index && searchExercises(index, query, 1000), [index, query]);
  if (read.kind !== 'ready') return read;
  return { kind: 'ready', choices: found ?? [] };
}

/** Trained lately, newest first. */
export const lately = (choices: readonly ExerciseChoice[], count: number): ExerciseChoice[] =>
  choices
    .filter(({ use }) => use !== null)
    .toSorted((a, b) => (b.use?.used_at?.getTime() ?? 0) - (a.use?.used_at?.getTime() ?? 0))
    .slice(0, count);

/** The distinct values of the library, for the filters. */
export function useFilterValues(): { muscles: string[]; equipment: string[] } {
  const rows = rowsIfReady(useRows(exerciseNames()));
  return useMemo(() => {
    const muscles = new Set((rows ?? []).flatMap((row) => row.muscle_groups));
    const equipment = new Set((rows ?? []).flatMap((row) => row.equipment ?? []));
    return { muscles: [...muscles].sort(), equipment: [...equipment].sort() };
  }, [rows]);
}
