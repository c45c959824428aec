// A device with a wrong wall clock, in its pages and its workers, which can be changed while the app runs. The monotonic clock
// is the browser's own, as on a real device.
import type { BrowserContext, Page } from 'playwright-core';

const CHANNEL = 'test-clock';

const shim = (offsetMs: number): string => `(() => {
  if (globalThis.testClock) return;
  const RealDate = Date;
  const clock = { offsetMs: ${offsetMs} };
  globalThis.testClock = clock;
  globalThis.testClockChannel = new BroadcastChannel('${CHANNEL}');
  globalThis.testClockChannel.onmessage = ({ data }) => { clock.offsetMs = data; };
  globalThis.Date = class extends RealDate {
    constructor(...parts) {
      if (parts.length === 0) super(RealDate.now() + clock.offsetMs);
      else super(...parts);
    }
    static now() { return RealDate.now() + clock.offsetMs; }
  };
})();
`;

/** The entries of the workers, as Vite names main.ts and worker.ts. */
const WORKER_ENTRY = /\/assets\/(main|worker)-[^/?]*\.js/;

/**
 * Call before the first page opens, on a device that does not install the app: a service worker would serve the scripts itself.
 * Init scripts apply only to pages, so the shim is prepended to each worker's entry.
 */
export async function setWallClock(context: BrowserContext, offsetMs: number): Promise<void> {
  const text = shim(offsetMs);
  await context.addInitScript(text);
  await context.route(WORKER_ENTRY, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: text + (await answer.text()) });
  });
}

/** Sets the clock of every running page and worker of the device. */
export const moveWallClock = (page: Page, offsetMs: number): Promise<void> =>
  page.evaluate(
    ([name, value]) => {
      const channel = new BroadcastChannel(name as string);
      channel.postMessage(value);
      channel.close();
    },
    [CHANNEL, offsetMs] as const,
  );
