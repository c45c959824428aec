// Reads an export of Strong. The app has written several forms over the years: comma or semicolon, units in the header, in a
// column or nowhere, durations as "1h 31m" or seconds, rows that are no sets. Every row becomes a set or an error with its line.
import Papa from 'papaparse';
import { storableText } from '../../storable.ts';
import { dateProblem, figuresProblem } from './limits.ts';
import { fieldsOfHeader, type StrongField, type StrongHeader } from './strong-header.ts';
import { isRpe, type SetFigures, type SetKind } from './strength.ts';
import { METRES_PER_MILE, toKg, type WeightUnit } from './weight-units.ts';

export interface StrongSet extends SetFigures {
  exerciseName: string;
  kind: SetKind;
  rpe: number | null;
  note: string | null;
}

export interface StrongSession {
  /** The wall clock of the phone, 'YYYY-MM-DDTHH:MM:SS': the file says no zone. */
  startedAtWall: string;
  name: string;
  durationSeconds: number | null;
  notes: string | null;
  sets: StrongSet[];
}

export interface RowError {
  /** The line of the file the row begins on, from 1. */
  line: number;
  text: string;
}

export interface StrongExport {
  /** The unit the file itself declares; null when the person has to say. */
  declaredUnit: WeightUnit | null;
  sessions: StrongSession[];
  errors: RowError[];
}

export interface StrongReading {
  /** For a file that declares none. Distances are miles with pounds and kilometres with kilograms. */
  unit: WeightUnit;
  now: Date;
}

export type StrongResult = { kind: 'read'; export: StrongExport } | { kind: 'not-strong'; reason: string };

/** Notes keep their line breaks; longer than this is not a note. */
const MAX_NOTE_LENGTH = 4000;
const MAX_NAME_LENGTH = 200;

export function readStrongCsv(text: string, reading: StrongReading): StrongResult {
  const rows = csvRows(text);
  const [head, ...body] = rows;
  const header = head ? fieldsOfHeader(head.cells) : null;
  if (!header) return { kind: 'not-strong', reason: 'The first line does not name the columns of a Strong export.' };

  const sessions = new Map<string, StrongSession>();
  const errors: RowError[] = [];
  const declared = new Set<WeightUnit>();
  for (const { cells, line } of body) {
    const row = readRow(cells, header, reading);
    if (row.kind === 'error') errors.push({ line, text: row.text });
    if (row.kind === 'error' || row.kind === 'skip') continue;
    if (row.unit) declared.add(row.unit);
    const key = `${row.session.startedAtWall}|${row.session.name}`;
    const session = sessions.get(key) ?? { ...row.session, sets: [] };
    session.notes ??= row.session.notes;
    sessions.set(key, session);
    if (row.kind === 'note') appendNote(session, row.exerciseName, row.note);
    else session.sets.push(row.set);
  }
  const declaredUnit = header.weightUnit ?? [...declared][0] ?? null;
  const withSets = [...sessions.values()].filter(({ sets }) => sets.length > 0);
  return { kind: 'read', export: { declaredUnit, sessions: withSets, errors } };
}

/** The rows with the line each begins on; quoted notes may span lines, and blank lines count. */
function csvRows(text: string): { cells: string[]; line: number }[] {
  const clean = storableText(text).replace(/^\uFEFF/, '');
  const rows: { cells: string[]; line: number }[] = [];
  let line = 1;
  let from = 0;
  Papa.parse<string[]>(clean, {
    delimitersToGuess: [',', ';', '\t'],
    step({ data, meta }) {
      if (data.some((cell) => cell.trim() !== '')) rows.push({ cells: data, line });
      line += countLineBreaks(clean, from, meta.cursor);
      from = meta.cursor;
    },
  });
  return rows;
}

function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}

type Row =
  | { kind: 'skip' }
  | { kind: 'error'; text: string }
  | { kind: 'note'; session: StrongSession; unit: WeightUnit | null; exerciseName: string; note: string }
  | { kind: 'set'; session: StrongSession; unit: WeightUnit | null; set: StrongSet };

const error = (text: string): Row => ({ kind: 'error', text });

