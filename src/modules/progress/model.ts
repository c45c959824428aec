// What the profile shows of the rows: level and standing of a streak.
import { daysBetween } from '#schema/day.ts';
import { levelFromXp, type LevelState } from '#schema/progress/rules/levels.ts';

export interface Standing extends LevelState {
  totalXp: number;
  coins: number;
  stars: number;
}

export function standingOf(
  progressRow: { total_xp: number; total_skill_stars: number } | undefined,
  walletRow: { total_coins: number } | undefined,
): Standing {
  const totalXp = progressRow?.total_xp ?? 0;
  return { ...levelFromXp(totalXp), totalXp, coins: walletRow?.total_coins ?? 0, stars: progressRow?.total_skill_stars ?? 0 };
}

/** A stored streak stands until a whole day has gone by without it. */
export const streakToday = (streak: { current_streak: number; last_activity_date: string | null }, today: string): number =>
  streak.last_activity_date !== null && daysBetween(streak.last_activity_date, today) <= 1 ? streak.current_streak : 0;

/** Payments to make felt: not seen before and still news. What is there at the first look was felt before, or never. */
export function newRewards<Row extends { id: string; created_at: Date }>(
  rows: readonly Row[],
  known: ReadonlySet<string> | null,
  newsSince: Date,
): Row[] {
  return known === null ? [] : rows.filter(({ id, created_at }) => !known.has(id) && created_at > newsSince);
}
