import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeReturnPath } from './return-path.ts';

test.each(['/', '/goals', '/goals/1?tab=a#b', '/search?q=//evil.example'])('%s is kept', (path) => {
  expect(safeReturnPath(path)).toBe(path);
});

test.each([
  '',
  null,
  undefined,
  'goals',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\\/evil.example',
  '/..//evil.example\\@',
  'javascript:alert(1)',
  ' //evil.example',
  '/v1/auth/sign-out',
  '/x/../v1/auth/session',
  '/dev/mailbox',
  `/${'x'.repeat(600)}`,
])('%j is refused', (path) => {
  expect(safeReturnPath(path)).toBeNull();
});

test('whatever is kept stays on the site that follows it', () => {
  const pieces = fc.constantFrom('/', '\\', '..', 'evil.example', '\t', '@', ':', '?', '#', '%2f', '%5c', ' ', '.');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const path = safeReturnPath(parts.join(''));
      if (path !== null) expect(new URL(path, 'https://cadence.example').origin).toBe('https://cadence.example');
    }),
  );
});
