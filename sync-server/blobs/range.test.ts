import { expect, test } from 'vitest';
import { parseRange } from './range.ts';

test.each([
  ['bytes=0-0', 0, 0],
  ['bytes=0-', 0, 99],
  ['bytes=10-19', 10, 19],
  ['bytes=90-1000', 90, 99],
  ['bytes=-10', 90, 99],
  ['bytes=-1000', 0, 99],
  ['bytes=99-', 99, 99],
  ['bytes= 5 - 6 ', 5, 6],
])('%s of 100 bytes is %i to %i', (header, start, end) => {
  expect(parseRange(header, 100)).toEqual({ kind: 'part', start, end });
});

test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=99999999999999999999-'])(
  '%s lies outside of 100 bytes',
  (header) => {
    expect(parseRange(header, 100)).toEqual({ kind: 'unsatisfiable' });
  },
);

test.each([
  undefined,
  '',
  'bytes',
  'bytes=',
  'bytes=-',
  'bytes=a-b',
  'bytes=5-4',
  'bytes=0-1,5-6',
  'items=0-1',
  'bytes=0x1-2',
  'bytes=-1-2',
])('%s requests the whole file', (header) => {
  expect(parseRange(header, 100)).toEqual({ kind: 'whole' });
});
