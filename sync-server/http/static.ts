// Serves the built app. Hashed assets never change and are cached for ever; the page, the service worker and the manifests are
// revalidated each time. A navigation to a path of the app gets the page; a missing file is a 404 and never the page.
import { readdir, stat } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { Hono, type Context } from 'hono';
import type { AppContext } from './context.ts';
import { answerError } from './wire-errors.ts';

interface StaticFile {
  path: string;
  type: string;
  etag: string;
  length: number;
  /** Precompressed variants, created at build time beside the file. */
  encoded: { encoding: 'br' | 'gzip'; path: string; length: number }[];
  isImmutable: boolean;
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  wasm: 'application/wasm',
  data: 'application/octet-stream',
  gz: 'application/gzip',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
  map: 'application/json; charset=utf-8',
};

const HASHED = /^(assets\/|replica\/base-)/;
const extensionOf = (path: string): string => /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';

/** Reads the directory once: files that change later are not served. */
export async function readStaticFiles(root: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = new Map<string, number>();
  const stamps = new Map<string, number>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const facts = await stat(path);
    const name = relative(root, path).split(sep).join('/');
    sizes.set(name, facts.size);
    stamps.set(name, facts.mtimeMs);
  }
  const files = new Map<string, StaticFile>();
  for (const [name, length] of sizes) {
    const encoded = (
      [
        ['br', '.br'],
        ['gzip', '.gz'],
      ] as const
    ).flatMap(([encoding, suffix]) => {
      const encodedLength = sizes.get(name + suffix);
      return encodedLength === undefined ? [] : [{ encoding, path: join(root, name + suffix), length: encodedLength }];
    });
    files.set(`/${name}`, {
      path: join(root, name),
      type: TYPES[extensionOf(name)] ?? 'application/octet-stream',
      etag: `"${length.toString(36)}-${Math.trunc(stamps.get(name) ?? 0).toString(36)}"`,
      length,
      encoded,
      isImmutable: HASHED.test(name),
    });
  }
  return files;
}

export function staticRoutes(files: ReadonlyMap<string, StaticFile>): Hono<AppContext> {
  return new Hono<AppContext>().get('*', (c) => {
    const path = decodePath(c.req.path);
    // A monitor or curl that requests the root gets the page, like a browser.
    const file = path === null ? undefined : files.get(path === '/' ? '/index.html' : path);
    if (file) return sendFile(c, file);
    const page = files.get('/index.html');
    if (page && path !== null && isNavigation(c, path)) return sendFile(c, page);
    return answerError(c, { code: 'not_found' });
  });
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** What a browser requests on navigation: HTML, at a path without a file extension. */
const isNavigation = (c: Context<AppContext>, path: string): boolean =>
  (c.req.header('accept') ?? '').includes('text/html') && extensionOf(path) === '' && !/^\/(v1|dev|health)(\/|$)/.test(path);

function sendFile(c: Context<AppContext>, file: StaticFile): Response {
  const accepted = c.req.header('accept-encoding') ?? '';
  const encoded = file.encoded.find(({ encoding }) => accepted.includes(encoding));
  c.header('content-type', file.type);
  c.header('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('etag', encoded ? file.etag.replace(/"$/, `-${encoded.encoding}"`) : file.etag);
  if (file.encoded.length > 0) c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match') === c.res.headers.get('etag')) return c.body(null, 304);
  if (encoded) c.header('content-encoding', encoded.encoding);
  const { path, length } = encoded ?? file;
  c.header('content-length', String(length));
  if (c.req.method === 'HEAD') return c.body(null);
  return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>);
}
