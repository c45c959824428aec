// Levels from experience. A level is a function of the total XP only, so it needs no sync and no repair.

export const MAX_LEVEL = 100;

/**
 * XP from `level` to the next one: 25·L below 5, 150 at 5, then (0.25L² + 10L + 139.75) rounded to tens (Habitica's curve). 0
 * at the last level.
 */
export function xpToNextLevel(level: number): number {
  if (level >= MAX_LEVEL) return 0;
  if (level < 5) return 25 * level;
  if (level === 5) return 150;
  return Math.round((0.25 * level ** 2 + 10 * level + 139.75) / 10) * 10;
}

export interface LevelState {
  level: number;
  /** XP earned since the level began. */
  xpIntoLevel: number;
  /** XP of the whole step to the next level; 0 at the last one. */
  xpToNext: number;
}

/** The level for a total: 1 to 100. Totals below 0 count as 0. */
export function levelFromXp(totalXp: number): LevelState {
  let rest = Math.max(0, totalXp);
  let level = 1;
  while (level < MAX_LEVEL && rest >= xpToNextLevel(level)) {
    rest -= xpToNextLevel(level);
    level += 1;
  }
  return { level, xpIntoLevel: rest, xpToNext: xpToNextLevel(level) };
}
