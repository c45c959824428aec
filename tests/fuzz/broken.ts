// Breaks a valid JSON value in one place: missing, additional, of another type, out of range, endlessly nested, or named like a
// JavaScript built-in.
import fc from 'fast-check';
import { anyJson, anyText } from './json-schema.ts';

type Path = (string | number)[];

const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
};

const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  anyJson,
  anyText,
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    [null],
    '',
    0,
    -1,
    0.5,
    1e308,
    -1e308,
    Number.MAX_SAFE_INTEGER,
    2 ** 63,
    true,
    'NaN',
    '1e400',
    '2026-02-30',
    '2026-13-45T99:99:99Z',
    '0000-00-00',
    'not-a-uuid',
    "00000000-0000-7000-8000-000000000000' or '1'='1",
    [[[[[[[[[[]]]]]]]]]],
    nested(40, (inner) => [inner]),
    nested(40, (inner) => ({ a: inner })),
    Array.from({ length: 300 }, () => ({})),
    'y'.repeat(30_000),
  ),
);

const oddKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'user_id',
  'userId',
  '',
  '\0',
  '\ud800',
  '$ne',
  'then',
];

/** Every path within a value, the root first. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, Array.isArray(value) ? Number(key) : key])),
  ];
}

/** A copy with the value at `path` changed; `undefined` removes it. */
function changedAt(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.flatMap((inner: unknown, at) => (at === key ? present(changedAt(inner, rest, change)) : [inner]));
  const entries = Object.entries(value as object).flatMap(([name, inner]: [string, unknown]) =>
    name === key ? present(changedAt(inner, rest, change)).map((kept) => [name, kept] as const) : [[name, inner] as const],
  );
  return Object.fromEntries(entries);
}

const present = (value: unknown): unknown[] => (value === undefined ? [] : [value]);

/** Sets an own key as JSON.parse does, including `__proto__`. */
function withKey(value: unknown, key: string, added: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { [key]: added };
  return JSON.parse(
    `{${[...Object.entries(value), [key, added] as const].map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`,
  );
}

export const brokenIn = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(good, fc.nat(), fc.constantFrom('replace', 'replace', 'remove', 'add', 'wrap'), oddValues, fc.constantFrom(...oddKeys))
    .map(([value, place, way, odd, key]) => {
      const paths = pathsOf(value);
      const path = paths[place % paths.length] ?? [];
      if (way === 'remove' && path.length > 0) return changedAt(value, path, () => undefined);
      if (way === 'add') return changedAt(value, path, (old) => withKey(old, key, odd));
      if (way === 'wrap') return changedAt(value, path, (old) => [old]);
      return changedAt(value, path, () => odd);
    });
