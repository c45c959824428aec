// What an achievement asks for, as data, and how far a person is. Pure: device, server and page decide by the same function. An
// achievement is a function of totals, streaks, the level and other achievements, so it is lost when its cause is taken back.
import type { TotalMeasure } from '../consumers/totals.ts';
import type { OccurrenceKind } from './rates.ts';

export type AchievementRule =
  /** Done so often. */
  | { type: 'count'; kind: OccurrenceKind; goal: number }
  | { type: 'first'; kind: OccurrenceKind }
  /** The sum of a measure in units of `per`. */
  | { type: 'volume'; kind: OccurrenceKind; measure: TotalMeasure; per: number; goal: number }
  /** Days in a row, at any time. */
  | { type: 'streak'; kind: OccurrenceKind; goal: number }
  | { type: 'level'; goal: number }
  /** Ended from hour `from` up to before hour `to` of the person's day, so often. */
  | { type: 'time_of_day'; kind: OccurrenceKind; from: number; to: number; goal: number }
  /** All of these others. */
  | { type: 'set'; of: readonly string[] }
  /** So many others, whichever. */
  | { type: 'set'; goal: number };

export interface AchievementFacts {
  /** Sums over all days, by `totalKey`. */
  totals: ReadonlyMap<string, number>;
  longestStreaks: ReadonlyMap<string, number>;
  level: number;
  /** By achievement: how often it was done at its hours. Missing where nobody counted. */
  atHours: ReadonlyMap<string, number>;
  earned: ReadonlySet<string>;
}

export const totalKey = (kind: string, measure: string): string => `${kind} ${measure}`;

export const goalOf = (rule: AchievementRule): number => ('goal' in rule ? rule.goal : rule.type === 'set' ? rule.of.length : 1);

/** How far a person is, from 0 to the goal. */
export function achievementProgress({ key, rule }: { key: string; rule: AchievementRule }, facts: AchievementFacts): number {
  return Math.max(0, Math.min(goalOf(rule), reached(key, rule, facts)));
}

function reached(key: string, rule: AchievementRule, facts: AchievementFacts): number {
  switch (rule.type) {
    case 'count':
    case 'first':
      return facts.totals.get(totalKey(rule.kind, 'times')) ?? 0;
    case 'volume':
      return Math.floor((facts.totals.get(totalKey(rule.kind, rule.measure)) ?? 0) / rule.per);
    case 'streak':
      return facts.longestStreaks.get(rule.kind) ?? 0;
    case 'level':
      return facts.level;
    case 'time_of_day':
      return facts.atHours.get(key) ?? 0;
    case 'set': {
      if ('of' in rule) return rule.of.filter((one) => facts.earned.has(one)).length;
      return facts.earned.size - (facts.earned.has(key) ? 1 : 0);
    }
  }
}

/** Whether an hour is within the rule's hours, which may pass midnight. */
export const isWithinHours = (hour: number, { from, to }: { from: number; to: number }): boolean =>
  from < to ? hour >= from && hour < to : hour >= from || hour < to;

/** Whether an occurrence of this kind can change how far a person is. Levels and sets depend on all kinds. */
export const dependsOn = (rule: AchievementRule, kind: OccurrenceKind): boolean => !('kind' in rule) || rule.kind === kind;
