// The main job in WebKitGTK's MiniBrowser, as a substitute for Safari, if its driver and Xvfb are installed (Debian: apt-get
// install webkit2gtk-driver xvfb).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { findWebKit, openWebKit } from '#tests/support/webkit.ts';
import { everythingIsThere, leaveAndComeBack, opened, signIn, synced, work, type MainJobDevice } from './main-job.ts';

const driver = findWebKit();

describe.skipIf(driver === undefined)('the main job in WebKit', () => {
  let dir: string;
  let database: TestDatabase;
  let server: AppServer;
  let phone: MainJobDevice;
  const closing: (() => Promise<void>)[] = [];

  async function openDevice(): Promise<MainJobDevice> {
    const browser = await openWebKit(driver as string);
    closing.push(() => browser.close());
    return { browser, url: server.url };
  }

  async function signedIn(device: MainJobDevice): Promise<void> {
    await signIn(device, 'ada@example.org');
    await synced(device.browser);
  }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cadence-webkit-'));
    database = await testDatabase();
    server = await startAppServer({ dataDir: dir, port: await freePort(), env: { DATABASE_URL: database.url } });
    phone = await openDevice();
  });

  afterAll(async () => {
    for (const close of closing) await close();
    await server.stop();
    await database.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  });

  test('a focus session, a set and a capture are there after a reload', async () => {
    await work(phone);
    await phone.browser.reload();
    await opened(phone.browser);
    await everythingIsThere(phone.browser);
  });

  test('a page that is left for another comes back from the back/forward cache and goes on', async () => {
    expect(await leaveAndComeBack(phone)).toBe(true);
  });

  test('signing in sends all of it to the server', async () => {
    await signedIn(phone);
  });

  test('a second device has all of it', async () => {
    const desktop = await openDevice();
    await signedIn(desktop);
    await everythingIsThere(desktop.browser);
  });
});
