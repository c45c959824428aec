// Habits on one device and on two: ticks, their pay and their undoing, skips, pauses, reminders, ticks made by other records, imports.
import { expect } from 'vitest';
import { scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const one = scenarioId('habit one');
const two = scenarioId('habit two');
const holiday = scenarioId('habit holiday');
const session = scenarioId('habit session');
const stranger = scenarioId('habit stranger');
const [friday, saturday, sunday, monday] = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'] as const;

const days = (rows: TableRows) =>
  (rows['habit_completions'] ?? []).map((row) => `${row['completed_date']} ${row['mark']} ${row['value']}`).sort();
const habit = (rows: TableRows, id = one) => rows['habits']?.find((row) => row['id'] === id);
const wallet = (rows: TableRows) => rows['user_wallet']?.[0]?.['total_coins'];
const due = (rows: TableRows) => (rows['due'] ?? []).map(({ kind, due_at }) => `${kind} ${due_at}`).sort();

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'Two devices that tick the same day make one tick, paid once.',
    steps: [
      step(0, 'habit.add', { id: one, name: '  Stretch ' }),
      step(1, 'habit.mark', { habitId: one, day: monday, mark: 'done' }),
      step(2, 'habit.mark', { habitId: one, day: monday, mark: 'done' }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(habit(rows)).toMatchObject({ name: 'Stretch', frequency: 'daily', current_streak: 1, longest_streak: 1 });
      expect(days(rows)).toEqual([`${monday} done null`]);
      expect(rows['points_ledger']).toMatchObject([
        { event_type: 'habit', xp: 5, coins: 1, day: monday, reason: 'Habit: Stretch' },
      ]);
    },
  },
  {
    title: 'An undone tick takes back what it paid, and may be done again.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Stretch' }),
      step(1, 'habit.mark', { habitId: one, day: monday, mark: 'done', note: 'ten minutes' }),
      step(2, 'habit.mark', { habitId: one, day: monday, mark: 'none' }),
      step(3, 'habit.mark', { habitId: one, day: monday, mark: 'none' }, { device: 'desktop' }),
      step(4, 'habit.mark', { habitId: one, day: monday, mark: 'done' }),
    ],
    then: (rows) => {
      expect(wallet(rows)).toBe(1);
      expect(rows['points_ledger']).toHaveLength(3);
      expect(rows['habit_completions']).toMatchObject([{ mark: 'done', notes: null }]);
    },
  },
  {
    title: 'A skipped day keeps the streak and pays nothing; a missed one ends it.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Stretch' }),
      step(1, 'habit.add', { id: two, name: 'Read' }),
      step(2, 'habit.mark', { habitId: one, day: saturday, mark: 'done' }),
      step(3, 'habit.mark', { habitId: one, day: sunday, mark: 'skipped', note: 'ill' }),
      step(4, 'habit.mark', { habitId: one, day: monday, mark: 'done' }),
      step(5, 'habit.mark', { habitId: two, day: sunday, mark: 'done' }),
      step(6, 'habit.mark', { habitId: two, day: monday, mark: 'missed' }),
    ],
    then: (rows) => {
      expect(habit(rows)).toMatchObject({ current_streak: 3, longest_streak: 3 });
      expect(habit(rows, two)).toMatchObject({ current_streak: 0, longest_streak: 1 });
      expect(wallet(rows)).toBe(3);
    },
  },
  {
    title: 'A value counts once it reaches the target, and stops counting when it is corrected below it.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Water', kind: 'measure', targetValue: 8, unit: 'glasses' }),
      step(1, 'habit.mark', { habitId: one, day: monday, mark: 'done', value: 5 }),
      step(2, 'habit.mark', { habitId: one, day: monday, mark: 'done', value: 8 }),
      step(3, 'habit.mark', { habitId: one, day: monday, mark: 'done', value: 7.5 }),
    ],
    then: (rows) => {
      expect(days(rows)).toEqual([`${monday} done 7.5`]);
      expect(wallet(rows)).toBe(0);
      expect(habit(rows)).toMatchObject({ current_streak: 0 });
    },
  },
  {
    title: 'A correction of a day long past is history and pays nothing; a day in the future becomes today.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Stretch' }),
      step(1, 'habit.mark', { habitId: one, day: '2026-01-10', mark: 'done' }),
      step(2, 'habit.mark', { habitId: one, day: '2026-09-10', mark: 'done' }),
    ],
    then: (rows) => {
      expect(days(rows)).toEqual(['2026-01-10 done null', `${monday} done null`]);
      expect(wallet(rows)).toBe(1);
    },
  },
  {
    title: 'Other words of a schedule count the streak anew; a schedule that cannot be is refused.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Run' }),
      step(1, 'habit.mark', { habitId: one, day: friday, mark: 'done' }),
      step(2, 'habit.mark', { habitId: one, day: monday, mark: 'done' }),
      step(3, 'habit.edit', { id: one, frequency: 'weekdays', customDays: [5, 1, 1] }),
      step(4, 'habit.edit', { id: one, customDays: [] }, { outcome: 'invalid_arguments' }),
      step(5, 'habit.add', { id: two, name: 'Call', frequency: 'interval' }, { outcome: 'invalid_arguments' }),
    ],
    then: (rows) => expect(habit(rows)).toMatchObject({ custom_days: [1, 5], current_streak: 4, longest_streak: 4 }),
  },
  {
    title: 'A pause over all habits bridges a streak, and its end is changed and taken back.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Run' }),
      step(1, 'habit.mark', { habitId: one, day: friday, mark: 'done' }),
      step(2, 'habit.mark', { habitId: one, day: monday, mark: 'done' }),
      step(3, 'habit.pause', { id: holiday, habitId: null, from: saturday, to: null, reason: 'Coast' }),
      step(4, 'habit.editPause', { id: holiday, to: sunday }),
    ],
    then: (rows) => {
      expect(rows['habit_pauses']).toMatchObject([{ from_day: saturday, to_day: sunday, reason: 'Coast' }]);
      expect(habit(rows)).toMatchObject({ current_streak: 4 });
    },
  },
  {
    title: 'A pause that is taken back, or ended before it began, never was.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Run' }),
      step(1, 'habit.mark', { habitId: one, day: friday, mark: 'done' }),
      step(2, 'habit.mark', { habitId: one, day: monday, mark: 'done' }),
      step(3, 'habit.pause', { id: holiday, habitId: one, from: saturday, to: sunday }),
      step(4, 'habit.deletePause', { id: holiday }),
      step(5, 'habit.pause', { id: scenarioId('habit illness'), habitId: one, from: saturday, to: null }),
      step(6, 'habit.editPause', { id: scenarioId('habit illness'), to: friday }),
      step(7, 'habit.editPause', { id: holiday, to: friday }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(rows['habit_pauses']).toBeUndefined();
      expect(habit(rows)).toMatchObject({ current_streak: 1, longest_streak: 1 });
    },
  },
  {
    title: 'A reminder is planned for its next time, and is told only while the habit is not done.',
    steps: [
      step(0, 'habit.add', {
        id: one,
        name: 'Stretch',
        question: 'Did you stretch?',
        reminders: { zone: 'Europe/Berlin', times: [{ minute: 20 * 60, weekdays: [1, 3] }] },
      }),
      step(600, 'habit.remind', { id: one }),
    ],
    then: (rows) => {
      expect(due(rows)).toEqual(['habit_due 2026-03-04T19:00:00+00:00', 'habit_reminder 2026-03-02T19:00:00+00:00']);
      expect(rows['due']).toContainEqual(
        expect.objectContaining({ notice: { title: 'Stretch', body: 'Did you stretch?', url: `/habits/${one}` } }),
      );
    },
  },
  {
    title: 'A tick takes a reminder back, snoozed or not; an archived habit has none.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Stretch', reminders: { zone: 'UTC', times: [{ minute: 600, weekdays: [1] }] } }),
      step(60, 'habit.snooze', { id: one, minutes: 30 }),
      step(61, 'habit.mark', { habitId: one, day: monday, mark: 'done' }),
      step(62, 'habit.remind', { id: one }),
      step(63, 'habit.archive', { id: one, isArchived: true }),
      step(64, 'habit.snooze', { id: two, minutes: 30 }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(rows['due']).toBeUndefined();
      expect(habit(rows)).toMatchObject({ is_active: false });
    },
  },
  {
    title: 'A focus session with a habit is its tick: one entry of the ledger, and gone with the session.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Write' }),
      step(0, 'habit.add', {
        id: two,
        name: 'Focus',
        kind: 'measure',
        targetValue: 20,
        unit: 'min',
        link: { kind: 'focus', id: null, measure: 'ms' },
      }),
      step(1, 'focus.start', {
        id: session,
        mode: 'stopwatch',
        durationSeconds: null,
        day: monday,
        taskId: one,
        taskKind: 'habit',
      }),
      step(31, 'focus.complete', { id: session, day: monday }),
    ],
    then: (rows) => {
      expect(days(rows)).toEqual([`${monday} done 30`, `${monday} done null`]);
      expect(rows['points_ledger']).toHaveLength(1);
      expect(habit(rows)).toMatchObject({ current_streak: 1 });
    },
  },
  {
    title: 'A session that is moved to another day ticks that day, and no longer the day where it was.',
    steps: [
      step(0, 'habit.add', { id: two, name: 'Focus', link: { kind: 'focus', id: null, measure: null } }),
      step(1, 'focus.start', { id: session, mode: 'stopwatch', durationSeconds: null, day: monday }),
      step(31, 'focus.complete', { id: session, day: monday }),
      step(32, 'focus.retime', { id: session, startedAt: '2026-03-01T10:00:00.000Z', seconds: 1_800, day: '2026-03-01' }),
    ],
    then: (rows) => expect(days(rows)).toEqual(['2026-03-01 done null']),
  },
  {
    title: 'A deleted session takes its tick along, and leaves a day that was marked by hand.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Write' }),
      step(0, 'habit.add', { id: two, name: 'Focus', link: { kind: 'focus', id: null, measure: null } }),
      step(1, 'habit.mark', { habitId: two, day: monday, mark: 'done' }),
      step(1, 'focus.start', {
        id: session,
        mode: 'stopwatch',
        durationSeconds: null,
        day: monday,
        taskId: one,
        taskKind: 'habit',
      }),
      step(31, 'focus.complete', { id: session, day: monday }),
      step(40, 'focus.delete', { id: session }),
    ],
    then: (rows) => {
      expect(rows['habit_completions']).toMatchObject([{ habit_id: two, linked_kind: null }]);
      expect(habit(rows)).toMatchObject({ current_streak: 0 });
    },
  },
  {
    title: 'The order of habits is what a person made it, and a deleted habit leaves nothing behind.',
    steps: [
      step(0, 'habit.add', { id: one, name: 'Run' }),
      step(0, 'habit.add', { id: two, name: 'Read' }),
      step(1, 'habit.reorder', { ids: [two, one] }),
      step(2, 'habit.mark', { habitId: one, day: monday, mark: 'done' }),
      step(3, 'habit.pause', { id: holiday, habitId: one, from: monday, to: null }),
      step(4, 'habit.delete', { id: one }),
      step(5, 'habit.mark', { habitId: one, day: monday, mark: 'done' }, { device: 'desktop', outcome: 'not_found' }),
      step(6, 'habit.delete', { id: one }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rows['habits']).toMatchObject([{ id: two, sort_order: 0 }]);
      expect(rows['habit_completions']).toBeUndefined();
      expect(rows['habit_pauses']).toBeUndefined();
    },
  },
  {
    title: 'An import twice is one, leaves what the person marked, pays nothing and can be taken back.',
    steps: [
      step(0, 'habit.add', { id: two, name: 'Read' }),
      step(0, 'habit.mark', { habitId: two, day: sunday, mark: 'skipped' }),
      ...[1, 2].map((minute) =>
        step(minute, 'habit.import', {
          source: 'loop',
          habits: [
            {
              habitId: null,
              key: 'Meditate',
              name: 'Meditate',
              frequency: 'custom' as const,
              targetCount: 2,
              intervalDays: 3,
              isArchived: true,
              entries: [
                { day: saturday, mark: 'done' as const, value: null, note: 'hills' },
                { day: sunday, mark: 'missed' as const, value: null, note: null },
              ],
            },
            {
              habitId: two,
              key: 'Read',
              name: 'Read',
              isArchived: false,
              // A day in the future is no history.
              entries: [saturday, sunday, '2150-01-01'].map((day) => ({ day, mark: 'done' as const, value: null, note: null })),
              pauses: [
                { from: '2026-02-01', to: '2026-02-03', reason: 'Flu', ofAll: false },
                { from: '2026-02-10', to: '2026-02-12', reason: null, ofAll: true },
                { from: '2026-02-12', to: '2026-02-10', reason: null, ofAll: false },
              ],
            },
          ],
        }),
      ),
    ],
    then: (rows) => {
      expect(rows['habits']).toHaveLength(2);
      expect(days(rows)).toEqual(
        [`${saturday} done null`, `${saturday} done null`, `${sunday} missed null`, `${sunday} skipped null`].sort(),
      );
      expect(rows['points_ledger']).toBeUndefined();
      expect(rows['habit_pauses']?.map(({ habit_id, from_day, to_day }) => [habit_id, from_day, to_day]).sort()).toEqual([
        [null, '2026-02-10', '2026-02-12'],
        [two, '2026-02-01', '2026-02-03'],
      ]);
      expect(rows['habits']).toContainEqual(
        expect.objectContaining({ source_key: 'Meditate', is_active: false, interval_days: 3 }),
      );
    },
  },
  {
    title: 'An import that is taken back leaves the days that the person marked.',
    steps: [
      step(0, 'habit.add', { id: two, name: 'Read' }),
      step(0, 'habit.mark', { habitId: two, day: sunday, mark: 'done' }),
      step(1, 'habit.import', {
        source: 'loop',
        habits: [
          {
            habitId: two,
            key: 'Read',
            name: 'Read',
            isArchived: false,
            entries: [{ day: saturday, mark: 'done', value: null, note: null }],
            pauses: [
              { from: '2026-02-01', to: '2026-02-03', reason: 'Flu', ofAll: false },
              { from: '2026-02-10', to: null, reason: null, ofAll: true },
            ],
          },
        ],
      }),
      step(2, 'habit.undoImport', { source: 'loop', habitIds: [two] }),
    ],
    then: (rows) => {
      expect(rows['habit_pauses']).toBeUndefined();
      expect(days(rows)).toEqual([`${sunday} done null`]);
      expect(habit(rows, two)).toMatchObject({ longest_streak: 1 });
    },
  },
  {
    title: 'A habit of another person can be neither taken, marked, changed nor deleted.',
    given: async (db) => {
      const at = new Date('2026-03-01T09:00:00Z');
      await db
        .insertInto('users')
        .values({ id: stranger, email: 'stranger@example.org', created_at: at, updated_at: at })
        .execute();
      await db
        .insertInto('habits')
        .values({ id: one, user_id: stranger, name: 'Theirs', created_at: at, updated_at: at })
        .execute();
    },
    steps: [
      step(0, 'habit.add', { id: one, name: 'Mine' }, { outcome: 'conflict' }),
      step(1, 'habit.mark', { habitId: one, day: monday, mark: 'done' }, { outcome: 'not_found' }),
      step(2, 'habit.edit', { id: one, name: 'Mine' }, { outcome: 'not_found' }),
      step(3, 'habit.archive', { id: one, isArchived: true }, { outcome: 'not_found' }),
      step(4, 'habit.pause', { id: holiday, habitId: one, from: monday, to: null }, { outcome: 'not_found' }),
      step(5, 'habit.delete', { id: one }),
      step(6, 'habit.reorder', { ids: [one] }),
    ],
    then: (rows) => expect(rows['habits']).toMatchObject([{ name: 'Theirs', user_id: stranger, is_active: true }]),
  },
];
