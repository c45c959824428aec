// A person's own quests: what they promise by difficulty, and their streak. They pay within the day's limit of all quests
// (schema/progress/rules/rates.ts), so an invented quest cannot be worth more than a shipped one.
import { previousPeriod, periodOf, type QuestType } from './periods.ts';

export const DIFFICULTIES = ['trivial', 'easy', 'medium', 'hard', 'epic'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

export const REPEATS = ['daily', 'weekly', 'monthly'] as const;
export type Repeat = (typeof REPEATS)[number];

/** In the unit of all prices, a minute of focus for one XP: five minutes, a quarter of an hour, half an hour, an hour, an evening. */
export const REWARDS: Readonly<Record<Difficulty, { xp: number; coins: number }>> = {
  trivial: { xp: 5, coins: 1 },
  easy: { xp: 15, coins: 3 },
  medium: { xp: 30, coins: 6 },
  hard: { xp: 60, coins: 12 },
  epic: { xp: 120, coins: 24 },
};

export const questLimits = { title: 120, description: 2_000, category: 40 } as const;

/** The period in which a completion counts once: the repeat's, or all time for a quest without repeat. */
export const completionPeriod = (repeat: Repeat | null, day: string): string =>
  repeat === null ? 'once' : periodOf(repeat, day).from;

/** Consecutive periods with a completion, up to the newest one. `days` in any order. */
export function streakOf(repeat: Repeat | null, days: readonly string[]): number {
  if (days.length === 0) return 0;
  if (repeat === null) return 1;
  const periods = new Set(days.map((day) => periodOf(repeat as QuestType, day).from));
  let from = [...periods].sort().at(-1) ?? '';
  let streak = 0;
  while (periods.has(from)) {
    streak += 1;
    from = previousPeriod(repeat, from).from;
  }
  return streak;
}
