// Which tracks fit which session, by what was measured of them.
import { expect, test } from 'vitest';
import { readSummary } from '#src/modules/tracks/public.ts';
import { chooseQueue, figuresOf, fitOf, shuffled, type Figures } from './choosing.ts';

const slow: Figures = { bpm: 70, energy: 0.2, brightness: 0.3 };
const middle: Figures = { bpm: 100, energy: 0.5, brightness: 0.5 };
const fast: Figures = { bpm: 128, energy: 0.9, brightness: 0.8 };
const unknown: Figures = { bpm: null, energy: null, brightness: null };
const library = [fast, unknown, middle, slow].map((figures, place) => ({ figures, place }));
const places = (kind: 'deep' | 'light' | 'break') => chooseQueue(library, kind).map(({ track }) => track.place);

test('deep work takes the slow and dark track first, light work the middle one, a break the fast and bright one', () => {
  expect(places('deep')).toEqual([3, 2, 0, 1]);
  expect(places('light')[0]).toBe(2);
  expect(places('break').slice(0, 2)).toEqual([0, 2]);
});

test('a track that was not analysed has no fit and comes last', () => {
  expect(fitOf(unknown, 'deep')).toBeNull();
  expect(places('break').at(-1)).toBe(1);
});

test('figures inside of all ranges fit wholly, and a figure far outside takes only its own share', () => {
  expect(fitOf(slow, 'deep')).toBe(1);
  expect(fitOf({ ...slow, brightness: 1 }, 'deep')).toBeCloseTo(0.75, 10);
});

test('a slow track that is counted double still fits deep work, a little less', () => {
  expect(fitOf({ ...slow, bpm: 140 }, 'deep')).toBeCloseTo(0.9, 10);
});

test('energy comes from density and evenness, brightness from the spectrum, and the own tempo wins', () => {
  const summary = readSummary({
    plrDb: 12,
    rangeLu: 10,
    integratedLufs: -9,
    tempo: { bpm: 140, confidence: 1 },
    balance: [
      { hz: 500, db: -20 },
      { hz: 4_000, db: -38 },
    ],
  });
  const figures = figuresOf(summary, 70);
  expect(figures.bpm).toBe(70);
  expect(figures.energy).toBeCloseTo(0.5, 10);
  expect(figures.brightness).toBeCloseTo(0.5, 10);
  expect(figuresOf(null, null)).toEqual(unknown);
});

test('a shuffled queue has every track once', () => {
  expect(shuffled([1, 2, 3, 4], () => 0)).toEqual([2, 3, 4, 1]);
});
