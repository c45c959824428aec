import { describe, expect, it } from 'vitest';
import { planEnd, planPause, withChange } from '#schema/rules/focus.ts';
import { defaultSettings } from '#schema/rules/settings.ts';
import { readBootSnapshot, writeBootSnapshot } from './boot-snapshot.ts';
import {
  clockText,
  dayBars,
  dayMinutes,
  formatClock,
  historyByDay,
  newRewards,
  nextStep,
  planToSession,
  spokenMinute,
  timerView,
  upkeepOf,
  weekBars,
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

describe('upkeep', () => {
  it('waits for the planned end, completes there, and lets time end what was left', () => {
    expect(upkeepOf(session(), after(3))).toEqual({ kind: 'wait', until: after(25) });
    expect(upkeepOf(session(), after(25))).toEqual({ kind: 'complete' });
    expect(upkeepOf(session(), after(60))).toEqual({ kind: 'expire' });
    const paused = withChange(session(), planPause(session(), after(3)) ?? {});
    expect(upkeepOf(paused, after(60))).toEqual({ kind: 'wait', until: after(3 + 24 * 60) });
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

  it('show every day, also those without focus', () => {
    const bars = dayBars(rows, '2026-03-03', 4, (day) => day);
    expect(bars.map(({ key, minutes, sessions }) => [key, minutes, sessions])).toEqual([
      ['2026-02-28', 0, 0],
      ['2026-03-01', 25, 1],
      ['2026-03-02', 50, 2],
      ['2026-03-03', 0, 0],
    ]);
  });

  it('put a Sunday in the week that the person’s week has it in', () => {
    const minutes = (firstWeekday: number) =>
      weekBars(rows, '2026-03-03', firstWeekday, 2, (day) => day).map((bar) => bar.minutes);
    expect(minutes(1)).toEqual([25, 50]);
    expect(minutes(7)).toEqual([0, 75]);
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

describe('rewards', () => {
  const rows = [
    { id: 'new', created_at: after(9) },
    { id: 'seen', created_at: after(8) },
    { id: 'late', created_at: after(-60) },
  ];

  it('are felt when they are new and still news, and never for what was there before', () => {
    expect(newRewards(rows, null, start)).toEqual([]);
    expect(newRewards(rows, new Set(['seen']), start).map(({ id }) => id)).toEqual(['new']);
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
