import { expect, it } from 'vitest';
import { placeInRange, setsOfMuscles, setsOfMusclesByWeek, type TrainedExercise } from './muscle-volume.ts';

const bench = (day: string, sets: number): TrainedExercise => ({
  day,
  sets,
  muscles: ['chest'],
  secondary: ['triceps', 'shoulders'],
});
const pushdown = (day: string, sets: number): TrainedExercise => ({ day, sets, muscles: ['triceps'], secondary: [] });

it('a set counts once for the muscle that it trains directly and half for those along the way', () => {
  expect([...setsOfMuscles([bench('2026-11-23', 5), pushdown('2026-11-24', 3)])]).toEqual([
    ['triceps', 5.5],
    ['chest', 5],
    ['shoulders', 2.5],
  ]);
});

it('a muscle that stands in both lists of an exercise counts once, and so does one that stands twice in a list', () => {
  const twice = { day: '2026-11-23', sets: 4, muscles: ['chest', 'chest'], secondary: ['chest', 'triceps', 'triceps'] };
  expect([...setsOfMuscles([twice])]).toEqual([
    ['chest', 4],
    ['triceps', 2],
  ]);
});

it("weeks begin on the person's first weekday", () => {
  const sunday = bench('2026-11-22', 4);
  expect([...setsOfMusclesByWeek([sunday, bench('2026-11-23', 3)], 1).keys()]).toEqual(['2026-11-16', '2026-11-23']);
  expect([...setsOfMusclesByWeek([sunday, bench('2026-11-23', 3)], 7).keys()]).toEqual(['2026-11-22']);
});

it('both ends of the range are within it', () => {
  expect([9.5, 10, 20, 20.5].map(placeInRange)).toEqual(['below', 'within', 'within', 'above']);
});
