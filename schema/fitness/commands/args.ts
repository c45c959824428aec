// The shapes that fitness commands share. What a value may be at all is here; limits that a person meets are answered with
// words by the commands themselves.
import { z } from 'zod';
import {
  MAX_DISTANCE_M,
  MAX_DURATION_SECONDS,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_PLANNED_SETS,
  MAX_REPS,
  MAX_WEIGHT_KG,
} from '../rules/limits.ts';
import { isRpe, MEASURES, SET_KINDS, type SetFigures, type SetKind } from '../rules/strength.ts';
import { rowId as id } from '../../command/values.ts';
import { settingLimits } from '../../settings/rules.ts';
import { PROGRESSIONS } from '../rules/plan.ts';

export { day, instant, rowId as id } from '../../command/values.ts';

export const note = z.string().trim().max(MAX_NOTE_LENGTH).nullable();
export const name = z.string().trim().min(1).max(MAX_NAME_LENGTH);
export const measure = z.enum(MEASURES);

export const figures = {
  weightKg: z.number().nullable().default(null),
  reps: z.number().nullable().default(null),
  durationSeconds: z.int().nullable().default(null),
  distanceM: z.number().nullable().default(null),
};

export const kind = z.enum(SET_KINDS);
export const rpe = z.number().refine(isRpe, 'An RPE goes from 6 to 10 in steps of 0.5.').nullable();

/** A set that is laid out but not done: the last one's figures, to be ticked or changed. */
export const plannedSet = z.object({ id, kind: kind.default('normal'), ...figures });
export type PlannedSet = z.output<typeof plannedSet>;

export const restSeconds = z.int().min(settingLimits.restSeconds.min).max(settingLimits.restSeconds.max).nullable();
export const superset = z.string().max(8).nullable();

/** A set of a routine or a program, as schema/fitness/rules/plan.ts reads it. */
export const planSet = z.object({
  kind: kind.default('normal'),
  reps: z.int().min(0).max(MAX_REPS).nullable().default(null),
  repsMax: z.int().min(0).max(MAX_REPS).nullable().default(null),
  aim: z.int().min(0).max(MAX_REPS).nullable().default(null),
  weightKg: z.number().min(-MAX_WEIGHT_KG).max(MAX_WEIGHT_KG).nullable().default(null),
  percent: z.number().gt(0).max(200).nullable().default(null),
  rpe: rpe.default(null),
  durationSeconds: z.int().min(0).max(MAX_DURATION_SECONDS).nullable().default(null),
  distanceM: z.number().min(0).max(MAX_DISTANCE_M).nullable().default(null),
});
export const plan = z.array(planSet).max(MAX_PLANNED_SETS);

export const progression = z.object({
  kind: z.enum(PROGRESSIONS),
  step: z.number().gt(0).max(100).nullable().default(null),
});

export const plannedEntry = z.object({
  id,
  exerciseId: id,
  note: note.default(null),
  superset: superset.default(null),
  restSeconds: restSeconds.default(null),
  planId: id.nullable().default(null),
  plan: plan.default([]),
  sets: z.array(plannedSet).max(MAX_PLANNED_SETS).default([]),
});
export type PlannedEntry = z.output<typeof plannedEntry>;

/** The columns of exercise_sets that hold what was done. */
export const figureColumns = ({ weightKg, reps, durationSeconds, distanceM }: SetFigures) => ({
  weight: weightKg,
  reps,
  duration: durationSeconds,
  distance_m: distanceM,
});

/** The seed's two flags say the same as the kind. */
export const kindColumns = (of: SetKind) => ({ kind: of, is_warmup: of === 'warmup', is_dropset: of === 'drop' });
