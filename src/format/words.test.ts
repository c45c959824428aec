import { expect, it } from 'vitest';
import { shortened } from './words.ts';

it.each([
  ['Reading: Dune', 20, 'Reading: Dune'],
  ['Reading: a long title of a book', 20, 'Reading: a long…'],
  ['Donaudampfschifffahrtsgesellschaft', 10, 'Donaudamp…'],
])('%s in %i characters', (text, max, short) => {
  expect(shortened(text, max)).toBe(short);
  expect(short.length).toBeLessThanOrEqual(max);
});
