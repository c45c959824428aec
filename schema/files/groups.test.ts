import { expect, it } from 'vitest';
import { groupsOf } from './groups.ts';

interface Item {
  text: string;
  rows: number;
  isWrong?: boolean;
}
const sizes = (items: Item[]) =>
  groupsOf(items, {
    maxItems: 25,
    maxBytes: 1000,
    rows: { of: ({ rows }) => rows, max: 100 },
    goesAlone: ({ isWrong }) => isWrong === true,
  }).map(({ length }) => length);
const small: Item = { text: '', rows: 1 };
const many = (count: number, item = small): Item[] => Array.from({ length: count }, () => item);

it('a group contains no more items, bytes and rows than one command takes', () => {
  expect(sizes(many(60))).toEqual([25, 25, 10]);
  expect(sizes(many(3, { text: 'x'.repeat(400), rows: 1 }))).toEqual([2, 1]);
  expect(sizes(many(3, { text: '', rows: 50 }))).toEqual([2, 1]);
});
it('an item that would be refused is a group of its own, so that no other item is refused with it', () => {
  expect(sizes([...many(3), { ...small, isWrong: true }, ...many(3)])).toEqual([3, 1, 3]);
});
it('an item above the size limit is a group of its own', () => {
  expect(sizes([small, { text: 'x'.repeat(2000), rows: 1 }, small])).toEqual([1, 1, 1]);
});
