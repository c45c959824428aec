// Warm-up sets for a working weight: the empty bar, then shares of the weight with fewer and fewer reps. Weights are kilograms.
import { roundToPlates } from './plan.ts';
import type { WeightUnit } from './weight-units.ts';

export interface WarmupSet {
  weightKg: number;
  reps: number;
}

const STEPS = [
  { share: 0.4, reps: 8 },
  { share: 0.6, reps: 5 },
  { share: 0.8, reps: 3 },
] as const;

/** Empty where the working weight is hardly more than the bar. `barKg` is zero for what has no bar. */
export function warmupsFor(workingKg: number, barKg: number, unit: WeightUnit): WarmupSet[] {
  const shares = STEPS.map(({ share, reps }) => ({ weightKg: roundToPlates(workingKg * share, unit), reps }));
  const bar = barKg > 0 && workingKg > barKg * 1.5 ? [{ weightKg: barKg, reps: 10 }] : [];
  const steps = [...bar, ...shares].filter(({ weightKg }) => weightKg >= barKg && weightKg > 0 && weightKg < workingKg);
  return steps.filter(({ weightKg }, at) => at === 0 || weightKg > (steps[at - 1]?.weightKg ?? 0));
}