function readRow(cells: readonly string[], header: StrongHeader, reading: StrongReading): Row {
  const cell = (field: StrongField): string => {
    const at = header.columns[field];
    return at === undefined ? '' : (cells[at] ?? '').trim();
  };
  const order = readSetOrder(cell('setOrder'));
  if (order === 'rest') return { kind: 'skip' };
  if (order === null) return error(`“${cell('setOrder')}” is not a set number.`);

  const startedAtWall = readWallTime(cell('date'));
  if (!startedAtWall) return error(`“${cell('date')}” is not a date.`);
  const wrongDate = dateProblem(new Date(`${startedAtWall}Z`), reading.now);
  if (wrongDate) return error(wrongDate);
  const exerciseName = cell('exerciseName').replace(/\s+/g, ' ').slice(0, MAX_NAME_LENGTH);
  if (!exerciseName) return error('The exercise has no name.');

  const unit = weightUnitOf(cell('weightUnit')) ?? header.weightUnit;
  const session: StrongSession = {
    startedAtWall,
    name: cell('workoutName').slice(0, MAX_NAME_LENGTH) || 'Workout',
    durationSeconds: readDuration(cell('duration')),
    notes: textOrNull(cell('workoutNotes')),
    sets: [],
  };
  if (order === 'note') return { kind: 'note', session, unit, exerciseName, note: cell('notes') };

  const figures = readFigures(cell, header, unit ?? reading.unit);
  if (typeof figures === 'string') return error(figures);
  const problem = figuresProblem(figures);
  if (problem) return error(problem);
  const rpe = readNumber(cell('rpe'));
  if (rpe === undefined || (rpe !== null && rpe !== 0 && !isRpe(rpe)))
    return error(`“${cell('rpe')}” is not an RPE from 6 to 10.`);
  return {
    kind: 'set',
    session,
    unit,
    set: { exerciseName, kind: order, ...figures, rpe: rpe === 0 ? null : rpe, note: textOrNull(cell('notes')) },
  };
}

/** Zero is how Strong writes "not measured", but zero reps of something lifted are a failed try. A string is what is wrong. */
function readFigures(cell: (field: StrongField) => string, header: StrongHeader, unit: WeightUnit): SetFigures | string {
  const values: Partial<Record<'weight' | 'reps' | 'distance' | 'seconds', number>> = {};
  for (const field of ['weight', 'reps', 'distance', 'seconds'] as const) {
    const value = readNumber(cell(field));
    if (value === undefined) return `“${cell(field)}” is not a number (${field}).`;
    values[field] = value ?? 0;
  }
  const { weight = 0, reps = 0, distance = 0, seconds = 0 } = values;
  const metres = metresPer(cell('distanceUnit')) ?? header.metresPerDistance ?? (unit === 'kg' ? 1000 : METRES_PER_MILE);
  const isRepless = reps === 0 && (distance > 0 || seconds > 0);
  return {
    weightKg: weight === 0 ? null : toKg(withoutConversionNoise(weight), unit),
    reps: isRepless ? null : reps,
    durationSeconds: seconds === 0 ? null : Math.round(seconds),
    distanceM: distance === 0 ? null : withoutConversionNoise(distance * metres),
  };
}

/** Strong keeps kilograms and converts on export: 75 lb comes out as 74.99999999999999. */
const withoutConversionNoise = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Null for an empty cell, undefined for what is no number. Takes a decimal comma. */
function readNumber(text: string): number | null | undefined {
  if (text === '') return null;
  const plain = text.includes('.') ? text : text.replace(',', '.');
  return /^-?\d+(\.\d*)?(e-?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

const KINDS: ReadonlyMap<string, SetKind | 'rest' | 'note'> = new Map([
  ['w', 'warmup'],
  ['d', 'drop'],
  ['f', 'failure'],
  ['rest timer', 'rest'],
  ['note', 'note'],
]);

function readSetOrder(text: string): SetKind | 'rest' | 'note' | null {
  const order = text.toLowerCase();
  if (/^\d+$/.test(order)) return 'normal';
  return KINDS.get(order) ?? null;
}

/** 'YYYY-MM-DDTHH:MM:SS', checked to be a real date; null otherwise. */
function readWallTime(text: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?/.exec(text);
  if (!match) return null;
  const wall = `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6] ?? '00'}`;
  const time = new Date(`${wall}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(wall) ? wall : null;
}

/** Seconds of "1h 31m", "53m", "45s" or a plain count of seconds; null where none can be read. */
export function readDuration(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const match = /^(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+)s)?$/i.exec(text);
  if (!match || text === '') return null;
  return Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
}

function weightUnitOf(text: string): WeightUnit | null {
  const unit = text.toLowerCase();
  if (unit === 'kg' || unit === 'kgs') return 'kg';
  return unit === 'lb' || unit === 'lbs' ? 'lb' : null;
}

const METRES: ReadonlyMap<string, number> = new Map([
  ['m', 1],
  ['meters', 1],
  ['km', 1000],
  ['mi', METRES_PER_MILE],
  ['miles', METRES_PER_MILE],
]);

const metresPer = (text: string): number | null => METRES.get(text.toLowerCase()) ?? null;

/** A row of its own for a note belongs to the last set of that exercise. */
function appendNote(session: StrongSession, exerciseName: string, note: string): void {
  const set = session.sets.findLast((one) => one.exerciseName === exerciseName);
  if (set && note) set.note = textOrNull([set.note, note].filter(Boolean).join('\n'));
}

const textOrNull = (text: string): string | null => (text === '' ? null : text.slice(0, MAX_NOTE_LENGTH));
