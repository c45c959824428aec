// Which column holds what in exports with one row a set, and which app wrote them.
import { wordKey } from '../../files/text.ts';
import type { ImportSource } from './training-file.ts';
import { METRES_PER_MILE, weightUnitOf, type WeightUnit } from '../rules/weight-units.ts';

const NAMES = {
  date: 'Date | StartTime | start_time | workout_start_time',
  end: 'EndTime | end_time | workout_end_time',
  workoutName: 'Name | title | workout_title',
  workoutNotes: 'description | workout_notes',
  exercise: 'Exercise | exercise_title',
  notes: 'Comment | Note | exercise_notes',
  kind: 'set_type',
  isWarmup: 'IsWarmup',
  status: 'Status',
  weight: 'Weight | Weight (kg) | Weight (kgs) | Weight (lbs) | Weight (lb)',
  weightKg: 'weight_kg',
  weightLb: 'weight_lbs',
  weightUnit: 'Weight Unit',
  reps: 'Reps',
  distance: 'Distance | distance_km | distance_miles | distance_meters',
  distanceUnit: 'Distance Unit',
  time: 'Time | duration_seconds',
  rpe: 'RPE',
} as const;
export type SetField = keyof typeof NAMES;

const fieldByName = new Map(
  (Object.keys(NAMES) as SetField[]).flatMap((field) => NAMES[field].split('|').map((name) => [wordKey(name), field] as const)),
);

export interface SetColumns {
  source: ImportSource;
  places: Partial<Record<SetField, number>>;
  width: number;
  weightUnit: WeightUnit | null;
  metresPerDistance: number | null;
}

const METRES_BY_NAME: ReadonlyMap<string, number> = new Map([
  ['distancekm', 1000],
  ['distancemiles', METRES_PER_MILE],
  ['distancemeters', 1],
]);

/** Null when this is no header of such a file. */
export function setColumns(cells: readonly string[]): SetColumns | null {
  const places: Partial<Record<SetField, number>> = {};
  cells.slice(0, MOST_COLUMNS).forEach((cell, at) => {
    const field = fieldByName.get(wordKey(cell.slice(0, LONGEST_NAME)));
    if (field) places[field] ??= at;
  });
  const { date, exercise, reps, weight, weightKg, weightLb } = places;
  const hasWeight = weight !== undefined || weightKg !== undefined || weightLb !== undefined;
  if (date === undefined || exercise === undefined || reps === undefined || !hasWeight) return null;
  const keys = cells.map((cell) => wordKey(cell.slice(0, LONGEST_NAME)));
  const source = keys.includes('exercisetitle') ? 'hevy' : keys.includes('category') ? 'fitnotes' : 'sets';
  const unitInName = /\(([^)]*)\)/.exec(cells[weight ?? -1] ?? '')?.[1];
  const weightUnit = weightKg !== undefined ? 'kg' : weightLb !== undefined ? 'lb' : weightUnitOf(unitInName ?? '');
  return {
    source,
    places,
    width: cells.length,
    weightUnit,
    metresPerDistance: METRES_BY_NAME.get(keys[places.distance ?? -1] ?? '') ?? null,
  };
}

const MOST_COLUMNS = 100;
const LONGEST_NAME = 80;
