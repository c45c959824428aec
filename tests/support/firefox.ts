// A stock Firefox, driven with Marionette, its own remote protocol.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { BOUND_MS, poll, WebDriverBrowser, type Command, type Transport } from './web-driver.ts';

const FIREFOX_PATHS = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** FIREFOX_PATH, or an installed Firefox; undefined when there is none. */
export const findFirefox = (): string | undefined =>
  [process.env['FIREFOX_PATH'] ?? '', ...FIREFOX_PATHS].find((path) => existsSync(path));

/** Disables the vendor's services: on a closed network they would occupy the connections. */
const FIREFOX_PREFERENCES: Record<string, boolean | number | string> = {
  'marionette.port': 0,
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#none/v1',
  'toolkit.telemetry.enabled': false,
};

export interface FirefoxOptions {
  path: string;
  /** The profile folder: opening the same folder again is the same device. */
  folder: string;
  preferences?: Record<string, boolean | number | string>;
}

export async function openFirefox({ path, folder, preferences = {} }: FirefoxOptions): Promise<WebDriverBrowser> {
  const lines = Object.entries({ ...FIREFOX_PREFERENCES, ...preferences });
  await writeFile(
    join(folder, 'user.js'),
    lines.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''),
  );
  const args = ['--headless', '--no-remote', '--marionette', '--profile', folder, '--width', '400', '--height', '900'];
  const child = spawn(path, args, { stdio: 'ignore' });
  const portFile = join(folder, 'MarionetteActivePort');
  const port = await poll('Firefox to listen', async () => Number(await readFile(portFile, 'utf8')) || undefined);
  const transport = await MarionetteTransport.open(port, child);
  await transport.send({
    marionette: 'WebDriver:NewSession',
    http: 'POST /',
    parameters: { pageLoadStrategy: 'normal', timeouts: { script: BOUND_MS, pageLoad: BOUND_MS, implicit: 0 } },
  });
  return new WebDriverBrowser(transport);
}

type MarionetteAnswer = [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

/** JSON arrays, each prefixed with its length in bytes. */
class MarionetteTransport implements Transport {
  readonly #write: (text: string) => void;
  readonly #browser: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #sent = 0;

  private constructor(write: (text: string) => void, browser: ChildProcess) {
    this.#write = write;
    this.#browser = browser;
  }

  static async open(port: number, browser: ChildProcess): Promise<MarionetteTransport> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const transport = new MarionetteTransport((text) => socket.write(`${Buffer.byteLength(text)}:${text}`), browser);
    let bytes: Buffer = Buffer.alloc(0);
    const greeted = new Promise<void>((resolve) => {
      socket.on('data', (part: Buffer) => {
        bytes = Buffer.concat([bytes, part]);
        for (let at = bytes.indexOf(':'); at !== -1; at = bytes.indexOf(':')) {
          const end = at + 1 + Number(bytes.toString('utf8', 0, at));
          if (bytes.length < end) return;
          const message: unknown = JSON.parse(bytes.toString('utf8', at + 1, end));
          bytes = bytes.subarray(end);
          if (Array.isArray(message)) transport.#hear(message as MarionetteAnswer);
          else resolve();
        }
      });
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => transport.#end());
    await greeted;
    return transport;
  }

  async send({ marionette, parameters = {} }: Command): Promise<unknown> {
    const id = (this.#sent += 1);
    const answered = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#write(JSON.stringify([0, id, marionette, parameters]));
    const answer = await answered;
    const isWrapped = typeof answer === 'object' && answer !== null && 'value' in answer && Object.keys(answer).length === 1;
    return isWrapped ? answer.value : answer;
  }

  async close(): Promise<void> {
    const exited = this.#browser.exitCode === null && this.#browser.signalCode === null ? once(this.#browser, 'exit') : undefined;
    await this.send({ marionette: 'Marionette:Quit', http: 'DELETE /', parameters: { flags: ['eForceQuit'] } }).catch(
      () => undefined,
    );
    await exited;
  }

  #hear([, id, error, result]: MarionetteAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
    else waiting?.resolve(result);
  }

  #end(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('Firefox disconnected'));
    this.#waiting.clear();
  }
}
