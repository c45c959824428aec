// Achievements and skills: earned with the deed that meets them, once from two devices, and lost when the deed is taken back.
import { expect } from 'vitest';
import { jsonb } from '#schema/command/kit.ts';
import { achievementContent } from '#schema/progress/content/achievements.ts';
import { skillContent } from '#schema/progress/content/skills.ts';
import { scenarioId, SCENARIO_START, step, type Scenario, type TableRows } from '../scenario.ts';

const monday = '2026-03-02';
const focusId = (at: number): string => scenarioId(`achieving ${at}`);
const pomodoro = { mode: 'pomodoro', durationSeconds: 1_500, day: monday } as const;

/** Those that the scenarios can reach, as the app ships them. */
const KEYS = new Set(['focus-first', 'focus-count-10', 'level-5', 'set-5', 'focus-hours-5', 'set-all-round']);

const given: Scenario['given'] = async (db) => {
  const rows = achievementContent.rows.filter(({ key }) => KEYS.has(key as string));
  await db
    .insertInto('achievement_definitions')
    .values(
      rows.map((row) => ({
        ...(row as never as { id: string; key: string; name: string; trigger_type: 'count' }),
        trigger_config: jsonb({}),
        created_at: SCENARIO_START,
      })),
    )
    .execute();
  await db
    .insertInto('skill_definitions')
    .values(
      skillContent.rows.map((row) => ({
        ...(row as never as { id: string; key: string; name: string }),
        created_at: SCENARIO_START,
      })),
    )
    .execute();
};

const earned = (rows: TableRows) => (rows['user_achievements'] ?? []).map((row) => row['achievement_key']).sort();
const stars = (rows: TableRows) =>
  Object.fromEntries((rows['user_skills'] ?? []).map((row) => [row['skill_key'], row['current_stars']]).sort());

const sessions = (count: number) =>
  Array.from({ length: count }, (_, at) => [
    step(at * 30, 'focus.start', { ...pomodoro, id: focusId(at) }),
    step(at * 30 + 25, 'focus.complete', { id: focusId(at), day: monday }),
  ]).flat();

export const scenarios: Scenario[] = [
  {
    title: 'The first focus session earns its achievement once, from two devices, and stars of its skills.',
    given,
    steps: [...sessions(1), step(26, 'focus.complete', { id: focusId(0), day: monday }, { device: 'desktop' })],
    then: (rows) => {
      expect(earned(rows)).toEqual(['focus-first']);
      expect(stars(rows)).toEqual({ concentration: 1, 'follow-through': 1 });
      expect(rows['user_progress']).toMatchObject([{ total_skill_stars: 2 }]);
    },
  },
  {
    title: 'Ten sessions earn the next step, a level its own; taking one session back takes back what it had met.',
    given,
    steps: [...sessions(10), step(400, 'focus.delete', { id: focusId(3) })],
    then: (rows) => {
      expect(earned(rows)).toEqual(['focus-first', 'level-5']);
      expect(stars(rows)).toEqual({ concentration: 9, 'follow-through': 9 });
    },
  },
  {
    title: 'Deleting the only session takes its achievement and its stars back.',
    given,
    steps: [...sessions(1), step(40, 'focus.delete', { id: focusId(0) })],
    then: (rows) => {
      expect(rows['user_achievements']).toBeUndefined();
      expect(stars(rows)).toEqual({ concentration: 0, 'follow-through': 0 });
    },
  },
];
