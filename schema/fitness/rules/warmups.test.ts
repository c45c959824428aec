import { expect, it } from 'vitest';
import { warmupsFor } from './warmups.ts';
import { fromKg, KG_PER_LB, toKg } from './weight-units.ts';

it('the bar comes first, then shares of the weight with fewer reps', () => {
  expect(warmupsFor(100, 20, 'kg')).toEqual([
    { weightKg: 20, reps: 10 },
    { weightKg: 40, reps: 8 },
    { weightKg: 60, reps: 5 },
    { weightKg: 80, reps: 3 },
  ]);
});

it('a weight close to the bar has few, none is lighter than the bar or as heavy as the work', () => {
  expect(warmupsFor(20, 20, 'kg')).toEqual([]);
  expect(warmupsFor(27.5, 20, 'kg').every(({ weightKg }) => weightKg >= 20 && weightKg < 27.5)).toBe(true);
});

it('pounds are whole plates', () => {
  const pounds = warmupsFor(toKg(225, 'lb'), 45 * KG_PER_LB, 'lb').map(({ weightKg }) => fromKg(weightKg, 'lb'));
  expect(pounds).toEqual([45, 90, 135, 180]);
});
