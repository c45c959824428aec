// A Zero client on a page in Chromium that watches a table's newest rows, as our bench of two devices does.
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { openProfile } from '#tests/support/browser.ts';
import { collectSeen, type SeenRows } from '../devices.ts';
import { within } from '../within.ts';
import type { Zero } from './zero-cache.ts';
import type { ZeroModule, ZeroTable } from './zero-client.ts';

type Client = typeof import('./zero-client.ts');

export interface WatchedTable {
  zero: Zero;
  cacheUrl: string;
  tables: readonly ZeroTable[];
  table: string;
}

const WAIT_BOUND_MS = 60_000;

export async function watchZeroInBrowser(what: WatchedTable): Promise<{ seen: SeenRows; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'cadence-zero-'));
  const served = await servePage(what.zero, join(folder, 'page'));
  const context = await openProfile({ folder: join(folder, 'profile') });
  const close = async () => {
    await context.close();
    served.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const seen = await collectSeen(page);
    await page.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
    await page.goto(served.url);
    const watching = page.evaluate(
      async ([url, tables, table]) => {
        const [zeroPath, clientPath] = ['/zero.js', '/client.js'];
        const zero = (await import(zeroPath!)) as ZeroModule;
        const { watchZero } = (await import(clientPath!)) as Client;
        const { rowSeen } = globalThis as unknown as { rowSeen(id: string, atMs: number): void };
        await watchZero(zero, url, tables, table, rowSeen);
      },
      [what.cacheUrl, what.tables, what.table] as const,
    );
    await within(WAIT_BOUND_MS, 'Zero’s client to be complete', watching);
    return { seen, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An empty page, Zero's client, and ours of it, bundled as an app's would be. */
async function servePage(zero: Zero, outDir: string): Promise<{ url: string; close(): void }> {
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env': '{}' },
    build: {
      outDir,
      target: 'es2022',
      rolldownOptions: {
        input: { zero: zero.module, client: fileURLToPath(new URL('zero-client.ts', import.meta.url)) },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Zero</title>');
    return void readFile(join(outDir, path)).then(
      (bytes) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
