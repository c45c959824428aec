// The person's level, XP, coins and streak, kept current.
import { joinRows, rowsIfReady, useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { standingOf, streakToday, type Standing } from './model.ts';
import { progress, streaks, wallet } from './queries.ts';

export function useStanding(): Loading | Failed | { kind: 'ready'; standing: Standing } {
  const read = joinRows({ progress: useRows(progress()), wallet: useRows(wallet()) });
  return read.kind === 'ready' ? { kind: 'ready', standing: standingOf(read.rows.progress[0], read.rows.wallet[0]) } : read;
}

/** The longest streak that stands today, in days; 0 when there is none or it is not known yet. */
export function useBestStreak(today: string): number {
  const rows = rowsIfReady(useRows(streaks())) ?? [];
  return Math.max(0, ...rows.map((streak) => streakToday(streak, today)));
}
