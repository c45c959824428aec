import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromKg, stepWeight, toKg } from './weight-units.ts';

it('a pound value with two decimals comes back exactly as it was typed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300_000 }), (hundredths) => {
      const typed = hundredths / 100;
      expect(fromKg(toKg(typed, 'lb'), 'lb')).toBe(typed);
      expect(fromKg(toKg(typed, 'kg'), 'kg')).toBe(typed);
    }),
  );
});

it('the bar of 45 lb is 20.41 kg', () => expect(fromKg(toKg(45, 'lb'), 'kg')).toBe(20.41));

it('a step goes to the next round weight and stops at zero', () => {
  expect(stepWeight(60, 1, 'kg')).toBe(62.5);
  expect(stepWeight(61, 1, 'kg')).toBe(62.5);
  expect(stepWeight(61, -1, 'kg')).toBe(60);
  expect(stepWeight(135, -1, 'lb')).toBe(130);
  expect(stepWeight(1, -1, 'kg')).toBe(0);
  expect(stepWeight(0, -1, 'kg')).toBe(0);
});
