// Streaks of a habit: spans of days of which each is done or covered. A skipped day, a pause and a day off neither break nor begin one.
import { daysBetween } from '../../day.ts';
import type { DayMark, HabitDay } from './days.ts';

export interface HabitStreak {
  from: string;
  to: string;
  /** From the first day to the last, both included. */
  length: number;
}

const isDone = (mark: DayMark): boolean => mark === 'done' || mark === 'auto';
const isNeutral = (mark: DayMark): boolean => mark === 'skipped' || mark === 'off';

/** Oldest first. */
export function streaksOf(days: readonly HabitDay[]): HabitStreak[] {
  const streaks: HabitStreak[] = [];
  let open: HabitStreak | null = null;
  for (const { day, mark } of days) {
    if (isDone(mark)) {
      if (open === null) streaks.push((open = { from: day, to: day, length: 1 }));
      open.to = day;
      open.length = daysBetween(open.from, day) + 1;
    } else if (!isNeutral(mark)) open = null;
  }
  return streaks;
}

/**
 * The streak that goes on at the end of `days`. The last day itself need not be done yet; days before it must be, unless they are
 * skipped or off.
 */
export function currentStreak(days: readonly HabitDay[], streaks: readonly HabitStreak[]): HabitStreak | null {
  const last = streaks.at(-1);
  if (!last) return null;
  const after = days.filter(({ day }) => day > last.to);
  const isUnbroken = after.every(
    ({ mark }, at) => isNeutral(mark) || (at === after.length - 1 && (mark === 'open' || mark === 'partial')),
  );
  return isUnbroken ? last : null;
}

export const longestStreak = (streaks: readonly HabitStreak[]): HabitStreak | null =>
  streaks.reduce<HabitStreak | null>((best, one) => (best === null || one.length >= best.length ? one : best), null);
