// For whom a flag is on, and that the code reads only flags that it ships.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { flagContent } from './content.ts';
import { FLAG_NAMES, isFlagOn, placeInRollout, type FlagRow } from './rules.ts';

const row = (change: Partial<FlagRow>): FlagRow => ({
  flag_name: 'market',
  enabled: true,
  share: 100,
  role_name: null,
  ...change,
});
const reader = (id: string, ...roles: string[]) => ({ id, roles: new Set(roles) });
const people = Array.from({ length: 2_000 }, (_, at) => `person-${at}`);

describe('a flag', () => {
  test('has its shipped value until its row arrives', () => expect(isFlagOn('market', [], reader('a'))).toBe(true));

  test('is off for everybody when an admin switches it off', () =>
    expect(isFlagOn('market', [row({ enabled: false })], reader('a', 'admin'))).toBe(false));

  test('with a role is on only for people with that role', () => {
    expect(isFlagOn('market', [row({ role_name: 'tester' })], reader('a'))).toBe(false);
    expect(isFlagOn('market', [row({ role_name: 'tester' })], reader('a', 'tester'))).toBe(true);
  });

  test.each([0, 1, 10, 50, 99])('is on for about %i % of people', (share) => {
    const on = people.filter((id) => isFlagOn('market', [row({ share })], reader(id))).length;
    expect(Math.abs(on / people.length - share / 100)).toBeLessThan(0.04);
  });

  test('stays on for the same people while its share grows', () => {
    const onAt = (share: number) => people.filter((id) => isFlagOn('market', [row({ share })], reader(id)));
    const later = new Set(onAt(40));
    expect(onAt(20).every((id) => later.has(id))).toBe(true);
  });

  test('reaches other people first than another flag does', () => {
    const first = (flag: string) => new Set(people.filter((id) => placeInRollout(flag, id) < 20));
    const [market, listening] = [first('market'), first('listening')];
    const both = [...market].filter((id) => listening.has(id)).length;
    expect(both / market.size).toBeLessThan(0.35);
  });
});

test('Each flag has a row, and the code reads no other: the name is a literal that the compiler checks.', () => {
  expect(flagContent.rows.map((each) => each['flag_name'])).toEqual(FLAG_NAMES);
  const root = new URL('../../src/', import.meta.url);
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(new URL(file, root), 'utf8'));
  const read = new Set(
    sources.flatMap((source) => [
      ...[...source.matchAll(/useFlag\(([^)]*)\)/g)].map(([, name = '']) => name),
      ...[...source.matchAll(/^ {2}flag: ([^,\n]*),$/gm)].map(([, name = '']) => name),
    ]),
  );
  read.delete('name: FlagName');
  expect([...read].sort()).toEqual(FLAG_NAMES.map((name) => `'${name}'`).sort());
});
