// What the readers of every app's rows do alike with the values of one set: its units, and what a zero means.
import type { SetFigures } from '../rules/strength.ts';
import { metresOfUnit, METRES_PER_MILE, weightUnitOf, withoutConversionNoise, type WeightUnit } from '../rules/weight-units.ts';

/** The units of a row, which may name its own; the file's else. A unit that is not known is no unit: the string says which. */
export function unitsOfRow(
  cell: (field: 'weightUnit' | 'distanceUnit') => string,
  file: { unit: WeightUnit; metresPerDistance: number | null },
): { weight: WeightUnit; metres: number } | string {
  const weight = cell('weightUnit') === '' ? file.unit : weightUnitOf(cell('weightUnit'));
  if (weight === null) return `“${cell('weightUnit')}” is not a unit of weight.`;
  const usual = file.metresPerDistance ?? (weight === 'kg' ? 1000 : METRES_PER_MILE);
  const metres = cell('distanceUnit') === '' ? usual : metresOfUnit(cell('distanceUnit'));
  return metres === null ? `“${cell('distanceUnit')}” is not a unit of distance.` : { weight, metres };
}

/** Zero is how the apps write "not measured", but zero reps of something lifted are a failed try. `metres` is the unit of distance. */
export function measuredSet(
  values: { weightKg: number | null; reps: number; distance: number; seconds: number },
  metres: number,
): SetFigures {
  const { weightKg, reps, distance, seconds } = values;
  const isRepless = reps === 0 && (distance > 0 || seconds > 0);
  return {
    weightKg,
    reps: isRepless ? null : reps,
    durationSeconds: seconds === 0 ? null : Math.round(seconds),
    distanceM: distance === 0 ? null : withoutConversionNoise(distance * metres),
  };
}
