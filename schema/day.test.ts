import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDays, boundDay, daysBetween, personDay, weekStart, weekdayOf } from './day.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Havana',
  'Pacific/Apia',
];
const zone = fc.constantFrom(...zones);
const hour = fc.integer({ min: 0, max: 23 });
const instant = fc.date({ min: new Date('2005-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true });

describe('personDay', () => {
  it('counts the hours before the start of the day to the day before', () => {
    expect(personDay(new Date('2026-03-02T02:59:59Z'), 'Europe/Berlin', 4)).toBe('2026-03-01');
    expect(personDay(new Date('2026-03-02T03:00:00Z'), 'Europe/Berlin', 4)).toBe('2026-03-02');
  });

  it('crosses month and year boundaries', () => {
    expect(personDay(new Date('2027-01-01T01:00:00Z'), 'UTC', 4)).toBe('2026-12-31');
    expect(personDay(new Date('2028-03-01T01:00:00Z'), 'UTC', 4)).toBe('2028-02-29');
  });

  it('starts the day at the same wall-clock hour when the clocks change', () => {
    // Berlin goes 02:00 → 03:00 on 29 March 2026: 04:00 local is 02:00 UTC, an hour earlier than the day before.
    expect(personDay(new Date('2026-03-29T01:59:59Z'), 'Europe/Berlin', 4)).toBe('2026-03-28');
    expect(personDay(new Date('2026-03-29T02:00:00Z'), 'Europe/Berlin', 4)).toBe('2026-03-29');
    // A day that starts at an hour the clock skips starts at the first instant after the gap.
    expect(personDay(new Date('2026-03-29T00:59:59Z'), 'Europe/Berlin', 2)).toBe('2026-03-28');
    expect(personDay(new Date('2026-03-29T01:00:00Z'), 'Europe/Berlin', 2)).toBe('2026-03-29');
    // And 03:00 → 02:00 on 25 October: both two o’clocks belong to the day before.
    expect(personDay(new Date('2026-10-25T00:30:00Z'), 'Europe/Berlin', 4)).toBe('2026-10-24');
    expect(personDay(new Date('2026-10-25T01:30:00Z'), 'Europe/Berlin', 4)).toBe('2026-10-24');
    expect(personDay(new Date('2026-10-25T03:00:00Z'), 'Europe/Berlin', 4)).toBe('2026-10-25');
  });

  it('agrees with Temporal in any zone at any time', () => {
    fc.assert(
      fc.property(instant, zone, hour, (at, timeZone, startHour) => {
        const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
        const date = local.toPlainDate();
        expect(personDay(at, timeZone, startHour)).toBe((local.hour < startHour ? date.subtract({ days: 1 }) : date).toString());
      }),
    );
  });

  it('never decreases as time passes', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 90_000_000 }), zone, hour, (at, laterMs, timeZone, startHour) => {
        const later = new Date(at.getTime() + laterMs);
        expect(personDay(at, timeZone, startHour) <= personDay(later, timeZone, startHour)).toBe(true);
      }),
    );
  });
});

describe('days', () => {
  it('adding days and counting days are inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: -800, max: 800 }), (start, count) => {
        const day = addDays('1990-01-01', start);
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });

  it('a week starts on the chosen weekday and contains the day', () => {
    expect(weekStart('2026-11-22', 1)).toBe('2026-11-16');
    expect(weekStart('2026-11-22', 7)).toBe('2026-11-22');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 7 }), (offset, first) => {
        const day = addDays('1990-01-01', offset);
        const start = weekStart(day, first);
        expect(weekdayOf(start)).toBe(first);
        expect(daysBetween(start, day)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(start, day)).toBeLessThan(7);
      }),
    );
  });
});

describe('a day sent by a device', () => {
  const at = new Date('2026-03-02T09:00:00.000Z');
  const bound = (day: string | null, zone = 'UTC') => boundDay(day, { from: at, to: at }, zone, 4);

  it('is kept within a day of the act, and is otherwise replaced by the day of the act', () => {
    expect(['2026-03-01', '2026-03-02', '2026-03-03'].map((day) => bound(day))).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
    ]);
    expect(['2026-02-28', '2026-03-04', '2028-03-02', '9999-12-31', '1970-01-01', null].map((day) => bound(day))).toEqual(
      Array(6).fill('2026-03-02'),
    );
  });

  it('is replaced by the day in the person’s zone', () => {
    expect(bound('9999-12-31', 'Pacific/Honolulu')).toBe('2026-03-01');
    expect(bound('2026-02-28', 'Pacific/Honolulu')).toBe('2026-02-28');
  });

  it('may be any day of a longer span', () => {
    const span = { from: at, to: new Date('2026-03-06T09:00:00.000Z') };
    expect(boundDay('2026-03-04', span, 'UTC', 4)).toBe('2026-03-04');
    expect(boundDay('2026-03-08', span, 'UTC', 4)).toBe('2026-03-06');
  });
});
