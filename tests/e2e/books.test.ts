// Books as a person uses them: added, begun, a page entered on Today, the timer over a reload, a quote, finished with stars, a goal, and an
// import; axe finds nothing on their pages.
import { beforeAll, expect, test } from 'vitest';
import { findingsInBothThemes } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open({ viewport: { width: 390, height: 844 } });
});

const dialogClosed = () => device.page.getByRole('dialog').waitFor({ state: 'detached' });

test('a book is added as being read, and its page is entered on Today and undone', async () => {
  await device.visit('/library/books');
  const { page } = device;
  expect(await findingsInBothThemes(device)).toEqual([]);
  await page.getByRole('button', { name: 'Add a book' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add a book' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Dune');
  await dialog.getByRole('textbox', { name: 'Author', exact: true }).fill('Frank Herbert');
  await dialog.getByRole('combobox', { name: 'Status' }).selectOption('reading');
  await dialog.getByRole('textbox', { name: 'Pages' }).fill('600');
  await dialog.getByRole('textbox', { name: 'ISBN' }).fill('978-0-441-17271-8');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('its check digit does not fit').waitFor();
  await dialog.getByRole('textbox', { name: 'ISBN' }).fill('978-0-441-17271-9');
  expect(await findingsInBothThemes(device)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialogClosed();
  await page.getByRole('link', { name: /Dune/ }).waitFor();
  await device.visit('/');
  await page.getByRole('textbox', { name: 'I am on page: Dune' }).fill('42');
  await page.getByRole('button', { name: 'Save: Dune' }).click();
  await page.getByText('Page 42 of 600').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Page 0 of 600').waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
});

test('the timer survives a reload, is shown on other pages, and ends with the page', async () => {
  const { page } = device;
  await page.getByRole('button', { name: 'Start timer: Dune' }).click();
  await page.getByRole('timer').waitFor();
  await device.visit('/habits');
  await page.getByRole('link', { name: /Dune \d+:\d\d/ }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'How far did you get?' });
  await dialog.getByRole('textbox', { name: 'I am on page' }).fill('60');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialogClosed();
  await page.getByText('Page 60 of 600').first().waitFor();
  await page.getByText('60 pages · Page 60').waitFor();
});

test('a quote is kept with its page, and the book is finished with half stars', async () => {
  const { page } = device;
  await page.getByRole('button', { name: 'Add a quote or note' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a quote or note' });
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Fear is the mind-killer.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialogClosed();
  await page.getByText('Quote · Page 60').waitFor();
  await page.getByRole('button', { name: 'Finish', exact: true }).click();
  await page.getByRole('button', { name: 'Read again' }).waitFor();
  await page.getByRole('radio', { name: '4.5 of 5 stars' }).press('Space');
  await page.getByRole('button', { name: 'Clear the rating' }).waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
});

test('a goal of the year counts the book, and the statistics show it', async () => {
  await device.visit('/library/books/statistics');
  const { page } = device;
  await page.getByRole('button', { name: 'Set a goal' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await dialogClosed();
  await page.getByText('1 of 12 books').waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
});

test('a Goodreads file is previewed and imported, offline, and the same file again has nothing new', async () => {
  const { page } = device;
  await device.installed();
  device.goOffline();
  await device.visit('/library/books/import');
  const csv =
    'Book Id,Title,Author,ISBN13,My Rating,Number of Pages,Date Read,Date Added,Bookshelves,Exclusive Shelf,Read Count\n' +
    '1,Dune,Frank Herbert,"=""9780441172719""",5,604,2020/01/02,2019/01/01,,to-read,0\n2,Emma,Jane Austen,,4,474,2021/03/04,2021/01/01,classics,read,1\n';
  const choose = () =>
    page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'goodreads.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await choose();
  await page
    .getByText(/already here/i)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Import 1 book' }).click();
  await page.getByText('1 book imported').waitFor();
  await device.visit('/library/books/import');
  await choose();
  await page.getByRole('button', { name: 'Everything in this file is already here.' }).waitFor();
  device.goOnline();
});
