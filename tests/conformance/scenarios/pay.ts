// What is paid and what is not: attempts to gain unearned points, and legitimate use that must still be paid.
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import { dayLimit } from '#schema/progress/rules/pay.ts';
import type { Database } from '#schema/database.ts';
import { scenarioId, SCENARIO_START, step, type Scenario, type Step, type TableRows } from '../scenario.ts';

const DAY = 1_440;
const HOUR = 60;
const squat = scenarioId('pay squat');

const at = (minute: number) => new Date(SCENARIO_START.getTime() + minute * 60_000).toISOString();
const dayAt = (minute: number) => at(minute).slice(0, 10);

const sum = (rows: TableRows, column: string): number =>
  (rows['points_ledger'] ?? []).reduce((total, row) => total + Number(row[column]), 0);
const days = (rows: TableRows, table: string): unknown[] => (rows[table] ?? []).map((row) => row['day']);

/** Sums over all days, by kind and measure. */
function totals(rows: TableRows): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of rows['occurrence_totals'] ?? []) {
    const of = `${row['kind']} ${row['measure']}`;
    sums[of] = (sums[of] ?? 0) + Number(row['amount']);
  }
  return sums;
}

const library = (db: Kysely<Database>): Promise<unknown> =>
  db
    .insertInto('exercises')
    .values({ id: squat, name: 'Squat', measure: 'weight_reps', created_at: SCENARIO_START, updated_at: SCENARIO_START })
    .execute();

/** A focus session from one minute to another, received by the server at `arrives`. */
const focused = (name: string, from: number, minutes: number, arrives = from + minutes): Step[] => {
  const id = scenarioId(`pay ${name}`);
  const started = { id, mode: 'countdown', durationSeconds: minutes * 60, day: dayAt(from) } as const;
  return [
    step(from, 'focus.start', started, { arrives }),
    step(from + minutes, 'focus.complete', { id, day: dayAt(from + minutes) }, { arrives }),
  ];
};

const trained = (name: string, from: number, minutes: number, count: number, arrives = from + minutes): Step[] => {
  const [id, entry] = [scenarioId(`pay ${name}`), scenarioId(`pay entry ${name}`)];
  const done = Array.from({ length: count }, (_, index) => {
    const when = from + (minutes * (index + 1)) / (count + 1);
    const figures = { kind: 'normal', weightKg: 100, reps: 5, completedAt: at(when) } as const;
    const of = { sessionId: id, entryId: entry, exerciseId: squat, setNumber: index + 1 };
    return step(when, 'set.log', { id: scenarioId(`pay set ${name} ${index}`), ...of, ...figures }, { arrives });
  });
  return [
    step(from, 'workout.start', { id, name, day: dayAt(from), entries: [{ id: entry, exerciseId: squat }] }, { arrives }),
    ...done,
    step(from + minutes, 'workout.finish', { id, day: dayAt(from + minutes) }, { arrives }),
  ];
};

const each = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

