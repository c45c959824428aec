// Weights, times and distances in words, in the person's unit.
import { estimatedOneRepMaxKg, loadKg, type Measure } from '#schema/fitness/rules/strength.ts';
import type { RecordType } from '#schema/fitness/rules/records.ts';
import { formatClock } from '#src/format/durations.ts';
import { formatDecimal, formatHundredths, formatNumber } from '#src/format/numbers.ts';
import { fromKg, METRES_PER_MILE, type WeightUnit } from '#schema/fitness/rules/weight-units.ts';

/** 200 kg are 440.9 lb, not 440.92; a weight that was entered in pounds keeps its quarter: 46.25 lb. */
export function shownWeight(weightKg: number, unit: WeightUnit): number {
  const value = fromKg(weightKg, unit);
  const isConverted = unit === 'lb' && !Number.isInteger(value * 4);
  return isConverted ? Math.round(value * 10) / 10 : value;
}

export const formatWeight = (weightKg: number, unit: WeightUnit): string =>
  `${formatHundredths(shownWeight(weightKg, unit))} ${unit}`;

/** A weight with what it does: "100 kg", or "20 kg help" where it is negative. */
export const formatLoad = (load: number, unit: WeightUnit): string =>
  load < 0 ? `${formatWeight(-load, unit)} help` : formatWeight(load, unit);

/** Volumes are big: whole units, from ten tonnes on in thousands. */
export function formatVolume(volumeKg: number, unit: WeightUnit): string {
  const value = fromKg(volumeKg, unit);
  return value >= 100_000 ? `${formatNumber(value / 1000)}k ${unit}` : `${formatNumber(value)} ${unit}`;
}

/** Miles go with pounds, kilometres with kilograms. */
export const distanceUnit = (unit: WeightUnit): 'km' | 'mi' => (unit === 'kg' ? 'km' : 'mi');
const metresPer = (unit: WeightUnit): number => (unit === 'kg' ? 1000 : METRES_PER_MILE);
export const fromMetres = (metres: number, unit: WeightUnit): number => Math.round((metres / metresPer(unit)) * 1000) / 1000;
export const formatDistance = (metres: number, unit: WeightUnit): string =>
  `${formatHundredths(fromMetres(metres, unit))} ${distanceUnit(unit)}`;
export const toMetres = (distance: number, unit: WeightUnit): number => distance * metresPer(unit);

export interface DoneFigures {
  weight: number | null;
  reps: number | null;
  duration: number | null;
  distance_m: number | null;
}

/** A set in a few characters: "100 kg × 5", "60 kg help × 8", "12 reps", "1:30", "5 km in 25:00". */
export function formatSet({ weight, reps, duration, distance_m }: DoneFigures, unit: WeightUnit, measure: Measure): string {
  const load = loadKg(weight, measure);
  const distance = distance_m === null ? null : formatDistance(distance_m, unit);
  const time = duration === null ? null : formatClock(duration);
  if (distance !== null) return time === null ? distance : `${distance} in ${time}`;
  if (load !== null) return reps === null ? formatLoad(load, unit) : `${formatLoad(load, unit)} × ${reps}`;
  if (reps !== null && !(reps === 0 && time !== null)) return reps === 1 ? '1 rep' : `${reps} reps`;
  return time ?? '–';
}

/** The same in the width of a column that names the unit itself: "100 × 5". */
export function formatSetShort(set: DoneFigures, unit: WeightUnit, measure: Measure): string {
  const { weight, reps } = set;
  return weight !== null && reps !== null
    ? `${formatHundredths(shownWeight(weight, unit))} × ${reps}`
    : formatSet(set, unit, measure);
}

export function formatRecord(type: RecordType | 'distance', value: number, unit: WeightUnit): string {
  switch (type) {
    case 'weight':
      return formatLoad(value, unit);
    case 'volume':
      return formatWeight(value, unit);
    case 'e1rm':
      return `${formatDecimal(fromKg(value, unit))} ${unit}`;
    case 'reps':
      return `${formatNumber(value)} reps`;
    case 'time':
      return formatClock(value);
    case 'distance':
      return formatDistance(value, unit);
  }
}

/** The figure that says how good a set was, for a chart of the exercise. */
export function headlineFigure(set: DoneFigures, measure: Measure): number | null {
  switch (measure) {
    case 'weight_reps':
      return estimatedOneRepMaxKg(loadKg(set.weight, measure), set.reps);
    case 'assisted_reps':
    case 'reps':
      return set.reps;
    case 'time':
      return set.duration;
    case 'distance_time':
      return set.distance_m ?? set.duration;
  }
}
