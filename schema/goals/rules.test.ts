// How far a goal is, up and down, and when it will be reached.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../day.ts';
import { forecastOf, neededPerWeek, shareOf, type GoalPoint } from './rules.ts';

const START = '2026-01-01';
const on = (days: number): string => addDays(START, days);
const steady = (perDay: number, days: number, from = 0): GoalPoint[] =>
  Array.from({ length: days + 1 }, (_, at) => ({ day: on(at), value: from + perDay * at }));

it('a goal is as far as its value lies between start and target, in either direction', () => {
  expect(shareOf({ start: 0, target: 200 }, 50)).toBe(0.25);
  expect(shareOf({ start: 80, target: 72 }, 76)).toBe(0.5);
  expect(shareOf({ start: 80, target: 72 }, 83)).toBe(0);
  expect(shareOf({ start: 5, target: 5 }, 4)).toBe(0);
});

it('a steady pace is told to the day, without a range to speak of', () => {
  expect(forecastOf({ start: 0, target: 100 }, steady(1, 40), on(40))).toEqual({
    kind: 'on',
    day: on(100),
    earliest: on(100),
    latest: on(100),
    perWeek: 7,
  });
});

it('a goal that goes down is told as well', () => {
  expect(forecastOf({ start: 80, target: 72 }, steady(-0.1, 40, 80), on(40))).toMatchObject({ kind: 'on', day: on(80) });
});

it('an uneven pace gives a range around the day, and the slower end may never come', () => {
  const uneven = [0, 10, 10, 10, 40, 40, 41, 80].map((value, at): GoalPoint => ({ day: on(at * 10), value }));
  const forecast = forecastOf({ start: 0, target: 160 }, uneven, on(70));
  if (forecast.kind !== 'on') throw new Error(forecast.kind);
  expect(forecast.earliest < forecast.day && (forecast.latest === null || forecast.day < forecast.latest)).toBe(true);
  const burst = [
    { day: on(0), value: 0 },
    { day: on(70), value: 50 },
  ];
  expect(forecastOf({ start: 0, target: 1_000 }, burst, on(70))).toMatchObject({ kind: 'on', latest: null });
});

it('nothing is told in the first week, of what stands still, or of what is reached', () => {
  expect(forecastOf({ start: 0, target: 100 }, steady(1, 6), on(6))).toEqual({ kind: 'unknown' });
  expect(forecastOf({ start: 0, target: 100 }, steady(0, 30), on(30))).toEqual({ kind: 'never', perWeek: 0 });
  expect(forecastOf({ start: 0, target: 20 }, steady(1, 30), on(30))).toEqual({ kind: 'reached' });
});

it('a range always holds the day it is around', () => {
  const gains = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 90 });
  fc.assert(
    fc.property(gains, (added) => {
      let value = 0;
      const points = added.map((gain, at) => ({ day: on(at), value: (value += gain) }));
      const forecast = forecastOf({ start: 0, target: value + 50 }, points, on(added.length - 1));
      if (forecast.kind !== 'on') return true;
      return forecast.earliest <= forecast.day && (forecast.latest === null || forecast.day <= forecast.latest);
    }),
  );
});

it('what a week must bring follows from the days that are left', () => {
  expect(neededPerWeek({ start: 0, target: 100 }, 30, on(0), on(70))).toBeCloseTo(7);
  expect(neededPerWeek({ start: 0, target: 100 }, 30, on(70), on(70))).toBeNull();
});
