// One device of the chaos test: a profile on disk, a connection to the server, and a list of everything that its pages reported
// as saved, over all runs of its browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Replica } from '#src/replica/api.ts';
import type { HttpPerson } from '#tests/support/http-person.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { commandToken } from './effects.ts';
import { KillableBrowser } from './killable-browser.ts';
import { writeFromPage, type WriterSettings } from './page-writer.ts';
import { untilOrStalled } from './waiting.ts';

declare global {
  var cadence: Replica;
}

const OPENS_WITHIN_MS = 90_000;

export class BrowserDevice {
  readonly saved: string[] = [];
  readonly url: string;
  readonly proxy: TcpProxy;
  readonly person: HttpPerson;
  /** The session's cookie is set again in each run, because Chromium writes cookies to disk only occasionally. */
  isSignedIn = false;
  readonly #folder: string;

  private constructor(folder: string, proxy: TcpProxy, person: HttpPerson) {
    this.#folder = folder;
    this.proxy = proxy;
    this.person = person;
    this.url = `http://localhost:${proxy.port}`;
  }

  static async make(serverPort: number, person: HttpPerson): Promise<BrowserDevice> {
    return new BrowserDevice(await mkdtemp(join(tmpdir(), 'cadence-chaos-browser-')), await TcpProxy.open(serverPort), person);
  }

  /** Starts the browser; with settings, its page writes from the first moment. */
  live(settings: WriterSettings | undefined): BrowserLife {
    return new BrowserLife(this, KillableBrowser.launch(this.#folder), settings);
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One run of the browser, from its start to its kill. Errors are swallowed when the browser was killed meanwhile. */
export class BrowserLife {
  readonly browser: KillableBrowser;
  readonly #device: BrowserDevice;
  #savedHere = 0;
  readonly page: Promise<Page>;

  constructor(device: BrowserDevice, browser: KillableBrowser, settings: WriterSettings | undefined) {
    this.#device = device;
    this.browser = browser;
    this.page = this.#begin(settings);
    this.page.catch(() => undefined);
  }

  get savedHere(): number {
    return this.#savedHere;
  }

  async #begin(settings: WriterSettings | undefined): Promise<Page> {
    const context = await this.browser.context();
    if (this.#device.isSignedIn) await context.addCookies(cookiesOf(this.#device));
    await context.exposeBinding('chaosSaved', (_, token: string) => {
      this.#device.saved.push(token);
      this.#savedHere += 1;
    });
    const page = context.pages()[0] ?? (await context.newPage());
    // tsx wraps functions in a helper that is missing in the page when a function is sent there.
    await page.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
    if (settings) await page.addInitScript(writeFromPage, settings);
    page.goto(this.#device.url, { waitUntil: 'commit', timeout: OPENS_WITHIN_MS }).catch(() => undefined);
    return page;
  }

  /** False when the replica did not open in time. */
  async opened(): Promise<boolean> {
    const page = await this.page;
    return page
      .waitForFunction(() => globalThis.cadence && globalThis.cadence.status().kind !== 'starting', null, {
        timeout: OPENS_WITHIN_MS,
      })
      .then(
        () => true,
        () => false,
      );
  }

  /** Signs in with the person's cookie; returns the reason when this fails. */
  async signIn(): Promise<string | undefined> {
    const page = await this.page;
    await page.context().addCookies(cookiesOf(this.#device));
    this.#device.isSignedIn = true;
    return page
      .evaluate(() =>
        globalThis.cadence.signedIn().then(
          () => undefined,
          (error: unknown) => String(error),
        ),
      )
      .catch((error: unknown) => String(error));
  }

  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const page = await this.page;
    return page.evaluate(
      ([text, values]) =>
        globalThis.cadence.query({
          compile: () => ({ sql: text, parameters: values, query: undefined }),
          execute: () => Promise.reject(new Error('only its type is used')),
        }),
      [sql, parameters] as [string, unknown[]],
    ) as Promise<Row[]>;
  }

  async status(): Promise<ReturnType<Replica['status']>> {
    return (await this.page).evaluate(() => globalThis.cadence.status());
  }

  async rejected(): Promise<Set<string>> {
    const rejected = await (
      await this.page
    ).evaluate(() => globalThis.cadence.rejected().map(({ name, args }) => ({ name, args })));
    return new Set(rejected.map(commandToken));
  }

  async diagnostics(): Promise<string> {
    return JSON.stringify(await (await this.page).evaluate(() => globalThis.cadence.diagnostics()));
  }

  async stopWriting(): Promise<void> {
    await (await this.page).evaluate(() => Object.assign(globalThis, { chaosStop: true }));
  }

  /**
   * Saved commands whose rows are still not on the screen after no more rows have appeared for `stalledMs`. A row is on the
   * screen when its command is in the outbox or arrived with the feed.
   */
  async missing(tokens: readonly string[], stalledMs: number): Promise<string[]> {
    let missing: readonly string[] = tokens.filter((token) => !/^title:edited | base$/.test(token));
    const isShown = async (): Promise<boolean> => {
      missing = await this.#notInRows(missing);
      return missing.length === 0;
    };
    await untilOrStalled(isShown, () => -missing.length, stalledMs, 200);
    return [...missing];
  }

  async #notInRows(tokens: readonly string[]): Promise<string[]> {
    const rows = await this.query<{ token: string }>(
      `select token from unnest($1::text[]) token where token not in (
         select 'title:' || title from inbox_items union all select 'set:' || id from exercise_sets
         union all select 'workout:' || id from workout_sessions)`,
      [[...tokens]],
    );
    return rows.map(({ token }) => token);
  }
}

function cookiesOf({ person, url }: BrowserDevice) {
  const expires = Math.floor(Date.now() / 1000) + 7 * 24 * 3_600;
  return person.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url, expires, httpOnly: true, sameSite: 'Lax' as const };
  });
}
