import { expect, test } from 'vitest';
import { drills } from '../content/drills.ts';
import { topics } from '../content/topics.ts';
import {
  DRILL_KINDS,
  guessAt,
  isTrialRight,
  itemOf,
  levelAt,
  magnitudeAt,
  markDrill,
  meanTapError,
  offeredCount,
  placeOfLevel,
  readDrill,
  readItem,
  type DrillConfig,
  type DrillKind,
} from './drills.ts';

const configOf = (kind: DrillKind): DrillConfig => drills.find(({ key }) => key === kind)?.config as DrillConfig;

test('there is one drill of each kind, in a topic, with a scale and words', () => {
  expect(drills.map(({ key }) => key).sort()).toEqual([...DRILL_KINDS].sort());
  for (const { topic, title, description, config } of drills) {
    expect(topics.map(({ key }) => key)).toContain(topic);
    expect(title.length).toBeGreaterThan(3);
    expect(description).toMatch(/\.$/);
    expect(config.scale.from).not.toBe(config.scale.to);
    expect(readDrill(JSON.parse(JSON.stringify(config)))).toEqual(config);
  }
});

test('levels and magnitudes reach from one end of the scale to the other', () => {
  const { scale } = configOf('level-difference');
  expect([0, 1].map((at) => magnitudeAt(scale, at))).toEqual([6, 0.2]);
  expect([0, 0.0999, 0.1, 0.55, 1].map(levelAt)).toEqual([1, 1, 2, 6, 10]);
  for (const level of [1, 5, 10]) expect(levelAt(placeOfLevel(level))).toBe(level);
  expect([0, 1].map((at) => offeredCount(configOf('chord'), at))).toEqual([2, 10]);
  expect(guessAt(configOf('chord'), 1)).toBe(0.1);
});

test('numbers are right within a share or a difference, filters within octaves and dB, taps within their mean error', () => {
  const right = (kind: DrillKind, asked: number[], given: number[], at = 0.5) =>
    isTrialRight(configOf(kind), { at, asked, given });
  const share = magnitudeAt(configOf('tempo-guess').scale, 0.5) / 100;
  expect(right('tempo-guess', [120], [120 * (1 + share * 0.99)])).toBe(true);
  expect(right('tempo-guess', [120], [120 * (1 + share * 1.01)])).toBe(false);
  const cents = magnitudeAt(configOf('pitch-match').scale, 0.5);
  expect([0.99, 1.01].map((part) => right('pitch-match', [-40], [-40 + part * cents]))).toEqual([true, false]);
  expect(right('eq-match', [1000, 8], [1100, 6])).toBe(true);
  expect(right('eq-match', [1000, 8], [1100, -8])).toBe(false);
  expect(right('eq-match', [1000, 8], [3000, 8])).toBe(false);
  expect(right('rhythm-tap', [0, 500, 1000], [0, 510, 1005])).toBe(true);
  expect(right('rhythm-tap', [0, 500, 1000], [0, 500])).toBe(false);
  // Whoever taps everything late by the same time taps the rhythm.
  expect(meanTapError([0, 500, 1000], [70, 570, 1070])).toBe(0);
});

test('only the clearest mistakes become items, each once, and an item asks the same again', () => {
  const config = configOf('interval-melodic');
  const trial = (at: number, asked: number, given: number) => ({ at, asked: [asked], given: [given], ms: 1 });
  const wrong = [trial(0.9, 5, 4), trial(0.3, 1, 2), trial(0.5, 1, 3), trial(0.7, 4, 1), trial(0.8, 6, 1)];
  const marked = markDrill(config, [trial(0.2, 0, 0), ...wrong, trial(0.4, 2, 2)]);
  expect(marked).toMatchObject({ rightCount: 2, score: null, mistakes: ['1@10', '4@10', '6@10'] });
  expect(marked.runs).toEqual({ first: 1, last: 1, longest: 1 });
  expect(readItem(config, '1@10')).toEqual({ asked: [1], at: 1 });
  const eq = configOf('eq-match');
  expect(readItem(eq, itemOf(eq, { at: 0.42, asked: [1234, -7] }))).toEqual({ asked: [1234, -7], at: placeOfLevel(5) });
});

test.each(['', '1', '1@0', '1@11', '12@3', '1,2@3', 'x@1', '-1@2', '1@3; drop'])('%j is no item of the intervals', (item) => {
  expect(readItem(configOf('interval-melodic'), item)).toBeNull();
});
