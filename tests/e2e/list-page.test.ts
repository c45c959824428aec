// The pieces of a list page together, as a person uses them: search, filter and order are in the address, a choice of rows
// works by mouse and by keys, and only the rows near the screen are rendered.
import { expect, test } from 'vitest';
import { servedApp } from './served-app.ts';

const app = servedApp();

test('search, filter and order narrow the list, and a reload and the way back keep them', async () => {
  const { page, visit } = await opened();
  const list = page.getByRole('group', { name: 'Studies', exact: true });
  const count = page.getByText(/^\d+ studies$/);
  await expect.poll(() => count.textContent()).toBe('240 studies');

  await page.getByRole('searchbox', { name: 'Search studies' }).fill('study 12');
  await expect.poll(() => count.textContent()).toBe('11 studies');
  await page.getByRole('combobox', { name: 'Month' }).selectOption('2026-02');
  await expect.poll(() => count.textContent()).toBe('10 studies');
  await page.getByRole('button', { name: 'Ascending. Sort descending' }).click();
  const first = () => list.getByRole('listitem').first().textContent();
  await expect.poll(first).toContain('Study 129');
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toEqual({ q: 'study 12', month: '2026-02', sort: '-name' });

  await page.reload();
  await expect.poll(() => count.textContent()).toBe('10 studies');
  await expect.poll(first).toContain('Study 129');

  await page.getByRole('searchbox', { name: 'Search studies' }).fill('nothing like it');
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.poll(() => count.textContent()).toBe('240 studies');

  // The fields replace the address, so the way back leaves the page.
  await visit('/settings');
  await page.goBack();
  await expect.poll(() => count.textContent()).toBe('240 studies');
});

test('rows are chosen one by one, in a range, all at once and by keys, and a filter takes out what it hides', async () => {
  const { page } = await opened();
  const bar = page.getByRole('status').filter({ hasText: /selected$/ });
  const row = (number: number) => page.getByRole('checkbox', { name: `Select “Study ${number}”`, exact: true });
  const switchButton = page.getByRole('button', { name: 'Select', exact: true });
  await switchButton.click();
  await row(2).click();
  await row(6).click({ modifiers: ['Shift'] });
  await expect.poll(() => bar.textContent()).toBe('5 selected');
  await row(4).focus();
  await page.keyboard.press('Space');
  await expect.poll(() => bar.textContent()).toBe('4 selected');
  await page.keyboard.press('ControlOrMeta+a');
  await expect.poll(() => bar.textContent()).toBe('240 selected');

  await page.getByRole('combobox', { name: 'Month' }).selectOption('2026-03');
  await expect.poll(() => bar.textContent()).toBe('80 selected');
  await page.getByRole('button', { name: 'Say how many' }).click();
  await page.getByText('80 chosen').waitFor();

  await row(161).focus();
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  expect(await switchButton.evaluate((button) => button === document.activeElement)).toBe(true);
});

test('a long list renders the rows near the screen, and each row by its number among all', async () => {
  const { page } = await opened();
  const list = page.getByRole('group', { name: 'Studies', exact: true });
  const rows = list.getByRole('listitem');
  await rows.first().waitFor();
  expect(await rows.count()).toBeLessThan(60);
  expect(await rows.first().getAttribute('aria-setsize')).toBe('240');
  await list.evaluate((host) => host.scrollIntoView({ block: 'end' }));
  await list.getByText('Study 240', { exact: true }).waitFor();
  expect(await rows.count()).toBeLessThan(60);
});

async function opened() {
  const device = await app.open({ viewport: { width: 1440, height: 900 } });
  await device.visit('/debug/pieces');
  return { page: device.page, visit: (path: string) => device.visit(path) };
}
