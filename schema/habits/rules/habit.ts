// What a habit is: its schedule, what it measures, and the limits that forms and commands share. Field names are those of the row.
import { weekdayOf } from '../../day.ts';

export const FREQUENCIES = ['daily', 'weekdays', 'weekly', 'monthly', 'interval', 'custom'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export interface HabitRule {
  /** `check` is done or not; `measure` has a value for a day. */
  kind: 'check' | 'measure';
  frequency: Frequency;
  /** Times in a week, a month, or `interval_days`. */
  target_count: number;
  /** ISO weekdays of the frequency `weekdays`. */
  custom_days: readonly number[];
  interval_days: number | null;
  /** Of a measured habit: the value that a day (or the whole week, month or interval) is to reach, or not to exceed. */
  target_value: number | null;
  target_type: 'at_least' | 'at_most';
}

export const habitLimits = {
  name: 120,
  text: 2_000,
  note: 2_000,
  unit: 20,
  group: 60,
  reminders: 8,
  intervalDays: 365,
  value: 1_000_000_000,
  habits: 500,
  /** Entries that one command of an import takes. */
  importedEntries: 1_000,
  importedHabits: 100,
  /** Pauses that an import takes for one habit. */
  importedPauses: 200,
} as const;

/** The calendar month of Loop. */
const MONTH_DAYS = 30;

/** How often, as "times within so many days". */
export function paceOf({ frequency, target_count, custom_days, interval_days }: HabitRule): { times: number; within: number } {
  switch (frequency) {
    case 'daily':
      return { times: 1, within: 1 };
    case 'weekdays':
      return { times: Math.max(1, custom_days.length), within: 7 };
    case 'weekly':
      return { times: target_count, within: 7 };
    case 'monthly':
      return { times: target_count, within: MONTH_DAYS };
    case 'interval':
      return { times: 1, within: interval_days ?? 1 };
    case 'custom':
      return { times: target_count, within: interval_days ?? 1 };
  }
}

/** Whether each day is judged by itself, and not together with the days before. */
export const isDayByDay = (rule: HabitRule): boolean => rule.frequency === 'weekdays' || paceOf(rule).within === 1;

/** Whether the schedule asks for something on the day. Habits of so many times a week ask on any day. */
export const isScheduled = ({ frequency, custom_days }: HabitRule, day: string): boolean =>
  frequency !== 'weekdays' || custom_days.includes(weekdayOf(day));

/** Whether a value meets the target. Without a target, any value does. */
export function meetsTarget({ target_value, target_type }: HabitRule, value: number): boolean {
  const target = target_value ?? 0;
  if (target_type === 'at_most') return value <= target;
  return target > 0 ? value >= target : value >= 0;
}

/** Whether an entry is what the habit asks for on its day: such a tick is an occurrence. */
export function isTick(rule: HabitRule, { mark, value }: { mark: 'done' | 'skipped' | 'missed'; value: number | null }): boolean {
  if (mark !== 'done') return false;
  if (rule.kind === 'check') return true;
  if (value === null) return false;
  return isDayByDay(rule) || rule.target_type === 'at_most' ? meetsTarget(rule, value) : value > 0;
}

/** Why a schedule cannot be; null for one that can. */
export function scheduleProblem({
  frequency,
  custom_days,
  interval_days,
  target_count,
}: {
  frequency: string;
  custom_days: readonly number[];
  interval_days: number | null;
  target_count: number;
}): string | null {
  if (frequency === 'weekdays' && custom_days.length === 0) return 'Choose at least one weekday.';
  if ((frequency === 'interval' || frequency === 'custom') && interval_days === null) return 'Enter a number of days.';
  const longest = { weekly: 7, monthly: 31, custom: interval_days ?? 1 }[frequency];
  return longest !== undefined && target_count > longest ? 'A habit can be done at most once a day.' : null;
}
