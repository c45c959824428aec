// Focus sessions that are entered, retimed, merged and deleted after they ended: what they count and what they pay.
import { expect } from 'vitest';
import { scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const [one, two] = ['focus one', 'focus two'].map(scenarioId) as [string, string];
const monday = '2026-03-02';
const pomodoro = { mode: 'pomodoro', durationSeconds: 1_500, day: monday } as const;
const stopwatch = { mode: 'stopwatch', durationSeconds: null, day: monday } as const;

const sessionRow = (rows: TableRows, id: string) => rows['focus_sessions']?.find((row) => row['id'] === id);
const coins = (rows: TableRows) => rows['user_wallet']?.[0]?.['total_coins'];

/** Milliseconds of focus by day, as the totals have them. */
const focusMs = (rows: TableRows) =>
  Object.fromEntries(
    (rows['occurrence_totals'] ?? [])
      .filter(({ kind, measure }) => kind === 'focus' && measure === 'ms')
      .map(({ day, amount }) => [day, Number(amount)])
      .sort(),
  );

export const scenarios: Scenario[] = [
  {
    title: 'A session entered afterwards pays its minutes without a bonus, counts for its day, and is paid once.',
    steps: [
      step(0, 'focus.log', {
        id: one,
        startedAt: '2026-03-02T08:00:00.000Z',
        seconds: 1_500,
        title: 'Letters',
        tag: 'home',
        day: monday,
      }),
      step(
        1,
        'focus.log',
        { id: one, startedAt: '2026-03-02T08:00:00.000Z', seconds: 1_500, day: monday },
        { device: 'desktop' },
      ),
      step(2, 'focus.log', { id: two, startedAt: '2026-03-02T08:00:00.000Z', seconds: 1_500, day: monday }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'completed', focused_seconds: 1_500, day: monday, xp_awarded: 25 });
      expect(sessionRow(rows, two)).toMatchObject({ focused_seconds: 1_500, xp_awarded: 0, coins_awarded: 0 });
    },
  },
  {
    title: 'A session cannot be entered for the future.',
    steps: [
      step(
        0,
        'focus.log',
        { id: one, startedAt: '2026-03-02T08:50:00.000Z', seconds: 1_500, day: monday },
        { outcome: 'limit_exceeded' },
      ),
    ],
    then: (rows) => expect(rows['focus_sessions']).toBeUndefined(),
  },
  {
    title: 'A corrected session counts its new time on its new day, and keeps what it was paid.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(25, 'focus.complete', { id: one, day: monday }),
      step(30, 'focus.retime', { id: one, startedAt: '2026-03-01T10:00:00.000Z', seconds: 3_600, day: '2026-03-01' }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ focused_seconds: 3_600, day: '2026-03-01', xp_awarded: 30 });
      expect(focusMs(rows)).toEqual({ '2026-03-01': 3_600_000, [monday]: 0 });
      expect(rows['points_ledger']).toHaveLength(1);
    },
  },
  {
    title: 'Merged sessions are one with the sum of their time; nothing is paid or taken, and deleting it takes back all.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(10, 'focus.interrupt', { id: one }),
      step(25, 'focus.complete', { id: one, day: monday }),
      step(30, 'focus.start', { ...stopwatch, id: two }),
      step(50, 'focus.complete', { id: two, day: monday }),
      step(60, 'focus.merge', { id: one, others: [two] }),
      step(61, 'focus.merge', { id: one, others: [two] }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rows['focus_sessions']).toHaveLength(1);
      expect(sessionRow(rows, one)).toMatchObject({
        focused_seconds: 2_700,
        paused_ms: 300_000,
        xp_awarded: 50,
        interruptions: 1,
      });
      expect(focusMs(rows)).toEqual({ [monday]: 2_700_000 });
    },
  },
  {
    title: 'Deleting a merged session takes back what each of its parts paid.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(25, 'focus.complete', { id: one, day: monday }),
      step(30, 'focus.start', { ...pomodoro, id: two }),
      step(55, 'focus.complete', { id: two, day: monday }),
      step(60, 'focus.merge', { id: two, others: [one] }),
      step(61, 'focus.retime', { id: two, startedAt: '2026-03-02T09:00:00.000Z', seconds: 1_200, day: monday }),
      step(62, 'focus.delete', { id: two }),
    ],
    then: (rows) => {
      expect(rows['focus_sessions']).toBeUndefined();
      expect(coins(rows)).toBe(0);
      expect(focusMs(rows)).toEqual({ [monday]: 0 });
    },
  },
];
