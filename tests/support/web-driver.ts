// A browser that Playwright cannot drive, used by role and name: a stock Firefox (firefox.ts) or WebKitGTK's MiniBrowser
// (webkit.ts). Both implement the W3C WebDriver specification; only their transports differ. Every wait has a timeout.
import { writeFile } from 'node:fs/promises';
import { findElement, type ElementRole } from './find-element.ts';

/** The timeout of a command, of a start, and of a wait on the page. Long, because the machine may be under other load. */
export const BOUND_MS = 90_000;
const POLL_MS = 100;

/** One command of the specification, in both transports. */
export interface Command {
  marionette: string;
  http: `${'GET' | 'POST' | 'DELETE'} ${string}`;
  parameters?: Record<string, unknown>;
}

export interface Transport {
  send(command: Command): Promise<unknown>;
  close(): Promise<void>;
}

const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';
type ElementReference = Record<typeof ELEMENT_KEY, string>;

export class WebDriverBrowser {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async goto(url: string): Promise<void> {
    await this.#send({ marionette: 'WebDriver:Navigate', http: 'POST /url', parameters: { url } });
  }

  async back(): Promise<void> {
    await this.#send({ marionette: 'WebDriver:Back', http: 'POST /back' });
  }

  /** Reloads as a person does. Marionette's own Refresh bypasses the service worker, like a reload with Shift. */
  async reload(): Promise<void> {
    await this.run(() => {
      document.documentElement.dataset['isLeft'] = 'yes';
      setTimeout(() => location.reload());
    });
    await this.until('the page to load again', () => document.documentElement.dataset['isLeft'] === undefined);
  }

  /** Runs a function in the page and returns its resolved value. The function may use nothing but its arguments. */
  async run<Args extends unknown[], T>(work: (...args: Args) => T | Promise<T>, ...args: Args): Promise<T> {
    const script = `const done = arguments[arguments.length - 1];
      const __name = (value) => value;
      Promise.resolve().then(() => (${work.toString()})(...Array.prototype.slice.call(arguments, 0, -1)))
        .then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }));`;
    const answer = (await this.#send({
      marionette: 'WebDriver:ExecuteAsyncScript',
      http: 'POST /execute/async',
      parameters: { script, args },
    })) as { value: T } | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return answer.value;
  }

  /** Waits until the function returns true in the page, even across reloads. */
  async until<Args extends unknown[]>(
    what: string,
    isSo: (...args: Args) => boolean | Promise<boolean>,
    ...args: Args
  ): Promise<void> {
    await this.#wait(what, async () => ((await this.run(isSo, ...args)) ? true : undefined));
  }

  async see(role: ElementRole, name: RegExp): Promise<void> {
    await this.#element(role, name);
  }

  async click(role: ElementRole, name: RegExp): Promise<void> {
    await this.#wait(`a click on ${role} ${name}`, async () => {
      const id = await this.#element(role, name);
      // The element may be rendered again or covered by a closing dialog; then it is looked up again.
      await this.#send({ marionette: 'WebDriver:ElementClick', http: `POST /element/${id}/click`, parameters: { id } });
      return true;
    });
  }

  async fill(name: RegExp, text: string): Promise<void> {
    await this.#wait(`the text field ${name} to take ${text}`, async () => {
      const id = await this.#element('textbox', name);
      await this.#send({ marionette: 'WebDriver:ElementClear', http: `POST /element/${id}/clear`, parameters: { id } });
      await this.#send({ marionette: 'WebDriver:ElementSendKeys', http: `POST /element/${id}/value`, parameters: { id, text } });
      return true;
    });
  }

  /** The value of a text field, or `aria-checked` of a checkbox. */
  async stateOf(role: 'textbox' | 'checkbox', name: RegExp): Promise<string | null> {
    const id = await this.#element(role, name);
    const read = (element: unknown) => {
      const node = element as HTMLInputElement;
      return node.getAttribute('aria-checked') ?? node.value;
    };
    return this.run(read, { [ELEMENT_KEY]: id });
  }

  /** Saves a screenshot of the window as a PNG file. */
  async screenshot(file: string): Promise<void> {
    const picture = await this.#send({
      marionette: 'WebDriver:TakeScreenshot',
      http: 'GET /screenshot',
      parameters: { full: false },
    });
    await writeFile(file, Buffer.from(picture as string, 'base64'));
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #element(role: ElementRole, name: RegExp): Promise<string> {
    return this.#wait(`${role} ${name}`, async () => {
      const found = (await this.#send({
        marionette: 'WebDriver:ExecuteScript',
        http: 'POST /execute/sync',
        parameters: {
          script: `const __name = (v) => v; return (${findElement.toString()})(...arguments)`,
          args: [role, name.source],
        },
      })) as ElementReference | null;
      return found?.[ELEMENT_KEY];
    });
  }

  /** Like `poll`; the error says which page was shown instead. */
  async #wait<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    try {
      return await poll(what, look);
    } catch (error) {
      const page = await this.run(() => `${location.href}\n${document.body.innerText}`).catch(String);
      throw new Error(`${String(error)} on ${page}`, { cause: error });
    }
  }

  async #send(command: Command): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer to ${command.marionette}`)), BOUND_MS);
    });
    try {
      return await Promise.race([this.#transport.send(command), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Repeats `look` until it returns a value; errors are retried too. */
export async function poll<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + BOUND_MS;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      // The page is being replaced by the next one.
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`waited ${BOUND_MS / 1000} s for ${what}`, { cause: last });
}
