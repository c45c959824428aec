// What a file of another habit app contains once it is read: habits with their days, rows that cannot be read, and values left
// out of rows that can. Every format returns this one shape.
import type { FileRead } from '../../files/format.ts';
import type { HabitRule } from '../rules/habit.ts';
import type { Reminders } from '../rules/reminders.ts';

export interface FileEntry {
  /** 'YYYY-MM-DD'. */
  day: string;
  mark: 'done' | 'skipped' | 'missed';
  /** Of a measured habit. */
  value: number | null;
  note: string | null;
}

/** Both days belong to it; `to` is null while nobody knows. */
export interface FilePause {
  from: string;
  to: string | null;
  reason: string | null;
  /** Of all habits, and not only of the one that it stands with. */
  ofAll: boolean;
}

export interface FileHabit extends HabitRule {
  /** Names the habit within its source, also when the file is exported again later. */
  key: string;
  name: string;
  question: string | null;
  description: string | null;
  unit: string | null;
  /** A name of the app's palette. */
  color: string | null;
  group: string | null;
  isArchived: boolean;
  /** Only the app's own files have these. */
  icon?: string | null;
  reminders?: Reminders;
  link?: { kind: string; id: string | null; measure: string | null } | null;
  pauses?: FilePause[];
  /** Oldest first, one for each day. */
  entries: FileEntry[];
}

export const HABIT_SOURCES = ['cadence', 'loop', 'habitbull', 'tickmate'] as const;
export type HabitSource = (typeof HABIT_SOURCES)[number];

export interface HabitFile extends FileRead<FileHabit> {
  source: HabitSource;
}

export type HabitRows = Omit<HabitFile, 'counts'>;

/** A habit that is ticked every day: what a file says of a habit overrides this. */
export const dailyHabit = (name: string): Omit<FileHabit, 'entries'> => ({
  key: name,
  name,
  question: null,
  description: null,
  unit: null,
  color: null,
  group: null,
  isArchived: false,
  kind: 'check',
  frequency: 'daily',
  target_count: 1,
  custom_days: [],
  interval_days: null,
  target_value: null,
  target_type: 'at_least',
});

/** The last entry of each day counts, oldest day first. */
export const oneForEachDay = (entries: readonly FileEntry[]): FileEntry[] =>
  [...new Map(entries.map((entry) => [entry.day, entry])).values()].toSorted((a, b) => (a.day < b.day ? -1 : 1));

export const countsOf = ({ records }: HabitRows): HabitFile['counts'] => ({
  habits: records.length,
  days: records.reduce((sum, { entries }) => sum + entries.length, 0),
});

/** Gives a later habit of the same key one of its own. */
export function withOwnKeys(habits: readonly FileHabit[]): FileHabit[] {
  const seen = new Map<string, number>();
  return habits.map((habit) => {
    const count = (seen.get(habit.key) ?? 0) + 1;
    seen.set(habit.key, count);
    return count === 1 ? habit : { ...habit, key: `${habit.key} ${count}` };
  });
}
