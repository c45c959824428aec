// docs/asvs.md names the tests that cover its requirements. A renamed or removed test would leave a claim without proof.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url);
const rows = readFileSync(new URL('docs/asvs.md', root), 'utf8')
  .split('\n')
  .filter((line) => /^\| *\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** `auth/` is short for `sync-server/auth/`. */
const pathsIn = (cell: string) =>
  [...cell.matchAll(/`((?:auth|schema|scripts|src|sync-server|tests)\/[^`]+)`/g)].map(([, path = '']) =>
    path.replace(/^auth\//, 'sync-server/auth/'),
  );

test('every requirement names a test or a reason', () => {
  expect(rows.length).toBeGreaterThan(50);
  expect(
    rows.filter(([, , , proof = '']) => pathsIn(proof).length === 0 && !proof.includes('reason')).map(([, name]) => name),
  ).toEqual([]);
});

test('every named file exists', () => {
  const named = new Set(rows.flatMap((cells) => cells.flatMap(pathsIn)));
  expect(named.size).toBeGreaterThan(15);
  expect([...named].filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});
