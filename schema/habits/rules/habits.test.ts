// The rules of habits: what a day counts as, streaks and scores of every schedule, and reminders over a change of the clock.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../day.ts';
import { daysOf, type HabitEntry, type Pause } from './days.ts';
import { isTick, type HabitRule } from './habit.ts';
import { nextReminder } from './reminders.ts';
import { scoresOf } from './score.ts';
import { currentStreak, longestStreak, streaksOf } from './streaks.ts';

const MONDAY = '2026-03-02';
const daily: HabitRule = {
  kind: 'check',
  frequency: 'daily',
  target_count: 1,
  custom_days: [],
  interval_days: null,
  target_value: null,
  target_type: 'at_least',
};
const rule = (changes: Partial<HabitRule>): HabitRule => ({ ...daily, ...changes });

/** One letter a day from Monday on: d done, s skipped, m missed, a dot for no entry. */
const entriesOf = (letters: string, value: number | null = null): HabitEntry[] =>
  [...letters].flatMap((letter, at) => {
    const mark = ({ d: 'done', s: 'skipped', m: 'missed' } as const)[letter];
    return mark ? [{ day: addDays(MONDAY, at), mark, value: mark === 'done' ? value : null }] : [];
  });

const historyOf = (of: HabitRule, letters: string, pauses: Pause[] = []) =>
  daysOf(of, entriesOf(letters), pauses, { from: MONDAY, to: addDays(MONDAY, letters.length - 1) });

const streaksIn = (of: HabitRule, letters: string, pauses: Pause[] = []): number[] =>
  streaksOf(historyOf(of, letters, pauses)).map(({ length }) => length);

const currentIn = (of: HabitRule, letters: string): number => {
  const days = historyOf(of, letters);
  return currentStreak(days, streaksOf(days))?.length ?? 0;
};

describe('streaks', () => {
  it('are spans of days that are done; skipped days are bridged, missed and open ones are not', () => {
    expect(streaksIn(daily, 'dd.dddsd.mdd')).toEqual([2, 5, 2]);
    expect(longestStreak(streaksOf(historyOf(daily, 'dd.dddsd.mdd')))?.from).toBe(addDays(MONDAY, 3));
  });

  it('go on until the last day is over, and end with a missed day', () => {
    expect(['ddd', 'ddd.', 'ddd..', 'dddm', 'ddds', 'ddds.'].map((letters) => currentIn(daily, letters))).toEqual([
      3, 3, 0, 0, 3, 3,
    ]);
  });

  it('of chosen weekdays leave the other days out', () => {
    // Monday to Friday, over a weekend.
    expect(streaksIn(rule({ frequency: 'weekdays', custom_days: [1, 2, 3, 4, 5] }), 'ddddd..dd')).toEqual([9]);
    expect(streaksIn(rule({ frequency: 'weekdays', custom_days: [1, 2, 3, 4, 5] }), 'dddd...dd')).toEqual([4, 2]);
  });

  it('of so many times a week cover the days between', () => {
    expect(streaksIn(rule({ frequency: 'weekly', target_count: 2 }), 'd...d..d...d..')).toEqual([14]);
    expect(streaksIn(rule({ frequency: 'weekly', target_count: 3 }), 'd...d..')).toEqual([1, 1]);
  });

  it('of every so many days cover the days until the next', () => {
    expect(streaksIn(rule({ frequency: 'interval', interval_days: 3 }), 'd..d..d..')).toEqual([9]);
    expect(streaksIn(rule({ frequency: 'interval', interval_days: 2 }), 'd..d')).toEqual([2, 1]);
  });

  it('bridge a pause', () => {
    const pause = { from_day: addDays(MONDAY, 2), to_day: addDays(MONDAY, 4) };
    expect(streaksIn(daily, 'dd...dd', [pause])).toEqual([7]);
    expect(streaksIn(daily, 'dd....dd', [pause])).toEqual([2, 2]);
    expect(streaksIn(daily, 'dd...', [{ ...pause, to_day: null }])).toEqual([2]);
  });

  it('never overlap, lie within the history, and hold every tick, whatever was ticked', () => {
    const letters = fc.string({ unit: fc.constantFrom('d', 's', 'm', '.'), minLength: 1, maxLength: 60 });
    const rules = fc.record({
      frequency: fc.constantFrom('daily', 'weekly', 'monthly', 'custom', 'interval', 'weekdays'),
      target_count: fc.integer({ min: 1, max: 4 }),
      interval_days: fc.integer({ min: 1, max: 12 }),
      custom_days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    });
    fc.assert(
      fc.property(letters, rules, (text, changes) => {
        const days = historyOf(rule(changes as Partial<HabitRule>), text);
        const streaks = streaksOf(days);
        const isOrdered = streaks.every(({ from, to }, at) => from <= to && (at === 0 || (streaks[at - 1]?.to ?? '') < from));
        const holdsTicks = days
          .filter(({ mark }) => mark === 'done')
          .every(({ day }) => streaks.some(({ from, to }) => from <= day && day <= to));
        return isOrdered && holdsTicks && scoresOf(rule(changes as Partial<HabitRule>), days).every((s) => s >= 0 && s <= 1);
      }),
    );
  });
});

