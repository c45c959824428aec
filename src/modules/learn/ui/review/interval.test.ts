import { expect, test } from 'vitest';
import { formatInterval } from './interval.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

test('an interval is one short number in the largest unit that fits', () => {
  expect([1, 10, 59].map((minutes) => formatInterval(minutes * MINUTE_MS))).toEqual(['1 min', '10 min', '59 min']);
  expect([0.5, 1, 21, 46, 163, 498].map((days) => formatInterval(days * DAY_MS))).toEqual([
    '12 h',
    '1 d',
    '21 d',
    '1.5 mo',
    '5.4 mo',
    '1.4 y',
  ]);
});
