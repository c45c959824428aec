// Streaks of days. A streak is a function of the set of active days; the order in which days became known does not matter.
import { addDays, daysBetween } from '../../day.ts';

export interface Streak {
  /** Consecutive days that end at `lastDay`. */
  current: number;
  longest: number;
  lastDay: string | null;
}

export const NO_STREAK: Streak = { current: 0, longest: 0, lastDay: null };

/** The streak of a set of days, in any order, repeats allowed. */
export function streakFromDays(days: Iterable<string>): Streak {
  let streak = NO_STREAK;
  for (const day of [...new Set(days)].sort()) streak = extendStreak(streak, day) ?? streak;
  return streak;
}

/**
 * The streak after one more active day. Null when the day is before the last one: it may join two runs, so the streak must be
 * computed from the whole set (`streakFromDays`).
 */
export function extendStreak(streak: Streak, day: string): Streak | null {
  if (streak.lastDay === day) return streak;
  if (streak.lastDay !== null && day < streak.lastDay) return null;
  const current = streak.lastDay !== null && addDays(streak.lastDay, 1) === day ? streak.current + 1 : 1;
  return { current, longest: Math.max(streak.longest, current), lastDay: day };
}

/** The streak as of a day: it ends after a whole day without activity. */
export function streakOn(streak: Streak, today: string): number {
  return streak.lastDay !== null && daysBetween(streak.lastDay, today) <= 1 ? streak.current : 0;
}
