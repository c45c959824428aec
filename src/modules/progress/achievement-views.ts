// How far a person is in each achievement, from rows. Pure.
import {
  achievementProgress,
  goalOf,
  totalKey,
  type AchievementFacts,
  type AchievementRule,
} from '#schema/progress/rules/achievements.ts';
import type { AchievementRow, TotalRow } from './queries.ts';

export interface AchievementView {
  key: string;
  name: string;
  description: string;
  category: string;
  earnedAt: Date | null;
  isHidden: boolean;
  progress: number;
  goal: number;
}

interface AchievementReads {
  rows: readonly AchievementRow[];
  totals: readonly TotalRow[];
  streaks: readonly { streak_type: string; longest_streak: number }[];
  level: number;
}

/** Achievements with how far the person is. What happens at certain hours has no progress to show: nobody counted it. */
export function achievementViews({ rows, totals, streaks, level }: AchievementReads): AchievementView[] {
  const earned = new Set(rows.filter(({ earned_at }) => earned_at !== null).map(({ key }) => key));
  const facts: AchievementFacts = {
    totals: new Map(totals.map(({ kind, measure, amount }) => [totalKey(kind, measure), amount])),
    longestStreaks: new Map(streaks.map(({ streak_type, longest_streak }) => [streak_type, longest_streak])),
    level,
    atHours: new Map(),
    earned,
  };
  return rows.map((row) => {
    const rule = row.trigger_config as unknown as AchievementRule;
    const goal = goalOf(rule);
    return {
      key: row.key,
      name: row.name,
      description: row.description ?? '',
      category: row.category ?? '',
      earnedAt: row.earned_at,
      isHidden: row.is_hidden,
      progress: row.earned_at === null ? Math.min(goal, achievementProgress({ key: row.key, rule }, facts)) : goal,
      goal,
    };
  });
}

/** The open achievements that are nearest, at most one of each ladder. */
export function nearest(views: readonly AchievementView[], limit: number): AchievementView[] {
  const ladders = new Set<string>();
  return views
    .filter(({ earnedAt, isHidden, progress }) => earnedAt === null && !isHidden && progress > 0)
    .filter(({ key }) => {
      const ladder = key.replace(/-\d+$/, '');
      const isFirst = !ladders.has(ladder);
      ladders.add(ladder);
      return isFirst;
    })
    .toSorted((a, b) => b.progress / b.goal - a.progress / a.goal)
    .slice(0, limit);
}
