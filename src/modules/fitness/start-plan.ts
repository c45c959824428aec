// What a session starts with when it follows a routine or a workout of a program: the planned sets with their figures, the rest of each
// exercise, and what the summary compares with.
import { newId } from '#schema/ids.ts';
import { figuresOfPlan, readPlan } from '#schema/fitness/rules/plan.ts';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import type { CommandArgs } from '#schema/commands.ts';
import type { Replica } from '#src/replica/api.ts';
import { estimatedMaxes, exercisePreferences, exercisesOfRoutines } from './plan-queries.ts';

export type StartEntry = NonNullable<CommandArgs<'workout.start'>['entries']>[number];

export interface PlannedStart {
  workoutId: string;
  programWorkoutId?: string;
  /** Of the week and the day; below 1 in a light week. */
  intensity?: number;
}

/** The one-rep max of each exercise: what the person set, else the best estimate from their sets. */
export async function maxesOf(replica: Replica, exerciseIds: readonly string[]): Promise<Map<string, number>> {
  if (exerciseIds.length === 0) return new Map();
  const [estimates, preferences] = await Promise.all([
    replica.query(estimatedMaxes(exerciseIds)),
    replica.query(exercisePreferences()),
  ]);
  return new Map([
    ...estimates.map(({ exercise_id, max_kg }) => [exercise_id, max_kg] as const),
    ...preferences.flatMap(({ exercise_id, one_rep_max_kg }) =>
      one_rep_max_kg === null ? [] : [[exercise_id, one_rep_max_kg] as const],
    ),
  ]);
}

export async function entriesOfPlan(
  replica: Replica,
  { workoutId, intensity = 1 }: PlannedStart,
  unit: WeightUnit,
): Promise<StartEntry[]> {
  const rows = await replica.query(exercisesOfRoutines([workoutId]));
  const [maxes, preferences] = await Promise.all([
    maxesOf(
      replica,
      rows.map(({ exercise_id }) => exercise_id),
    ),
    replica.query(exercisePreferences()),
  ]);
  const restByExercise = new Map(preferences.map(({ exercise_id, rest_seconds }) => [exercise_id, rest_seconds]));
  return rows.map((row) => {
    const plan = readPlan(row.plan);
    const loading = { oneRepMaxKg: maxes.get(row.exercise_id) ?? null, intensity, unit };
    return {
      id: newId(),
      exerciseId: row.exercise_id,
      note: row.notes,
      superset: row.superset,
      restSeconds: row.rest_seconds ?? restByExercise.get(row.exercise_id) ?? null,
      // A week that is lighter on purpose proposes nothing.
      planId: intensity < 1 ? null : row.id,
      plan,
      sets: plan.map((set) => ({ id: newId(), kind: set.kind, ...figuresOfPlan(set, loading) })),
    };
  });
}
