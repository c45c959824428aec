import { expect, test } from 'vitest';
import { toKg } from '#schema/fitness/rules/weight-units.ts';
import { formatSetShort, formatWeight } from './format.ts';

test('pounds converted from kilograms have one decimal, entered ones stay as entered', () => {
  expect([formatWeight(200, 'lb'), formatWeight(100, 'lb'), formatWeight(102.5, 'kg')]).toEqual([
    '440.9 lb',
    '220.5 lb',
    '102.5 kg',
  ]);
  for (const entered of [45, 46.25, 132.5, 2.75]) expect(formatWeight(toKg(entered, 'lb'), 'lb')).toBe(`${entered} lb`);
});

test('a set is told in the same figures as its weight', () => {
  const set = { weight: 200, reps: 5, duration: null, distance_m: null };
  expect(formatSetShort(set, 'lb', 'weight_reps')).toBe('440.9 × 5');
});

test('thousands are separated as in every other number', () => {
  expect(formatWeight(1875, 'kg')).toBe('1,875 kg');
});