const attacks: Scenario[] = [
  {
    title: 'Five four-hour sessions in one day pay the daily maximum, and each row shows what was paid for it.',
    steps: each(5, (index) => focused(`long ${index}`, -9 * HOUR + index * 4 * HOUR, 4 * HOUR)).flat(),
    then: (rows) => {
      const { xp, coins } = dayLimit('focus');
      const onMonday = (rows['points_ledger'] ?? []).filter((row) => row['day'] === '2026-03-02');
      expect(onMonday.reduce((total, row) => total + Number(row['xp']), 0)).toBe(xp);
      expect(onMonday.reduce((total, row) => total + Number(row['coins']), 0)).toBe(coins);
      const awarded = (rows['focus_sessions'] ?? []).reduce((total, row) => total + Number(row['xp_awarded']), 0);
      expect(awarded).toBe(sum(rows, 'xp'));
    },
  },
  {
    title: 'Activities received more than 60 days late pay nothing; more recent ones are paid.',
    steps: [...focused('ancient', -61 * DAY, HOUR, 0), ...focused('recent', -59 * DAY, HOUR, 0)],
    then: (rows) => {
      expect(rows['focus_sessions']).toHaveLength(2);
      expect(sum(rows, 'xp')).toBe(72);
      expect(days(rows, 'points_ledger')).toEqual([dayAt(-59 * DAY)]);
    },
  },
  {
    title: 'Workouts with one set and no duration pay nothing, however many there are.',
    given: library,
    steps: each(12, (index) => trained(`instant ${index}`, index, 0, 1)).flat(),
    then: (rows) => {
      expect(rows['workout_sessions']).toHaveLength(12);
      expect(rows['points_ledger']).toBeUndefined();
    },
  },
  {
    title: 'Workouts at the same time, and a focus session within one, are paid once for the time that they share.',
    given: library,
    steps: [...trained('one', 0, 60, 10), ...trained('same time', 0, 60, 10), ...focused('within', 10, 40, 60)],
    then: (rows) => {
      expect(rows['points_ledger']).toHaveLength(1);
      expect(sum(rows, 'xp')).toBe(40);
    },
  },
  {
    title:
      'A forged day is replaced by the day of the action, so it neither creates a long streak nor blocks the streak for ever.',
    steps: [
      ...each(6, (index): Step[] => {
        const id = scenarioId(`pay forged ${index}`);
        const day = index === 0 ? '2199-12-31' : dayAt(-index * DAY);
        return [
          step(index * 30, 'focus.start', { id, mode: 'stopwatch', durationSeconds: null, day }),
          step(index * 30 + 25, 'focus.complete', { id, day }),
        ];
      }).flat(),
      ...focused('the next day', DAY, 25),
    ],
    then: (rows) => {
      const possible = [dayAt(-DAY), dayAt(0), dayAt(DAY)];
      for (const table of ['focus_sessions', 'points_ledger'])
        for (const day of days(rows, table)) expect(possible).toContain(day);
      expect(rows['user_streaks']).toMatchObject([{ current_streak: 3, last_activity_date: dayAt(DAY) }]);
    },
  },
  {
    title: 'A streak that was blocked by a day in the year 9999 continues without that day.',
    given: async (db, userId) => {
      const common = { user_id: userId, event_type: 'focus', event_id: null, xp: 1, coins: 0, skill_stars: 0, skill_key: null };
      const entry = (name: string, day: string) => ({
        ...common,
        id: scenarioId(`pay ${name}`),
        idempotency_key: `${userId}:${name}`,
        reason: null,
        reverses_id: null,
        day,
        created_at: SCENARIO_START,
      });
      await db
        .insertInto('points_ledger')
        .values([entry('forged', '2199-12-31'), entry('yesterday', dayAt(-DAY))])
        .execute();
      const total = (name: string, day: string) => ({
        id: scenarioId(`pay total ${name}`),
        user_id: userId,
        kind: 'focus',
        measure: 'xp',
        day,
        amount: 1,
      });
      await db
        .insertInto('occurrence_totals')
        .values([total('forged', '2199-12-31'), total('yesterday', dayAt(-DAY))])
        .execute();
      await db
        .insertInto('user_streaks')
        .values({
          id: scenarioId('pay streak'),
          user_id: userId,
          streak_type: 'focus',
          current_streak: 1,
          longest_streak: 1,
          last_activity_date: '2199-12-31',
          created_at: SCENARIO_START,
          updated_at: SCENARIO_START,
        })
        .execute();
    },
    steps: focused('today', 0, 25),
    then: (rows) => expect(rows['user_streaks']).toMatchObject([{ current_streak: 2, last_activity_date: dayAt(0) }]),
  },
  {
    title: 'Time of a deleted session can be paid again, because its pay was taken back.',
    steps: [
      ...focused('deleted', 0, 60),
      step(61, 'focus.delete', { id: scenarioId('pay deleted') }),
      ...focused('instead', 0, 60, 62),
    ],
    then: (rows) => expect(sum(rows, 'xp')).toBe(72),
  },
  {
    title: 'A session ended on two devices, and a workout finished on both, are paid once and counted once.',
    given: library,
    steps: [
      ...focused('both', 0, 50),
      step(51, 'focus.complete', { id: scenarioId('pay both'), day: dayAt(51) }, { device: 'desktop' }),
      ...trained('both workout', 60, 30, 6),
      step(95, 'workout.finish', { id: scenarioId('pay both workout'), day: dayAt(95) }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rows['points_ledger']).toHaveLength(2);
      expect(totals(rows)).toMatchObject({
        'focus times': 1,
        'focus ms': 50 * 60_000,
        'workout times': 1,
        'workout working_sets': 6,
      });
      expect(totals(rows)['focus xp']! + totals(rows)['workout xp']!).toBe(sum(rows, 'xp'));
    },
  },
  {
    title: 'A finished workout that is edited keeps its pay, and its totals follow the sets and the day.',
    given: library,
    steps: [
      ...trained('edited', 0, 60, 6),
      step(70, 'set.delete', { id: scenarioId('pay set edited 0') }),
      step(71, 'set.update', { id: scenarioId('pay set edited 1'), weightKg: 50 }),
      step(72, 'workout.edit', { id: scenarioId('pay edited'), startedAt: at(-2 * DAY), completedAt: at(-2 * DAY + 30) }),
    ],
    then: (rows) => {
      expect(sum(rows, 'xp')).toBe(32);
      const moved = { 'workout times': 1, 'workout working_sets': 5, 'workout volume_g': 2_250_000, 'workout ms': 30 * 60_000 };
      expect(totals(rows)).toMatchObject({ ...moved, 'workout xp': 32 });
      const day = (rows['workout_sessions'] ?? [])[0]?.['day'];
      const counted = (rows['occurrence_totals'] ?? []).filter((row) => row['measure'] === 'times' && row['amount'] === 1);
      expect(counted.map((row) => row['day'])).toEqual([day]);
    },
  },
  {
    title: 'A deleted activity leaves no totals, whatever day it was moved to.',
    given: library,
    steps: [
      ...focused('gone', 0, 30),
      ...trained('gone workout', 60, 30, 6),
      step(100, 'workout.edit', { id: scenarioId('pay gone workout'), startedAt: at(-2 * DAY), completedAt: at(-2 * DAY + 30) }),
      step(101, 'focus.delete', { id: scenarioId('pay gone') }),
      step(102, 'workout.delete', { id: scenarioId('pay gone workout') }),
    ],
    then: (rows) => {
      expect(sum(rows, 'xp')).toBe(0);
      expect(Object.values(totals(rows)).filter((amount) => amount !== 0)).toEqual([]);
      expect((rows['activity_events'] ?? []).every((row) => row['taken_back_at'] !== null)).toBe(true);
    },
  },
];

