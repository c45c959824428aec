import { expect, test } from 'vitest';
import { marksOf, markToText, scaleOf, shareOf } from './scale.ts';

test('a logarithmic axis has equal room for equal ratios, and marks whole steps', () => {
  const scale = scaleOf([20, 20_000], true);
  expect(shareOf(scale, 20)).toBe(0);
  expect(shareOf(scale, 20_000)).toBe(1);
  expect(shareOf(scale, 200)).toBeCloseTo(1 / 3, 6);
  expect(marksOf(scale, 9)).toEqual([20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000]);
  expect(marksOf(scale, 4)).toEqual([100, 1000, 10_000]);
});

test('a linear axis is marked at round values within its range', () => {
  expect(marksOf({ from: -0.1, to: 1.02, isLog: false }, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(marksOf({ from: -62, to: 3, isLog: false }, 6)).toEqual([-60, -40, -20, 0]);
});

test('an axis with one value still has a length', () => {
  const scale = scaleOf([5, 5]);
  expect(scale.to).toBeGreaterThan(scale.from);
});

test('thousands are short, and minus is a minus sign', () => {
  expect([2000, 12_500, -3, 0.25].map(markToText)).toEqual(['2k', '12.5k', '−3', '0.25']);
});
