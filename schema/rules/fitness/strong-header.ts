// The header line of a Strong export in its several forms: "Weight", "Weight (kg)", "Duration (sec)", "Workout Duration" …
import { METRES_PER_MILE, type WeightUnit } from './weight-units.ts';

const FIELD_BY_NAME = {
  date: 'date',
  'workout name': 'workoutName',
  duration: 'duration',
  'workout duration': 'duration',
  'exercise name': 'exerciseName',
  'set order': 'setOrder',
  weight: 'weight',
  'weight unit': 'weightUnit',
  reps: 'reps',
  distance: 'distance',
  'distance unit': 'distanceUnit',
  seconds: 'seconds',
  notes: 'notes',
  'workout notes': 'workoutNotes',
  rpe: 'rpe',
} as const;

export type StrongField = (typeof FIELD_BY_NAME)[keyof typeof FIELD_BY_NAME];

export interface StrongHeader {
  columns: Partial<Record<StrongField, number>>;
  weightUnit: WeightUnit | null;
  metresPerDistance: number | null;
}

const REQUIRED: readonly StrongField[] = ['date', 'exerciseName', 'setOrder', 'weight', 'reps'];

/** Where each column is; null when this is not a header of Strong. */
export function fieldsOfHeader(cells: readonly string[]): StrongHeader | null {
  const header: StrongHeader = { columns: {}, weightUnit: null, metresPerDistance: null };
  cells.forEach((cell, at) => {
    const match = /^([a-z ]+?)\s*(?:\(([^)]*)\))?$/.exec(cell.trim().toLowerCase());
    const name = match?.[1] ?? '';
    if (!isFieldName(name)) return;
    header.columns[FIELD_BY_NAME[name]] ??= at;
    if (name === 'weight') header.weightUnit = weightUnitInHeader(match?.[2]);
    if (name === 'distance') header.metresPerDistance = metresInHeader(match?.[2]);
  });
  return REQUIRED.every((field) => header.columns[field] !== undefined) ? header : null;
}

const isFieldName = (name: string): name is keyof typeof FIELD_BY_NAME => Object.hasOwn(FIELD_BY_NAME, name);

function weightUnitInHeader(unit: string | undefined): WeightUnit | null {
  if (!unit) return null;
  if (unit.startsWith('kg')) return 'kg';
  return unit.startsWith('lb') ? 'lb' : null;
}

function metresInHeader(unit: string | undefined): number | null {
  if (!unit) return null;
  if (unit.startsWith('km') || unit.startsWith('kilomet')) return 1000;
  if (unit.startsWith('mi')) return METRES_PER_MILE;
  return unit.startsWith('m') ? 1 : null;
}
