// The market as a person uses it: an own reward is wished for and bought with what was earned, a treat is used, a look is worn and a sound plays. axe
// finds nothing on any part of the page.
import { beforeAll, expect, test } from 'vitest';
import { findings, settled } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open();
});

const view = (name: string) =>
  device.page.getByRole('radiogroup', { name: 'Part of the market' }).getByText(name, { exact: true });

test('without coins everything says what is missing, and the wishlist keeps it', async () => {
  await device.visit('/market');
  const { page } = device;
  await page.getByText('0 coins', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^A pot of tea/ }).click();
  expect(await page.getByRole('button', { name: 'Buy for 10 coins' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Add to wishlist' }).click();
  await settled(device);
  expect(await findings(device)).toEqual([]);
  await page.keyboard.press('Escape');
  await view('Wishlist').click();
  await page.getByRole('list', { name: 'Wishlist' }).getByText('10 coins missing').first().waitFor();
  expect(await findings(device)).toEqual([]);
});

test('what was earned buys a look, which is worn, and an own reward; both are in the history', async () => {
  const { page } = device;
  await device.visit('/quests');
  for (const title of ['First epic', 'Second epic']) {
    await page.getByRole('button', { name: 'New quest' }).click();
    await page.getByRole('textbox', { name: 'What to do' }).fill(title);
    await page.getByRole('combobox', { name: 'Difficulty' }).click();
    await page.getByRole('option', { name: 'Epic' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('checkbox', { name: `Complete “${title}”` }).click();
    await page.getByRole('checkbox', { name: `Reopen “${title}”` }).waitFor();
  }
  await device.visit('/market');
  await page.getByText('48 coins', { exact: true }).waitFor();
  await page
    .getByRole('list', { name: 'Shelf' })
    .getByRole('button', { name: /^Harbour/ })
    .click();
  await page.getByRole('button', { name: 'Buy for 40 coins' }).click();
  await page.getByText('8 coins', { exact: true }).waitFor();

  await view('Own rewards').click();
  await page.getByRole('button', { name: 'New reward' }).click();
  await page.getByRole('textbox', { name: 'Reward' }).fill('An evening off');
  await page.getByRole('textbox', { name: 'Price in coins' }).fill('5');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Buy “An evening off” for 5 coins' }).click();
  await page.getByText('3 coins', { exact: true }).waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);

  await view('Inventory').click();
  await page.getByRole('button', { name: 'Wear “Harbour”' }).click();
  await page.locator('html[data-accent="teal"]').waitFor();
  await page.getByRole('button', { name: 'Use “An evening off”' }).click();
  await page.getByRole('list', { name: 'Used' }).getByText('An evening off').waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);

  await view('History').click();
  await page.getByRole('cell', { name: 'Used: An evening off' }).waitFor();
  await page.getByRole('cell', { name: 'Harbour' }).waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);
});

test('a sound to focus to plays without a network, in the system’s controls too, and stops', async () => {
  const { page } = device;
  await device.installed();
  device.proxy.cut();
  await device.visit('/focus');
  await page.getByRole('checkbox', { name: 'Pink noise' }).check();
  await page.getByRole('button', { name: 'Play sound' }).click();
  await page.getByRole('button', { name: 'Stop sound' }).waitFor();
  await page.waitForFunction(() => navigator.mediaSession.playbackState === 'playing');
  expect(await page.evaluate(() => navigator.mediaSession.metadata?.title)).toBe('Brown noise, Pink noise');
  await settled(device);
  expect(await findings(device)).toEqual([]);
  await page.getByRole('button', { name: 'Stop sound' }).click();
  await page.waitForFunction(() => navigator.mediaSession.playbackState === 'paused');
  device.proxy.mend();
});

test('no page complained', () => {
  expect(device.noise).toEqual([]);
});
