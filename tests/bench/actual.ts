// Comparison with Actual (`@actual-app/web`), another app that keeps its data in the browser (SQLite in WebAssembly): first visit,
// warm start and bytes, in turn on the same Chromium. Both run without an account. Actual's page scripts and worker come from its
// package, compressed like ours; its first screen offers to start a budget, ours is the timer.
import { createServer, type Server } from 'node:http';
import { connect, createServer as createNetServer, type Server as NetServer } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { freePort, startAppServer } from '#tests/support/app-server.ts';
import { BROWSER_ARGS, findBrowser } from '#tests/support/browser.ts';
import { median, type Figure } from './figure.ts';
import { installPeer, type PeerPackage } from './peers/install.ts';
import { step } from './progress.ts';

const ACTUAL: PeerPackage = {
  name: '@actual-app/web',
  version: '26.9.0',
  integrity: 'sha512-kW7hBCGDkBevCcDRPkD8HttQ971cdhf5YMM77geXBGL+Xg9RTJ7EtsKWhEnIMbWrLh9usgzDAsEXg5HFT/do/w==',
};
const RUNS = 3;
const WARM_STARTS = 3;
/** A browser caches compiled code some seconds after its first use, and an app stores what was made. */
const STAY_MS = 5_000;
/** The offline cache is filled when no byte has passed for this long. */
const QUIET_MS = 3_000;
const USABLE_BOUND_MS = 60_000;

interface App {
  name: string;
  path: string;
  port: number;
  /** The button that shows that the first screen is usable. */
  first: RegExp;
  /** Makes what a warm start shows. */
  begin(page: Page): Promise<void>;
  /** The button that shows that a warm start is usable, with the data. */
  warm: RegExp;
}

interface Measured {
  firstS: number;
  warmS: number;
  /** Until the first screen is usable. */
  firstKiB: number;
  /** With the offline cache. */
  allKiB: number;
}

