// Reads exports that have one row a set and name their columns in English: Hevy, its API, FitNotes, and apps like them. Units are in
// the names of the columns, in columns of their own or nowhere.
import { fromCsvCell } from '../../files/csv.ts';
import { readDuration } from '../../files/durations.ts';
import { dayOrderOf, readMoment, type DayOrder } from '../../files/moments.ts';
import { decimalSignOf, readNumber, type DecimalSign } from '../../files/numbers.ts';
import { usualWidth, type Table, type TableRow } from '../../files/table.ts';
import { dateProblem, figuresProblem, MAX_NAME_LENGTH } from '../rules/limits.ts';
import { measuredSet, unitsOfRow } from './measured-set.ts';
import { setColumns, type SetColumns, type SetField } from './set-rows-columns.ts';
import { isRpe, type SetFigures, type SetKind } from '../rules/strength.ts';
import {
  keptNote,
  knownDuration,
  shortened,
  type FileSession,
  type FileSet,
  type RowReading,
  type TrainingRows,
} from './training-file.ts';
import { toKg, weightUnitOf, withoutConversionNoise, type WeightUnit } from '../rules/weight-units.ts';

interface Dialect extends RowReading {
  columns: SetColumns;
  width: number;
  decimal: DecimalSign;
  dayOrder: DayOrder | null;
}

type Cell = (field: SetField) => string;
type Row =
  | { kind: 'skip' }
  | { kind: 'error'; text: string }
  | { kind: 'set'; session: FileSession; sessionNotices: string[]; set: FileSet; notices: string[] };

/** Null when the file is of no such form. */
export function readSetRows({ rows: all, delimiter }: Table, reading: RowReading): TrainingRows | null {
  const columns = all[0] ? setColumns(all[0].cells) : null;
  if (!columns) return null;
  const rows = all.slice(1);
  const column = (field: SetField) => rows.map(({ cells }) => (cells[columns.places[field] ?? -1] ?? '').trim());
  const declared =
    columns.weightUnit ??
    column('weightUnit')
      .map(weightUnitOf)
      .find((unit) => unit !== null) ??
    null;
  const dialect: Dialect = {
    columns,
    now: reading.now,
    unit: declared ?? reading.unit,
    width: Math.min(columns.width, usualWidth(rows)),
    decimal: decimalSignOf([...column('weight'), ...column('weightKg'), ...column('weightLb'), ...column('distance')], delimiter),
    dayOrder: dayOrderOf(column('date')),
  };
  const file: TrainingRows = { source: columns.source, declaredUnit: declared, records: [], errors: [], notices: [] };
  const sessions = new Map<string, FileSession>();
  for (const row of rows) {
    const read = readRow(row, dialect);
    if (read.kind === 'error') file.errors.push({ line: row.line, text: read.text });
    if (read.kind !== 'set') continue;
    const key = `${read.session.startedAtWall}|${read.session.name}`;
    const known = sessions.get(key);
    const session = known ?? read.session;
    sessions.set(key, session);
    const notices = known ? read.notices : [...read.sessionNotices, ...read.notices];
    file.notices.push(...notices.map((notice) => ({ line: row.line, text: notice })));
    session.sets.push(withoutRepeatedNote(read.set, session.sets));
  }
  file.records = [...sessions.values()];
  return file;
}

/** Hevy writes the note of an exercise on each of its sets. */
function withoutRepeatedNote(set: FileSet, before: readonly FileSet[]): FileSet {
  const first = before.find((one) => one.exerciseName === set.exerciseName && one.note === set.note);
  return first && set.note !== null ? { ...set, note: null } : set;
}

const error = (text: string): { kind: 'error'; text: string } => ({ kind: 'error', text });

const KINDS: ReadonlyMap<string, SetKind> = new Map([
  ['', 'normal'],
  ['normal', 'normal'],
  ['warmup', 'warmup'],
  ['dropset', 'drop'],
  ['failure', 'failure'],
]);

