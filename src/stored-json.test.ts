// Stored JSON that an older app, another tab or a hand wrote never reaches the first paint in a wrong form.
import { expect, test } from 'vitest';
import { finite, flag, instant, oneOf, orNull, percent, readStored, record, someOf, text } from './stored-json.ts';

const check = record({
  name: text,
  count: finite,
  isOn: flag,
  at: orNull(instant),
  mode: oneOf(['a', 'b']),
  levels: someOf(['rain', 'wind'], percent),
});
const good = { name: 'x', count: 1, isOn: true, at: '2026-11-22T10:00:00.000Z', mode: 'a', levels: { rain: 40 } };

const stored = (content: string | null) => readStored('key', check, { getItem: () => content });

test('a record in its form is read, with its instants as dates and without unknown fields', () => {
  expect(stored(JSON.stringify({ ...good, later: 1 }))).toEqual({ ...good, at: new Date(good.at) });
  expect(stored(JSON.stringify({ ...good, at: null }))).toEqual({ ...good, at: null });
});

test.each([
  ['nothing', null],
  ['half a file', '{"name":'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a field that is missing', JSON.stringify({ ...good, name: undefined })],
  ['text for a number', JSON.stringify({ ...good, count: '1' })],
  ['a number that is none', '{"name":"x","count":1e999,"isOn":true,"at":null,"mode":"a","levels":{}}'],
  ['a time that is none', JSON.stringify({ ...good, at: 'yesterday' })],
  ['an unknown choice', JSON.stringify({ ...good, mode: 'c' })],
  ['an unknown key', JSON.stringify({ ...good, levels: { fire: 40 } })],
  ['a level above 100', JSON.stringify({ ...good, levels: { rain: 101 } })],
])('%s reads as null', (_, content) => {
  expect(stored(content)).toBeNull();
});

test('storage that refuses to be read is as empty', () => {
  const refusing = {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  };
  expect(readStored('key', check, refusing)).toBeNull();
});
