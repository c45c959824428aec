import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeal } from './sealed.ts';

const seal = createSeal(['a', 'b']);

test('whatever is sealed opens under its name alone, and is not readable', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (text, name, other) => {
      const sealed = seal.close(text, name);
      expect(seal.open(sealed, name)).toBe(text);
      if (other !== name) expect(seal.open(sealed, other)).toBeNull();
    }),
  );
  expect(seal.close('a token', 'x')).not.toBe(seal.close('a token', 'x'));
});

test('a changed text, another key and a foreign text do not open', () => {
  const sealed = seal.close('a token', 'x');
  const last = sealed.at(-3) === 'A' ? 'B' : 'A';
  expect(seal.open(`${sealed.slice(0, -3)}${last}${sealed.slice(-2)}`, 'x')).toBeNull();
  expect(createSeal(['c']).open(sealed, 'x')).toBeNull();
  for (const foreign of ['', 'v1', 'v1.', 'v1.AAAA', 'v2.AAAA', 'a token']) expect(seal.open(foreign, 'x')).toBeNull();
});

test('a replaced key still opens what it sealed', () => {
  expect(createSeal(['new', 'a']).open(seal.close('a token', 'x'), 'x')).toBe('a token');
  expect(createSeal(['new']).open(seal.close('a token', 'x'), 'x')).toBeNull();
});
