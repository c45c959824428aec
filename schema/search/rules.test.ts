import { expect, test } from 'vitest';
import { allowedErrors, editDistance } from './rules.ts';

test('a swap of neighbours is one edit', () => expect(editDistance('bnech', 'bench', 2)).toBe(1));

test('distances above the limit are not computed', () =>
  expect(editDistance('squat', 'deadlift', 2)).toBe(Number.POSITIVE_INFINITY));

test('short words must match exactly, long ones may have two errors', () =>
  expect([3, 4, 7, 8].map(allowedErrors)).toEqual([0, 1, 1, 2]));
