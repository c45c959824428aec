import { describe, expect, test } from 'vitest';
import { drills } from '../content/drills.ts';
import { guessAt, magnitudeAt, type DrillConfig } from './drills.ts';
import { chanceRight, FEWEST_TRIALS, nextPlace, startPlace, TARGET, thresholdOf, type Trial } from './staircase.ts';

/** mulberry32: a listener who can be asked again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Listener {
  threshold: number;
  spread: number;
}

/** A session: each question as hard as the staircase says, answered as the listener would. */
function session(config: DrillConfig, { threshold, spread }: Listener, seed: number, count = 40): Trial[] {
  const random = randomOf(seed);
  const trials: Trial[] = [];
  for (let index = 0; index < count; index++) {
    const at = nextPlace(startPlace(null), trials);
    const guess = guessAt(config, at);
    trials.push({ at, guess, isRight: random() < chanceRight(at, threshold, spread, guess) });
  }
  return trials;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;
const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);
/** The threshold found, over the true one: 1.1 is ten percent too much. */
const ratios = (config: DrillConfig, listener: Listener): number[] =>
  SEEDS.map((seed) => {
    const found = thresholdOf(session(config, listener, seed)) ?? Number.NaN;
    return magnitudeAt(config.scale, found) / magnitudeAt(config.scale, listener.threshold);
  });
const isWithin = (ratio: number): boolean => ratio >= 0.9 && ratio <= 1.1;

const measured = drills.filter(({ config }) => config.scale.isLog && !(config.answer.kind === 'choice' && config.answer.grows));

describe.each(measured.map(({ key, config }) => [key, config] as const))('%s', (_key, config) => {
  /** A spread of so many percent of the magnitude, in places of the scale. */
  const spreadOf = (percent: number) => percent / 100 / Math.abs(Math.log(config.scale.to / config.scale.from));

  test.each([0.3, 0.6])('a listener whose hearing has a sharp limit at %s is found within 10 % in 40 answers', (threshold) => {
    const found = ratios(config, { threshold, spread: spreadOf(3) });
    expect(found.filter(isWithin).length).toBeGreaterThanOrEqual(0.85 * SEEDS.length);
    expect(isWithin(median(found))).toBe(true);
  });

  test.each([0.3, 0.6])('listeners whose hearing fades around %s are found within 10 % in the middle', (threshold) => {
    expect(isWithin(median(ratios(config, { threshold, spread: spreadOf(20) })))).toBe(true);
  });
});

test('the staircase settles where three of four answers are right', () => {
  const config = measured.find(({ key }) => key === 'level-difference')?.config as DrillConfig;
  const late = SEEDS.flatMap((seed) => session(config, { threshold: 0.5, spread: 0.05 }, seed, 120).slice(40));
  const share = late.filter(({ isRight }) => isRight).length / late.length;
  expect(Math.abs(share - TARGET)).toBeLessThan(0.02);
});

test('too few answers give no score, and places stay on the scale', () => {
  const right = { isRight: true };
  expect(thresholdOf(Array.from({ length: FEWEST_TRIALS - 1 }, () => ({ at: 0.5, guess: 0.5, ...right })))).toBeNull();
  expect(
    nextPlace(
      0.9,
      Array.from({ length: 30 }, () => right),
    ),
  ).toBe(1);
  expect(
    nextPlace(
      0.1,
      Array.from({ length: 30 }, () => ({ isRight: false })),
    ),
  ).toBe(0);
  expect(startPlace(0.05)).toBe(0);
});
