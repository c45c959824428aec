// What a finished workout is measured by. What it pays is in schema/progress/rules/rates.ts.
import type { Measured } from '../../progress/rules/rates.ts';
import { setVolumeKg, type Measure } from './strength.ts';

export interface DoneSet {
  kind: string;
  /** Null while the exercise has not arrived: its sets count as lifted. */
  measure: Measure | null;
  weight: number | null;
  reps: number | null;
}

/** Its time, the sets that are no warm-ups, and the volume in grams of all sets: warm-ups are lifted too, help is not. */
export function workoutAmounts(sets: readonly DoneSet[], span: { from: Date; to: Date }): Measured {
  const volumeKg = sets.reduce(
    (sum, { weight, reps, measure }) => sum + setVolumeKg({ weightKg: weight, reps }, measure ?? 'weight_reps'),
    0,
  );
  return {
    ms: span.to.getTime() - span.from.getTime(),
    working_sets: sets.filter(({ kind }) => kind !== 'warmup').length,
    volume_g: Math.round(volumeKg * 1_000),
  };
}
