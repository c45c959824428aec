import { expect, test } from 'vitest';
import { figureProblem, figuresOf } from './set-figures.ts';

const [weight, reps] = figuresOf('weight_reps', 'kg');
const [pounds] = figuresOf('weight_reps', 'lb');
const [time] = figuresOf('time', 'kg');
if (!reps) throw new Error('a set of weight and reps has two figures');

test('figures that a set may have are no problem, nor is an empty field', () => {
  expect([weight, pounds].map((kind) => figureProblem(kind, '62,5'))).toEqual([null, null]);
  expect([reps, time].map((kind) => figureProblem(kind, '12'))).toEqual([null, null]);
  expect([weight, reps, time].map((kind) => figureProblem(kind, ''))).toEqual([null, null, null]);
});

test('half a rep, letters and what nobody lifts are refused in words instead of changed', () => {
  expect(figureProblem(reps, '8.5')).toBe('The reps must be a whole number.');
  expect(figureProblem(reps, '99999')).toBe('The reps must be between 0 and 1,000.');
  expect(figureProblem(reps, 'eight')).toBe('Enter a number of reps, such as 8.');
  expect(figureProblem(weight, '1401')).toBe('The weight must be between 0 and 1,400 kg.');
  expect(figureProblem(weight, '-5')).toBe('Enter a weight in kg, such as 62.5.');
  expect(figureProblem(time, '1m')).toBe('Enter minutes and seconds, such as 1:30.');
});
