// WebKitGTK's MiniBrowser, driven with WebKitWebDriver on its own X display.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { freePort } from './app-server.ts';
import { BOUND_MS, poll, WebDriverBrowser } from './web-driver.ts';

const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver';

export const findWebKit = (): string | undefined =>
  [process.env['WEBKIT_DRIVER_PATH'] ?? '', WEBKIT_DRIVER].find((path) => existsSync(path));

/** A MiniBrowser on its own display. It keeps no data after it is closed. */
export async function openWebKit(driverPath: string): Promise<WebDriverBrowser> {
  const display = await openDisplay();
  const port = await freePort();
  const driver = spawn(driverPath, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display.name, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  });
  const root = `http://127.0.0.1:${port}`;
  await poll('WebKitWebDriver to listen', async () => (await fetch(`${root}/status`)).ok || undefined);
  const capabilities = {
    alwaysMatch: { browserName: 'MiniBrowser', timeouts: { script: BOUND_MS, pageLoad: BOUND_MS, implicit: 0 } },
  };
  const { sessionId } = (await askHttp('POST', `${root}/session`, { capabilities })) as { sessionId: string };
  return new WebDriverBrowser({
    send({ http, parameters }) {
      const [method = 'POST', path = ''] = http.split(' ');
      return askHttp(method, `${root}/session/${sessionId}${path}`, parameters ?? {});
    },
    async close() {
      await askHttp('DELETE', `${root}/session/${sessionId}`).catch(() => undefined);
      for (const child of [driver, display.process]) {
        child.kill();
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
    },
  });
}

async function openDisplay(): Promise<{ name: string; process: ChildProcess }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const output = server.stdio[3];
  if (!output || !('on' in output)) throw new Error('Xvfb has no output');
  const [line] = (await once(createInterface({ input: output as NodeJS.ReadableStream }), 'line')) as [string];
  return { name: `:${line}`, process: server };
}

async function askHttp(method: string, url: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: unknown };
  if (!answer.ok) throw new Error(`${url}: ${JSON.stringify(value)}`);
  return value;
}
