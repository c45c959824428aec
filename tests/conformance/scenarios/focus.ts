// Focus on one device and on two: the outcome of a session when both devices act on it, out of order and repeatedly.
import { expect } from 'vitest';
import { scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const one = scenarioId('focus one');
const two = scenarioId('focus two');
const three = scenarioId('focus three');
const monday = '2026-03-02';
const pomodoro = { mode: 'pomodoro', durationSeconds: 1_500, day: monday } as const;
const stopwatch = { mode: 'stopwatch', durationSeconds: null, day: monday } as const;

const sessionRow = (rows: TableRows, id: string) => rows['focus_sessions']?.find((row) => row['id'] === id);
const coins = (rows: TableRows) => rows['user_wallet']?.[0]?.['total_coins'];

const due = (rows: TableRows) => (rows['due'] ?? []).map(({ kind, due_at }) => `${kind} ${due_at}`).sort();

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A running timer schedules a notification at its planned end and its expiry by the server a quarter of an hour later.',
    steps: [step(0, 'focus.start', { ...pomodoro, id: one, title: 'Mix the chorus' })],
    then: (rows) => {
      expect(due(rows)).toEqual(['focus_end 2026-03-02T09:25:00+00:00', 'focus_expiry 2026-03-02T09:40:00+00:00']);
      expect(rows['due']).toContainEqual(
        expect.objectContaining({
          notice: { title: 'Focus session complete', body: 'Mix the chorus', url: '/focus' },
          command: null,
        }),
      );
      expect(rows['due']).toContainEqual(expect.objectContaining({ command: 'focus.expire', args: { id: one }, notice: null }));
    },
  },
  {
    title: 'A pause cancels the notification of a timer; after resuming it is later by the pause and by added time.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(10, 'focus.pause', { id: one }),
      step(20, 'focus.resume', { id: one }),
      step(21, 'focus.extend', { id: one, seconds: 300 }),
      step(22, 'focus.edit', { id: one, title: 'Mix the bridge' }),
    ],
    then: (rows) => {
      expect(due(rows)).toEqual(['focus_end 2026-03-02T09:40:00+00:00', 'focus_expiry 2026-03-02T09:55:00+00:00']);
      expect(rows['due']).toContainEqual(
        expect.objectContaining({ notice: { title: 'Focus session complete', body: 'Mix the bridge', url: '/focus' } }),
      );
    },
  },
  {
    title: 'While a timer is paused, only its expiry is scheduled.',
    steps: [step(0, 'focus.start', { ...pomodoro, id: one }), step(10, 'focus.pause', { id: one })],
    then: (rows) => expect(due(rows)).toEqual(['focus_expiry 2026-03-03T09:10:00+00:00']),
  },
  {
    title: 'A session that is ended early, replaced or deleted leaves no notification scheduled.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(10, 'focus.complete', { id: one, day: monday }),
      step(11, 'focus.start', { ...pomodoro, id: two }),
      step(12, 'focus.start', { ...pomodoro, id: three }),
      step(13, 'focus.abandon', { id: three }),
    ],
    then: (rows) => expect(rows['due']).toBeUndefined(),
  },
  {
    title: 'When an open device completes a timer on time, the closed devices are still notified.',
    steps: [step(0, 'focus.start', { ...pomodoro, id: one }), step(25, 'focus.expire', { id: one })],
    then: (rows) => expect(due(rows)).toEqual(['focus_end 2026-03-02T09:25:00+00:00']),
  },
  {
    title: 'A timer that arrives after its end is not notified, and the server waits a minute for later commands of its device.',
    steps: [step(0, 'focus.start', { ...pomodoro, id: one }, { arrives: 120 })],
    then: (rows) => expect(due(rows)).toEqual(['focus_expiry 2026-03-02T11:01:00+00:00']),
  },
  {
    title: 'A pomodoro that runs to its end pays its minutes, the bonus and the coins, and starts a streak.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one, title: 'Mix the chorus', tag: 'music' }),
      step(25, 'focus.complete', { id: one, day: monday }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({
        status: 'completed',
        xp_awarded: 30,
        coins_awarded: 5,
        focused_seconds: 1_500,
      });
      expect(rows['points_ledger']).toMatchObject([{ xp: 30, coins: 5, day: monday, reason: 'Focus: Mix the chorus' }]);
      expect(rows['user_wallet']).toMatchObject([{ total_coins: 5, earned_coins: 5, spent_coins: 0 }]);
      expect(rows['user_progress']).toMatchObject([{ total_xp: 30, current_level: 2, xp_to_next_level: 50 }]);
      expect(rows['user_streaks']).toMatchObject([{ streak_type: 'focus', current_streak: 1, last_activity_date: monday }]);
      expect(rows['activity_events']).toMatchObject([{ event_type: 'focus', xp_earned: 30, coins_earned: 5 }]);
    },
  },
  {
    title: 'Pauses on one device that end on the other are subtracted from the time.',
    steps: [
      step(0, 'focus.start', { ...stopwatch, id: one }),
      step(10, 'focus.pause', { id: one }),
      step(30, 'focus.resume', { id: one }, { device: 'desktop' }),
      step(40, 'focus.pause', { id: one }, { device: 'desktop' }),
      step(45, 'focus.resume', { id: one }),
      step(60, 'focus.complete', { id: one, day: monday }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ xp_awarded: 35, focused_seconds: 2_100, paused_ms: 1_500_000 });
      expect(rows['focus_pause_state']?.map((row) => row['is_paused'])).toEqual([false, false]);
    },
  },
  {
    title: 'Both devices finish the same session while offline and it pays once.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(25, 'focus.complete', { id: one, day: monday }),
      step(25, 'focus.complete', { id: one, day: monday }, { device: 'desktop' }),
      step(26, 'focus.expire', { id: one }),
    ],
    then: (rows) => {
      expect(rows['points_ledger']).toHaveLength(1);
      expect(coins(rows)).toBe(5);
    },
  },
  {
    title: 'A pause that arrives after the other device completed the session leaves it complete.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(25, 'focus.complete', { id: one, day: monday }, { device: 'desktop' }),
      step(10, 'focus.pause', { id: one }),
      step(60, 'focus.resume', { id: one }),
      step(75, 'focus.complete', { id: one, day: monday }),
      step(76, 'focus.abandon', { id: one }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'completed', xp_awarded: 30 });
      expect(rows['focus_pause_state']).toBeUndefined();
    },
  },
  {
    title: 'A second pause from another device changes nothing.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(10, 'focus.pause', { id: one }),
      step(12, 'focus.pause', { id: one }, { device: 'desktop' }),
      step(20, 'focus.resume', { id: one }),
      step(21, 'focus.resume', { id: one }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'running', paused_ms: 600_000, paused_at: null });
      expect(rows['focus_pause_state']).toHaveLength(1);
    },
  },
  {
    title: 'Starting a session completes the running one with its elapsed time.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(12, 'focus.start', { ...stopwatch, id: two }, { device: 'desktop' }),
      step(22, 'focus.complete', { id: two, day: monday }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'completed', focused_seconds: 720, xp_awarded: 12 });
      expect(sessionRow(rows, two)).toMatchObject({ status: 'completed', xp_awarded: 10 });
    },
  },
  {
    title: 'A session replaced within its first minute is abandoned.',
    steps: [step(0, 'focus.start', { ...pomodoro, id: one }), step(0.5, 'focus.start', { ...pomodoro, id: two })],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'abandoned', xp_awarded: 0 });
      expect(sessionRow(rows, two)).toMatchObject({ status: 'running' });
    },
  },
  {
    title: 'A session whose start arrives late ends when the later session began, and no minute is paid twice.',
    steps: [
      step(5, 'focus.start', { ...stopwatch, id: two }, { device: 'desktop' }),
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(25, 'focus.complete', { id: one, day: monday }),
      step(30, 'focus.complete', { id: two, day: monday }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'completed', focused_seconds: 300, xp_awarded: 5 });
      expect(sessionRow(rows, two)).toMatchObject({ status: 'completed', xp_awarded: 25 });
    },
  },
  {
    title: 'Two sessions that ran at the same time on two devices are paid once for the time that they share.',
    steps: [
      step(5, 'focus.start', { ...stopwatch, id: two }, { device: 'desktop' }),
      step(35, 'focus.complete', { id: two, day: monday }, { device: 'desktop' }),
      step(0, 'focus.start', { ...stopwatch, id: one }),
      step(40, 'focus.complete', { id: one, day: monday }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, two)).toMatchObject({ xp_awarded: 30 });
      expect(sessionRow(rows, one)).toMatchObject({ focused_seconds: 2_400, xp_awarded: 10 });
    },
  },
  {
    title: 'Extending a session moves its end, and an extension after the end is rejected with a reason.',
    steps: [
      step(0, 'focus.start', { mode: 'countdown', durationSeconds: 600, day: monday, id: one }),
      step(8, 'focus.extend', { id: one, seconds: 300 }),
      step(15, 'focus.complete', { id: one, day: monday }),
      step(16, 'focus.extend', { id: one, seconds: 300 }, { device: 'desktop', outcome: 'already_ended' }),
      step(17, 'focus.start', { ...stopwatch, id: two }),
      step(18, 'focus.extend', { id: two, seconds: 300 }, { outcome: 'limit_exceeded' }),
    ],
    then: (rows) => expect(sessionRow(rows, one)).toMatchObject({ duration_seconds: 900, xp_awarded: 18, coins_awarded: 3 }),
  },
  {
    title: 'An abandoned session keeps its time and pays nothing.',
    steps: [step(0, 'focus.start', { ...pomodoro, id: one }), step(20, 'focus.abandon', { id: one })],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'abandoned', focused_seconds: 1_200, xp_awarded: 0 });
      expect(rows['points_ledger']).toBeUndefined();
    },
  },
  {
    title: 'An abandoned running session is completed as of its planned end, on the day it began.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(26, 'focus.expire', { id: one }),
      step(1_500, 'focus.expire', { id: one }),
      step(1_501, 'focus.complete', { id: one, day: '2026-03-03' }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({
        status: 'completed',
        day: monday,
        completed_at: '2026-03-02T09:25:00+00:00',
      });
      expect(rows['user_streaks']).toMatchObject([{ last_activity_date: monday }]);
    },
  },
  {
    title: 'A stopwatch that nobody stopped expires unpaid when another session starts two days later.',
    steps: [
      step(0, 'focus.start', { ...stopwatch, id: one }),
      step(2_880, 'focus.start', { ...pomodoro, id: two, day: '2026-03-04' }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'expired', focused_seconds: 43_200, xp_awarded: 0, day: monday });
      expect(rows['points_ledger']).toBeUndefined();
    },
  },
  {
    title: 'A pause that nobody ended expires, and the time before it is paid.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(20, 'focus.pause', { id: one }),
      step(1_500, 'focus.expire', { id: one }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, one)).toMatchObject({ status: 'expired', focused_seconds: 1_200, xp_awarded: 20 });
      expect(rows['focus_pause_state']).toMatchObject([{ is_paused: false }]);
    },
  },
  {
    title: 'Time that was paid for an expired session is not paid again.',
    steps: [
      step(5, 'focus.start', { ...stopwatch, id: two }, { device: 'desktop' }),
      step(25, 'focus.pause', { id: two }, { device: 'desktop' }),
      step(1_500, 'focus.expire', { id: two }),
      step(0, 'focus.start', { ...stopwatch, id: one }),
      step(40, 'focus.complete', { id: one, day: monday }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, two)).toMatchObject({ status: 'expired', xp_awarded: 20 });
      expect(sessionRow(rows, one)).toMatchObject({ xp_awarded: 20 });
    },
  },
  {
    title: 'A pause after the planned end completes the session.',
    steps: [step(0, 'focus.start', { ...pomodoro, id: one }), step(27, 'focus.pause', { id: one })],
    then: (rows) => expect(sessionRow(rows, one)).toMatchObject({ status: 'completed', xp_awarded: 30 }),
  },
  {
    title: 'Breaks follow focus and pay nothing.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(25, 'focus.complete', { id: one, day: monday }),
      step(25, 'focus.start', { ...pomodoro, id: two, phase: 'short_break', durationSeconds: 300 }),
      step(30, 'focus.complete', { id: two, day: monday }),
    ],
    then: (rows) => {
      expect(sessionRow(rows, two)).toMatchObject({ mode: 'break', phase: 'short_break', status: 'completed', xp_awarded: 0 });
      expect(rows['points_ledger']).toHaveLength(1);
    },
  },
  {
    title: 'The same start sent by two devices creates one session.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(0, 'focus.start', { ...pomodoro, id: one }, { device: 'desktop' }),
    ],
    then: (rows) => expect(rows['focus_sessions']).toHaveLength(1),
  },
  {
    title: 'Days that arrive out of order form one streak.',
    steps: ['2026-03-02', '2026-03-04', '2026-03-03'].flatMap((day, index) => {
      const id = scenarioId(`focus on ${day}`);
      const minute = index === 0 ? 0 : index === 1 ? 2_880 : 1_440;
      return [
        step(minute, 'focus.start', { ...pomodoro, id, day }, { device: index === 2 ? 'desktop' : 'phone' }),
        step(minute + 25, 'focus.complete', { id, day }, { device: index === 2 ? 'desktop' : 'phone' }),
      ];
    }),
    then: (rows) => {
      expect(rows['user_streaks']).toMatchObject([{ current_streak: 3, longest_streak: 3, last_activity_date: '2026-03-04' }]);
    },
  },
  {
    title: 'A session can be renamed, and deleting it takes its pay back with a compensating entry.',
    steps: [
      step(0, 'focus.start', { ...pomodoro, id: one }),
      step(1, 'focus.edit', { id: one, title: 'Practice', tag: 'piano' }),
      step(2, 'focus.delete', { id: one }, { outcome: 'session_running' }),
      step(25, 'focus.complete', { id: one, day: monday }),
      step(30, 'focus.delete', { id: one }),
      step(31, 'focus.delete', { id: one }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rows['focus_sessions']).toBeUndefined();
      expect(rows['points_ledger']?.map((row) => row['xp']).sort()).toEqual([-30, 30]);
      expect(rows['user_wallet']).toMatchObject([{ total_coins: 0, earned_coins: 0 }]);
      expect(rows['user_progress']).toMatchObject([{ total_xp: 0, current_level: 1, xp_to_next_level: 25 }]);
      expect(rows['user_streaks']).toMatchObject([{ current_streak: 0, longest_streak: 0, last_activity_date: null }]);
    },
  },
  {
    title: 'A session that does not exist is rejected with a reason.',
    steps: [
      step(0, 'focus.pause', { id: one }, { outcome: 'not_found' }),
      step(0, 'focus.resume', { id: one }, { outcome: 'not_found' }),
      step(0, 'focus.complete', { id: one, day: monday }, { outcome: 'not_found' }),
      step(0, 'focus.abandon', { id: one }, { outcome: 'not_found' }),
      step(0, 'focus.expire', { id: one }, { outcome: 'not_found' }),
      step(0, 'focus.extend', { id: one, seconds: 60 }, { outcome: 'not_found' }),
      step(0, 'focus.edit', { id: one, title: null }, { outcome: 'not_found' }),
    ],
  },
];
