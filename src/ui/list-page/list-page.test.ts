import { describe, expect, test } from 'vitest';
import { fieldsOfSearch, searchAfter } from './address-fields.ts';
import { groupRows } from './row-groups.ts';
import { nextSort, parseSort, sortRows, sortToText, type SortColumn } from './sort-order.ts';

const INITIAL = { q: '', sort: '-added' };

describe('a list in the address', () => {
  test('what the address does not say has its first value', () => {
    expect(fieldsOfSearch({ q: 'rests', shared: 1 }, INITIAL)).toEqual({ q: 'rests', sort: '-added' });
  });

  test('a first value is not written, and parameters of others stay', () => {
    expect(searchAfter({ q: 'rests', shared: 1 }, INITIAL, { q: '', sort: 'name' })).toEqual({
      q: undefined,
      shared: 1,
      sort: 'name',
    });
  });
});

interface Song {
  name: string;
  bpm: number | null;
}

const COLUMNS: SortColumn<Song>[] = [
  { key: 'name', label: 'Name', sortBy: ({ name }) => name },
  { key: 'bpm', label: 'Tempo', sortBy: ({ bpm }) => bpm, isLargestFirst: true },
];
const SONGS: Song[] = [
  { name: 'take 10', bpm: null },
  { name: 'Take 2', bpm: 90 },
  { name: 'élan', bpm: 128 },
];
const namesBy = (sort: string) => sortRows(SONGS, COLUMNS, parseSort(sort)).map(({ name }) => name);

describe('the order of rows', () => {
  test('text is ordered as people read it: numbers by value, accents and capitals aside', () => {
    expect(namesBy('name')).toEqual(['élan', 'Take 2', 'take 10']);
    expect(namesBy('-name')).toEqual(['take 10', 'Take 2', 'élan']);
  });

  test('a row without a value is last in both directions', () => {
    expect(namesBy('bpm')).toEqual(['Take 2', 'élan', 'take 10']);
    expect(namesBy('-bpm')).toEqual(['élan', 'Take 2', 'take 10']);
  });

  test('an unknown column leaves the order', () => {
    expect(namesBy('color')).toEqual(['take 10', 'Take 2', 'élan']);
  });

  test('a head starts with its own direction and then turns', () => {
    const [name, tempo] = COLUMNS as [SortColumn<Song>, SortColumn<Song>];
    const press = (sort: string, column: SortColumn<Song>) => sortToText(nextSort(parseSort(sort), column));
    expect([press('name', tempo), press('-bpm', tempo), press('-bpm', name)]).toEqual(['-bpm', 'bpm', 'name']);
  });
});

describe('groups of rows', () => {
  test('rows that follow each other with the same heading are one group, and a heading comes before its rows', () => {
    const rows = ['2026-11', '2026-11', '2026-10'].map((month, at) => ({ id: String(at), month }));
    expect(
      groupRows(
        rows,
        ({ id }) => id,
        ({ month }) => month,
      ).map(({ key }) => key),
    ).toEqual(['group 2026-11', '0', '1', 'group 2026-10', '2']);
  });

  test('without headings there are only rows', () => {
    expect(groupRows([{ id: 'a' }], ({ id }) => id).map(({ kind }) => kind)).toEqual(['row']);
  });
});
