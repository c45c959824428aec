import { expect, it } from 'vitest';
import { groupFiles, type AddingFile } from './adding.ts';

const failed = (id: string, detail: string): AddingFile => ({
  id,
  name: `${id}.txt`,
  state: { kind: 'failed', error: { code: 'bad_file', detail } },
});

it('files that were refused for one reason are one row; every other file has its own', () => {
  const waiting: AddingFile = { id: 'c', name: 'c.wav', state: { kind: 'waiting' } };
  const groups = groupFiles([failed('a', 'no audio'), failed('b', 'empty'), waiting, failed('d', 'no audio')]);
  expect(groups.map((group) => group.map(({ id }) => id))).toEqual([['a', 'd'], ['b'], ['c']]);
});
