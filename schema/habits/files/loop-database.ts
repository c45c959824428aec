// The database of Loop's full backup, in its old form (a row of Repetitions is a tick) and its new one (it has a value and notes).
import type { Database } from '../../files/database.ts';
import type { ReminderTime } from '../rules/reminders.ts';
import { dailyHabit, type HabitRows } from './habit-file.ts';
import { paletteColor, scheduleOf, type LoopHabit } from './loop-habits.ts';
import { LoopReading, type DayCell } from './loop-reading.ts';

const HABIT_COLUMNS = [
  'id',
  'name',
  'position',
  'question',
  'description',
  'archived',
  'color',
  'freq_num',
  'freq_den',
  'type',
  'unit',
  'target_type',
  'target_value',
  'reminder_hour',
  'reminder_min',
  'reminder_days',
] as const;
const DAY_COLUMNS = ['habit', 'timestamp', 'value', 'notes'] as const;

type HabitColumns = Record<(typeof HABIT_COLUMNS)[number], number | string | null>;

export const isLoopDatabase = (database: Database): boolean =>
  database.columnsOf('Habits').includes('freq_num') && database.columnsOf('Repetitions').includes('timestamp');

export function readLoopDatabase(database: Database, zone: string): HabitRows {
  const reading = new LoopReading();
  const cellsByHabit = new Map<number, DayCell[]>();
  for (const [at, { habit, timestamp, value, notes }] of database.rows('Repetitions', DAY_COLUMNS).entries()) {
    const day = new Date(Number(timestamp));
    const cells = cellsByHabit.get(Number(habit)) ?? [];
    cells.push({
      line: at + 1,
      day: Number.isNaN(day.getTime()) ? String(timestamp) : day.toISOString().slice(0, 10),
      cell: String(value ?? TICKED),
      note: String(notes ?? ''),
    });
    cellsByHabit.set(Number(habit), cells);
  }
  const habits = database.rows('Habits', HABIT_COLUMNS).toSorted((a, b) => Number(a.position) - Number(b.position));
  for (const row of habits) reading.add(habitOf(row, zone), kindOf(row), cellsByHabit.get(Number(row.id)) ?? []);
  return reading.rows();
}

/** Old versions only have rows of days that were ticked. */
const TICKED = 2;

/** Old versions have no measured habits. */
const kindOf = ({ type }: HabitColumns): 'check' | 'measure' => (type === 1 ? 'measure' : 'check');

function habitOf(row: HabitColumns, zone: string): LoopHabit['habit'] {
  const text = (value: number | string | null): string | null => String(value ?? '').trim() || null;
  const times = remindersOf(row);
  // Old versions kept the question in the description.
  const question = text(row.question);
  return {
    ...dailyHabit(text(row.name) ?? 'Habit'),
    question: question ?? text(row.description),
    description: question === null ? null : text(row.description),
    unit: text(row.unit),
    color: colorOf(Number(row.color)),
    isArchived: row.archived === 1,
    target_value: kindOf(row) === 'measure' ? Number(row.target_value ?? 0) : null,
    target_type: row.target_type === 1 ? 'at_most' : 'at_least',
    ...scheduleOf(Number(row.freq_num ?? 1), Number(row.freq_den ?? 1)),
    ...(times.length > 0 && { reminders: { zone, times } }),
  };
}

/** The palette of Loop, in its order (PaletteColor.kt). */
const PALETTE =
  'D32F2F E64A19 F57C00 FF8F00 F9A825 AFB42B 7CB342 388E3C 00897B 00ACC1 039BE5 1976D2 303F9F 5E35B1 8E24AA D81B60 5D4037 303030 757575 AAAAAA'.split(
    ' ',
  );

/** New versions write the place in the palette; old ones write the colour as a signed number of four bytes, ARGB. */
const colorOf = (color: number): string | null =>
  paletteColor(`#${PALETTE[color] ?? (color & 0xffffff).toString(16).padStart(6, '0')}`);

/** The days are a set of bits that begins with Saturday. */
function remindersOf({ reminder_hour: hour, reminder_min: minute, reminder_days: days }: HabitColumns): ReminderTime[] {
  if (typeof hour !== 'number' || typeof minute !== 'number') return [];
  const weekdays = [6, 7, 1, 2, 3, 4, 5].filter((_, bit) => (Number(days ?? ALL_DAYS) >> bit) & 1).toSorted((a, b) => a - b);
  return weekdays.length === 0 ? [] : [{ minute: hour * 60 + minute, weekdays }];
}

const ALL_DAYS = 127;
