import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hono } from 'hono';
import type { AppContext } from './context.ts';
import { readStaticFiles, staticRoutes } from './static.ts';

let root: string;
let routes: Hono<AppContext>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cadence-static-'));
  await mkdir(join(root, 'assets'));
  await mkdir(join(root, 'replica'));
  for (const [name, text] of Object.entries({
    'index.html': '<!doctype html>page',
    'service-worker.js': 'worker',
    'manifest.webmanifest': '{}',
    'assets/app-1a2b.js': 'script',
    'assets/app-1a2b.js.br': 'brotli',
    'assets/app-1a2b.js.gz': 'gzipped',
    'replica/base-99.tar.gz': 'dump',
  })) {
    await writeFile(join(root, name), text);
  }
  await writeFile(join(root, '..', 'outside-cadence.txt'), 'outside');
  routes = staticRoutes(await readStaticFiles(root));
});
afterAll(async () => {
  await rm(root, { recursive: true });
  await rm(join(root, '..', 'outside-cadence.txt'));
});

const get = (path: string, headers: Record<string, string> = {}) => routes.request(path, { headers }, {});
const asPerson = { accept: 'text/html,application/xhtml+xml' };

describe('the built app', () => {
  test('hashed files are immutable in caches, all other files are revalidated', async () => {
    expect((await get('/assets/app-1a2b.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/replica/base-99.tar.gz')).headers.get('cache-control')).toContain('immutable');
    for (const path of ['/index.html', '/service-worker.js', '/manifest.webmanifest']) {
      expect((await get(path)).headers.get('cache-control')).toBe('no-cache');
    }
  });

  test('a precompressed file is sent to clients that accept its encoding', async () => {
    const brotli = await get('/assets/app-1a2b.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers.get('content-encoding')).toBe('br');
    expect(brotli.headers.get('content-type')).toContain('text/javascript');
    expect(brotli.headers.get('vary')).toBe('accept-encoding');
    expect(await brotli.text()).toBe('brotli');
    expect(await (await get('/assets/app-1a2b.js', { 'accept-encoding': 'gzip' })).text()).toBe('gzipped');
    expect(await (await get('/assets/app-1a2b.js')).text()).toBe('script');
  });

  test('the replica dump is served as a gzip file, without a content-encoding', async () => {
    const dump = await get('/replica/base-99.tar.gz', { 'accept-encoding': 'gzip, br' });
    expect(dump.headers.get('content-encoding')).toBeNull();
    expect(dump.headers.get('content-type')).toBe('application/gzip');
  });

  test('a matching If-None-Match is answered with 304', async () => {
    const etag = (await get('/index.html')).headers.get('etag') ?? '';
    expect((await get('/index.html', { 'if-none-match': etag })).status).toBe(304);
  });

  test('a navigation to a path of the app gets the page', async () => {
    for (const path of ['/', '/focus', '/train/session/0190']) {
      const answer = await get(path, asPerson);
      expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html>page']);
    }
  });

  test('the root is the page also for programs that accept any type', async () => {
    const answer = await get('/', { accept: '*/*' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('page');
  });

  test('a missing file is a 404 and never the page', async () => {
    for (const [path, headers] of [
      ['/assets/gone-77.js', asPerson],
      ['/focus', {}],
      ['/v1/nothing', asPerson],
      ['/%ff', asPerson],
    ] as const) {
      expect((await get(path, headers)).status).toBe(404);
    }
  });

  test('no path escapes the folder', async () => {
    for (const path of ['/../outside-cadence.txt', '/..%2foutside-cadence.txt', '/%2e%2e/outside-cadence.txt', '//etc/passwd']) {
      expect((await get(path)).status).toBe(404);
    }
  });
});
