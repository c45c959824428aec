// `npm run webkit`: the main job in WebKitGTK's MiniBrowser, as a substitute for Safari. Needs WebKitWebDriver and Xvfb
// (Debian: apt-get install webkit2gtk-driver xvfb). Prints the duration of each step; fails when a step does not finish.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everythingIsThere, leaveAndComeBack, opened, signIn, synced, work, type MainJobDevice } from '#tests/e2e/main-job.ts';
import { freePort, startAppServer } from '#tests/support/app-server.ts';
import { findWebKit, openWebKit } from '#tests/support/webkit.ts';
import { buildIfStale } from './build.ts';

const driver = findWebKit();
if (!driver) {
  console.error('WebKitWebDriver is not installed. Debian: apt-get install webkit2gtk-driver xvfb');
  process.exit(1);
}

async function step(name: string, run: () => Promise<unknown>): Promise<void> {
  const startedMs = performance.now();
  await run();
  console.log(`${name}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}

await buildIfStale();
const dataDir = await mkdtemp(join(tmpdir(), 'cadence-webkit-'));
const server = await startAppServer({ dataDir, port: await freePort() });
const closing: (() => Promise<void>)[] = [];

async function openDevice(driverPath: string): Promise<MainJobDevice> {
  const browser = await openWebKit(driverPath);
  closing.push(() => browser.close());
  return { browser, url: server.url };
}

async function signInAndSync({ browser, url }: MainJobDevice): Promise<void> {
  await signIn({ browser, url }, 'ada@example.org');
  await synced(browser);
}

try {
  const phone = await openDevice(driver);
  await step('a focus session, a set and a capture', () => work(phone));
  await step('a reload', async () => {
    await phone.browser.reload();
    await opened(phone.browser);
    await everythingIsThere(phone.browser);
  });
  await step('leaving the page, another load, and back', async () => {
    const isFromCache = await leaveAndComeBack(phone);
    if (!isFromCache) throw new Error('WebKit reloaded the page, so its back/forward cache was not tested');
  });
  await step('signing in', () => signInAndSync(phone));
  const desktop = await openDevice(driver);
  await step('the second device', async () => {
    await signInAndSync(desktop);
    await everythingIsThere(desktop.browser);
  });
} finally {
  for (const close of closing) await close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
