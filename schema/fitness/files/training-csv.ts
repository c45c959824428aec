// Writes workouts as CSV with the columns of Strong or Hevy, so that other apps take them and this one reads them back without
// loss. Strong names the unit in each row; Hevy has one unit for the file.
import { toCsv } from '../../files/csv.ts';
import type { SetKind } from '../rules/strength.ts';
import { KG_PER_LB, toKg, withoutConversionNoise, type WeightUnit } from '../rules/weight-units.ts';
import type { FileSession, FileSet } from './training-file.ts';

export type ExportedSession = Omit<FileSession, 'offsetMinutes' | 'line'>;
type Cells = (string | number)[];

const STRONG_COLUMNS = [
  'Date',
  'Workout Name',
  'Duration',
  'Exercise Name',
  'Set Order',
  'Weight',
  'Weight Unit',
  'Reps',
  'RPE',
  'Distance',
  'Distance Unit',
  'Seconds',
  'Notes',
  'Workout Notes',
];
const STRONG_KINDS: Readonly<Record<SetKind, string | null>> = { normal: null, warmup: 'W', drop: 'D', failure: 'F' };

const HEVY_KINDS: Readonly<Record<SetKind, string>> = {
  normal: 'normal',
  warmup: 'warmup',
  drop: 'dropset',
  failure: 'failure',
};

/** A weight in the unit; `isExact` says whether reading it back gives the same kilograms. */
function weightIn(weightKg: number, unit: WeightUnit): { weight: number; isExact: boolean } {
  const weight = withoutConversionNoise(unit === 'kg' ? weightKg : weightKg / KG_PER_LB);
  return { weight, isExact: toKg(weight, unit) === weightKg };
}

/** The person's unit, unless only the other one is exact: a set that was typed in pounds stays what was typed. */
function exactUnit(weightKg: number, preferred: WeightUnit): WeightUnit {
  const other: WeightUnit = preferred === 'kg' ? 'lb' : 'kg';
  return !weightIn(weightKg, preferred).isExact && weightIn(weightKg, other).isExact ? other : preferred;
}

export function writeStrongCsv(sessions: readonly ExportedSession[], unit: WeightUnit): string {
  return toCsv([STRONG_COLUMNS, ...sessions.flatMap((session) => session.sets.map((_, at) => strongRow(session, at, unit)))]);
}

function strongRow(session: ExportedSession, at: number, preferred: WeightUnit): Cells {
  const set = session.sets[at] as FileSet;
  const unit = set.weightKg === null ? preferred : exactUnit(set.weightKg, preferred);
  const { durationSeconds: length } = session;
  return [
    session.startedAtWall.replace('T', ' '),
    session.name,
    length === null ? '' : `${Math.floor(length / 3_600)}h ${Math.floor((length % 3_600) / 60)}m ${length % 60}s`,
    set.exerciseName,
    STRONG_KINDS[set.kind] ?? numberOfSet(session, at),
    set.weightKg === null ? 0 : weightIn(set.weightKg, unit).weight,
    unit,
    set.reps ?? 0,
    set.rpe ?? '',
    set.distanceM ?? 0,
    'm',
    set.durationSeconds ?? 0,
    set.note ?? '',
    session.notes ?? '',
  ];
}

/** Sets of an exercise are numbered from 1, the warm-ups left out. */
const numberOfSet = ({ sets }: ExportedSession, at: number): number =>
  sets.slice(0, at + 1).filter((one) => one.exerciseName === sets[at]?.exerciseName && one.kind !== 'warmup').length;

export function writeHevyCsv(sessions: readonly ExportedSession[], unit: WeightUnit): string {
  const columns = [
    'title',
    'start_time',
    'end_time',
    'description',
    'exercise_title',
    'superset_id',
    'exercise_notes',
    'set_index',
    'set_type',
    unit === 'kg' ? 'weight_kg' : 'weight_lbs',
    'reps',
    'distance_meters',
    'duration_seconds',
    'rpe',
  ];
  return toCsv([columns, ...sessions.flatMap((session) => session.sets.map((set, at) => hevyRow(session, set, at, unit)))]);
}

function hevyRow(session: ExportedSession, set: FileSet, at: number, unit: WeightUnit): Cells {
  const { startedAtWall: start, durationSeconds: length, sets } = session;
  const before = sets.slice(0, at).filter((one) => one.exerciseName === set.exerciseName);
  return [
    session.name,
    start.replace('T', ' '),
    length === null ? '' : laterBy(start, length).replace('T', ' '),
    session.notes ?? '',
    set.exerciseName,
    '',
    set.note ?? '',
    before.length,
    HEVY_KINDS[set.kind],
    set.weightKg === null ? '' : weightIn(set.weightKg, unit).weight,
    set.reps ?? '',
    set.distanceM ?? '',
    set.durationSeconds ?? '',
    set.rpe ?? '',
  ];
}

const laterBy = (wall: string, seconds: number): string =>
  new Date(Date.parse(`${wall}Z`) + seconds * 1_000).toISOString().slice(0, 19);
