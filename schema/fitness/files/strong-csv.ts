// Reads an export of Strong. The app has written several forms over the years and in many languages: comma or semicolon, units in
// the header, in a column or nowhere, durations as "1h 31m", "1小时" or seconds, rows that are no sets. Every row becomes a set or
// an error with its line; a value is read as a whole or not at all.
import { fromCsvCell } from '../../files/csv.ts';
import { readDuration } from '../../files/durations.ts';
import { dayOrderOf, readMoment, type DayOrder } from '../../files/moments.ts';
import { decimalSignOf, readNumber, type DecimalSign } from '../../files/numbers.ts';
import { usualWidth, type Table, type TableRow } from '../../files/table.ts';
import { dateProblem, figuresProblem, MAX_NAME_LENGTH } from '../rules/limits.ts';
import { measuredSet, unitsOfRow } from './measured-set.ts';
import type { StrongField } from './strong-column-names.ts';
import { strongColumns, type StrongColumns } from './strong-columns.ts';
import { setOrderOf } from './strong-words.ts';
import { isRpe, type SetFigures } from '../rules/strength.ts';
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

/** What the whole file says about how to read a cell. */
interface Dialect {
  columns: StrongColumns;
  /** A row with fewer cells was cut. */
  width: number;
  decimal: DecimalSign;
  dayOrder: DayOrder | null;
  /** The unit of rows that name none. */
  unit: WeightUnit;
  now: Date;
}

/** Null when the columns are not those of a Strong export. */
export function readStrongCsv(table: Table, reading: RowReading): TrainingRows | null {
  const columns = strongColumns(table.rows);
  if (!columns) return null;
  const rows = columns.hasHeader ? table.rows.slice(1) : table.rows;
  const declared = declaredUnitOf(rows, columns);
  const dialect = dialectOf(rows, columns, table.delimiter, { ...reading, unit: declared ?? reading.unit });

  const sessions = new Map<string, FileSession>();
  const file: TrainingRows = { source: 'strong', declaredUnit: declared, records: [], errors: [], notices: [] };
  for (const row of rows) {
    const read = readRow(row, dialect);
    if (read.kind === 'error') file.errors.push({ line: row.line, text: read.text });
    if (read.kind === 'error' || read.kind === 'skip') continue;
    const key = `${read.session.startedAtWall}|${read.session.name}`;
    const known = sessions.get(key);
    const session = known ?? { ...read.session, sets: [] };
    // What holds for the whole session is said once.
    if (!known) file.notices.push(...read.sessionNotices.map((notice) => ({ line: row.line, text: notice })));
    file.notices.push(...read.notices.map((notice) => ({ line: row.line, text: notice })));
    session.notes ??= read.session.notes;
    sessions.set(key, session);
    if (read.kind === 'note') appendNote(session, read.exerciseName, read.note);
    else session.sets.push(read.set);
  }
  file.records = [...sessions.values()].filter(({ sets }) => sets.length > 0);
  return file;
}

const cellOf = (cells: readonly string[], { places }: StrongColumns, field: StrongField): string =>
  fromCsvCell((cells[places[field] ?? -1] ?? '').trim());

function declaredUnitOf(rows: readonly TableRow[], columns: StrongColumns): WeightUnit | null {
  if (columns.weightUnit) return columns.weightUnit;
  for (const { cells } of rows) {
    const unit = weightUnitOf(cellOf(cells, columns, 'weightUnit'));
    if (unit) return unit;
  }
  return null;
}

const NUMBER_FIELDS = ['weight', 'reps', 'distance', 'seconds', 'rpe'] as const;

function dialectOf(rows: readonly TableRow[], columns: StrongColumns, delimiter: string, { unit, now }: RowReading): Dialect {
  const numbers = rows.flatMap(({ cells }) => NUMBER_FIELDS.map((field) => cellOf(cells, columns, field)));
  return {
    columns,
    width: Math.min(columns.width, usualWidth(rows)),
    decimal: decimalSignOf(numbers, delimiter),
    dayOrder: dayOrderOf(rows.map(({ cells }) => cellOf(cells, columns, 'date'))),
    unit,
    now,
  };
}

interface RowOfSession {
  session: FileSession;
  sessionNotices: string[];
  notices: string[];
  exerciseName: string;
}

type Row =
  | { kind: 'skip' }
  | { kind: 'error'; text: string }
  | ({ kind: 'note'; note: string } & RowOfSession)
  | ({ kind: 'set'; set: FileSet } & RowOfSession);

const error = (text: string): { kind: 'error'; text: string } => ({ kind: 'error', text });

