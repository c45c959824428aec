// HabitBull's CSV: one row for a habit and a day.
import type { Format, RowError } from '../../files/format.ts';
import { decimalSignOf, readNumber } from '../../files/numbers.ts';
import { dayReader } from './days-of-file.ts';
import {
  countsOf,
  dailyHabit,
  oneForEachDay,
  withOwnKeys,
  type FileEntry,
  type FileHabit,
  type HabitFile,
} from './habit-file.ts';
import { habitLimits } from '../rules/habit.ts';

const COLUMNS = ['HabitName', 'HabitDescription', 'HabitCategory', 'CalendarDate', 'Value', 'CommentText'] as const;

/** What HabitBull writes for a day that is skipped. */
const SKIPPED = -2_150_000_000;

interface Row {
  line: number;
  name: string;
  description: string;
  category: string;
  day: string;
  value: number;
  note: string;
}

function read(file: Parameters<Format['read']>[0]): Omit<HabitFile, 'counts'> {
  const [head, ...lines] = file.table.rows;
  const at = new Map(COLUMNS.map((name) => [name, head?.cells.indexOf(name) ?? -1]));
  const cell = (cells: readonly string[], name: (typeof COLUMNS)[number]): string => cells[at.get(name) ?? -1]?.trim() ?? '';
  const readDay = dayReader(lines.map(({ cells }) => cell(cells, 'CalendarDate')));
  const decimal = decimalSignOf(
    lines.map(({ cells }) => cell(cells, 'Value')),
    file.table.delimiter,
  );
  const errors: RowError[] = [];
  const rows: Row[] = [];
  for (const { cells, line } of lines) {
    const [name, dayText, valueText] = [cell(cells, 'HabitName'), cell(cells, 'CalendarDate'), cell(cells, 'Value')];
    const day = readDay(dayText);
    const value = readNumber(valueText, decimal);
    if (name === '') errors.push({ line, text: 'The habit has no name.' });
    else if (day === undefined) errors.push({ line, text: `“${dayText}” is not a date.` });
    else if (value === undefined || value === null) errors.push({ line, text: `“${valueText}” is not a number (value).` });
    else {
      const [description, category] = [cell(cells, 'HabitDescription'), cell(cells, 'HabitCategory')];
      rows.push({ line, name, description, category, day, value, note: cell(cells, 'CommentText') });
    }
  }
  return { source: 'habitbull', records: withOwnKeys(habitsOf(rows)), errors, notices: [] };
}

function habitsOf(rows: readonly Row[]): FileHabit[] {
  const byName = new Map<string, Row[]>();
  for (const row of rows) {
    const own = byName.get(row.name);
    if (own) own.push(row);
    else byName.set(row.name, [row]);
  }
  return [...byName].map(([name, own]) => {
    const kind = own.every(({ value }) => [0, 1, SKIPPED].includes(value)) ? 'check' : 'measure';
    return {
      ...dailyHabit(name.slice(0, habitLimits.name)),
      kind,
      description: own[0]?.description || null,
      group: own[0]?.category.slice(0, habitLimits.group) || null,
      entries: oneForEachDay(own.map((row) => entryOf(row, kind))),
    };
  });
}

function entryOf({ day, value, note }: Row, kind: FileHabit['kind']): FileEntry {
  const about = { day, note: note.slice(0, habitLimits.note) || null };
  if (value === SKIPPED) return { ...about, mark: 'skipped', value: null };
  if (kind === 'measure') return { ...about, mark: 'done', value: Math.max(0, value) };
  return { ...about, mark: value === 0 ? 'missed' : 'done', value: null };
}

export const habitBullFormat: Format<HabitFile> = {
  id: 'habitbull',
  domain: 'habits',
  name: 'HabitBull',
  sniff: ({ table }) => {
    const cells = table.rows[0]?.cells ?? [];
    const required = ['HabitName', 'CalendarDate', 'Value'];
    return required.every((name) => cells.includes(name)) ? { confidence: 0.95 } : { reason: null };
  },
  read(file) {
    const rows = read(file);
    return { ...rows, counts: countsOf(rows) };
  },
};
