// The bench of the screens measures every query of every module.
import { expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { readScreens } from './module-screens.ts';

test('each query of a module has a sample, which compiles', async () => {
  const some = { lastDay: '2026-11-22', oneOf: () => Promise.resolve(newId()), mostUsed: () => Promise.resolve([newId()]) };
  const screens = await readScreens(some);
  expect(Object.keys(screens)).toContain('Today');
  for (const screen of Object.values(screens))
    for (const query of Object.values(screen)) expect(query.compile().sql).toContain('select');
});
