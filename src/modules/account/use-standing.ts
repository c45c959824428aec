// The person's level, XP, coins and streak, kept current.
import { useLive } from '#src/replica/public.ts';
import { standingOf, streakToday, type Standing } from './model.ts';
import { progress, streaks, wallet } from './queries.ts';

/** Undefined until the replica has answered. */
export function useStanding(): Standing | undefined {
  const { rows: progressRows } = useLive(progress(), []);
  const { rows: walletRows } = useLive(wallet(), []);
  return progressRows && walletRows ? standingOf(progressRows[0], walletRows[0]) : undefined;
}

/** The longest streak that stands today, in days; 0 when there is none or it is not known yet. */
export function useBestStreak(today: string): number {
  const { rows = [] } = useLive(streaks(), []);
  return Math.max(0, ...rows.map((streak) => streakToday(streak, today)));
}
