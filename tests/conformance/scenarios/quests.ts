// Quests on one device and on two: what is done moves them, what is undone moves them back, and a reward is paid once.
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '#schema/database.ts';
import { contentId } from '#schema/ids.ts';
import { QUEST_CONTENT } from '#schema/quests/rules/chains.ts';
import { jsonb } from '#schema/command/kit.ts';
import { scenarioId, SCENARIO_START, step, type Scenario, type Step, type TableRows } from '../scenario.ts';

const DAY = 1_440;
const today = '2026-03-02';
const quest = (key: string): string => contentId(QUEST_CONTENT, key);
const one = scenarioId('quests one');

export const simulated = true;

const shipped = {
  twice: { type: 'daily', target: 2, target_type: 'count', target_config: { kinds: ['focus'] } },
  hour: { type: 'weekly', target: 60, target_type: 'sum', target_config: { kinds: ['focus'], measure: 'ms', per: 60_000 } },
  morning: { type: 'daily', target: 1, target_type: 'time_of_day', target_config: { kinds: ['focus'], from: 9, to: 10 } },
  next: { type: 'once', target: 1, target_type: 'count', target_config: { kinds: ['focus'], after: 'twice' } },
} as const;

const library = (db: Kysely<Database>): Promise<unknown> =>
  db
    .insertInto('universal_quests')
    .values(
      Object.entries(shipped).map(([key, { target_config, ...row }]) => ({
        id: quest(key),
        title: key,
        ...row,
        target_config: jsonb(target_config),
        xp_reward: 20,
        coin_reward: 4,
        created_at: SCENARIO_START,
        updated_at: SCENARIO_START,
      })),
    )
    .execute();

const dayAt = (minute: number) => new Date(SCENARIO_START.getTime() + minute * 60_000).toISOString().slice(0, 10);

const focused = (name: string, from: number, minutes = 30): Step[] => {
  const id = scenarioId(`quests ${name}`);
  return [
    step(from, 'focus.start', { id, mode: 'countdown', durationSeconds: minutes * 60, day: dayAt(from) }),
    step(from + minutes, 'focus.complete', { id, day: dayAt(from + minutes) }),
  ];
};

const twoSessions = [...focused('first', 1), ...focused('second', 40)];

const accept = (minute: number, key: keyof typeof shipped, more: Parameters<typeof step>[3] = {}): Step =>
  step(minute, 'quests.accept', { questId: quest(key), day: dayAt(minute) }, more);
const claim = (minute: number, key: keyof typeof shipped, more: Parameters<typeof step>[3] = {}): Step =>
  step(minute, 'quests.claim', { questId: quest(key) }, more);

const rowOf = (rows: TableRows, key: string) => (rows['user_quest_progress'] ?? []).find((row) => row['quest_id'] === quest(key));
/** What quests paid, reversals included. */
const paid = (rows: TableRows): number =>
  (rows['points_ledger'] ?? []).filter((row) => row['event_type'] === 'quest').reduce((sum, row) => sum + Number(row['xp']), 0);

