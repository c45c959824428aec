// One device of a person: a browser profile on disk with its own connection to the server. It can go offline, crash a tab, be
// killed as a whole and restart as the same device. Tests use the pages as a person does, by their visible texts and roles.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Replica } from '#src/replica/api.ts';
import { openProfile } from '#tests/support/browser.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';

/** Set on the window by main.tsx, and by HOLD_INSTALLATION. */
declare global {
  var cadence: Replica;
  var installApp: (() => void) | undefined;
}

/** Expected console output: a test cut the network. */
const EXPECTED_NOISE = /Failed to load resource|net::ERR_|Failed to fetch|NetworkError/;

const MAIL_BOUND_MS = 60_000;

export interface DeviceOptions {
  serverPort: number;
  viewport?: { width: number; height: number };
  colorScheme?: 'dark' | 'light';
  keepsLeftPages?: boolean;
  lacksOpfs?: boolean;
  debuggingPort?: number;
  /** Registers the service worker when the app asks for it. Otherwise `installed` does. */
  installsAtOnce?: boolean;
}

/**
 * Holds the first registration of the service worker. Filling the offline cache takes a fifth of the CPU time of a new device, and
 * most tests need no installed app.
 */
const HOLD_INSTALLATION = `(() => {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const register = serviceWorker.register.bind(serviceWorker);
  const asked = new Promise((resolve) => { globalThis.installApp = resolve; });
  serviceWorker.register = async (...given) => {
    if (!(await serviceWorker.getRegistration())) await asked;
    return register(...given);
  };
})();`;

export class Device {
  readonly folder: string;
  readonly proxy: TcpProxy;
  readonly url: string;
  /** Unexpected errors and console output of the pages. */
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
    const {
      viewport,
      colorScheme,
      keepsLeftPages = false,
      lacksOpfs = false,
      debuggingPort,
      installsAtOnce = false,
    } = this.#options;
    this.#context = await openProfile({
      folder: this.folder,
      keepsLeftPages,
      lacksOpfs,
      ...(viewport && { viewport }),
      ...(colorScheme && { colorScheme }),
      ...(debuggingPort !== undefined && { debuggingPort }),
    });
    // Generous, because the machine may be under other load.
    this.#context.setDefaultTimeout(90_000);
    if (!installsAtOnce) await this.#context.addInitScript(HOLD_INSTALLATION);
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

  /** Resolves when the replica of this page is open. */
  async opened(page: Page = this.page): Promise<void> {
    await page.waitForFunction(() => globalThis.cadence && globalThis.cadence.status().kind !== 'starting', null, {
      timeout: 120_000,
    });
  }

  /** Resolves when the offline cache is filled and serves this page. */
  async installed(): Promise<void> {
    await this.page.waitForFunction(async () => {
      globalThis.installApp?.();
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

  /**
   * Requests a mail as the account page does (whose own tests are sign-in.test.ts), opens its link in the same browser, and taps.
   */
  async signIn(email: string): Promise<void> {
    const asked = await this.context.request.post(`${this.url}/v1/auth/email`, { data: { email } });
    if (!asked.ok()) throw new Error(`no sign-in mail to ${email}: ${asked.status()} ${await asked.text()}`);
    const { link } = await this.newestMail(email);
    await this.visit(link);
    await this.page.getByRole('button', { name: `Sign in as ${email}` }).click();
    await this.page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  }

  /** Reads the development mailbox in this browser; the link without its origin. */
  async newestMail(to: string): Promise<{ link: string; code: string }> {
    const deadline = performance.now() + MAIL_BOUND_MS;
    while (performance.now() < deadline) {
      const answer = await this.context.request.get(`${this.url}/dev/mailbox`, { headers: { accept: 'application/json' } });
      const { mails } = (await answer.json()) as { mails: { to: string; link: string; code: string }[] };
      const mail = mails.find((one) => one.to === to);
      if (!mail) continue;
      const { pathname, search } = new URL(mail.link);
      return { link: `${pathname}${search}`, code: mail.code };
    }
    throw new Error(`no sign-in mail to ${to} within ${MAIL_BOUND_MS / 1000} s`);
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

  /** Kills the tab's process, like a crash. */
  async crashTab(page: Page = this.page): Promise<void> {
    const session = await this.context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
  }

  /** Sends SIGKILL to every process of the browser, like a power failure. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.context.once('close', resolve));
    execFileSync('pkill', ['-KILL', '-f', this.folder]);
    await closed;
    this.#context = undefined;
    this.#page = undefined;
  }

  async close(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    // A script may still be loading; without this its handler would fail after the test.
    await context?.unrouteAll({ behavior: 'ignoreErrors' });
    await context?.close();
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
