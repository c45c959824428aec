// Measures inside the page, from the start of the navigation: when the timer is usable, when the replica is open, and how long
// the page was blocked. Installed before the page's own scripts; not part of the app.
import type { Page } from 'playwright-core';

export interface PageMarks {
  timerUsableMs?: number;
  replicaOpenMs?: number;
  longestTaskMs: number;
}

declare global {
  var marks: PageMarks;
}

export async function installMarks(page: Page): Promise<void> {
  // tsx wraps functions in a helper that is missing in the page when a function is sent there.
  await page.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
  await page.addInitScript(() => {
    const marks: PageMarks = { longestTaskMs: 0 };
    globalThis.marks = marks;
    const isTimerUsable = () =>
      [...document.querySelectorAll('button')].some(
        (button) => /^(Pause|Resume|Start focus)$/.test(button.textContent.trim()) && !button.disabled,
      );
    const observer = new MutationObserver(() => {
      if (!isTimerUsable()) return;
      marks.timerUsableMs = performance.now();
      observer.disconnect();
    });
    observer.observe(document, { subtree: true, childList: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) marks.longestTaskMs = Math.max(marks.longestTaskMs, entry.duration);
    }).observe({ type: 'longtask', buffered: true });
    // The page's script sets the replica later.
    let replica: typeof globalThis.cadence | undefined;
    Object.defineProperty(globalThis, 'cadence', {
      configurable: true,
      get: () => replica,
      set: (made: typeof globalThis.cadence) => {
        replica = made;
        const check = () => {
          const { kind } = made.status();
          if (kind === 'starting') return;
          if (kind === 'error') throw new Error('the replica did not open');
          marks.replicaOpenMs ??= performance.now();
          stop();
        };
        const stop = made.subscribe(check);
      },
    });
  });
}
