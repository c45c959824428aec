// A routine while it is built: one list of sections and exercises in order, as the builder shows it. An exercise belongs to the
// section above it. Pure.
import { newId } from '#schema/ids.ts';
import {
  EMPTY_PLANNED_SET,
  readPlan,
  readProgression,
  type PlannedSetRule,
  type Progression,
} from '#schema/fitness/rules/plan.ts';
import type { Measure } from '#schema/fitness/rules/strength.ts';
import type { CommandArgs } from '#schema/commands.ts';
import type { RoutineDetailRow, RoutineExerciseRow, SectionRow } from './plan-queries.ts';

export interface DraftExercise {
  kind: 'exercise';
  id: string;
  exerciseId: string;
  name: string;
  measure: Measure;
  superset: string | null;
  restSeconds: number | null;
  note: string | null;
  plan: PlannedSetRule[];
  progression: Progression;
  track: string | null;
}

export interface DraftSection {
  kind: 'section';
  id: string;
  name: string;
}

export type DraftItem = DraftExercise | DraftSection;

export interface RoutineDraft {
  id: string;
  name: string;
  folder: string;
  description: string;
  items: DraftItem[];
}

export const emptyDraft = (): RoutineDraft => ({ id: newId(), name: '', folder: '', description: '', items: [] });

export function rowsToDraft(
  routine: RoutineDetailRow,
  sections: readonly SectionRow[],
  exercises: readonly RoutineExerciseRow[],
): RoutineDraft {
  const known = new Set(sections.map(({ id }) => id));
  const loose = exercises.filter(({ section_id }) => section_id === null || !known.has(section_id));
  const items: DraftItem[] = [
    ...loose.map(rowToExercise),
    ...sections.flatMap((section): DraftItem[] => [
      { kind: 'section', id: section.id, name: section.name },
      ...exercises.filter(({ section_id }) => section_id === section.id).map(rowToExercise),
    ]),
  ];
  return {
    id: routine.id,
    name: routine.name,
    folder: routine.folder ?? '',
    description: routine.description ?? '',
    items,
  };
}

const rowToExercise = (row: RoutineExerciseRow): DraftExercise => ({
  kind: 'exercise',
  id: row.id,
  exerciseId: row.exercise_id,
  name: row.name,
  measure: row.measure,
  superset: row.superset,
  restSeconds: row.rest_seconds,
  note: row.notes,
  plan: readPlan(row.plan),
  progression: readProgression(row.progression),
  track: row.track,
});

export function draftToArgs(draft: RoutineDraft): CommandArgs<'routine.save'> {
  let sectionId: string | null = null;
  const exercises: NonNullable<CommandArgs<'routine.save'>['exercises']> = [];
  for (const item of draft.items) {
    if (item.kind === 'section') sectionId = item.id;
    else {
      const { id, exerciseId, superset, restSeconds, note, plan, progression, track } = item;
      exercises.push({ id, exerciseId, sectionId, superset, restSeconds, note, plan, progression, track });
    }
  }
  return {
    id: draft.id,
    name: draft.name.trim(),
    description: draft.description.trim() === '' ? null : draft.description.trim(),
    folder: draft.folder.trim() === '' ? null : draft.folder.trim(),
    sections: draft.items.flatMap((item) => (item.kind === 'section' ? [{ id: item.id, name: item.name.trim() }] : [])),
    exercises,
  };
}

const FIRST_SETS = 3;

/** Three sets of what is usual for the measure. */
export function newDraftExercise(exercise: { id: string; name: string; measure: Measure }): DraftExercise {
  const set: PlannedSetRule = {
    ...EMPTY_PLANNED_SET,
    ...(exercise.measure === 'time'
      ? { durationSeconds: 30 }
      : exercise.measure === 'distance_time'
        ? { distanceM: 5_000 }
        : { reps: 8, repsMax: 12 }),
  };
  const count = exercise.measure === 'distance_time' ? 1 : FIRST_SETS;
  return {
    kind: 'exercise',
    id: newId(),
    exerciseId: exercise.id,
    name: exercise.name,
    measure: exercise.measure,
    superset: null,
    restSeconds: null,
    note: null,
    plan: Array.from({ length: count }, () => ({ ...set })),
    progression: { kind: 'double', step: null },
    track: null,
  };
}

export function movedItem(items: readonly DraftItem[], id: string, to: number): DraftItem[] {
  const from = items.findIndex((item) => item.id === id);
  const item = items[from];
  return item ? items.toSpliced(from, 1).toSpliced(to, 0, item) : [...items];
}