describe('measured habits', () => {
  const pages = rule({ kind: 'measure', target_value: 20 });
  const marksOf = (of: HabitRule, values: (number | null)[]) =>
    daysOf(
      of,
      values.flatMap((value, at) => (value === null ? [] : [{ day: addDays(MONDAY, at), mark: 'done' as const, value }])),
      [],
      { from: MONDAY, to: addDays(MONDAY, values.length - 1) },
    ).map(({ mark }) => mark);

  it('are done from the target on, or up to it', () => {
    expect(marksOf(pages, [19.9, 20, null])).toEqual(['partial', 'done', 'open']);
    expect(marksOf(rule({ kind: 'measure', target_value: 2, target_type: 'at_most' }), [0, 2, 3, null])).toEqual([
      'done',
      'done',
      'missed',
      'open',
    ]);
    expect(isTick(pages, { mark: 'done', value: 0 })).toBe(false);
  });

  it('of a week add up its days', () => {
    const weekly = rule({ kind: 'measure', frequency: 'weekly', target_value: 100 });
    expect(marksOf(weekly, [60, 30, 10, null, null, null, null, 5])).toEqual([
      'partial',
      'partial',
      'done',
      'auto',
      'auto',
      'auto',
      'auto',
      'partial',
    ]);
  });
});

describe('the score', () => {
  it('follows Loop: half of the way to 1 in 13 daily repetitions', () => {
    const scores = scoresOf(daily, historyOf(daily, 'd'.repeat(13)));
    expect(scores.at(-1)).toBeCloseTo(0.5, 10);
  });

  it('stands still on skipped days, in pauses and on days off', () => {
    const skipped = scoresOf(daily, historyOf(daily, 'ddss'));
    expect(skipped[3]).toBe(skipped[1]);
    const paused = scoresOf(daily, historyOf(daily, 'dd..', [{ from_day: addDays(MONDAY, 2), to_day: null }]));
    expect(paused[3]).toBe(paused[1]);
    const weekdays = rule({ frequency: 'weekdays', custom_days: [1, 2] });
    const off = scoresOf(weekdays, historyOf(weekdays, 'dd.....'));
    expect(off[6]).toBe(off[1]);
  });

  it('of chosen weekdays rises at the pace of as many times a week', () => {
    const weekdays = rule({ frequency: 'weekdays', custom_days: [1, 2, 3] });
    const weekly = rule({ frequency: 'weekly', target_count: 3 });
    const weeks = 'ddd....'.repeat(30);
    const last = (of: HabitRule) => scoresOf(of, historyOf(of, weeks)).at(-1) ?? 0;
    expect(Math.abs(last(weekdays) - last(weekly))).toBeLessThan(0.03);
  });
});

describe('reminders', () => {
  const at = (minute: number, weekdays: number[]) => ({ zone: 'x', times: [{ minute, weekdays }] });

  it('come at the time of the local clock, also on the day it changes', () => {
    const after = new Date('2026-03-28T12:00:00Z');
    expect(nextReminder(at(9 * 60, [7]), 'Europe/Berlin', after)?.toISOString()).toBe('2026-03-29T07:00:00.000Z');
    expect(nextReminder(at(9 * 60, [6]), 'Europe/Berlin', after)?.toISOString()).toBe('2026-04-04T07:00:00.000Z');
  });

  it('are never those of the moment itself, and none without times', () => {
    const on = new Date('2026-03-02T09:00:00Z');
    expect(nextReminder(at(9 * 60, [1, 2]), 'UTC', on)?.toISOString()).toBe('2026-03-03T09:00:00.000Z');
    expect(nextReminder({ zone: 'UTC', times: [] }, 'UTC', on)).toBeNull();
    expect(nextReminder(at(600, [2]), 'No/Such', on)?.toISOString()).toBe('2026-03-03T10:00:00.000Z');
  });
});
