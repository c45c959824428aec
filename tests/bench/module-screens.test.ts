// The bench of the screens measures every query of every module.
import { expect, test } from 'vitest';
import { noData, readScreens } from './module-screens.ts';

test('each query of a module has a sample, which compiles', async () => {
  const screens = await readScreens(noData);
  expect(Object.keys(screens)).toContain('Today');
  for (const screen of Object.values(screens))
    for (const query of Object.values(screen)) expect(query.compile().sql).toContain('select');
});
