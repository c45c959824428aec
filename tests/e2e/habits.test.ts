// Habits as a person uses them: added, ticked on Today, counted, corrected in the calendar, skipped, ordered by keyboard, paused and archived;
// and axe finds nothing on their pages.
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { moveUp } from './actions.ts';
import { findingsInBothThemes } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open({ viewport: { width: 390, height: 844 } });
});

async function addHabit(name: string, more: () => Promise<void> = async () => undefined): Promise<void> {
  const { page } = device;
  await page.getByRole('button', { name: 'Add a habit' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add a habit' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await more();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('habits are added, a yes or no and a number, and axe finds nothing in the form', async () => {
  await device.visit('/habits');
  const { page } = device;
  await addHabit('Stretch', async () => expect(await findingsInBothThemes(device)).toEqual([]));
  await addHabit('Water', async () => {
    await page.getByText('A number').click();
    await page.getByRole('textbox', { name: 'Target' }).fill('3');
    await page.getByRole('textbox', { name: 'Unit' }).fill('glasses');
  });
  await page.getByRole('link', { name: 'Water at least 3 glasses' }).waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
});

test('a tap on Today ticks, another takes it back, and a number is stepped up and undone', async () => {
  await device.visit('/');
  const { page } = device;
  await page.getByRole('button', { name: 'Tick “Stretch”' }).click();
  await page.getByRole('button', { name: 'Untick “Stretch”' }).waitFor();
  await page.getByText('1 of 2 done today').waitFor();
  await page.getByRole('button', { name: /^Add 1 glasses to “Water”/ }).click();
  await page.getByRole('button', { name: 'Add 1 glasses to “Water”, 1 / 3' }).click();
  await page.getByText('Now at 2 glasses').waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByRole('button', { name: 'Add 1 glasses to “Water”, 1 / 3' }).waitFor();
  await page.getByRole('button', { name: 'Untick “Stretch”' }).click();
  await page.getByText('0 of 2 done today').waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
});

test('a day of the past is corrected in the calendar, and a skip with its reason is listed', async () => {
  await device.visit('/habits');
  const { page } = device;
  await page.getByRole('link', { name: /^Stretch/ }).click();
  const days = page.getByRole('group', { name: /Stretch: \d+ days? done this year/ });
  await days.getByRole('button').nth(-2).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('group', { name: 'Stretch: 1 day done this year' }).getByRole('button').last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Skipped', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('A long flight');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A long flight').waitFor();
  await page.getByText('Today: Skipped').waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
});

test('the order is changed by keyboard', async () => {
  await device.visit('/habits');
  const { page } = device;
  await page.getByRole('button', { name: 'Change the order' }).click();
  const list = page.getByRole('list', { name: 'Order of your habits' });
  await moveUp(page, 'Water', 2);
  await list.getByRole('listitem').first().getByText('Water').waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
});

test('a pause over all habits is begun and ended, and a habit is archived and deleted', async () => {
  await device.visit('/habits');
  const { page } = device;
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause all habits' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Coast');
  expect(await findingsInBothThemes(device)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your habits are paused: Coast').waitFor();
  await page.getByRole('button', { name: 'End the pause' }).click();
  await page.getByText('Your habits are paused: Coast').waitFor({ state: 'detached' });

  await page.getByRole('link', { name: /^Water/ }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByText('Habit archived').waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete this habit?' }).getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(/\/habits$/);
  await page.getByRole('link', { name: /^Stretch/ }).waitFor();
  expect(await page.getByRole('link', { name: /^Water/ }).count()).toBe(0);
});

test('habits of another app are previewed, imported once, and taken back as a whole', async () => {
  await device.visit('/habits');
  const { page } = device;
  await page.getByRole('link', { name: 'Import and export' }).click();
  const file = {
    name: 'Checkmarks.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Date,stretch,Sleep,\n2026-01-03,YES_MANUAL,7500,\n2026-01-02,SKIP,8000,\n2026-01-01,NO,UNKNOWN,\n'),
  };
  await page.getByLabel('Choose a file').setInputFiles(file);
  await page.getByText('added to Stretch').waitFor();
  await page.getByText('a new habit').waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
  await page.getByRole('button', { name: 'Import 2 habits' }).click();
  await page.getByRole('heading', { name: '2 habits imported' }).waitFor();
  const days = `select mark, value::float8 as value from habit_completions where source = 'loop' order by completed_date, value`;
  expect(await device.rows(days)).toEqual([
    { mark: 'missed', value: null },
    { mark: 'done', value: 8 },
    { mark: 'skipped', value: null },
    { mark: 'done', value: 7.5 },
    { mark: 'done', value: null },
  ]);
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await page.getByLabel('Choose a file').setInputFiles(file);
  expect(await page.getByRole('button', { name: 'Everything in this file is already here.' }).isDisabled()).toBe(true);

  await page.getByRole('button', { name: 'Choose another file' }).click();
  await page.getByRole('button', { name: 'Remove what was imported' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove what was imported' }).click();
  await page.getByRole('heading', { name: 'Imported days removed from 2 habits' }).waitFor();
  expect(await device.rows(days)).toEqual([]);
  expect(await device.rows('select name from habits')).toEqual([{ name: 'Stretch' }]);
});

test('exported habits, deleted and imported again, are the same', async () => {
  await device.visit('/habits/import');
  const { page } = device;
  const habits = `select id, name, frequency, current_streak from habits`;
  const days = `select completed_date::text as day, mark, notes from habit_completions order by completed_date`;
  const [before, daysBefore] = [await device.rows(habits), await device.rows(days)];
  expect(daysBefore.length).toBeGreaterThan(0);
  const downloads = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export habits' }).click();
  const file = await (await downloads).path();
  await page.evaluate((id) => globalThis.cadence.dispatch('habit.delete', { id }), (before[0] as { id: string }).id);
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'habits.zip', mimeType: 'application/zip', buffer: await readFile(file) });
  await page.getByRole('button', { name: 'Import 1 habit' }).click();
  await page.getByRole('heading', { name: '1 habit imported' }).waitFor();
  expect(await device.rows(days)).toEqual(daysBefore);
  expect(await device.rows(`select name, frequency, current_streak from habits`)).toEqual(
    before.map((row) => ({ ...(row as object), id: undefined })),
  );
});

test('no page complained', () => {
  expect(device.noise).toEqual([]);
});
