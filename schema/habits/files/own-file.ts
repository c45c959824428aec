// The app's own export of habits: a ZIP archive with tables of habits, their days and their pauses. Importing it gives the same
// habits. Habits.csv has the columns of Loop's among its own.
import { fromCsvCell, toCsv } from '../../files/csv.ts';
import type { Format, RowError } from '../../files/format.ts';
import { readNumber } from '../../files/numbers.ts';
import { packArchive } from '../../files/pack-archive.ts';
import type { Table } from '../../files/table.ts';
import { FREQUENCIES, paceOf } from '../rules/habit.ts';
import { readReminders } from '../rules/reminders.ts';
import {
  countsOf,
  dailyHabit,
  oneForEachDay,
  type FileEntry,
  type FileHabit,
  type FilePause,
  type HabitFile,
  type HabitRows,
} from './habit-file.ts';

const HABITS = 'Habits.csv';
const DAYS = 'Days.csv';
const HABIT_COLUMNS = [
  'Position',
  'Name',
  'Type',
  'Question',
  'Description',
  'FrequencyNumerator',
  'FrequencyDenominator',
  'Color',
  'Unit',
  'Target Type',
  'Target Value',
  'Archived?',
  'Id',
  'Schedule',
  'Times',
  'Weekdays',
  'Interval',
  'Icon',
  'Group',
  'Reminders',
  'Link',
] as const;
const PAUSES = 'Pauses.csv';
const DAY_COLUMNS = ['Habit', 'Date', 'Mark', 'Value', 'Note'] as const;
const PAUSE_COLUMNS = ['Habit', 'From', 'To', 'Reason', 'Of all'] as const;
const MARKS = ['done', 'skipped', 'missed'] as const;

/** Each habit's `key` is its id. */
export function writeHabits(habits: readonly FileHabit[]): Uint8Array {
  const rows = habits.map((habit, at) => {
    const { times, within } = paceOf(habit);
    return [
      at + 1,
      habit.name,
      habit.kind === 'measure' ? 'NUMERICAL' : 'YES_NO',
      habit.question ?? '',
      habit.description ?? '',
      times,
      within,
      habit.color ?? '',
      habit.unit ?? '',
      habit.target_type === 'at_most' ? 'AT_MOST' : 'AT_LEAST',
      habit.target_value ?? '',
      String(habit.isArchived),
      habit.key,
      habit.frequency,
      habit.target_count,
      habit.custom_days.join(' '),
      habit.interval_days ?? '',
      habit.icon ?? '',
      habit.group ?? '',
      habit.reminders ? JSON.stringify(habit.reminders) : '',
      habit.link ? JSON.stringify(habit.link) : '',
    ];
  });
  const days = habits.flatMap(({ entries }, at) =>
    entries.map(({ day, mark, value, note }) => [at + 1, day, mark, value ?? '', note ?? '']),
  );
  const pauses = habits.flatMap(({ pauses: own = [] }, at) =>
    own.map(({ from, to, reason, ofAll }) => [at + 1, from, to ?? '', reason ?? '', String(ofAll)]),
  );
  return packArchive({
    [HABITS]: toCsv([HABIT_COLUMNS, ...rows]),
    [DAYS]: toCsv([DAY_COLUMNS, ...days]),
    [PAUSES]: toCsv([PAUSE_COLUMNS, ...pauses]),
  });
}

/** The cells of a row by the names of the columns. */
function rowsByName({ rows: [head, ...rows] }: Table): { line: number; cell(name: string): string }[] {
  const at = new Map((head?.cells ?? []).map((name, index) => [name, index]));
  return rows.map(({ cells, line }) => ({ line, cell: (name) => fromCsvCell(cells[at.get(name) ?? -1] ?? '') }));
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Files of earlier versions have no table of pauses. */
function readHabits(habits: Table, days: Table, pauses: Table | null): HabitRows {
  const errors: RowError[] = [];
  const entriesByPosition = new Map<string, FileEntry[]>();
  for (const { line, cell } of rowsByName(days)) {
    const mark = MARKS.find((one) => one === cell('Mark'));
    const value = readNumber(cell('Value'), '.');
    if (mark === undefined || value === undefined || !isDay(cell('Date'))) {
      errors.push({ line, text: 'This is not a day of a habit: it needs a date, a mark, and at most a number as value.' });
      continue;
    }
    const entries = entriesByPosition.get(cell('Habit')) ?? [];
    entries.push({ day: cell('Date'), mark, value, note: cell('Note') || null });
    entriesByPosition.set(cell('Habit'), entries);
  }
  const pausesByPosition = new Map<string, FilePause[]>();
  for (const { line, cell } of pauses ? rowsByName(pauses) : []) {
    const [from, to] = [cell('From'), cell('To')];
    if (!isDay(from) || (to !== '' && !isDay(to))) {
      errors.push({ line, text: 'This is not a pause: it needs its first day, and at most its last one.' });
      continue;
    }
    const own = pausesByPosition.get(cell('Habit')) ?? [];
    own.push({ from, to: to || null, reason: cell('Reason') || null, ofAll: cell('Of all') === 'true' });
    pausesByPosition.set(cell('Habit'), own);
  }
  const records = rowsByName(habits).map(({ cell }): FileHabit => {
    const number = (name: string): number | null => readNumber(cell(name), '.') ?? null;
    const ownPauses = pausesByPosition.get(cell('Position'));
    const [reminders, link] = [fromJson(cell('Reminders')), fromJson(cell('Link'))];
    return {
      ...dailyHabit(cell('Name')),
      key: cell('Id') || cell('Name'),
      question: cell('Question') || null,
      description: cell('Description') || null,
      unit: cell('Unit') || null,
      color: cell('Color') || null,
      icon: cell('Icon') || null,
      group: cell('Group') || null,
      isArchived: cell('Archived?') === 'true',
      kind: cell('Type') === 'NUMERICAL' ? 'measure' : 'check',
      frequency: FREQUENCIES.find((one) => one === cell('Schedule')) ?? 'daily',
      target_count: number('Times') ?? 1,
      custom_days: cell('Weekdays').split(' ').filter(Boolean).map(Number),
      interval_days: number('Interval'),
      target_value: number('Target Value'),
      target_type: cell('Target Type') === 'AT_MOST' ? 'at_most' : 'at_least',
      ...(reminders !== null && { reminders: readReminders(reminders) }),
      link: link as NonNullable<FileHabit['link']> | null,
      ...(ownPauses && { pauses: ownPauses }),
      entries: oneForEachDay(entriesByPosition.get(cell('Position')) ?? []),
    };
  });
  return { source: 'cadence', records, errors, notices: [] };
}

/** Null for an empty or broken text; the command checks the shape. */
function fromJson(text: string): object | null {
  try {
    const value: unknown = text === '' ? null : JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

export const ownFormat: Format<HabitFile> = {
  id: 'cadence-habits',
  domain: 'habits',
  name: 'Cadence',
  sniff(file) {
    const paths = new Set(file.entries.map(({ path }) => path));
    if (!paths.has(HABITS) || !paths.has(DAYS)) return { reason: null };
    const isOwn = file.open(HABITS).table.rows[0]?.cells.includes('Schedule') ?? false;
    return isOwn ? { confidence: 1 } : { reason: null };
  },
  read(file) {
    const hasPauses = file.entries.some(({ path }) => path === PAUSES);
    const pauses = hasPauses ? file.open(PAUSES).table : null;
    const rows = readHabits(file.open(HABITS).table, file.open(DAYS).table, pauses);
    return { ...rows, counts: countsOf(rows) };
  },
};
