// Focus music as a person uses it: two short files in a library, played through a focus session, and counted in the table.
import { beforeAll, expect, test } from 'vitest';
import { goTo, moveUp, startFocus } from './actions.ts';
import { dropFiles, pulse, wav } from './audio-files.ts';
import { findings, settled } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open();
});

const seconds = async (): Promise<number> => {
  const text = await device.page.getByTestId('music-position').textContent();
  return Number(text?.split(' / ')[0]?.split(':').at(-1));
};

test('two own tracks become a library, ordered by keyboard', async () => {
  const { page } = device;
  await device.visit('/studio');
  await dropFiles(device, [wav('Fast', pulse(128, 880, 0.4, 6)), wav('Slow', pulse(70, 220, 0.2, 6))]);
  await expect
    .poll(() => device.rows<{ count: number }>("select count(*)::int as count from reference_tracks where status = 'ready'"), {
      timeout: 30_000,
    })
    .toEqual([{ count: 2 }]);
  await device.visit('/focus/music');
  await page.getByRole('button', { name: 'New library' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Mornings');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mornings' }).waitFor();
  await page.getByRole('button', { name: 'Add own tracks' }).click();
  for (const name of ['Fast', 'Slow']) await page.getByRole('dialog').getByLabel(name).check();
  await page.getByRole('button', { name: 'Add 2 tracks' }).click();
  const list = page.getByRole('list', { name: 'Tracks' });
  await expect.poll(() => list.getByRole('listitem').count()).toBe(2);
  const titles = () =>
    device
      .rows<{ track_title: string }>('select track_title from focus_library_tracks order by sort_order')
      .then((rows) => rows.map(({ track_title }) => track_title));
  const [first = ''] = await titles();
  const [, last = ''] = await titles();
  await moveUp(page, last, 2);
  await expect.poll(async () => (await titles()).at(-1)).toBe(first);
  await settled(device);
  expect(await findings(device)).toEqual([]);
});

test('offline, the music plays through a focus session, the calm track first, and the table counts the session', async () => {
  const { page } = device;
  await startFocus(page);
  await page.getByRole('link', { name: 'Music of your own' }).click();
  await device.installed();
  device.goOffline();
  const queue = page.getByRole('list', { name: 'Queue' });
  await expect.poll(() => queue.getByRole('listitem').first().textContent()).toContain('Slow');
  expect(await queue.getByRole('listitem').first().textContent()).toMatch(/fits deep work: \d+ %/);
  await page.getByRole('button', { name: 'Play music' }).click();
  await page.getByRole('heading', { level: 3, name: 'Slow' }).waitFor();
  await expect.poll(seconds, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => [navigator.mediaSession.metadata?.title, navigator.mediaSession.playbackState])).toEqual([
    'Slow',
    'playing',
  ]);
  await page.getByRole('button', { name: 'Next track' }).click();
  await page.getByRole('heading', { level: 3, name: 'Fast' }).waitFor();
  await page.getByRole('button', { name: 'Pause music' }).click();
  await page.getByRole('button', { name: 'Play music' }).waitFor();
  const [session] = await device.rows<{ id: string }>("select id from focus_sessions where status = 'running'");
  await goTo(page, 'Focus');
  await page.getByRole('button', { name: 'Finish' }).first().click();
  await expect
    .poll(() => device.rows<{ status: string }>(`select status from focus_sessions where id = '${session?.id}'`))
    .toEqual([{ status: 'completed' }]);
  await device.visit('/focus/music');
  const row = page.getByRole('table', { name: 'By library' }).getByRole('row', { name: /Mornings/ });
  await row.waitFor();
  expect((await row.getByRole('cell').allTextContents()).slice(1, 3)).toEqual(['1', '0']);
  await settled(device);
  expect(await findings(device)).toEqual([]);
});
