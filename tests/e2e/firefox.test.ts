// The main job in a stock Firefox, if one is installed (FIREFOX_PATH overrides the path).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { findFirefox, openFirefox } from '#tests/support/firefox.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { everythingIsThere, installed, leaveAndComeBack, opened, signIn, synced, work, type MainJobDevice } from './main-job.ts';

const firefox = findFirefox();

interface FirefoxDevice extends MainJobDevice {
  proxy: TcpProxy;
}

describe.skipIf(firefox === undefined)('the main job in Firefox', () => {
  let dir: string;
  let database: TestDatabase;
  let server: AppServer;
  let phone: FirefoxDevice;
  let desktop: FirefoxDevice;
  const closing: (() => Promise<void>)[] = [];

  async function openDevice(name: string, port: number): Promise<FirefoxDevice> {
    const proxy = await TcpProxy.open(port);
    closing.push(() => proxy.close());
    const folder = await mkdtemp(join(dir, name));
    const browser = await openFirefox({ path: firefox as string, folder });
    closing.unshift(() => browser.close());
    return { browser, url: `http://localhost:${proxy.port}`, proxy };
  }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cadence-firefox-'));
    const port = await freePort();
    database = await testDatabase();
    server = await startAppServer({ dataDir: join(dir, 'data'), port, env: { DATABASE_URL: database.url } });
    [phone, desktop] = await Promise.all([openDevice('phone', port), openDevice('desktop', port)]);
  });

  afterAll(async () => {
    for (const close of closing) await close();
    await server.stop();
    await database.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  });

  test('a focus session, a set and a capture are there after a reload without a network', async () => {
    await work(phone);
    await installed(phone.browser);
    // The first version of the app is not an update of it.
    expect(await phone.browser.run(() => document.body.textContent.includes('A new version is ready'))).toBe(false);
    phone.proxy.cut();
    await phone.browser.reload();
    await opened(phone.browser);
    await everythingIsThere(phone.browser);
    expect(await phone.browser.stateOf('textbox', /^kg, set 1 of/)).toBe('60');
    phone.proxy.mend();
  });

  // Firefox decides whether to use its back/forward cache: version 153 caches no page that holds a Web Lock.
  test('after a page is left the next page opens, and the back button opens the first one again', async () => {
    await leaveAndComeBack(phone);
  });

  test('a second device has all of it', async () => {
    await signIn(phone, 'ada@example.org');
    await synced(phone.browser);
    await signIn(desktop, 'ada@example.org');
    await synced(desktop.browser);
    await everythingIsThere(desktop.browser);
  });
});