function readRow(row: TableRow, dialect: Dialect): Row {
  const { columns, now } = dialect;
  const cell = (field: StrongField): string => cellOf(row.cells, columns, field);
  const broken = rowProblem(row, dialect);
  if (broken) return error(broken);
  const order = setOrderOf(cell('setOrder'));
  if (order === 'rest') return { kind: 'skip' };
  if (order === null) return error(`“${cell('setOrder')}” is not a set number.`);

  const moment = readMoment(cell('date'), dialect.dayOrder);
  if (!moment) return error(dateWords(cell('date')));
  const wrongDate = dateProblem(new Date(`${moment.wall}Z`), now);
  if (wrongDate) return error(wrongDate);
  const exerciseName = cell('exerciseName').replace(/\s+/g, ' ');
  if (!exerciseName) return error('The exercise has no name.');
  if (exerciseName.length > MAX_NAME_LENGTH)
    return error(`The name of the exercise is longer than ${MAX_NAME_LENGTH} characters.`);

  const duration = knownDuration(readDuration(cell('duration')), cell('duration'));
  const workoutNotes = keptNote(cell('workoutNotes'));
  const of: RowOfSession = {
    exerciseName,
    session: {
      startedAtWall: moment.wall,
      offsetMinutes: moment.offsetMinutes,
      name: shortened(cell('workoutName'), MAX_NAME_LENGTH).trim() || 'Workout',
      durationSeconds: duration.seconds,
      notes: workoutNotes.note,
      sets: [],
      line: row.line,
    },
    sessionNotices: [duration.notice, workoutNotes.notice].filter((notice) => notice !== null),
    notices: [],
  };
  if (order === 'note') return { kind: 'note', ...of, note: cell('notes') };
  return readSet(cell, order, of, dialect);
}

function readSet(cell: (field: StrongField) => string, kind: FileSet['kind'], of: RowOfSession, dialect: Dialect): Row {
  const figures = readFigures(cell, dialect);
  if (typeof figures === 'string') return error(figures);
  const problem = figuresProblem(figures);
  if (problem) return error(problem);
  const rpe = readNumber(cell('rpe'), dialect.decimal);
  if (rpe === undefined) return error(`“${cell('rpe')}” is not an RPE from 6 to 10.`);
  const isKnownRpe = rpe === null || rpe === 0 || isRpe(rpe);
  const { note, notice } = keptNote(cell('notes'));
  const notices = [notice, isKnownRpe ? null : `The RPE of ${cell('rpe')} is left out: RPE goes from 6 to 10 in steps of 0.5.`];
  return {
    kind: 'set',
    ...of,
    notices: notices.filter((one) => one !== null),
    set: { exerciseName: of.exerciseName, kind, ...figures, rpe: isKnownRpe && rpe !== 0 ? rpe : null, note },
  };
}

/** What is wrong with a row as such: a row that was cut or shifted would be read with the wrong values. */
function rowProblem({ cells, isUnclosed }: TableRow, { columns, width }: Dialect): string | null {
  if (isUnclosed) return 'A quotation mark is opened here and never closed.';
  if (cells.length < width) return `The row is incomplete: it has ${cells.length} of ${width} columns.`;
  const surplus = cells.slice(columns.width).filter((cell) => cell.trim() !== '').length;
  return surplus > 0 ? `The row has ${cells.length} columns, but the file has ${columns.width}.` : null;
}

const dateWords = (text: string): string =>
  /^\d{1,2}[/-]\d{1,2}[/-]\d{4}/.test(text) ? `“${text}” could be day and month or month and day.` : `“${text}” is not a date.`;

const MEASURED = ['weight', 'reps', 'distance', 'seconds'] as const;

/** A string is what is wrong. */
function readFigures(cell: (field: StrongField) => string, { columns, unit, decimal }: Dialect): SetFigures | string {
  const values = MEASURED.map((field) => readNumber(cell(field), decimal));
  const wrong = MEASURED[values.indexOf(undefined)];
  if (wrong) return `“${cell(wrong)}” is not a number (${wrong}).`;
  const [weight, reps, distance, seconds] = values.map((value) => value ?? 0) as [number, number, number, number];
  const units = unitsOfRow(cell, { unit, metresPerDistance: columns.metresPerDistance });
  if (typeof units === 'string') return units;
  const weightKg = weight === 0 ? null : toKg(withoutConversionNoise(weight), units.weight);
  return measuredSet({ weightKg, reps, distance, seconds }, units.metres);
}

/** A row of its own for a note belongs to the last set of that exercise. */
function appendNote(session: FileSession, exerciseName: string, note: string): void {
  const set = session.sets.findLast((one) => one.exerciseName === exerciseName);
  if (set && note) set.note = keptNote([set.note, note].filter(Boolean).join('\n')).note;
}
