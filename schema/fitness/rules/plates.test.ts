import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultSettings } from '../../settings/rules.ts';
import { platesFor } from './plates.ts';

const { kg, lb } = defaultSettings.barbell;

it('loads common weights with the fewest plates', () => {
  expect(platesFor(100, 20, kg.plates)).toEqual({ perSide: [25, 15], total: 100, missing: 0 });
  expect(platesFor(62.5, 20, kg.plates)).toEqual({ perSide: [20, 1.25], total: 62.5, missing: 0 });
  expect(platesFor(225, 45, lb.plates).perSide).toEqual([45, 45]);
});

it('says what is missing when the weight cannot be made', () => {
  expect(platesFor(101, 20, kg.plates)).toEqual({ perSide: [25, 15], total: 100, missing: 1 });
  expect(platesFor(60, 20, [])).toEqual({ perSide: [], total: 20, missing: 40 });
});

it('finds the load that taking the heaviest plate first would miss', () => {
  const owned = [
    { weight: 25, pairs: 1 },
    { weight: 10, pairs: 3 },
  ];
  expect(platesFor(80, 20, owned)).toEqual({ perSide: [10, 10, 10], total: 80, missing: 0 });
});

it('an empty bar needs nothing, and nothing less than the bar can be made', () => {
  expect(platesFor(20, 20, kg.plates).perSide).toEqual([]);
  expect(platesFor(10, 20, kg.plates)).toEqual({ perSide: [], total: 20, missing: 0 });
});

it('never uses more pairs than there are and never goes over', () => {
  const plate = fc.record({ weight: fc.constantFrom(25, 20, 15, 10, 5, 2.5, 1.25, 0.5), pairs: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(
      fc.double({ min: 20, max: 300, noNaN: true }),
      fc.uniqueArray(plate, { selector: (p) => p.weight, maxLength: 6 }),
      (target, owned) => {
        const load = platesFor(target, 20, owned);
        expect(load.total).toBeLessThanOrEqual(target + 1e-6);
        for (const { weight, pairs } of owned) expect(load.perSide.filter((w) => w === weight).length).toBeLessThanOrEqual(pairs);
      },
    ),
  );
});