function readRow(row: TableRow, dialect: Dialect): Row {
  if (row.isUnclosed) return error('A quotation mark is opened here and never closed.');
  const cells = withoutSurplus(row.cells, dialect);
  if (typeof cells === 'string') return error(cells);
  const cell: Cell = (field) => fromCsvCell((cells[dialect.columns.places[field] ?? -1] ?? '').trim());
  if (cell('status').toLowerCase() === 'notstarted') return { kind: 'skip' };
  const kind = cell('isWarmup').toLowerCase() === 'true' ? 'warmup' : KINDS.get(cell('kind').toLowerCase());
  if (kind === undefined) return error(`“${cell('kind')}” is not a kind of set.`);
  const start = readMoment(cell('date'), dialect.dayOrder);
  if (!start) return error(`“${cell('date')}” is not a date.`);
  const wrongDate = dateProblem(new Date(`${start.wall}Z`), dialect.now);
  if (wrongDate) return error(wrongDate);
  const exerciseName = cell('exercise').replace(/\s+/g, ' ');
  if (!exerciseName) return error('The exercise has no name.');
  if (exerciseName.length > MAX_NAME_LENGTH)
    return error(`The name of the exercise is longer than ${MAX_NAME_LENGTH} characters.`);

  const figures = readFigures(cell, dialect);
  if (typeof figures === 'string') return error(figures);
  const problem = figuresProblem(figures);
  if (problem) return error(problem);
  const rpe = readNumber(cell('rpe'), dialect.decimal);
  if (rpe === undefined) return error(`“${cell('rpe')}” is not an RPE from 6 to 10.`);
  const isKnownRpe = rpe === null || isRpe(rpe);
  const note = keptNote(cell('notes'));
  const workoutNotes = keptNote(cell('workoutNotes'));
  const duration = durationBetween(start.wall, cell('end'), dialect.dayOrder);
  return {
    kind: 'set',
    set: { exerciseName, kind, ...figures, rpe: isKnownRpe ? rpe : null, note: note.note },
    notices: [
      note.notice,
      isKnownRpe ? null : `The RPE of ${cell('rpe')} is left out: RPE goes from 6 to 10 in steps of 0.5.`,
    ].filter(isWords),
    session: {
      startedAtWall: start.wall,
      offsetMinutes: start.offsetMinutes,
      name: shortened(cell('workoutName'), MAX_NAME_LENGTH).trim() || 'Workout',
      durationSeconds: duration.seconds,
      notes: workoutNotes.note,
      sets: [],
      line: row.line,
    },
    sessionNotices: [duration.notice, workoutNotes.notice].filter(isWords),
  };
}

const isWords = (text: string | null): text is string => text !== null;

/** FitNotes writes names with commas without quotes: what is too much belongs to the name. */
function withoutSurplus(cells: readonly string[], { columns, width }: Dialect): readonly string[] | string {
  if (cells.length < width) return `The row is incomplete: it has ${cells.length} of ${width} columns.`;
  const surplus = cells.length - columns.width;
  if (surplus <= 0 || cells.slice(columns.width).every((cell) => cell.trim() === '')) {
    if (surplus <= 0 || columns.source !== 'fitnotes' || isWeightPlace(cells, columns, 0)) return cells;
  }
  const at = columns.places.exercise ?? 0;
  const joined = [...cells.slice(0, at), cells.slice(at, at + surplus + 1).join(','), ...cells.slice(at + surplus + 1)];
  if (columns.source === 'fitnotes' && isWeightPlace(joined, columns, 0)) return joined;
  return `The row has ${cells.length} columns, but the file has ${columns.width}.`;
}

/** Whether the weight and its unit stand where they should. */
function isWeightPlace(cells: readonly string[], { places }: SetColumns, shift: number): boolean {
  const at = (field: SetField) => (cells[(places[field] ?? -1 - shift) + shift] ?? '').trim();
  const isNumber = readNumber(at('weight'), '.') !== undefined || readNumber(at('weight'), ',') !== undefined;
  return isNumber && (at('weightUnit') === '' || weightUnitOf(at('weightUnit')) !== null);
}

function durationBetween(startWall: string, endText: string, order: DayOrder | null) {
  if (endText === '') return knownDuration(null, '');
  const end = readMoment(endText, order);
  const seconds = end && (Date.parse(`${end.wall}Z`) - Date.parse(`${startWall}Z`)) / 1000;
  return seconds !== undefined && seconds < 0 ? knownDuration(undefined, endText) : knownDuration(seconds, endText);
}

function readFigures(cell: Cell, dialect: Dialect): SetFigures | string {
  const { columns, decimal } = dialect;
  const number = (field: SetField) => readNumber(cell(field), decimal);
  const fields = ['weight', 'weightKg', 'weightLb', 'reps', 'distance'] as const;
  const wrong = fields.find((field) => number(field) === undefined);
  if (wrong) return `“${cell(wrong)}” is not a number.`;
  const seconds = readDuration(cell('time'));
  if (seconds === undefined) return `“${cell('time')}” is not a duration.`;
  const units = unitsOfRow(cell, { unit: dialect.unit, metresPerDistance: columns.metresPerDistance });
  if (typeof units === 'string') return units;
  const weightKg =
    weightOf(number('weight'), units.weight) ?? weightOf(number('weightKg'), 'kg') ?? weightOf(number('weightLb'), 'lb');
  const [reps, distance] = [number('reps') ?? 0, number('distance') ?? 0];
  return measuredSet({ weightKg, reps, distance, seconds: seconds ?? 0 }, units.metres);
}

const weightOf = (weight: number | null | undefined, unit: WeightUnit): number | null =>
  weight === null || weight === undefined || weight === 0 ? null : toKg(withoutConversionNoise(weight), unit);
