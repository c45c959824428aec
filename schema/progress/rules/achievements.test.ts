import { drills } from '../../learn/content/drills.ts';
import { expect, it } from 'vitest';
import { ACHIEVEMENTS } from '../content/achievements.ts';
import { skillContent } from '../content/skills.ts';
import { achievementProgress, goalOf, isWithinHours, totalKey, type AchievementFacts } from './achievements.ts';
import { SKILL_RULES, skillsFor } from './skill-rules.ts';

const nothing: AchievementFacts = {
  totals: new Map(),
  longestStreaks: new Map(),
  level: 1,
  atHours: new Map(),
  earned: new Set(),
};
const MINUTE_MS = 60_000;

it('At least 80 achievements with unique keys and names cover every kind of rule, and some are hidden.', () => {
  expect(ACHIEVEMENTS.length).toBeGreaterThanOrEqual(80);
  expect(new Set(ACHIEVEMENTS.map(({ key }) => key)).size).toBe(ACHIEVEMENTS.length);
  expect(new Set(ACHIEVEMENTS.map(({ name }) => name)).size).toBe(ACHIEVEMENTS.length);
  expect([...new Set(ACHIEVEMENTS.map(({ rule }) => rule.type))].sort()).toEqual(
    ['count', 'first', 'level', 'set', 'streak', 'time_of_day', 'volume'].sort(),
  );
  expect(ACHIEVEMENTS.filter(({ isHidden }) => isHidden).length).toBeGreaterThanOrEqual(5);
});

it('Nobody has an achievement before doing anything.', () => {
  expect(ACHIEVEMENTS.filter((one) => achievementProgress(one, nothing) >= goalOf(one.rule))).toEqual([]);
});

it('A set names only achievements that exist and are decided before it.', () => {
  for (const [at, { rule }] of ACHIEVEMENTS.entries()) {
    if (rule.type !== 'set' || !('of' in rule)) continue;
    const before = new Set(ACHIEVEMENTS.slice(0, at).map(({ key }) => key));
    expect(rule.of.filter((key) => !before.has(key))).toEqual([]);
  }
});

it('A volume counts whole units, and progress stops at the goal.', () => {
  const hours = { key: 'x', rule: { type: 'volume', kind: 'focus', measure: 'ms', per: 60 * MINUTE_MS, goal: 5 } } as const;
  const facts = (ms: number): AchievementFacts => ({ ...nothing, totals: new Map([[totalKey('focus', 'ms'), ms]]) });
  expect(achievementProgress(hours, facts(119 * MINUTE_MS))).toBe(1);
  expect(achievementProgress(hours, facts(6_000 * MINUTE_MS))).toBe(5);
});

it('Hours may pass midnight.', () => {
  expect([23, 2, 3, 12].map((hour) => isWithinHours(hour, { from: 23, to: 3 }))).toEqual([true, true, false, false]);
  expect([21, 23, 0].map((hour) => isWithinHours(hour, { from: 21, to: 0 }))).toEqual([true, true, false]);
});

it('Twenty skills exist, each has a rule or a drill, and a deed gives whole stars up to its limit.', () => {
  const keys = skillContent.rows.map(({ key }) => key as string);
  expect(keys).toHaveLength(20);
  const ofDrills = drills.map(({ skill }) => skill);
  expect([...new Set([...SKILL_RULES.map(({ skill }) => skill), ...ofDrills])].sort()).toEqual(keys.toSorted());
  expect(skillsFor('focus', { ms: 55 * MINUTE_MS })).toEqual([{ key: 'concentration', stars: 2 }]);
  expect(skillsFor('focus', { ms: 600 * MINUTE_MS })).toContainEqual({ key: 'concentration', stars: 4 });
  expect(skillsFor('habit', { ticks: 1 })).toEqual([{ key: 'consistency', stars: 1 }]);
});
