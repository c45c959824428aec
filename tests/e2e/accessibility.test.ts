// Axe finds nothing on any page, in either theme, on a phone and on a desktop, empty and with things in it; and the app can be
// used by keyboard alone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { findings, settled } from './axe.ts';
import { Device, type DeviceOptions } from './device.ts';

const PAGES = [
  '/',
  '/focus',
  '/train',
  '/train/exercises',
  '/train/history',
  '/train/import',
  '/studio',
  '/library',
  '/capture',
  '/profile',
  '/settings',
  '/account',
  '/sign-in',
  '/debug',
  '/no-such-page',
];

/** Pages that are the same whatever is in the inbox. */
const EMPTY_PAGES = ['/studio/compare', '/studio/track/00000000-0000-7000-8000-000000000000', '/studio?shared=missed'];

const VIEWS = [
  { name: 'a phone in the light theme', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'a desktop in the dark theme', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
] as const satisfies (Omit<DeviceOptions, 'serverPort'> & { name: string })[];

const OTHER_THEME = { light: 'dark', dark: 'light' } as const;

let dataDir: string;
let port: number;
let server: AppServer;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-axe-'));
  port = await freePort();
  server = await startAppServer({ dataDir, port });
});

afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** To another page without loading the app again. */
async function goWithin(device: Device, path: string): Promise<void> {
  const before = await device.page.title();
  await device.page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  if (path !== '/') await device.page.waitForFunction((title) => document.title !== title, before);
}

async function findingsByPage(device: Device, pages: readonly string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  await device.visit('/');
  for (const path of pages) {
    await goWithin(device, path);
    for (const theme of ['light', 'dark'] as const) {
      await device.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await settled(device);
      const here = await findings(device);
      if (here.length > 0) found[`${path} ${theme}`] = here;
    }
  }
  return found;
}

async function capture(device: Device, text: string): Promise<void> {
  const { page } = device;
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'Capture something' }).waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Capture something' }).waitFor({ state: 'detached' });
}

describe.each(VIEWS)('on $name', ({ viewport, colorScheme }) => {
  let device: Device;

  beforeAll(async () => {
    device = await Device.open({ serverPort: port, viewport, colorScheme });
  });
  afterAll(() => device.close());

  test('axe finds nothing on any empty page, in either theme', async () => {
    expect(await findingsByPage(device, [...PAGES, ...EMPTY_PAGES])).toEqual({});
  });

  test('a thought is captured, found, edited and deleted by keyboard alone', async () => {
    await device.visit('/library');
    const { page } = device;
    await capture(device, 'Buy strings for the cello');
    await page.getByRole('heading', { name: 'Buy strings for the cello' }).waitFor();

    await page.keyboard.press('Control+k');
    const search = page.getByRole('dialog', { name: 'Search' });
    await search.waitFor();
    await page.keyboard.type('strings');
    await search.getByRole('button', { name: 'Buy strings for the cello', exact: true }).waitFor();
    expect(await findings(device)).toEqual([]);
    await page.keyboard.press('Enter');

    await page.getByRole('dialog', { name: 'Edit' }).waitFor();
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

  test('axe finds nothing on any page with things in it, in either theme', async () => {
    await device.visit('/');
    await capture(device, 'Read chapter four\nIt is about rests.');
    expect(await findingsByPage(device, PAGES)).toEqual({});
  });

  test('the theme chosen in the settings is on the page before it is painted again', async () => {
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

  test('no page complained', () => {
    expect(device.noise).toEqual([]);
  });
});
