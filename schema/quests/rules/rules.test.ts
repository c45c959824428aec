import { describe, expect, it } from 'vitest';
import { addDays } from '../../day.ts';
import { completionPeriod, streakOf } from './own.ts';
import { periodOf, previousPeriod } from './periods.ts';
import { decidingDays, proposeDailies, withExchanges } from './proposals.ts';
import { standingAfter } from './status.ts';
import { progressOf, readTarget, type QuestTarget, type Total } from './targets.ts';

describe('periods', () => {
  it('are the day, the week from Monday, the calendar month, or open-ended', () => {
    expect(periodOf('daily', '2026-03-01')).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(periodOf('weekly', '2026-03-01')).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect(periodOf('monthly', '2026-02-14')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(periodOf('monthly', '2026-12-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(periodOf('once', '2026-03-01')).toEqual({ from: '2026-03-01', to: null });
    expect(previousPeriod('monthly', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });
});

const times = (kind: string, day: string, amount = 1): Total => ({ kind, measure: 'times', day, amount });

describe('targets', () => {
  const totals = [
    times('focus', '2026-03-02', 2),
    times('focus', '2026-03-03'),
    times('focus', '2026-03-05'),
    times('workout', '2026-03-04'),
    { kind: 'focus', measure: 'ms', day: '2026-03-02', amount: 119_999 },
    // What was taken back leaves a total of nothing.
    times('habit', '2026-03-04', 0),
  ];
  const hours = [
    { kind: 'focus', hour: 8 },
    { kind: 'focus', hour: 9 },
    { kind: 'workout', hour: 8 },
  ];
  const of = (target: QuestTarget): number => progressOf(target, { totals, hours });

  it('count occurrences, full units of a measure, days, runs of days, kinds, and hours of the day', () => {
    expect(of({ type: 'count', kinds: ['focus'] })).toBe(4);
    expect(of({ type: 'sum', kinds: ['focus'], measure: 'ms', per: 60_000 })).toBe(1);
    expect(of({ type: 'days', kinds: ['focus', 'workout'] })).toBe(4);
    expect(of({ type: 'streak', kinds: ['focus'] })).toBe(2);
    expect(of({ type: 'streak', kinds: ['focus', 'workout'] })).toBe(4);
    expect(of({ type: 'kinds', kinds: ['focus', 'workout', 'habit'] })).toBe(2);
    expect(of({ type: 'time_of_day', kinds: ['focus'], from: 4, to: 9 })).toBe(1);
  });

  it('of a newer server are unknown, not wrong', () => {
    expect(readTarget('moon_phase', { kinds: ['focus'] })).toBeNull();
    expect(readTarget('count', null)).toBeNull();
    expect(readTarget('count', { kinds: ['focus'], after: 'x' })).toEqual({ type: 'count', kinds: ['focus'] });
  });
});

it('a quest whose progress is taken back is open again, and its claimed reward is reversed', () => {
  expect(standingAfter('accepted', 1, 3)).toEqual({ status: 'in_progress', isReversed: false });
  expect(standingAfter('in_progress', 3, 3)).toEqual({ status: 'completed', isReversed: false });
  expect(standingAfter('claimed', 3, 3)).toEqual({ status: 'claimed', isReversed: false });
  expect(standingAfter('claimed', 2, 3)).toEqual({ status: 'in_progress', isReversed: true });
  expect(standingAfter('completed', 0, 1)).toEqual({ status: 'accepted', isReversed: false });
});

it('streaks of own quests count consecutive periods, whatever the order of the days', () => {
  expect(streakOf('daily', ['2026-03-03', '2026-03-01', '2026-03-02'])).toBe(3);
  expect(streakOf('daily', ['2026-03-01', '2026-03-03'])).toBe(1);
  expect(streakOf('weekly', ['2026-02-23', '2026-03-08', '2026-03-09'])).toBe(3);
  expect(streakOf('monthly', ['2025-12-31', '2026-01-01'])).toBe(2);
  expect(streakOf(null, ['2026-03-01'])).toBe(1);
  expect(streakOf('daily', [])).toBe(0);
  expect(completionPeriod('weekly', '2026-03-04')).toBe('2026-03-02');
});

describe('the three dailies', () => {
  const kinds = ['focus', 'workout', 'habit', 'lesson'] as const;
  const dailies = kinds.flatMap((kind) =>
    [1, 2, 3].map((at) => ({ id: `${kind} ${at}`, target: { type: 'count', kinds: [kind] } as QuestTarget })),
  );
  const usual = { focus: 20, habit: 3 };
  const draw = (person: string, day: string) => proposeDailies(person, day, dailies, usual).map(({ id }) => id);

  it('are the same on every device and differ from day to day', () => {
    expect(draw('anna', '2026-03-02')).toEqual(
      proposeDailies('anna', '2026-03-02', [...dailies].reverse(), usual).map(({ id }) => id),
    );
    const month = Array.from({ length: 28 }, (_, at) => draw('anna', addDays('2026-03-01', at)).join());
    expect(new Set(month).size).toBeGreaterThan(14);
  });

  it('are one of what the person does most, one of what they neglect, and one more, of three kinds', () => {
    for (let at = 0; at < 28; at++) {
      const [most = '', least = '', ...more] = draw('anna', addDays('2026-03-01', at)).map((key) => key.split(' ')[0] ?? '');
      expect(most).toBe('focus');
      expect(['workout', 'lesson']).toContain(least);
      expect(new Set([most, least, ...more]).size).toBe(3);
    }
  });

  it('need no history', () => {
    expect(new Set(proposeDailies('new', '2026-03-02', dailies, {}).map(({ target }) => target.kinds[0])).size).toBe(3);
    expect(proposeDailies('new', '2026-03-02', dailies.slice(0, 2), {})).toHaveLength(2);
  });

  it('are decided by whole weeks before this one', () => {
    expect(decidingDays('2026-03-04')).toEqual({ from: '2026-02-02', to: '2026-03-01' });
    expect(decidingDays('2026-03-02')).toEqual(decidingDays('2026-03-08'));
  });
});

it('an exchanged daily gives its place to another that was not proposed; the others stay', () => {
  const dailies = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, target: { type: 'count', kinds: ['focus'] } as const }));
  const proposed = dailies.slice(0, 3);
  const once = withExchanges('person', '2026-03-02', dailies, proposed, ['b']);
  expect([once[0]?.id, once[2]?.id]).toEqual(['a', 'c']);
  expect(['d', 'e']).toContain(once[1]?.id);
  const twice = withExchanges('person', '2026-03-02', dailies, proposed, ['b', once[1]?.id ?? '']);
  expect(new Set([...twice, ...once].map(({ id }) => id)).size).toBeGreaterThanOrEqual(3);
  expect(withExchanges('person', '2026-03-02', dailies, proposed, ['none'])).toEqual(proposed);
});
