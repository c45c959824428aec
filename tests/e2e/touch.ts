// Touch input on a page, sent as the browser's own touch events.
import type { Page } from 'playwright-core';

export interface Spot {
  x: number;
  y: number;
}

export interface Fingers {
  /** Puts the fingers down, moves each to its end in steps, and lifts them. */
  drag(paths: readonly { from: Spot; to: Spot }[], holdMs?: number): Promise<void>;
}

const STEPS = 8;

export async function fingersOn(page: Page): Promise<Fingers> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', spots: readonly Spot[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: spots.map(({ x, y }, id) => ({ x, y, id })) });
  return {
    async drag(paths, holdMs = 0) {
      await touch(
        'touchStart',
        paths.slice(0, 1).map(({ from }) => from),
      );
      if (paths.length > 1)
        await touch(
          'touchStart',
          paths.map(({ from }) => from),
        );
      // The picture recognises a selection by a held finger, so real time must pass here.
      if (holdMs > 0) await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), holdMs);
      for (let step = 1; step <= STEPS; step += 1) {
        const part = step / STEPS;
        await touch(
          'touchMove',
          paths.map(({ from, to }) => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part })),
        );
      }
      await touch('touchEnd', []);
    },
  };
}
