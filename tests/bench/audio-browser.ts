// The audio budgets that need a browser: frames of an hour read and drawn, switching between two tracks, the jump of a loop.
import { createServer, type ServerResponse } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import type { TrackAnalysis } from '#src/workers/analysis/analyze-track.ts';
import { encodeBy, hasFfmpeg, wavBytes } from '#tests/audio/encode.ts';
import { bursts } from '#tests/audio/signals.ts';
import { BROWSER_ARGS, findBrowser } from '#tests/support/browser.ts';
import { median, quantile, type Figure } from './figure.ts';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
const DRAW_SECONDS = 12;

export interface AudioPageFiles {
  /** One hour. */
  hour: Pick<TrackAnalysis, 'manifest' | 'chunks'>;
  /** Three minutes, as WAV. */
  song: Uint8Array<ArrayBuffer>;
  /** A burst each second, as AAC. */
  aac?: Uint8Array<ArrayBuffer>;
}

/** Builds the page as it ships and serves it on its own port. */
async function servePage(files: AudioPageFiles): Promise<{ url: string; close(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'cadence-audio-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: new URL('audio-page', import.meta.url).pathname,
    build: { outDir, target: 'es2022', emptyOutDir: true },
    worker: { format: 'es' },
  });
  const send = (response: ServerResponse, body: Uint8Array | string, type: string) =>
    response.writeHead(200, { 'content-type': type }).end(body);
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] as string;
    if (path === '/frames/manifest.json') return send(response, JSON.stringify(files.hour.manifest), 'application/json');
    const chunk = /^\/frames\/(\d+)$/.exec(path);
    if (chunk) return send(response, files.hour.chunks[Number(chunk[1])]?.bytes ?? '', 'application/octet-stream');
    if (path === '/aac') return send(response, files.aac ?? '', 'audio/mp4');
    if (path.startsWith('/audio/')) return sendRange(response, files.song, request.headers.range);
    readFile(join(outDir, normalize(path === '/' ? '/index.html' : path))).then(
      (bytes) => send(response, bytes, TYPES[extname(path)] ?? 'text/html'),
      () => response.writeHead(404).end(),
    );
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true });
    },
  };
}

function sendRange(response: ServerResponse, bytes: Uint8Array, range: string | undefined): void {
  const [, from = '0', until = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const start = Number(from);
  const end = until === '' ? bytes.length - 1 : Math.min(bytes.length - 1, Number(until));
  response
    .writeHead(range ? 206 : 200, {
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      ...(range ? { 'content-range': `bytes ${start}-${end}/${bytes.length}` } : {}),
    })
    .end(bytes.subarray(start, end + 1));
}

/** Opens the page in its own browser; any error on the page fails the call. */
export async function withAudioPage<T>(files: AudioPageFiles, ask: (page: Page) => Promise<T>): Promise<T> {
  const served = await servePage(files);
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...BROWSER_ARGS, '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const thrown: Error[] = [];
    page.on('pageerror', (error) => thrown.push(error));
    await page.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
    await page.goto(served.url);
    await page.waitForFunction(() => 'audioBench' in globalThis);
    const result = await ask(page);
    if (thrown[0]) throw thrown[0];
    return result;
  } finally {
    await browser.close();
    await served.close();
  }
}

/** Only browsers decode AAC, so its start offset is measured here; the other codecs have a test. */
function burstsAsAac(): Uint8Array<ArrayBuffer> | undefined {
  if (!hasFfmpeg) return undefined;
  const sound = bursts([1000, 2000, 3000, 4000], 5, 44_100);
  return encodeBy(['-c:a', 'aac', '-b:a', '192k'], 'm4a', wavBytes([sound, sound], { sampleRateHz: 44_100 }));
}

export async function benchAudioInBrowser(tracks: AudioPageFiles): Promise<Figure[]> {
  const aac = burstsAsAac();
  const files = aac ? { ...tracks, aac } : tracks;
  const { attacksMs, drawing, playing } = await withAudioPage(files, async (page) => ({
    attacksMs: aac ? await page.evaluate(() => globalThis.audioBench.attacks('/aac')) : null,
    drawing: await page.evaluate((seconds) => globalThis.audioBench.draw(seconds), DRAW_SECONDS),
    playing: await page.evaluate(() => globalThis.audioBench.play()),
  }));
  const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));
  const alignment: Figure[] = attacksMs
    ? [
        {
          name: 'audio: AAC start offset, largest',
          value: largest([1, 2, 3, 4].map((second, i) => (attacksMs[i] ?? Number.NaN) - second * 1000)),
          unit: 'ms',
          target: 1,
          better: 'less',
        },
      ]
    : [];
  return [
    ...alignment,
    {
      name: 'audio: an hour of frames read into the worker (Chromium)',
      value: drawing.loadMs,
      unit: 'ms',
      target: 350,
      better: 'less',
    },
    {
      name: 'audio: pictures while scrolling and zooming an hour',
      value: 1000 / median(drawing.intervalsMs),
      unit: 'per second',
      target: 59,
      better: 'more',
    },
    {
      name: 'audio: longest time between two of these',
      value: Math.max(...drawing.intervalsMs),
      unit: 'ms',
      target: 33.4,
      better: 'less',
    },
    {
      name: 'audio: drawing one picture in the worker, p99',
      value: quantile(drawing.drawnMs, 0.99),
      unit: 'ms',
      target: null,
      better: 'less',
      peer: `the page itself meanwhile: ${quantile(drawing.pageIntervalsMs, 0.99).toFixed(1)} ms between frames (p99)`,
    },
    {
      name: 'audio: switch between two tracks, largest offset',
      value: largest(playing.driftMs),
      unit: 'ms',
      target: 10,
      better: 'less',
    },
    { name: 'audio: jump of a loop, largest gap', value: largest(playing.roundLossMs), unit: 'ms', target: 25, better: 'less' },
  ];
}
