// A Chromium in its own process group, with a profile on disk. It can be killed as a whole at any moment, also during its
// start, and opened again as the same device.
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
    // A browser that is killed before it listens never resolves this promise.
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

  /** Sends SIGKILL to every process of the group, like a power failure. Resolves when all of them have exited. */
  async kill(): Promise<void> {
    const group = -(this.#process.pid ?? 0);
    signal(group, 'SIGKILL');
    await this.#gone(group);
    // Disconnects only; the browser has already exited.
    await this.#browser?.close().catch(() => undefined);
  }

  /** Closes in order, so that cookies and all other data are written. */
  async close(): Promise<void> {
    const session = await this.#browser?.newBrowserCDPSession();
    await session?.send('Browser.close').catch(() => undefined);
    await this.#gone(-(this.#process.pid ?? 0));
    await this.#browser?.close().catch(() => undefined);
  }

  async #gone(group: number): Promise<void> {
    await this.#exited;
    if (await until(() => !signal(group, 0), ENDS_WITHIN_MS, 5)) return;
    // A child process that does not exit must not keep the profile locked.
    signal(group, 'SIGKILL');
    await until(() => !signal(group, 0), ENDS_WITHIN_MS, 5);
  }
}

/** False when the process group has no processes left. */
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
  // Reads to the end, because a full pipe would block the browser.
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      endpoint ??= /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (endpoint) resolve(endpoint);
    });
    lines.on('close', () => reject(new Error('the browser exited before it listened')));
  });
}
