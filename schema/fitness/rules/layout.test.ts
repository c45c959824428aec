import { expect, it } from 'vitest';
import { inOrder, readLayout, withEntry, withEntryChanged, withoutEntry, unplannedEntry, type LayoutEntry } from './layout.ts';

const entry = (id: string): LayoutEntry => unplannedEntry(id, `x-${id}`);
const abc = ['a', 'b', 'c'].map(entry);
const ids = (layout: readonly LayoutEntry[]) => layout.map(({ id }) => id).join('');

it('an entry is added at the end or at a place, and never twice', () => {
  expect(ids(withEntry(abc, entry('d')))).toBe('abcd');
  expect(ids(withEntry(abc, entry('d'), 1))).toBe('adbc');
  expect(ids(withEntry(abc, entry('b'), 0))).toBe('abc');
});

it('what another device added stays behind a new order, what it removed stays away', () => {
  expect(ids(inOrder(abc, ['c', 'gone', 'a']))).toBe('cab');
});

it('an entry can be changed and removed', () => {
  expect(withEntryChanged(abc, 'b', { note: 'slow' })[1]?.note).toBe('slow');
  expect(ids(withoutEntry(abc, 'b'))).toBe('ac');
});

it('what is no layout is read as an empty one', () => {
  expect(readLayout(null)).toEqual([]);
  expect(readLayout([{ id: 'a', exerciseId: 'x' }, { id: 7 }])).toEqual([unplannedEntry('a', 'x')]);
});
