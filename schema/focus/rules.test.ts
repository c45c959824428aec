import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DUE_GRACE_MS,
  elapsedMs,
  expiryOf,
  focusAmounts,
  isDue,
  isOpen,
  nextPomodoroStep,
  PAUSE_LIMIT_MS,
  phaseSeconds,
  planDue,
  planEnd,
  planExpire,
  planExtend,
  planPause,
  planResume,
  planStart,
  remainingMs,
  STOPWATCH_LIMIT_MS,
  withChange,
  type FocusChange,
  type FocusTimes,
  type PomodoroStep,
} from './rules.ts';
import { coveredMs, worthOf } from '../progress/rules/pay.ts';
import { defaultSettings } from '../settings/rules.ts';

const start = new Date('2026-03-02T09:00:00Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const minutesOf = (ms: number | null): number | null => (ms === null ? null : ms / 60_000);
const timed = (minutes: number): FocusTimes => planStart(minutes * 60, start);
const stopwatch = (): FocusTimes => planStart(null, start);
const changed = (session: FocusTimes, change: FocusChange | null): FocusTimes => {
  expect(change).not.toBeNull();
  return withChange(session, change ?? {});
};
const paid = (session: FocusTimes, alreadyMs = 0) =>
  worthOf('focus', focusAmounts({ ...session, phase: 'focus' }) ?? {}, alreadyMs);

describe('a running session', () => {
  it('has run for as long as the clock shows, and never beyond its planned end', () => {
    expect(minutesOf(elapsedMs(timed(25), after(10)))).toBe(10);
    expect(minutesOf(remainingMs(timed(25), after(10)))).toBe(15);
    expect(minutesOf(elapsedMs(timed(25), after(600)))).toBe(25);
    expect(remainingMs(timed(25), after(600))).toBe(0);
    expect(remainingMs(stopwatch(), after(10))).toBeNull();
  });

  it('stops while paused and continues from the same time', () => {
    const paused = changed(timed(25), planPause(timed(25), after(10)));
    expect(paused).toMatchObject({ status: 'paused', paused_at: after(10), paused_remaining_seconds: 900 });
    expect(minutesOf(elapsedMs(paused, after(70)))).toBe(10);
    const resumed = changed(paused, planResume(paused, after(70)));
    expect(minutesOf(elapsedMs(resumed, after(75)))).toBe(15);
    expect(isDue(resumed, after(84))).toBe(false);
    expect(isDue(resumed, after(85))).toBe(true);
  });

  it('ignores a second pause and a second resume', () => {
    const paused = changed(timed(25), planPause(timed(25), after(10)));
    expect(planPause(paused, after(12))).toBeNull();
    expect(planResume(timed(25), after(12))).toBeNull();
  });

  it('can be extended while running or paused, except a stopwatch', () => {
    expect(minutesOf(remainingMs(changed(timed(25), planExtend(timed(25), 300, after(20))), after(20)))).toBe(10);
    const paused = changed(timed(25), planPause(timed(25), after(10)));
    expect(planExtend(paused, 300, after(12))).toMatchObject({ duration_seconds: 1_800, paused_remaining_seconds: 1_200 });
    expect(planExtend(stopwatch(), 300, after(1))).toBeNull();
    expect(planExtend(timed(25), 12 * 3_600, after(1))).toBeNull();
  });

  it('loses no time when a device’s clock went back', () => {
    const paused = changed(timed(25), planPause(timed(25), after(-30)));
    expect(elapsedMs(paused, after(40))).toBe(0);
    const resumed = changed(paused, planResume(paused, after(-60)));
    expect(minutesOf(elapsedMs(resumed, after(5)))).toBe(5);
  });
});

describe('an ended session', () => {
  it('that ran its length is complete at its planned end, however late the device reports it', () => {
    const ended = changed(timed(25), planEnd(timed(25), 'completed', after(300)));
    expect(ended).toMatchObject({ status: 'completed', completed_at: after(25), focused_seconds: 1_500 });
    expect(paid(ended)).toEqual({ xp: 30, coins: 5 });
  });

  it('stopped early is paid for its full minutes and not for reaching the end', () => {
    const ended = changed(timed(25), planEnd(timed(25), 'completed', after(12.9)));
    expect(ended.completed_at).toEqual(after(12.9));
    expect(paid(ended)).toEqual({ xp: 12, coins: 2 });
  });

  it('is paid for its time without pauses', () => {
    const paused = changed(stopwatch(), planPause(stopwatch(), after(20)));
    const resumed = changed(paused, planResume(paused, after(50)));
    expect(paid(changed(resumed, planEnd(resumed, 'completed', after(60))))).toEqual({ xp: 30, coins: 6 });
    expect(paid(changed(paused, planEnd(paused, 'completed', after(55))))).toEqual({ xp: 20, coins: 4 });
  });

  it('is not paid when it was abandoned, a break or below one minute', () => {
    expect(paid(changed(timed(25), planEnd(timed(25), 'abandoned', after(20))))).toEqual({ xp: 0, coins: 0 });
    expect(paid(changed(timed(25), planEnd(timed(25), 'completed', after(0.9))))).toEqual({ xp: 0, coins: 0 });
    const rest = changed(timed(5), planEnd(timed(5), 'completed', after(5)));
    expect(focusAmounts({ ...rest, phase: 'short_break' })).toBeNull();
  });

  it('is not paid for time that another session was paid for', () => {
    const ended = changed(stopwatch(), planEnd(stopwatch(), 'completed', after(30)));
    const other = { from: after(-10), to: after(12) };
    expect(paid(ended, coveredMs({ from: start, to: after(30) }, [other]))).toEqual({ xp: 18, coins: 3 });
    expect(paid(ended, coveredMs({ from: start, to: after(30) }, [{ from: after(-1), to: after(31) }]))).toEqual({
      xp: 0,
      coins: 0,
    });
  });

  it('is paid for at most four hours', () => {
    expect(paid(changed(stopwatch(), planEnd(stopwatch(), 'completed', after(600)))).xp).toBe(240);
  });

  it('counts as run to its end when a corrected clock puts it slightly before that', () => {
    const ended = changed(timed(25), planEnd(timed(25), 'completed', new Date(after(25).getTime() - 900)));
    expect(paid(ended)).toEqual({ xp: 30, coins: 5 });
  });

  it('never opens again', () => {
    const ended = changed(timed(25), planEnd(timed(25), 'completed', after(25)));
    expect(isOpen(ended)).toBe(false);
    expect([
      planPause(ended, after(26)),
      planResume(ended, after(26)),
      planExtend(ended, 60, after(26)),
      planEnd(ended, 'abandoned', after(26)),
      planExpire(ended, after(9_000)),
    ]).toEqual([null, null, null, null, null]);
  });
});

describe('a session that was not ended', () => {
  it('is complete at its planned end, after a grace period for its device', () => {
    expect(planExpire(timed(25), after(26))).toBeNull();
    const ended = changed(timed(25), planExpire(timed(25), new Date(after(25).getTime() + DUE_GRACE_MS)));
    expect(ended).toMatchObject({ status: 'completed', completed_at: after(25) });
    expect(paid(ended)).toEqual({ xp: 30, coins: 5 });
  });

  it('expires unpaid if it was a stopwatch, because its real end is unknown', () => {
    const expired = changed(stopwatch(), planExpire(stopwatch(), new Date(start.getTime() + STOPWATCH_LIMIT_MS)));
    expect(expired.status).toBe('expired');
    expect(paid(expired)).toEqual({ xp: 0, coins: 0 });
  });

  it('is complete at its planned end when a device proposes it, and unchanged before', () => {
    expect(planDue(timed(25), after(24))).toBeNull();
    expect(planDue(timed(25), after(25))).toMatchObject({ status: 'completed', completed_at: after(25), focused_seconds: 1_500 });
    expect(planDue(timed(25), after(600))).toMatchObject({ status: 'completed', completed_at: after(25) });
    expect(planExpire(timed(25), after(26))).toBeNull();
  });

  it('expires after a day on pause and is paid for the time before', () => {
    const paused = changed(timed(25), planPause(timed(25), after(15)));
    expect(planExpire(paused, after(60))).toBeNull();
    const expired = changed(paused, planExpire(paused, new Date(after(15).getTime() + PAUSE_LIMIT_MS)));
    expect(expired).toMatchObject({ status: 'expired', expires_at: after(15), focused_seconds: 900 });
    expect(paid(expired)).toEqual({ xp: 15, coins: 3 });
  });
});

describe('any history of a session', () => {
  type Act = { kind: 'pause' | 'resume' | 'extend'; afterMs: number };
  const acts = fc.array(
    fc.record({ kind: fc.constantFrom('pause', 'resume', 'extend'), afterMs: fc.integer({ min: 0, max: 3_600_000 }) }),
    { maxLength: 12 },
  ) as fc.Arbitrary<Act[]>;
  const plan = (session: FocusTimes, { kind }: Act, at: Date): FocusChange | null =>
    kind === 'pause' ? planPause(session, at) : kind === 'resume' ? planResume(session, at) : planExtend(session, 60, at);

  it('never reduces elapsed time, and counts exactly the time that was not paused', () => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 60, max: 7_200 })), acts, (duration, course) => {
        let session = planStart(duration, start);
        let at = start;
        let ranMs = 0;
        for (const act of course) {
          const before = elapsedMs(session, at);
          const next = new Date(at.getTime() + act.afterMs);
          if (session.status === 'running') ranMs += act.afterMs;
          expect(elapsedMs(session, next)).toBeGreaterThanOrEqual(before);
          const capMs = session.duration_seconds === null ? Infinity : session.duration_seconds * 1_000;
          expect(elapsedMs(session, next)).toBe(Math.min(ranMs, capMs));
          session = withChange(session, plan(session, act, next) ?? {});
          expect(session.expires_at).toEqual(expiryOf(session));
          at = next;
        }
      }),
    );
  });

  it('is not paid more when it is split in two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 120 }), (one, other) => {
        const whole = planEnd(timed(one + other), 'completed', after(one + other));
        const parts = [one, other].map((minutes) =>
          paid(changed(timed(minutes), planEnd(timed(minutes), 'completed', after(minutes)))),
        );
        const sum = parts.reduce((total, part) => ({ xp: total.xp + part.xp, coins: total.coins + part.coins }));
        expect(paid(changed(timed(one + other), whole)).xp).toBeGreaterThanOrEqual(sum.xp);
        expect(paid(changed(timed(one + other), whole)).coins).toBeGreaterThanOrEqual(sum.coins);
      }),
    );
  });
});

describe('the pomodoro', () => {
  it('takes the long break after every fourth focus phase and then starts again', () => {
    let step: PomodoroStep = { phase: 'focus', cycle: 1 };
    const course = [step];
    for (let count = 0; count < 8; count += 1) course.push((step = nextPomodoroStep(step, defaultSettings.pomodoro)));
    expect(course.map(({ phase, cycle }) => `${phase} ${cycle}`)).toEqual([
      'focus 1',
      'short_break 1',
      'focus 2',
      'short_break 2',
      'focus 3',
      'short_break 3',
      'focus 4',
      'long_break 4',
      'focus 1',
    ]);
  });

  it('lasts 25, 5 and 15 minutes by default', () => {
    const lengths = (['focus', 'short_break', 'long_break'] as const).map((phase) =>
      phaseSeconds(phase, defaultSettings.pomodoro),
    );
    expect(lengths).toEqual([1_500, 300, 900]);
  });
});
