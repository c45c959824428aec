// The labels beside a lane stand where the worker draws their values.
import { expect, test } from 'vitest';
import { bandEdgesHz } from '../bands.ts';
import { hzAtShare, levelRange, LOUDNESS_SCALE, shareOfHz, shareOn, STEREO_SCALE } from './lane-scales.ts';

test('a frequency lies where its band does', () => {
  const edges = bandEdgesHz();
  edges.forEach((hz, at) => expect(shareOfHz(hz)).toBeCloseTo(at / (edges.length - 1), 9));
  expect(hzAtShare(shareOfHz(440))).toBeCloseTo(440, 6);
});

test('loudness has lines at every 10 LUFS and correlation is in the middle at 0', () => {
  expect(LOUDNESS_SCALE.grid.every((lufs) => lufs % 10 === 0)).toBe(true);
  expect([-60, -30, 0, 3].map((lufs) => shareOn(LOUDNESS_SCALE, lufs))).toEqual([0, 0.5, 1, 1]);
  expect([-1, 0, 1].map((value) => shareOn(STEREO_SCALE, value))).toEqual([0, 0.5, 1]);
});

test('the colours end on round levels that no band exceeds', () => {
  expect(levelRange(-13.5)).toEqual({ lowestDb: -78, highestDb: -12 });
  expect(levelRange(-0.5)).toEqual({ lowestDb: -66, highestDb: 0 });
  expect(levelRange(4)).toEqual({ lowestDb: -66, highestDb: 0 });
});
