// Quests as a person uses them, and that axe finds nothing on their page.
import { beforeAll, expect, test } from 'vitest';
import { findings, settled } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open();
});

test('three quests are proposed for the day; one is accepted on Today, and shown in progress', async () => {
  await device.visit('/quests');
  const { page } = device;
  const three = page.getByRole('list', { name: 'Today’s quests' });
  await three.getByRole('listitem').first().waitFor();
  expect(await three.getByRole('listitem').count()).toBe(3);
  const title = await three.getByRole('listitem').first().getByRole('paragraph').first().textContent();
  expect(await findings(device)).toEqual([]);

  await device.visit('/');
  await page.getByRole('button', { name: `Accept “${title}”` }).click();
  await page
    .getByRole('list', { name: 'Quests' })
    .getByText(/^0 of \d+$/)
    .waitFor();
});

test('an own quest is added, completed and paid, and reopened, which takes the reward back', async () => {
  await device.visit('/quests');
  const { page } = device;
  await page.getByRole('button', { name: 'New quest' }).click();
  await page.getByRole('textbox', { name: 'What to do' }).fill('Call the dentist');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('checkbox', { name: 'Complete “Call the dentist”' }).click();
  await page.getByRole('cell', { name: '30 XP · 6 coins' }).waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);

  await page.getByRole('checkbox', { name: 'Reopen “Call the dentist”' }).click();
  await page.getByText('Completed quests appear here with their rewards.').waitFor();

  await page.getByRole('button', { name: 'Delete “Call the dentist”' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('checkbox', { name: 'Complete “Call the dentist”' }).waitFor();
});

test('no page complained', () => {
  expect(device.noise).toEqual([]);
});
