// Budgets: first visit to usable ≤ 4 s with ≤ 250 kB of page scripts before PGlite; warm start to a usable timer ≤ 0.4 s
// and to the open replica ≤ 1.2 s; tap → durable → on screen p95 ≤ 30 ms. In Chromium against the built app.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pageScriptBytes } from '../../scripts/build.ts';
import { Device } from '#tests/e2e/device.ts';
import { freePort, startAppServer } from '#tests/support/app-server.ts';
import { installMarks } from './browser-marks.ts';
import { median, quantile, type Figure } from './figure.ts';
import { step } from './progress.ts';

const WARM_STARTS = 5;
/** A person stays for some seconds, and the browser caches PGlite's compiled code some seconds after its first use. */
const STAY_MS = 4_000;
const TAPS = 60;
/** A tap that takes longer was missed, by the app or by the bench. */
const TAP_BOUND_MS = 20_000;
/** The pauses of a person's taps. The synchronization after a tap happens between taps, or together with the next one. */
const PERSONS_PAUSES_MS = [150, 600] as const;
/** Twenty taps a second: each tap overlaps with the synchronization of the one before. */
const BURST_PAUSES_MS = [30, 30] as const;

export async function benchStartup(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const port = await freePort();
  const server = await startAppServer({ dataDir, port });
  const device = await Device.open({ serverPort: port, installsAtOnce: true });
  try {
    step('first visit');
    const first = await openMeasured(device);
    step('filling the offline cache');
    await device.installed();
    step('starting a timer');
    await device.page.getByRole('button', { name: 'Start focus' }).click();
    await device.page.getByRole('button', { name: 'Pause' }).waitFor();
    step(`${TAPS} taps in the first seconds`);
    const early = await tapTimes(device.page, BURST_PAUSES_MS);
    const warm = [];
    for (let start = 0; start < WARM_STARTS; start++) {
      step(`warm start ${start + 1} of ${WARM_STARTS}`);
      warm.push(await openMeasured(device));
      await new Promise((resolve) => setTimeout(resolve, STAY_MS));
    }
    step(`${TAPS} taps at a person’s pace`);
    const taps = await tapTimes(device.page, PERSONS_PAUSES_MS);
    step(`${TAPS} taps, twenty a second`);
    const burst = await tapTimes(device.page, BURST_PAUSES_MS);
    return [
      figure('first visit: to the open replica', first.replicaOpenMs / 1000, 's', 4),
      figure('first visit: page scripts before PGlite, gzipped', (await pageScriptBytes()) / 1024, 'KiB', 250),
      figure('warm start: to a usable timer', median(warm.map(({ timerUsableMs }) => timerUsableMs)) / 1000, 's', 0.4),
      figure('warm start: to the open replica', median(warm.map(({ replicaOpenMs }) => replicaOpenMs)) / 1000, 's', 1.2),
      figure('tap → durable → on screen, p95', quantile(taps, 0.95), 'ms', 30),
      figure('tap → durable → on screen, median', median(taps), 'ms', null),
      figure('the same at twenty taps a second, p95', quantile(burst, 0.95), 'ms', null),
      figure('the same in the first seconds of a first visit, p95', quantile(early, 0.95), 'ms', null),
    ];
  } finally {
    await device.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const figure = (name: string, value: number, unit: string, target: number | null): Figure => ({
  name,
  value,
  unit,
  target,
  better: 'less',
});

/** Opens a new tab of the device, as a tap on the app's icon does. */
async function openMeasured(device: Device): Promise<{ timerUsableMs: number; replicaOpenMs: number }> {
  const before = device.page;
  const page = await device.newTab();
  // The old tab is closed first, so that the new tab becomes the leader at once.
  await before.close();
  device.usePage(page);
  await installMarks(page);
  await page.goto(`${device.url}/focus`);
  await page.waitForFunction(() => marks.timerUsableMs !== undefined && marks.replicaOpenMs !== undefined);
  return page.evaluate(() => ({ timerUsableMs: marks.timerUsableMs!, replicaOpenMs: marks.replicaOpenMs! }));
}

/**
 * Milliseconds from a click on Pause or Resume until its command is durable and the screen has changed. Both are measured in
 * the page itself, without the driver's round trips.
 */
function tapTimes(page: Page, pausesMs: readonly [least: number, most: number]): Promise<number[]> {
  const run = async ([taps, least, most, bound]: readonly [number, number, number, number]) => {
    /** Reports the state of the page on a timeout, to distinguish a missed tap from a row that changed without its screen. */
    const within = async <T>(what: string, work: Promise<T>): Promise<T> => {
      const late = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error(`waited ${bound} ms for ${what}`)), bound);
      });
      return Promise.race([work, late]);
    };
    const nextButton = () =>
      [...document.querySelectorAll('button')].find((button) => /^(Pause|Resume)$/.test(button.textContent.trim()));
    const changed = (from: string) =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (nextButton()?.textContent.trim() === from) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
    const status = async () => {
      const [row] = await cadence.query<{ status: string }>({
        compile: () => ({ sql: `select status from focus_sessions`, parameters: [], query: undefined }),
        execute: () => Promise.reject(new Error('only its type is used')),
      });
      return row?.status;
    };
    const times: number[] = [];
    for (let tap = 0; tap < taps; tap++) {
      const before = await within(`the row before tap ${tap}`, status());
      // The button is looked up after the wait above, because React may have replaced it, and a click on a removed element does
      // nothing.
      const button = nextButton();
      if (!button) throw new Error('no timer to tap');
      const label = button.textContent.trim();
      const onScreen = changed(label);
      const startedMs = performance.now();
      button.click();
      await within(`tap ${tap} on ${label} to show (the row was ${before})`, onScreen);
      // The row changes only after the outbox was flushed.
      const durable = async (): Promise<void> => {
        while (performance.now() - startedMs < bound && (await status()) === before);
      };
      await within(`tap ${tap} on ${label}, which is shown, to change its row, which is still ${before}`, durable());
      times.push(performance.now() - startedMs);
      // Spread evenly over the range, in an aperiodic order.
      const pauseMs = least + (most - least) * ((tap * 0.618) % 1);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return times;
  };
  return page.evaluate(run, [TAPS, ...pausesMs, TAP_BOUND_MS] as const);
}