const honestLives: Scenario[] = [
  {
    title: 'When two devices return after three weeks offline, each day of both is paid.',
    given: library,
    steps: each(21, (index) => [
      ...focused(`away ${index}`, (index - 21) * DAY, 50, 0),
      ...(index % 7 === 0 ? trained(`away workout ${index}`, (index - 21) * DAY + 120, 60, 4, 0) : []),
    ]).flat(),
    then: (rows) => {
      expect(sum(rows, 'xp')).toBe(21 * 60 + 3 * 28);
      const streak = rows['user_streaks']?.find((row) => row['streak_type'] === 'focus');
      expect(streak).toMatchObject({ current_streak: 21 });
    },
  },
  {
    title: 'Two workouts of one day, in the morning and in the evening, are both paid.',
    given: library,
    steps: [...trained('morning', 0, 60, 20), ...trained('evening', 9 * HOUR, 75, 20)],
    then: (rows) => {
      expect(rows['points_ledger']).toHaveLength(2);
      expect(sum(rows, 'xp')).toBe(120);
      expect(sum(rows, 'coins')).toBe(22);
    },
  },
  {
    title: 'The person’s local day is accepted far from Greenwich: a day ahead of UTC and a day behind it.',
    steps: [
      // 09:00 UTC, in Honolulu the evening before; 14:00 UTC, in Kiritimati the next morning.
      step(0, 'focus.start', { id: scenarioId('pay west'), mode: 'stopwatch', durationSeconds: null, day: '2026-03-01' }),
      step(25, 'focus.complete', { id: scenarioId('pay west'), day: '2026-03-01' }),
      step(5 * HOUR, 'focus.start', { id: scenarioId('pay east'), mode: 'stopwatch', durationSeconds: null, day: '2026-03-03' }),
      step(5 * HOUR + 25, 'focus.complete', { id: scenarioId('pay east'), day: '2026-03-03' }),
    ],
    then: (rows) => expect(days(rows, 'points_ledger').toSorted()).toEqual(['2026-03-01', '2026-03-03']),
  },
  {
    title: 'With a known time zone the day must match the person’s local date.',
    steps: [
      step(0, 'settings.set', { key: 'timeZone', value: 'Pacific/Auckland' }),
      // 19:00 UTC is the morning of the 3rd there, so the 1st cannot be.
      step(10 * HOUR, 'focus.start', { id: scenarioId('pay zone'), mode: 'stopwatch', durationSeconds: null, day: '2026-03-01' }),
    ],
    then: (rows) => expect(days(rows, 'focus_sessions')).toEqual(['2026-03-03']),
  },
];

export const scenarios: Scenario[] = [...attacks, ...honestLives];
