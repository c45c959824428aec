import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deltasToTimes, isOlderAnalyzer, timesToDeltas } from './rules.ts';

test('times are restored exactly from their differences, however many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 43_200_000, noNaN: true })), (times) => {
      const ascending = times.toSorted((a, b) => a - b);
      expect(deltasToTimes(timesToDeltas(ascending))).toEqual(ascending.map(Math.round));
    }),
  );
});

test('a time before its predecessor counts as equal to it', () => {
  expect(timesToDeltas([100, 90, 200])).toEqual([100, 0, 100]);
});

test.each([
  ['cadence-1', 'cadence-2', true],
  ['cadence-2', 'cadence-10', true],
  ['cadence-2', 'cadence-2', false],
  ['cadence-3', 'cadence-2', false],
  ['other-1', 'cadence-2', false],
  ['beta', 'cadence-2', false],
])('%s is older than %s: %s', (one, other, older) => {
  expect(isOlderAnalyzer(one, other)).toBe(older);
});
