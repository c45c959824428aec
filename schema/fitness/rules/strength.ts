// What one set is worth: estimated one-rep max, reps in reserve, volume. Weights are kilograms, doubles.

/** What was done in a set. Null is "not measured", which is not the same as zero. */
export interface SetFigures {
  weightKg: number | null;
  reps: number | null;
  durationSeconds: number | null;
  distanceM: number | null;
}

export const SET_KINDS = ['normal', 'warmup', 'drop', 'failure'] as const;
export type SetKind = (typeof SET_KINDS)[number];

/** What a set of an exercise counts. The weight of an assisted exercise is help: less of it is better. */
export const MEASURES = ['weight_reps', 'assisted_reps', 'reps', 'time', 'distance_time'] as const;
export type Measure = (typeof MEASURES)[number];

export const RPE_VALUES = [6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10] as const;

export const isRpe = (value: number): boolean => value >= 6 && value <= 10 && Number.isInteger(value * 2);

/** Beyond this many reps a set says too little about a single one. */
export const MAX_E1RM_REPS = 36;

/**
 * Estimated one-rep max in kg. Brzycki 36w/(37−r) below 10 reps, Epley w(1+r/30) from 10; the two meet at 10.
 * The weight itself at one rep. Null for reps below 1 or above 36, and for no weight.
 */
export function estimatedOneRepMaxKg(weightKg: number | null, reps: number | null): number | null {
  if (weightKg === null || reps === null || weightKg <= 0 || reps < 1 || reps > MAX_E1RM_REPS) return null;
  if (reps === 1) return weightKg;
  return reps < 10 ? (36 * weightKg) / (37 - reps) : weightKg * (1 + reps / 30);
}

/** Reps in reserve: how many more there were, 10 − RPE. Null where the effort was not rated 6–10. */
export const repsInReserve = (rpe: number | null): number | null => (rpe === null || rpe < 6 || rpe > 10 ? null : 10 - rpe);

/**
 * What a weight adds to the body, in kg: negative for help. The weight of an assisted exercise is help whatever its sign, and a
 * negative weight is help in any exercise. Null for no weight.
 */
export function loadKg(weightKg: number | null, measure: Measure): number | null {
  if (weightKg === null) return null;
  return measure === 'assisted_reps' ? 0 - Math.abs(weightKg) : weightKg;
}

/** Lifted weight × reps in kg; zero where either is missing and for help. Warm-ups count. */
export function setVolumeKg({ weightKg, reps }: Pick<SetFigures, 'weightKg' | 'reps'>, measure: Measure): number {
  const load = loadKg(weightKg, measure);
  return load === null || load <= 0 || reps === null ? 0 : load * reps;
}
