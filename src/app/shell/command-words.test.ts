// Every command has a readable name for when it is refused.
import { expect, test } from 'vitest';
import { commandsByName } from '#schema/commands.ts';
import { loadCommandWords } from './command-words.ts';

test('every command has a readable name, under its former names too', async () => {
  expect(Object.keys(await loadCommandWords()).sort()).toEqual([...commandsByName.keys()].sort());
});
