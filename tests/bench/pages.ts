// Budget: no page blocks the main thread for longer than 50 ms at p95, on the demo year. Opens every page that a link of the app leads to,
// within the app, several times; the first opening also loads and compiles the page's scripts. A block is a long task as browsers
// report it (https://w3c.github.io/longtasks/): elapsed time, so the page also waits there for the replica's worker on a busy machine.
import type { Page } from 'playwright-core';
import { withDemoDevice } from '../../scripts/demo/demo-device.ts';
import { goWithin } from '#tests/e2e/actions.ts';
import { quantile, type Figure } from './figure.ts';
import { step } from './progress.ts';

declare global {
  /** In ms, of the tasks since the opening of the page. */
  var longTasks: number[];
}

/** Browsers report no task that is shorter. */
const LONG_TASK_MS = 50;
const LATER_OPENINGS = 4;
/** Pages whose paths differ only in their ids are one page. */
const ID = /\/(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d[\d-]*)(?=\/|$)/g;

/** tsx names functions by a helper, which the page lacks. */
const OBSERVE = `(() => {
  globalThis.__name = (named) => named;
  globalThis.longTasks = [];
  new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask' });
})();`;

export const benchPages = (): Promise<Figure[]> =>
  withDemoDevice(async (device) => {
    await device.context.addInitScript(OBSERVE);
    await device.visit('/');
    return measure(device.page);
  });

async function measure(page: Page): Promise<Figure[]> {
  const first = new Map<string, number>();
  const waiting = new Map([['/', '/']]);
  for (const path of waiting.values()) {
    first.set(path, await longestTask(page, path));
    step(`${path}: ${first.get(path)?.toFixed(0)} ms`);
    for (const link of await linksOf(page)) {
      const linked = link.replaceAll(ID, '/:id');
      if (!waiting.has(linked)) waiting.set(linked, link);
    }
  }
  const later: number[] = [];
  for (const path of first.keys()) {
    const longest = [];
    for (let opening = 0; opening < LATER_OPENINGS; opening++) longest.push(await longestTask(page, path));
    later.push(...longest);
    if (Math.max(...longest) > 0) step(`${path} again: ${longest.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  }
  return [figureOf('the first opening', [...first.values()]), figureOf('a later opening', later)];
}

const figureOf = (name: string, longest: readonly number[]): Figure => {
  const long = longest.filter((ms) => ms > LONG_TASK_MS).length;
  return {
    name: `${name} of a page with a task over ${LONG_TASK_MS} ms`,
    value: (100 * long) / longest.length,
    unit: '%',
    target: 5,
    better: 'less',
    peer: `${long} of ${longest.length}; the longest ${Math.max(...longest).toFixed(0)} ms, p95 ${quantile(longest, 0.95).toFixed(0)} ms`,
  };
};

/** In ms; 0 when no task was long. */
async function longestTask(page: Page, path: string): Promise<number> {
  await goWithin(page, path === '/' ? '/focus' : '/');
  await quiet(page);
  await page.evaluate(() => void (globalThis.longTasks = []));
  await goWithin(page, path);
  await quiet(page);
  return Math.max(0, ...(await page.evaluate(() => globalThis.longTasks)));
}

/** Resolves when the page's rows are shown and nothing has changed in it for a while. */
const quiet = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () =>
      document.querySelector('main h1') &&
      !document.querySelector('main .mantine-Skeleton-root') &&
      new Promise<boolean>((resolve) => {
        const STILL_MS = 250;
        const still = () => {
          watcher.disconnect();
          resolve(true);
        };
        let timer = setTimeout(still, STILL_MS);
        const watcher = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(still, STILL_MS);
        });
        watcher.observe(document.querySelector('main') ?? document.body, { subtree: true, childList: true });
      }),
  );

const linksOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')]
      .filter(({ target, download }) => !target && !download)
      .map(({ pathname }) => pathname),
  );
