// Capturing and notes as a person uses them, offline: the quick syntax, an item turned into a note and back, a checklist ticked, a link
// followed and created, bookmarks imported; axe finds nothing.
import { beforeAll, expect, test } from 'vitest';
import { findingsInBothThemes } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open({ viewport: { width: 390, height: 844 } });
});

test('a captured line is understood, sorted into a note, and the undo brings it back', async () => {
  const { page } = device;
  await device.visit('/capture');
  await page.getByRole('textbox', { name: 'What is on your mind?' }).fill('Buy strings #cello !high tomorrow');
  await page.getByText('High priority').waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Sort “Buy strings”' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sort this' });
  await dialog.getByRole('button', { name: 'Habit' }).waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
  await dialog.getByRole('button', { name: 'Idea' }).click();
  await page.getByRole('heading', { level: 1, name: 'Buy strings' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('This note is not here').first().waitFor();
  await device.visit('/library');
  await page.getByText('High priority').waitFor();
});

test('a note is written, its task ticked, and its link leads to a note that does not exist yet', async () => {
  const { page } = device;
  await device.visit('/library/notes/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('Bow hold');
  await page.getByRole('textbox', { name: 'Text' }).fill('- [ ] thumb\n\nSee [[Rosin]].');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Bow hold' }).waitFor();
  await page.getByRole('checkbox', { name: 'thumb' }).click();
  await page.getByRole('checkbox', { name: 'thumb', checked: true }).waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
  await page.getByRole('link', { name: 'Rosin' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rosin' }).waitFor();
  await page.getByRole('link', { name: 'Bow hold' }).click();
  await page.getByRole('heading', { level: 1, name: 'Bow hold' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'thumb' }).isChecked()).toBe(true);
});

test('bookmarks come in once', async () => {
  const { page } = device;
  const text = '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="https://example.org/etude" TAGS="cello">An etude</A></DL>';
  for (const words of ['Import 1 note', 'Everything in this file is already here.']) {
    await device.visit('/library/notes/import');
    await page.setInputFiles('input[type=file]', { name: 'bookmarks.html', mimeType: 'text/html', buffer: Buffer.from(text) });
    const found = page.getByText(words).first();
    await found.waitFor();
    if (words.startsWith('Import')) {
      await found.click();
      await page.getByText('1 note imported').first().waitFor();
    }
  }
  await device.visit('/library/references');
  await page.getByRole('link', { name: 'An etude', exact: true }).waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
});
