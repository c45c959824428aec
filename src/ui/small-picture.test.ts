import { expect, test } from 'vitest';
import { sidesWithin } from './small-picture.ts';

test('a large picture keeps its proportions within the limit, and a small one its size', () => {
  expect(sidesWithin({ width: 3_200, height: 1_800 }, 1_600)).toEqual({ width: 1_600, height: 900 });
  expect(sidesWithin({ width: 1_170, height: 2_532 }, 1_600)).toEqual({ width: 739, height: 1_600 });
  expect(sidesWithin({ width: 390, height: 844 }, 1_600)).toEqual({ width: 390, height: 844 });
});

test('a line of pixels keeps one pixel of width', () => {
  expect(sidesWithin({ width: 1, height: 9_000 }, 1_600)).toEqual({ width: 1, height: 1_600 });
});