export async function benchActual(): Promise<Figure[]> {
  const installed = installPeer([ACTUAL]);
  if ('missing' in installed) {
    step(`left out: ${installed.missing}`);
    return [];
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const port = await freePort();
  const server = await startAppServer({ dataDir, port });
  const files = await serveFiles(join(installed.folder, 'node_modules/@actual-app/web/build'));
  const ours: App = {
    name: 'ours',
    path: '/focus',
    port,
    first: /^Start focus$/,
    begin: async (page) => {
      await page.getByRole('button', { name: 'Start focus' }).click();
      await page.getByRole('button', { name: 'Pause' }).waitFor();
    },
    warm: /^Pause$/,
  };
  const actual: App = {
    name: 'Actual',
    path: '/',
    port: portOf(files),
    first: /^Start budgeting$/,
    begin: async (page) => {
      await page.getByRole('button', { name: 'Start budgeting' }).click();
      await page.getByRole('button', { name: /^Add group$/ }).waitFor();
    },
    warm: /^Add group$/,
  };
  try {
    const measured: Record<'ours' | 'actual', Measured[]> = { ours: [], actual: [] };
    // Alternating, so that a busy minute affects both.
    for (let run = 1; run <= RUNS; run++) {
      step(`run ${run} of ${RUNS}: ours`);
      measured.ours.push(await measure(ours));
      step(`run ${run} of ${RUNS}: Actual`);
      measured.actual.push(await measure(actual));
    }
    return toFigures(measured.ours, measured.actual);
  } finally {
    files.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function toFigures(ours: readonly Measured[], actual: readonly Measured[]): Figure[] {
  const figure = (name: string, of: keyof Measured, unit: string): Figure => {
    const [own, theirs] = [ours, actual].map((all) => median(all.map((one) => one[of]))) as [number, number];
    return {
      name,
      value: own / theirs,
      unit: '×',
      target: null,
      better: 'less',
      peer: `ours ${own.toFixed(2)} ${unit}; Actual ${ACTUAL.version} ${theirs.toFixed(2)} ${unit}`,
    };
  };
  return [
    figure('first visit until usable: against Actual', 'firstS', 's'),
    figure('warm start until usable: against Actual', 'warmS', 's'),
    figure('bytes until the first screen is usable: against Actual', 'firstKiB', 'KiB'),
    figure('bytes with the offline cache: against Actual', 'allKiB', 'KiB'),
  ];
}

async function measure(app: App): Promise<Measured> {
  const profile = await mkdtemp(join(tmpdir(), 'cadence-bench-profile-'));
  const line = await CountedLine.open(app.port);
  const url = `http://localhost:${line.port}${app.path}`;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    args: BROWSER_ARGS,
    headless: true,
  });
  try {
    const first = await openUntil(context, url, app.first);
    const firstKiB = line.bytes / 1024;
    await line.quiet();
    const allKiB = line.bytes / 1024;
    await app.begin(first.page);
    const warm: number[] = [];
    let { page } = first;
    for (let start = 0; start < WARM_STARTS; start++) {
      await page.waitForTimeout(STAY_MS);
      await page.close();
      const opened = await openUntil(context, url, app.warm);
      warm.push(opened.ms / 1000);
      ({ page } = opened);
    }
    return { firstS: first.ms / 1000, warmS: median(warm), firstKiB, allKiB };
  } finally {
    await context.close();
    line.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Opens a new tab, as a tap on the app's icon does. The time is the page's own, from the start of its navigation. */
async function openUntil(context: BrowserContext, url: string, button: RegExp): Promise<{ page: Page; ms: number }> {
  const page = await context.newPage();
  await page.addInitScript((source) => {
    const isWanted = new RegExp(source);
    const marks = globalThis as unknown as { usableMs?: number };
    const observer = new MutationObserver(() => {
      const isUsable = [...document.querySelectorAll('button')].some(
        (one) => isWanted.test(one.textContent.trim()) && !one.disabled,
      );
      if (!isUsable) return;
      marks.usableMs = performance.now();
      observer.disconnect();
    });
    observer.observe(document, { subtree: true, childList: true });
  }, button.source);
  await page.goto(url);
  const usable = await page.waitForFunction(() => (globalThis as unknown as { usableMs?: number }).usableMs, undefined, {
    timeout: USABLE_BOUND_MS,
  });
  return { page, ms: (await usable.jsonValue()) ?? Number.NaN };
}

const portOf = (server: Server | NetServer): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
};

/** Passes connections on and counts the bytes that the server sends. */
class CountedLine {
  bytes = 0;
  readonly #server: NetServer;
  #lastMs = performance.now();

  private constructor(server: NetServer, target: number) {
    this.#server = server;
    server.on('connection', (incoming) => {
      const outgoing = connect(target, '127.0.0.1');
      incoming.pipe(outgoing);
      outgoing.pipe(incoming);
      outgoing.on('data', ({ length }: Buffer) => {
        this.bytes += length;
        this.#lastMs = performance.now();
      });
      const end = (): void => {
        incoming.destroy();
        outgoing.destroy();
      };
      incoming.on('error', end);
      outgoing.on('error', end);
    });
  }

  static async open(target: number): Promise<CountedLine> {
    const server = createNetServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CountedLine(server, target);
  }

  get port(): number {
    return portOf(this.#server);
  }

  async quiet(): Promise<void> {
    for (let leftMs = QUIET_MS; leftMs > 0; leftMs = QUIET_MS - (performance.now() - this.#lastMs)) {
      await new Promise((resolve) => setTimeout(resolve, leftMs));
    }
  }

  close(): void {
    this.#server.close();
  }
}

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
const COMPRESSED = new Set([...Object.keys(TYPES), '.txt', '.data', '.sql']);

/** A static server with the headers that Actual's own server sends (its SQLite needs shared memory). */
async function serveFiles(folder: string): Promise<Server> {
  const bodies = new Map<string, { body: Buffer; isCompressed: boolean } | null>();
  const read = async (path: string) => {
    const known = bodies.get(path);
    if (known !== undefined) return known;
    const bytes = await readFile(join(folder, path)).catch(() => null);
    const isCompressed = COMPRESSED.has(extname(path));
    const found = bytes && { body: isCompressed ? gzipSync(bytes) : bytes, isCompressed };
    bodies.set(path, found);
    return found;
  };
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const path = normalize(decodeURIComponent(pathname));
      const isPage = extname(path) === '';
      const found = await read(isPage ? '/index.html' : path);
      response.setHeader('cross-origin-opener-policy', 'same-origin');
      response.setHeader('cross-origin-embedder-policy', 'require-corp');
      response.setHeader('cache-control', path.startsWith('/static/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (!found) return void response.writeHead(404).end();
      response.setHeader('content-type', TYPES[isPage ? '.html' : extname(path)] ?? 'application/octet-stream');
      if (found.isCompressed) response.setHeader('content-encoding', 'gzip');
      response.end(found.body);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
