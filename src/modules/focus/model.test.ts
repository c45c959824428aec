import { describe, expect, it } from 'vitest';
import { planEnd, planExtend, planPause, withChange } from '#schema/focus/rules.ts';
import { defaultSettings } from '#schema/settings/rules.ts';
import { fullMinutes } from '#src/format/durations.ts';
import { totalsByPeriod } from '#src/format/periods.ts';
import { readBootSnapshot, writeBootSnapshot } from './boot-snapshot.ts';
import {
  chartWindow,
  clockText,
  dayMinutes,
  endByTime,
  endKey,
  formatClock,
  historyByDay,
  nextStep,
  planToSession,
  secondsByHour,
  spokenMinute,
  timerView,
  type ActiveFocus,
  type FocusPlan,
} from './model.ts';

const start = new Date('2026-03-02T09:00:00Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const plan: FocusPlan = { mode: 'pomodoro', phase: 'focus', cycle: 1, durationSeconds: 1_500, title: ' Mix ', tag: '' };
const session = (changed: Partial<FocusPlan> = {}): ActiveFocus =>
  planToSession('one', { ...plan, ...changed }, '2026-03-02', start);
const ended = (from: ActiveFocus, outcome: 'completed' | 'abandoned', at: Date): ActiveFocus =>
  withChange(from, planEnd(from, outcome, at) ?? {});

describe('the timer on the screen', () => {
  it('shows its full length at the start and 0:00 only at the end', () => {
    expect(clockText(session(), start)).toBe('25:00');
    expect(clockText(session(), new Date(start.getTime() + 400))).toBe('25:00');
    expect(clockText(session(), new Date(after(25).getTime() - 1))).toBe('0:01');
    expect(clockText(session(), after(25))).toBe('0:00');
    expect(formatClock(3_661_000, 'down')).toBe('1:01:01');
  });

  it('empties the ring of a planned session and turns that of a stopwatch once an hour', () => {
    expect(timerView(session(), after(5)).fraction).toBeCloseTo(0.8);
    const stopwatch = session({ mode: 'stopwatch', durationSeconds: null });
    expect(timerView(stopwatch, after(90))).toMatchObject({ fraction: 0.5, remainingMs: null });
    expect(clockText(stopwatch, after(90))).toBe('1:30:00');
  });

  it('speaks every fifth minute and the last one', () => {
    const spoken = [0.5, 5, 7, 24.2, 25].map((minutes) => spokenMinute(timerView(session(), after(minutes))));
    expect(spoken).toEqual([25, 20, null, 1, null]);
  });
});

describe('the end by time alone', () => {
  it('is the planned one, or that of a pause nobody ended', () => {
    expect(endByTime(session())).toEqual(after(25));
    const paused = withChange(session(), planPause(session(), after(3)) ?? {});
    expect(endByTime(paused)).toEqual(after(3 + 24 * 60));
  });

  it('has one name for one end of one session, so that it is proposed once', () => {
    const paused = withChange(session(), planPause(session(), after(3)) ?? {});
    const extended = withChange(session(), planExtend(session(), 300, after(3)) ?? {});
    expect(endKey(session())).toBe(endKey(session({ title: 'renamed' })));
    expect(new Set([session(), paused, extended].map(endKey)).size).toBe(3);
  });
});

describe('the next pomodoro step', () => {
  const { pomodoro } = defaultSettings;

  it('follows from the session that ended last, on whichever device', () => {
    expect(nextStep(null, pomodoro, start)).toEqual({ phase: 'focus', cycle: 1 });
    expect(nextStep(ended(session(), 'completed', after(25)), pomodoro, after(26))).toEqual({ phase: 'short_break', cycle: 1 });
    expect(nextStep(ended(session({ cycle: 4 }), 'completed', after(25)), pomodoro, after(26)).phase).toBe('long_break');
    const rest = session({ phase: 'short_break', durationSeconds: 300 });
    expect(nextStep(ended(rest, 'completed', after(5)), pomodoro, after(6))).toEqual({ phase: 'focus', cycle: 2 });
  });

  it('offers a break while it is one, and then the focus that follows it', () => {
    const done = ended(session({ cycle: 2 }), 'completed', after(25));
    expect(nextStep(done, pomodoro, after(35))).toEqual({ phase: 'short_break', cycle: 2 });
    expect(nextStep(done, pomodoro, after(45))).toEqual({ phase: 'focus', cycle: 3 });
    expect(nextStep(done, pomodoro, after(25 + 120))).toEqual({ phase: 'focus', cycle: 3 });
  });

  it('repeats an abandoned focus, and begins anew after hours', () => {
    expect(nextStep(ended(session({ cycle: 3 }), 'abandoned', after(5)), pomodoro, after(6))).toEqual({
      phase: 'focus',
      cycle: 3,
    });
    expect(nextStep(ended(session({ cycle: 3 }), 'completed', after(25)), pomodoro, after(180))).toEqual({
      phase: 'focus',
      cycle: 1,
    });
  });
});

describe('the pictures', () => {
  const rows = [
    { day: '2026-03-01', seconds: 1_500, sessions: 1 },
    { day: '2026-03-02', seconds: 3_000, sessions: 2 },
  ];

  it('show the same full minutes of a session in its day, its week and today’s goal', () => {
    const once = [{ day: '2026-03-02', seconds: 179, sessions: 1 }];
    const total = (period: 'day' | 'week') =>
      totalsByPeriod(once, ({ seconds }) => seconds, { from: '2026-03-02', to: '2026-03-02', period, firstWeekday: 1 });
    const shown = [...total('day'), ...total('week')].map((one) => fullMinutes(one.total));
    expect([...shown, dayMinutes(once, '2026-03-02', null, start)]).toEqual([2, 2, 2]);
  });

  it('count the running session to today', () => {
    expect(dayMinutes(rows, '2026-03-02', session(), after(10))).toBe(60);
    expect(dayMinutes(rows, '2026-03-02', session({ phase: 'short_break' }), after(10))).toBe(50);
  });

  it('group the history by the person’s day', () => {
    const history = historyByDay([
      { day: '2026-03-02', started_at: after(60) },
      { day: '2026-03-02', started_at: start },
      { day: null, started_at: new Date('2026-03-01T10:00:00Z') },
    ]);
    expect(history.map(({ day, sessions }) => [day, sessions.length])).toEqual([
      ['2026-03-02', 2],
      ['2026-03-01', 1],
    ]);
  });
});

describe('the windows of the charts', () => {
  it('are whole days, weeks, months and years, and go back as far as one pages', () => {
    const at = (range: 'day' | 'week' | 'month' | 'year', back: number) => chartWindow(range, back, '2026-03-04', 1);
    expect(at('day', 1)).toMatchObject({ from: '2026-03-03', to: '2026-03-03' });
    expect(at('week', 0)).toMatchObject({ from: '2026-03-02', to: '2026-03-08' });
    expect(at('week', 2)).toMatchObject({ from: '2026-02-16', to: '2026-02-22' });
    expect(at('month', 1)).toMatchObject({ from: '2026-02-01', to: '2026-02-28' });
    expect(at('month', 3)).toMatchObject({ from: '2025-12-01', to: '2025-12-31' });
    expect(at('year', 1)).toMatchObject({ from: '2025-01-01', to: '2025-12-31', period: 'month' });
  });

  it('count a session to the hour in which it began', () => {
    const rows = [
      { started_at: start, focused_seconds: 60 },
      { started_at: after(30), focused_seconds: 40 },
    ];
    const hours = secondsByHour(rows, (at) => at.getUTCHours());
    expect(hours[9]).toBe(100);
    expect(hours.reduce((sum, one) => sum + one, 0)).toBe(100);
  });
});

describe('the snapshot for the next start', () => {
  const memory = (text: string | null = null) => {
    let kept = text;
    return { getItem: () => kept, setItem: (_key: string, next: string) => void (kept = next) };
  };

  it('gives back the session it was given, with its times', () => {
    const storage = memory();
    writeBootSnapshot({ session: session(), startedHere: 'one' }, storage);
    expect(readBootSnapshot(storage)).toEqual({ session: session(), startedHere: 'one' });
  });

  it('is empty when it is missing, damaged or from another version', () => {
    for (const text of [null, '{', '{"session":{"id":1}}']) {
      expect(readBootSnapshot(memory(text))).toEqual({ session: null, startedHere: null });
    }
  });
});
