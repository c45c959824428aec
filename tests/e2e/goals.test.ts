// Goals as a person uses them: by hand with a curve, by milestones in their order, completed with a moment, and opened again; and axe finds
// nothing on their pages.
import { beforeAll, expect, test } from 'vitest';
import { moveUp } from './actions.ts';
import { findings, settled } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open({ viewport: { width: 390, height: 844 } });
});

test('a goal by hand takes a value, shows how far it is, and is completed with a moment', async () => {
  await device.visit('/goals');
  const { page } = device;
  await page.getByRole('button', { name: 'Add a goal' }).first().click();
  const form = page.getByRole('dialog', { name: 'Add a goal' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Save for a bike');
  await form.getByRole('textbox', { name: 'Target', exact: true }).fill('200');
  await settled(device);
  expect(await findings(device)).toEqual([]);
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });

  await page.getByRole('link', { name: /Save for a bike/ }).click();
  await page.getByRole('button', { name: 'Enter a value' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Value' }).fill('50');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('25%').waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);

  await page.getByRole('button', { name: 'Complete' }).click();
  await page.getByRole('dialog', { name: 'Goal completed' }).getByText('You completed “Save for a bike”.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Complete' }).waitFor();
});

test('milestones are added, ordered by keyboard and ticked, and move the goal', async () => {
  await device.visit('/goals');
  const { page } = device;
  await page.getByRole('button', { name: 'Add a goal' }).first().click();
  const form = page.getByRole('dialog', { name: 'Add a goal' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Record an album');
  await form.getByText('Milestones').click();
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: /Record an album/ }).click();
  for (const title of ['Write', 'Record']) {
    await page.getByRole('textbox', { name: 'New milestone' }).fill(title);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('checkbox', { name: title }).waitFor();
  }
  await moveUp(page, 'Record', 2);
  await page.getByRole('list', { name: 'Milestones' }).getByRole('listitem').first().getByText('Record').waitFor();
  await page.getByRole('checkbox', { name: 'Write' }).click();
  await page.getByText('50%').waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);
});

test('no page complained', () => {
  expect(device.noise).toEqual([]);
});
