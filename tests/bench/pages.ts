// Budget: no page blocks the thread for more than 50 ms, at the 95th percentile of all pages, with the demo year. Each page is opened from
// another one, without a reload, as a person goes there; the first opening also loads its scripts.
import { modules } from '#src/app/modules.ts';
import { DEMO_EMAIL, withDemoServer } from '../../scripts/demo/serve-demo.ts';
import { goWithin } from '#tests/e2e/actions.ts';
import { settled } from '#tests/e2e/axe.ts';
import { Device } from '#tests/e2e/device.ts';
import { median, quantile, type Figure } from './figure.ts';
import { step } from './progress.ts';
import { tracedTasks } from './trace.ts';

const OPENINGS = 3;
const MOST_MS = 50;

const PAGES = modules
  .flatMap(({ routes }) => routes.map(({ options }) => (options as { path?: string }).path ?? ''))
  .filter((path) => !path.includes('$'));

/** The longest task of an opening, in ms. */
interface Longest {
  page: string;
  elapsedMs: number;
  cpuMs: number;
}

export async function benchPages(): Promise<Figure[]> {
  const all: Longest[] = [];
  await withDemoServer(async (serverPort) => {
    const device = await Device.open({ serverPort });
    try {
      await device.visit('/');
      await device.signIn(DEMO_EMAIL);
      await device.synced();
      await device.installed();
      await device.visit('/');
      for (let opening = 1; opening <= OPENINGS; opening++) {
        step(`opening ${PAGES.length} pages, ${opening} of ${OPENINGS}`);
        for (const page of PAGES) all.push(await longestOf(device, page));
      }
    } finally {
      await device.close();
    }
  });
  return [figureOf('elapsed', all, ({ elapsedMs }) => elapsedMs, null), figureOf('CPU time', all, ({ cpuMs }) => cpuMs, MOST_MS)];
}

async function longestOf(device: Device, page: string): Promise<Longest> {
  const session = await device.context.newCDPSession(device.page);
  await goWithin(device.page, page === '/no-such-page' ? '/' : '/no-such-page');
  const tasks = await tracedTasks(session, async () => {
    await goWithin(device.page, page);
    await settled(device);
  });
  await session.detach();
  const most = (of: 'elapsedMs' | 'cpuMs') => Math.max(0, ...tasks.map((task) => task[of]));
  return { page, elapsedMs: most('elapsedMs'), cpuMs: most('cpuMs') };
}

function figureOf(what: string, all: readonly Longest[], of: (one: Longest) => number, target: number | null): Figure {
  const worst = all.toSorted((a, b) => of(b) - of(a)).slice(0, 5);
  return {
    name: `the demo year: longest task of a page's opening, ${what}, p95`,
    value: quantile(all.map(of), 0.95),
    unit: 'ms',
    target,
    better: 'less',
    peer: `median ${median(all.map(of)).toFixed(1)} ms of ${all.length}; worst ${worst.map((one) => `${one.page} ${of(one).toFixed(0)}`).join(', ')}`,
  };
}
