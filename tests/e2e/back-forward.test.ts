// A page that was left for another document and is restored from Chromium's back/forward cache. Firefox and WebKit:
// main-job.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { isAlone, noteCachedReturn, wasCachedReturn } from './back-forward.ts';
import { Device } from './device.ts';

let dataDir: string;
let database: TestDatabase;
let server: AppServer;
let device: Device;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
  const port = await freePort();
  database = await testDatabase();
  server = await startAppServer({ dataDir, port, env: { DATABASE_URL: database.url } });
  device = await Device.open({ serverPort: port, keepsLeftPages: true });
});

afterAll(async () => {
  await device.close();
  await server.stop();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const capture = (title: string): Promise<unknown> =>
  device.page.evaluate((text) => globalThis.cadence.dispatch('inbox.add', { id: crypto.randomUUID(), title: text }), title);

/** Leaves the page for a document without the app and comes back. The reasons why Chromium loaded the page again, or null. */
async function leaveAndReturn(): Promise<string | null> {
  const { page } = device;
  await page.evaluate(noteCachedReturn);
  // Navigates by script within the page, so that the history has a real entry.
  await page.evaluate(() => location.assign('/health'));
  await page.waitForURL('**/health');
  await page.evaluate(() => history.back());
  await page.waitForURL('**/inbox');
  await device.opened();
  if (await page.evaluate(wasCachedReturn)) return null;
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as (PerformanceEntry & { notRestoredReasons?: unknown })[];
    return JSON.stringify(entry?.notRestoredReasons ?? 'none');
  });
}

/** Chromium names every reason that a page gives, and masks its own, such as a lack of memory. */
const isOfTheBrowser = (reasons: string): boolean =>
  [...reasons.matchAll(/"reason":"([^"]*)"/g)].every(([, one]) => one === 'masked');

test('a page restored from the back/forward cache opens its replica, saves, and is the only leader', async () => {
  const { page } = device;
  await device.visit('/inbox');
  await capture('before leaving');

  let reasons = await leaveAndReturn();
  for (let retry = 0; retry < 4 && reasons !== null && isOfTheBrowser(reasons); retry += 1) reasons = await leaveAndReturn();
  expect(reasons).toBeNull();
  await capture('after coming back');
  await page.waitForFunction(isAlone);
  expect(await device.rows('select title from inbox_items order by title')).toEqual([
    { title: 'after coming back' },
    { title: 'before leaving' },
  ]);
  expect(device.noise).toEqual([]);
});
