// What a person enters in a workout and in the inbox is never changed or lost without a word, and one workout runs at a time.
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { addExercise, startWorkout } from './actions.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open({ viewport: { width: 390, height: 844 } });
});

const reps = (set: number) => device.page.getByRole('textbox', { name: `Reps, set ${set} of Barbell Squat` });
const weight = (set: number) => device.page.getByRole('textbox', { name: `kg, set ${set} of Barbell Squat` });
const isFocused = (field: Locator) =>
  expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);

test('half a rep stays in its field with the reason, is not queued, and Enter leads to the next field', async () => {
  const { page } = device;
  await device.visit('/train');
  await startWorkout(page);
  await addExercise(page, 'barbell squat');
  await weight(1).fill('60');
  await weight(1).press('Enter');
  await isFocused(reps(1));
  await reps(1).fill('8.5');
  await reps(1).press('Enter');
  await isFocused(weight(2));
  await page.getByRole('alert').getByText('The reps must be a whole number.').waitFor();
  expect(await reps(1).inputValue()).toBe('8.5');
  await page.getByRole('checkbox', { name: 'Set 1 of Barbell Squat done' }).click();
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  expect(await page.evaluate(() => globalThis.cadence.rejected())).toEqual([]);
});

test('reps that were typed just before a reload are there after it and saved', async () => {
  const { page } = device;
  await reps(1).fill('8');
  await page.reload();
  await device.opened();
  await reps(1).waitFor();
  expect(await reps(1).inputValue()).toBe('8');
  await page.getByRole('checkbox', { name: 'Set 1 of Barbell Squat done' }).click();
  await page.getByRole('checkbox', { checked: true }).waitFor();
});

test('the RPE of a ticked set is shown, and Finish stays on the screen', async () => {
  const { page } = device;
  await reps(1).focus();
  await page.getByRole('combobox', { name: 'RPE' }).selectOption('8');
  await reps(2).focus();
  await page.getByRole('listitem').getByText('RPE 8', { exact: true }).waitFor();
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight }));
  const finish = await page.getByRole('button', { name: 'Finish', exact: true }).boundingBox();
  expect(finish?.y).toBeGreaterThan(0);
  expect(finish?.y).toBeLessThan(200);
});

test('a second workout asks what becomes of the running one', async () => {
  const { page } = device;
  await page.getByRole('button', { name: 'Finish', exact: true }).click();
  await page.getByRole('button', { name: 'Finish workout' }).click();
  await page.getByRole('heading', { name: 'Barbell Squat' }).waitFor();
  await device.visit('/train');
  await startWorkout(page);
  const running = page.url();

  await device.visit('/train');
  const question = page.getByRole('dialog', { name: 'A workout is still in progress' });
  const again = page.getByRole('button', { name: /^Do “.*” again$/ });
  await again.click();
  await question.getByRole('button', { name: 'Resume it' }).click();
  await expect.poll(() => page.url()).toBe(running);

  await device.visit('/train');
  await again.click();
  await question.getByRole('button', { name: 'Discard it and start a new one' }).click();
  await reps(1).waitFor();
  expect(page.url()).not.toBe(running);
});

test('by keyboard alone an exercise is searched and added, and its first field has the focus', async () => {
  const { page } = device;
  const add = page.getByRole('button', { name: 'Add exercise' });
  const search = page.getByRole('searchbox', { name: 'Search exercises' });
  const results = page.getByRole('region', { name: 'Results' }).getByRole('button');
  await add.press('Enter');
  await search.fill('barbell curl');
  await results.first().waitFor();
  await search.press('ArrowDown');
  await isFocused(results.first());
  await page.keyboard.press('ArrowDown');
  await isFocused(results.nth(1));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await isFocused(search);
  await page.keyboard.press('Escape');
  await search.waitFor({ state: 'detached' });
  await isFocused(add);

  await add.press('Enter');
  await search.fill('barbell curl');
  await results.first().waitFor();
  await search.press('Enter');
  await isFocused(page.getByRole('textbox', { name: /^kg, set 1 of .*Curl/ }));
});

test('a set or an exercise that is removed leaves the focus beside it, not at the top of the page', async () => {
  const { page } = device;
  const curl = page.getByRole('article', { name: /Curl/ });
  const sets = curl.getByRole('button', { name: /type and more$/ });
  const planned = await sets.count();
  await curl.getByRole('button', { name: 'Add set' }).press('Enter');
  await sets.nth(planned).waitFor();
  await sets.first().press('Enter');
  await page.getByRole('menuitem', { name: 'Delete set' }).press('Enter');
  await expect.poll(() => sets.count()).toBe(planned);
  await isFocused(sets.first());

  await curl.getByRole('button', { name: /^More actions for/ }).press('Enter');
  await page.getByRole('menuitem', { name: 'Remove exercise' }).press('Enter');
  await curl.waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('article, button') !== null)).toBe(true);
});

test('text of a capture that was closed by Escape is there when it is opened again', async () => {
  const { page } = device;
  await device.visit('/library');
  const dialog = page.getByRole('dialog', { name: 'Capture something' });
  await page.keyboard.press('c');
  await dialog.getByRole('textbox').first().fill('Buy strings for the cello');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('c');
  expect(await dialog.getByRole('textbox').first().inputValue()).toBe('Buy strings for the cello');
});

test('the search shows an exercise with that name before lessons that only mention it', async () => {
  const { page } = device;
  await page.keyboard.press('ControlOrMeta+k');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await dialog.getByRole('textbox').fill('squat');
  await dialog.getByRole('button', { name: /^Progressive overload/ }).waitFor();
  const shown = await dialog.getByRole('button').allTextContents();
  const placeOf = (name: string) => shown.findIndex((text) => text.startsWith(name));
  expect(placeOf('Barbell Squat')).toBeGreaterThanOrEqual(0);
  expect(placeOf('Barbell Squat')).toBeLessThan(placeOf('Progressive overload'));
  await page.keyboard.press('Escape');
});

test('no page complained', () => {
  expect(device.noise).toEqual([]);
});
