// Axe finds no violation on any page of an empty app (pages.test.ts runs it on pages with data), and the app can be used by keyboard
// alone, on a phone and a desktop.
import { beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#src/app/modules.ts';
import { goWithin } from './actions.ts';
import { findings, settled } from './axe.ts';
import type { Device, DeviceOptions } from './device.ts';
import { servedApp } from './served-app.ts';

const paths = modules.flatMap(({ routes }) => routes.map(({ options }) => (options as { path?: string }).path ?? ''));

/** Every address without parameters, and one that does not exist. */
const PAGES = [...paths.filter((path) => !path.includes('$')), '/no-such-page'];

/** Pages of records that do not exist. */
const EMPTY_PAGES = modules.flatMap((module) => ('examplePaths' in module ? module.examplePaths : []));

const VIEWS = [
  { name: 'a phone', isPhone: true, viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'a desktop', isPhone: false, viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
] as const satisfies (Omit<DeviceOptions, 'serverPort'> & { name: string; isPhone: boolean })[];

const OTHER_THEME = { light: 'dark', dark: 'light' } as const;

const app = servedApp();

async function findingsByPage(device: Device, pages: readonly string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  await device.visit('/');
  for (const path of pages) {
    await goWithin(device.page, path);
    await settled(device);
    const here = await findings(device);
    if (here.length > 0) found[path] = here;
  }
  return found;
}

async function capture(device: Device, text: string): Promise<void> {
  const { page } = device;
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'Capture something' }).locator('textarea:focus').waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Capture something' }).waitFor({ state: 'detached' });
}

describe.each(VIEWS)('on $name', ({ isPhone, viewport, colorScheme }) => {
  let device: Device;

  beforeAll(async () => {
    device = await app.open({ viewport, colorScheme });
    // Axe would measure the colours of a dialog that is still fading in.
    await device.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  });

  // An empty page has no structure on a desktop that a phone lacks.
  test.runIf(isPhone)('axe finds no violation on any empty page', async () => {
    expect(await findingsByPage(device, [...PAGES, ...EMPTY_PAGES])).toEqual({});
  });

  test('a person captures, finds, edits and deletes a thought by keyboard alone', async () => {
    await device.visit('/library');
    const { page } = device;
    await capture(device, 'Buy strings for the cello');
    await page.getByRole('heading', { name: 'Buy strings for the cello' }).waitFor();

    const search = page.getByRole('dialog', { name: 'Search' });
    // Opened twice: what opens it the first time also loads it.
    await page.keyboard.press('Control+k');
    await search.waitFor();
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('strings');
    await search.getByRole('button', { name: 'Buy strings for the cello', exact: true }).waitFor();
    expect(await findings(device)).toEqual([]);
    await page.keyboard.press('Enter');

    await page.getByRole('dialog', { name: 'Edit' }).locator('textarea:focus').waitFor();
    expect(await findings(device)).toEqual([]);
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('Do: ');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Do: Buy strings for the cello' }).waitFor();

    await page.getByRole('button', { name: 'Delete “Do: Buy strings for the cello”' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your inbox is empty' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByRole('heading', { name: 'Do: Buy strings for the cello' }).waitFor();
  });

  test('the theme from the settings is applied before the first paint', async () => {
    const { page } = device;
    const chosen = OTHER_THEME[colorScheme];
    await page.emulateMedia({ colorScheme, reducedMotion: null });
    await device.visit('/settings');
    await page.getByRole('radio', { name: chosen === 'dark' ? 'Dark' : 'Light' }).press('Space');
    await page.waitForFunction((theme) => localStorage.getItem('cadence.theme') === theme, chosen);
    await page.goto(`${device.url}/settings`, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.documentElement.hasAttribute('data-mantine-color-scheme'));
    expect(await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(chosen);
  });

  test('no page logged an error', () => {
    expect(device.noise).toEqual([]);
  });
});
