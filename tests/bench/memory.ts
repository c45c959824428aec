// Budget: the memory of an app that stays open does not grow. An hour of a person's steps in one tab, without their pauses: each
// round visits the five places, searches, and captures a thought, which is synced. After garbage collection the page's heap and its
// nodes are counted, and on Linux the memory of all the browser's processes, which includes the replica's worker and WebAssembly.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { withDemoDevice } from '../../scripts/demo/demo-device.ts';
import { goTo } from '#tests/e2e/actions.ts';
import type { Device } from '#tests/e2e/device.ts';
import type { Figure } from './figure.ts';
import { withDescendants } from './process-tree.ts';
import { step } from './progress.ts';

const PLACES = ['Today', 'Focus', 'Train', 'Studio', 'Library'] as const;
/** Caches fill during the first rounds: scripts of each page, plans of each query, compiled code. */
const WARM_UP_ROUNDS = 40;
const ROUNDS = 160;
const REPORT_EVERY = 20;
const MOST_GROWTH = 5;

export const benchMemory = (): Promise<Figure[]> =>
  withDemoDevice(async (device) => {
    await device.visit('/');
    return measure(device);
  });

async function measure(device: Device): Promise<Figure[]> {
  const session = await device.context.newCDPSession(device.page);
  const rounds = async (from: number, to: number) => {
    for (let round = from; round < to; round++) {
      await playRound(device.page, round);
      if ((round + 1) % REPORT_EVERY === 0) step(`round ${round + 1}: ${inWords(await usedBy(session, device))}`);
    }
    await device.synced();
    return await usedBy(session, device);
  };
  const first = await rounds(0, WARM_UP_ROUNDS);
  const last = await rounds(WARM_UP_ROUNDS, WARM_UP_ROUNDS + ROUNDS);
  const peer = `after ${WARM_UP_ROUNDS} rounds ${inWords(first)}; after ${WARM_UP_ROUNDS + ROUNDS} ${inWords(last)}`;
  return (Object.keys(last) as (keyof Used)[]).flatMap((what) =>
    first[what] === null || last[what] === null
      ? []
      : {
          name: `an hour of use: growth of ${NAMES[what]}`,
          value: (100 * (last[what] - first[what])) / first[what],
          unit: '%',
          target: MOST_GROWTH,
          better: 'less',
          peer,
        },
  );
}

async function playRound(page: Page, round: number): Promise<void> {
  for (const place of PLACES) {
    await goTo(page, place);
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('link', { name: place, exact: true })
      .and(page.locator('[aria-current=page]'))
      .waitFor();
    await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('main .mantine-Skeleton-root'));
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('searchbox').or(page.getByRole('dialog').getByRole('textbox')).first().fill('squat');
  await page.getByRole('dialog').getByText('Squat', { exact: false }).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  await page.evaluate(([id, title]) => globalThis.cadence.dispatch('inbox.add', { id, title }), [
    crypto.randomUUID(),
    `Thought ${round}`,
  ] as const);
}

interface Used {
  heapMiB: number;
  nodes: number;
  listeners: number;
  processesMiB: number | null;
}

const NAMES: Record<keyof Used, string> = {
  heapMiB: 'the page’s heap',
  nodes: 'the page’s nodes',
  listeners: 'the page’s listeners',
  processesMiB: 'the browser’s processes',
};

async function usedBy(session: CDPSession, device: Device): Promise<Used> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heapMiB: usedSize / 2 ** 20, nodes, listeners: jsEventListeners, processesMiB: processesMiB(device.folder) };
}

/** Shared pages count in proportion. Null where the system does not tell. */
function processesMiB(folder: string): number | null {
  if (!existsSync('/proc/self/smaps_rollup')) return null;
  const browser = execFileSync('pgrep', ['-o', '-f', `user-data-dir=${folder}`], { encoding: 'utf8' });
  const kiB = withDescendants(Number(browser)).map((pid) => {
    const rollup = existsSync(`/proc/${pid}/smaps_rollup`) ? readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8') : '';
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  });
  return kiB.reduce((sum, one) => sum + one, 0) / 1024;
}

const inWords = ({ heapMiB, nodes, listeners, processesMiB: all }: Used): string =>
  `${heapMiB.toFixed(1)} MiB of heap, ${nodes} nodes, ${listeners} listeners${all === null ? '' : `, ${all.toFixed(0)} MiB in all`}`;
