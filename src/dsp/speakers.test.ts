import { expect, it } from 'vitest';
import { channelWeights, usualSpeakers } from './speakers.ts';

it('weights surrounds by 1.41, which are the sides or, without sides, the backs, and leaves out the LFE', () => {
  expect(channelWeights(usualSpeakers(6))).toEqual([1, 1, 1, 0, 1.41, 1.41]);
  expect(channelWeights(usualSpeakers(8))).toEqual([1, 1, 1, 0, 1, 1, 1.41, 1.41]);
  expect(channelWeights(['FL', 'FR', 'FC', 'LFE'])).toEqual([1, 1, 1, 0]);
  expect(channelWeights(['FL', 'FR', 'FC', 'BC'])).toEqual([1, 1, 1, 1]);
});

it('uses the usual weights for layouts without a mask', () => {
  const weights = [1, 2, 3, 4, 5, 7].map((count) => channelWeights(usualSpeakers(count)));
  expect(weights).toEqual([[1], [1, 1], [1, 1, 1], [1, 1, 1.41, 1.41], [1, 1, 1, 1.41, 1.41], [1, 1, 1, 0, 1, 1.41, 1.41]]);
});
