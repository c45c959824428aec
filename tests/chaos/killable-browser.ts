// A Chromium in a process group of its own, over a profile on disk: it can be killed whole at any moment, its start included,
// and opened again as the same device.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from '#tests/support/browser.ts';
import { until } from './waiting.ts';

const ENDS_WITHIN_MS = 20_000;

export class KillableBrowser {
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #endpoint: Promise<string>;
  #browser: Browser | undefined;

  private constructor(child: ChildProcess) {
    this.#process = child;
    this.#exited = once(child, 'exit');
    const onExit = (): void => void signal(-(child.pid ?? 0), 'SIGKILL');
    process.once('exit', onExit);
    child.once('exit', () => process.off('exit', onExit));
    this.#endpoint = endpointOf(child);
    // Killed before it listens, it never will.
    this.#endpoint.catch(() => undefined);
  }

  static launch(folder: string): KillableBrowser {
    const arguments_ = [...BROWSER_ARGS, '--headless=new', '--remote-debugging-port=0', '--disable-breakpad'];
    const child = spawn(findBrowser(), [...arguments_, `--user-data-dir=${folder}`, 'about:blank'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new KillableBrowser(child);
  }

  async context(): Promise<BrowserContext> {
    this.#browser = await chromium.connectOverCDP(await this.#endpoint);
    const context = this.#browser.contexts()[0];
    if (!context) throw new Error('the browser has no context');
    return context;
  }

  /** SIGKILL to every process of the group: the battery is out. Resolves when all of them are gone. */
  async kill(): Promise<void> {
    const group = -(this.#process.pid ?? 0);
    signal(group, 'SIGKILL');
    await this.#gone(group);
    // Says nothing to a browser that is gone, and lets go of the connection.
    await this.#browser?.close().catch(() => undefined);
  }

  /** In order: cookies and everything else are written. */
  async close(): Promise<void> {
    const session = await this.#browser?.newBrowserCDPSession();
    await session?.send('Browser.close').catch(() => undefined);
    await this.#gone(-(this.#process.pid ?? 0));
    await this.#browser?.close().catch(() => undefined);
  }

  async #gone(group: number): Promise<void> {
    await this.#exited;
    if (await until(() => !signal(group, 0), ENDS_WITHIN_MS, 5)) return;
    // A child that would not go must not hold the profile.
    signal(group, 'SIGKILL');
    await until(() => !signal(group, 0), ENDS_WITHIN_MS, 5);
  }
}

/** False when there is nobody left to be told. */
function signal(group: number, what: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(group, what);
  } catch {
    return false;
  }
}

async function endpointOf(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('the browser has no output');
  let endpoint: string | undefined;
  const lines = createInterface({ input: child.stderr });
  // Reads on to the end, for a full pipe would stop the browser.
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      endpoint ??= /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (endpoint) resolve(endpoint);
    });
    lines.on('close', () => reject(new Error('the browser ended before it listened')));
  });
}
