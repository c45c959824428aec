// Periods in a row leave none out.
import { expect, test } from 'vitest';
import { daysBack, formatPeriod, monthStarts, periodsBetween, periodStart, totalsByPeriod } from './periods.ts';

test('the periods between two days are those that contain them and all between', () => {
  expect(periodsBetween('2026-11-20', '2026-11-27', 'week', 1)).toEqual(['2026-11-16', '2026-11-23']);
  expect(periodsBetween('2025-12-31', '2026-02-01', 'month', 1)).toEqual(['2025-12-01', '2026-01-01', '2026-02-01']);
  expect(periodsBetween('2026-11-26', '2026-11-27', 'day', 1)).toEqual(['2026-11-26', '2026-11-27']);
});

test('a period begins on its first day, a week on the first weekday of the person', () => {
  expect(periodStart('2026-11-27', 'month', 1)).toBe('2026-11-01');
  expect([1, 7].map((first) => periodStart('2026-11-27', 'week', first))).toEqual(['2026-11-23', '2026-11-22']);
});

test('days are counted back from the last one, months from their first days', () => {
  expect(daysBack('2026-11-27', '2026-11-20', 3)).toEqual(['2026-11-21', '2026-11-24', '2026-11-27']);
  expect(daysBack('2026-11-20', '2026-11-27', 1)).toEqual([]);
  expect(monthStarts('2026-10-02', '2027-01-01')).toEqual(['2026-11-01', '2026-12-01', '2027-01-01']);
});

test('the days of a week are named by both ends', () => {
  expect(formatPeriod('2026-11-23', 'week')).toMatch(/23.+29/);
});

test('what was on days is added up by the week that has them, weeks without anything included', () => {
  const rows = [
    { day: '2026-03-01', minutes: 25 },
    { day: '2026-03-02', minutes: 50 },
    { day: '2026-01-01', minutes: 1_000 },
    { day: null, minutes: 1_000 },
  ];
  const weeks = (firstWeekday: number) =>
    totalsByPeriod(rows, ({ minutes }) => minutes, { from: '2026-02-20', to: '2026-03-03', period: 'week', firstWeekday });
  expect(weeks(1).map(({ total }) => total)).toEqual([0, 25, 50]);
  expect(weeks(7).map(({ total }) => total)).toEqual([0, 0, 75]);
});
