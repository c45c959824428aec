// @vitest-environment happy-dom
// Which sounds stay on when the purchases are read.
import { expect, test } from 'vitest';
import { keptLevels } from './store.ts';

const levels = { brown: 70, rain: 40 } as const;

test('a bought sound stays on while the purchases are not read yet', () => {
  expect(keptLevels(levels, undefined)).toBe(levels);
});

test('a sound that was given back is turned off, and nothing else changes', () => {
  expect(keptLevels(levels, ['brown', 'white'])).toEqual({ brown: 70 });
  expect(keptLevels(levels, ['brown', 'rain'])).toBe(levels);
});
