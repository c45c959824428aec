import { describe, expect, it } from 'vitest';
import { BACKDATING_DAYS, coveredMs, dayLimit, isOccurrence, isPaidThen, possibleAmounts, withinDay, worthOf } from './pay.ts';
import { rates } from './rates.ts';

const start = new Date('2026-03-02T09:00:00.000Z');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const span = (from: number, to: number) => ({ from: after(from), to: after(to) });

describe('the limits of pay', () => {
  it('pay occurrences up to 60 days old, and none older', () => {
    expect(isPaidThen(start, after(BACKDATING_DAYS * 1_440))).toBe(true);
    expect(isPaidThen(start, after(BACKDATING_DAYS * 1_440 + 1))).toBe(false);
    // A workout whose typed end is still to come is paid nothing.
    expect(isPaidThen(after(1), start)).toBe(false);
  });

  it('pay what the day’s limit leaves, and never less than nothing', () => {
    const { xp, coins } = dayLimit('focus');
    expect(withinDay('focus', { xp: 48, coins: 8 }, { xp: 0, coins: 0 })).toEqual({ xp: 48, coins: 8 });
    expect(withinDay('focus', { xp: 48, coins: 8 }, { xp: xp - 10, coins: coins - 1 })).toEqual({ xp: 10, coins: 1 });
    expect(withinDay('focus', { xp: 48, coins: 8 }, { xp: xp + 5, coins: coins + 5 })).toEqual({ xp: 0, coins: 0 });
  });

  it('count time that several other spans cover once', () => {
    const minute = 60_000;
    expect(coveredMs(span(0, 60), [])).toBe(0);
    expect(coveredMs(span(0, 60), [span(-30, 10), span(50, 90)])).toBe(20 * minute);
    expect(coveredMs(span(0, 60), [span(20, 40), span(10, 30), span(25, 28)])).toBe(30 * minute);
    expect(coveredMs(span(0, 60), [span(60, 90), span(-9, 0)])).toBe(0);
  });
});

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const workout = (sets: number, ms: number) => worthOf('workout', { ms, working_sets: sets }, 0);

describe('the rates', () => {
  it('pay a workout by its working sets, up to thirty, and nothing without any', () => {
    expect(workout(0, HOUR_MS)).toEqual({ xp: 0, coins: 0 });
    expect(workout(1, HOUR_MS)).toEqual({ xp: 22, coins: 5 });
    expect(workout(18, HOUR_MS)).toEqual({ xp: 56, coins: 11 });
    expect(workout(500, HOUR_MS)).toEqual(workout(30, HOUR_MS));
  });

  it('pay nothing for sets ticked in no time, and in a few minutes only as many sets as fit', () => {
    expect(workout(30, 59_000)).toEqual({ xp: 0, coins: 0 });
    expect(workout(30, 5 * MINUTE_MS)).toEqual({ xp: 10 + 20, coins: 2 + 3 });
    expect(workout(1, MINUTE_MS)).toEqual({ xp: 2 + 2, coins: 0 });
    expect(isOccurrence('workout', { working_sets: 30, ms: 59_000 })).toBe(false);
  });

  it('pay focus by the minute, and a fifth more for reaching the planned end', () => {
    expect(worthOf('focus', { ms: 25 * MINUTE_MS }, 0)).toEqual({ xp: 25, coins: 5 });
    expect(worthOf('focus', { ms: 25 * MINUTE_MS, planned_ms: 25 * MINUTE_MS }, 0)).toEqual({ xp: 30, coins: 5 });
    expect(worthOf('focus', { ms: 59_000 }, 0)).toEqual({ xp: 0, coins: 0 });
  });

  it('pay at most a day’s limit for one occurrence of a whole day, and give the reason', () => {
    for (const [kind, table] of Object.entries(rates)) {
      expect(table.day.why, kind).not.toBe('');
      for (const rate of table.rates) {
        expect(rate.why, kind).not.toBe('');
        expect(Math.floor(rate.upTo / rate.per) * (rate.xp ?? 0)).toBeLessThanOrEqual(table.day.xp);
        expect(Math.floor(rate.upTo / rate.per) * (rate.coins ?? 0)).toBeLessThanOrEqual(table.day.coins);
      }
    }
  });

  it('receive only possible amounts', () => {
    const hour = span(0, 60);
    expect(possibleAmounts('focus', { ms: 5 * HOUR_MS }, hour)).toEqual({ ms: HOUR_MS + 2_000 });
    expect(possibleAmounts('workout', { ms: 9 * HOUR_MS, working_sets: -3 }, span(0, 600))).toEqual({ ms: 4 * HOUR_MS });
    expect(possibleAmounts('quest', { promised_xp: 1e300 }, hour)).toEqual({ promised_xp: 1_000_000_000_000 });
  });
});