export const scenarios: Scenario[] = [
  {
    title:
      'A quest fills up by what is done, also before it is accepted on that day, and is paid once when both devices claim it.',
    given: library,
    steps: [
      ...focused('first', 0),
      accept(35, 'twice'),
      accept(36, 'twice', { device: 'desktop' }),
      claim(37, 'twice', { outcome: 'not_yet' }),
      ...focused('second', 40),
      claim(75, 'twice'),
      claim(76, 'twice', { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rowOf(rows, 'twice')).toMatchObject({ status: 'claimed', progress: 2, times_completed: 1, period_start: today });
      expect(paid(rows)).toBe(20);
    },
  },
  {
    title: 'Deleting what filled a quest takes its progress and its claimed reward back, and doing it again pays again.',
    given: library,
    steps: [
      accept(0, 'twice'),
      ...twoSessions,
      claim(75, 'twice'),
      step(76, 'focus.delete', { id: scenarioId('quests second') }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rowOf(rows, 'twice')).toMatchObject({ status: 'in_progress', progress: 1, claimed_at: null });
      expect(paid(rows)).toBe(0);
    },
  },
  {
    title: 'A quest that sums minutes counts the whole week, and a quest at a time of day only its hours.',
    given: library,
    steps: [accept(0, 'hour'), accept(0, 'morning'), ...focused('late', 90), ...focused('next day', DAY)],
    then: (rows) => {
      expect(rowOf(rows, 'hour')).toMatchObject({
        status: 'completed',
        progress: 60,
        period_start: today,
        period_end: '2026-03-08',
      });
      // Ended at 11:00, and on another day.
      expect(rowOf(rows, 'morning')).toMatchObject({ status: 'accepted', progress: 0 });
    },
  },
  {
    title: 'A quest at a time of day counts what ended within its hours.',
    given: library,
    steps: [accept(0, 'morning'), ...focused('early', 5)],
    then: (rows) => expect(rowOf(rows, 'morning')).toMatchObject({ status: 'completed', progress: 1 }),
  },
  {
    title: 'The next day begins anew, and a reward that waited is paid before.',
    given: library,
    steps: [accept(0, 'twice'), ...twoSessions, accept(DAY + 5, 'twice'), ...focused('third', DAY + 6)],
    then: (rows) => {
      expect(rowOf(rows, 'twice')).toMatchObject({ status: 'in_progress', progress: 1, period_start: '2026-03-03' });
      expect(paid(rows)).toBe(20);
    },
  },
  {
    title: 'What earned a reward of yesterday and is undone today takes it back.',
    given: library,
    steps: [
      accept(0, 'twice'),
      ...twoSessions,
      accept(DAY + 5, 'twice'),
      step(DAY + 6, 'focus.delete', { id: scenarioId('quests second') }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rowOf(rows, 'twice')).toMatchObject({ status: 'accepted', progress: 0, period_start: '2026-03-03' });
      expect(paid(rows)).toBe(0);
    },
  },
  {
    title: 'A session that is moved to another day counts there, and no longer where it was.',
    given: library,
    steps: [
      accept(0, 'twice'),
      ...twoSessions,
      claim(75, 'twice'),
      step(76, 'focus.retime', {
        id: scenarioId('quests second'),
        startedAt: new Date(SCENARIO_START.getTime() - DAY * 60_000).toISOString(),
        seconds: 1_800,
        day: dayAt(-DAY),
      }),
    ],
    then: (rows) => {
      expect(rowOf(rows, 'twice')).toMatchObject({ status: 'in_progress', progress: 1, claimed_at: null });
      expect(paid(rows)).toBe(0);
    },
  },
  {
    title: 'A reward of yesterday that was taken back is paid again when it is earned again.',
    given: library,
    steps: [
      accept(0, 'twice'),
      ...twoSessions,
      accept(DAY + 5, 'twice'),
      step(DAY + 6, 'focus.delete', { id: scenarioId('quests second') }),
      step(DAY + 7, 'focus.log', {
        id: scenarioId('quests entered'),
        startedAt: SCENARIO_START.toISOString(),
        seconds: 1_500,
        day: today,
      }),
    ],
    then: (rows) => expect(paid(rows)).toBe(20),
  },
  {
    title: 'A day that another device accepts late pays what was earned then, and leaves the day after it alone.',
    given: library,
    steps: [
      ...twoSessions,
      accept(DAY + 5, 'twice'),
      ...focused('third', DAY + 6),
      step(DAY + 40, 'quests.accept', { questId: quest('twice'), day: today }, { device: 'desktop' }),
      step(DAY + 41, 'quests.accept', { questId: quest('twice'), day: today }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rowOf(rows, 'twice')).toMatchObject({ status: 'in_progress', progress: 1, period_start: '2026-03-03' });
      expect(paid(rows)).toBe(20);
    },
  },
  {
    title: 'A day that is accepted late, after the day after it was given up, does not come back and is not paid twice.',
    given: library,
    steps: [
      accept(0, 'twice'),
      ...twoSessions,
      claim(75, 'twice'),
      accept(DAY + 5, 'twice'),
      step(DAY + 6, 'quests.abandon', { questId: quest('twice') }),
      step(DAY + 7, 'quests.accept', { questId: quest('twice'), day: today }),
      claim(DAY + 8, 'twice', { outcome: 'not_yet' }),
    ],
    then: (rows) => {
      expect(rowOf(rows, 'twice')).toMatchObject({ status: 'abandoned', times_completed: 1, period_start: '2026-03-03' });
      expect(paid(rows)).toBe(20);
    },
  },
  {
    title:
      'A quest of a chain waits for the one before it, one that was given up can be accepted again, and an unknown one is not there.',
    given: library,
    steps: [
      accept(0, 'next', { outcome: 'not_yet' }),
      accept(1, 'twice'),
      step(2, 'quests.abandon', { questId: quest('twice') }),
      ...focused('first', 3),
      ...focused('second', 40),
      claim(75, 'twice', { outcome: 'not_yet' }),
      accept(76, 'twice'),
      claim(77, 'twice'),
      accept(78, 'next'),
      step(79, 'quests.accept', { questId: one, day: today }, { outcome: 'not_found' }),
      step(80, 'quests.claim', { questId: one }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(rowOf(rows, 'twice')).toMatchObject({ status: 'claimed' });
      // Accepted today, so the sessions of today count.
      expect(rowOf(rows, 'next')).toMatchObject({ status: 'completed', period_start: today, period_end: null });
    },
  },
  {
    title: 'An own quest that both devices complete pays once; reopened it gives the reward back; deleted it comes back by undo.',
    steps: [
      step(0, 'quests.create', { id: one, title: '  Call the dentist ', difficulty: 'easy' }),
      step(1, 'quests.complete', { id: one, day: today }),
      step(2, 'quests.complete', { id: one, day: today }, { device: 'desktop' }),
      step(3, 'quests.reopen', { id: one, day: today }),
      step(4, 'quests.complete', { id: one, day: today }),
      step(5, 'quests.delete', { id: one }),
      step(6, 'quests.complete', { id: one, day: today }, { device: 'desktop', outcome: 'not_found' }),
      step(7, 'quests.create', { id: one, title: 'Call the dentist', difficulty: 'easy' }),
    ],
    then: (rows) => {
      expect(rows['user_quests']).toMatchObject([
        { title: 'Call the dentist', status: 'completed', xp_reward: 15, streak_count: 1 },
      ]);
      expect(paid(rows)).toBe(15);
    },
  },
  {
    title: 'A daily own quest counts its consecutive days, and after its time is over it cannot be completed.',
    steps: [
      step(0, 'quests.create', { id: one, title: 'Stretch', repeat: 'daily', difficulty: 'trivial' }),
      step(1, 'quests.complete', { id: one, day: today }),
      step(DAY, 'quests.complete', { id: one, day: dayAt(DAY) }),
      step(2 * DAY, 'quests.complete', { id: one, day: dayAt(2 * DAY) }, { device: 'desktop' }),
      step(2 * DAY + 1, 'quests.edit', { id: one, title: 'Stretch well', expiresAt: '2026-03-04T12:00:00.000Z' }),
      step(3 * DAY, 'quests.complete', { id: one, day: dayAt(3 * DAY) }, { outcome: 'already_ended' }),
      step(3 * DAY + 1, 'quests.edit', { id: scenarioId('nobody'), title: 'x' }, { outcome: 'not_found' }),
      step(3 * DAY + 2, 'quests.reopen', { id: scenarioId('nobody'), day: today }, { outcome: 'not_found' }),
    ],
    then: (rows) =>
      expect(rows['user_quests']).toMatchObject([
        { title: 'Stretch well', streak_count: 3, last_completed_date: dayAt(2 * DAY) },
      ]),
  },
];
