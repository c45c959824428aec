// One device of a person: a browser profile on disk with its own way to the server. It can go offline, crash a tab, be
// killed whole and come back as the same device. Pages are used the way a person uses them: by what stands on them.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Replica } from '#src/replica/api.ts';
import { openProfile } from '#tests/support/browser.ts';
import { askForSignInToken } from '#tests/support/http-person.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';

/** What main.ts puts on the window for the console. */
declare global {
  var cadence: Replica;
}

/** A page may say these: the network is down because a test cut it. */
const EXPECTED_NOISE = /Failed to load resource|net::ERR_|Failed to fetch|NetworkError/;

export interface DeviceOptions {
  serverPort: number;
  viewport?: { width: number; height: number };
  colorScheme?: 'dark' | 'light';
}

export class Device {
  readonly folder: string;
  readonly proxy: TcpProxy;
  readonly url: string;
  /** What no page should have said. */
  readonly noise: string[] = [];
  readonly #options: DeviceOptions;
  #context: BrowserContext | undefined;
  #page: Page | undefined;

  private constructor(folder: string, proxy: TcpProxy, options: DeviceOptions) {
    this.folder = folder;
    this.proxy = proxy;
    this.url = `http://localhost:${proxy.port}`;
    this.#options = options;
  }

  static async open(options: DeviceOptions): Promise<Device> {
    const folder = await mkdtemp(join(tmpdir(), 'cadence-device-'));
    const device = new Device(folder, await TcpProxy.open(options.serverPort), options);
    await device.start();
    return device;
  }

  get page(): Page {
    if (!this.#page) throw new Error('the device is off');
    return this.#page;
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('the device is off');
    return this.#context;
  }

  async start(): Promise<void> {
    const { viewport, colorScheme } = this.#options;
    this.#context = await openProfile({
      folder: this.folder,
      ...(viewport && { viewport }),
      ...(colorScheme && { colorScheme }),
    });
    // A machine under other load is slow, not wrong.
    this.#context.setDefaultTimeout(90_000);
    this.#page = this.#listen(this.#context.pages()[0] ?? (await this.#context.newPage()));
  }

  async newTab(): Promise<Page> {
    return this.#listen(await this.context.newPage());
  }

  usePage(page: Page): void {
    this.#page = page;
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
    await this.opened();
  }

  /** Until the replica of this page is open. */
  async opened(page: Page = this.page): Promise<void> {
    await page.waitForFunction(() => globalThis.cadence && globalThis.cadence.status().kind !== 'starting', null, {
      timeout: 120_000,
    });
  }

  /** Until the offline cache is filled and serves this page. */
  async installed(): Promise<void> {
    await this.page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.ready;
      return registration.active?.state === 'activated' && navigator.serviceWorker.controller !== null;
    });
  }

  goOffline(): void {
    this.proxy.cut();
  }

  goOnline(): void {
    this.proxy.mend();
  }

  async signIn(serverUrl: string, email: string): Promise<void> {
    const token = await askForSignInToken(serverUrl, email);
    await this.visit(`/sign-in?token=${token}`);
    await this.page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  }

  async synced(): Promise<void> {
    await this.page.waitForFunction(() => globalThis.cadence.status().kind === 'synced', null, { timeout: 120_000 });
  }

  rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.page.evaluate(
      ([text, values]) =>
        globalThis.cadence.query({
          compile: () => ({ sql: text, parameters: values, query: undefined }),
          execute: () => Promise.reject(new Error('only its type is used')),
        }),
      [sql, parameters] as [string, unknown[]],
    ) as Promise<Row[]>;
  }

  /** Kills the tab's process, as a crash or the system would. */
  async crashTab(page: Page = this.page): Promise<void> {
    const session = await this.context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
  }

  /** SIGKILL to every process of the browser: the battery is out. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.context.once('close', resolve));
    execFileSync('pkill', ['-KILL', '-f', this.folder]);
    await closed;
    this.#context = undefined;
    this.#page = undefined;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    await this.proxy.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #listen(page: Page): Page {
    page.on('pageerror', (error) => this.noise.push(`page error: ${error.stack ?? error.message} at ${page.url()}`));
    page.on('console', (message) => {
      const text = message.text();
      if (['error', 'warning'].includes(message.type()) && !EXPECTED_NOISE.test(text)) this.noise.push(text);
    });
    return page;
  }
}
