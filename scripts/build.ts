// Builds the client into dist/client: first the replica dump (the precache list must contain it), then Vite, then the
// precompressed files that the server sends. `buildIfStale` does nothing while no source has changed.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build as viteBuild } from 'vite';
import { buildReplicaDump } from './build-replica-dump.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const clientDir = join(root, 'dist/client');
const stampFile = join(root, 'dist/client-sources.sha256');

/** All inputs of the client; a change of any of them makes the build stale. */
const SOURCES = [
  'src',
  'schema',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build.ts',
  'scripts/build-replica-dump.ts',
];

/** JavaScript the page runs before PGlite, gzipped. */
const PAGE_BUDGET_BYTES = 250 * 1024;

export async function buildIfStale(): Promise<void> {
  const wanted = await hashSources();
  const built = existsSync(join(clientDir, 'index.html')) ? await readFile(stampFile, 'utf8').catch(() => '') : '';
  if (built === wanted) return;
  await build();
}

export async function build(): Promise<void> {
  const sources = await hashSources();
  // Built in a separate folder and renamed into place: a server never sees a partial build, and two builds at once are
  // harmless.
  const newDir = `${clientDir}.${process.pid}`;
  try {
    await mkdir(newDir, { recursive: true });
    await buildReplicaDump(join(newDir, 'replica'));
    await viteBuild({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: newDir } });
    await compressTwins(newDir);
    checkPageBudget(await pageScripts(newDir));
    await rm(stampFile, { force: true });
    await rm(clientDir, { recursive: true, force: true });
    await rename(newDir, clientDir);
    await writeFile(stampFile, sources);
  } finally {
    await rm(newDir, { recursive: true, force: true });
  }
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const files = (await stat(path)).isDirectory() ? await filesBelow(path) : [path];
    for (const file of files.filter((name) => !/\.test\.tsx?$/.test(name)).sort()) {
      hash.update(relative(root, file)).update('\0');
      for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    }
  }
  return hash.digest('hex');
}

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.svg', '.wasm', '.data', '.webmanifest', '.txt']);
const MIN_BYTES = 1_024;
/** For larger files, brotli's highest levels take tens of seconds and save little. */
const LARGE_BYTES = 1024 * 1024;

async function compressTwins(dir: string): Promise<void> {
  const brotli = promisify(brotliCompress);
  const gzipped = promisify(gzip);
  for (const file of await filesBelow(dir)) {
    if (!COMPRESSIBLE.has(extname(file))) continue;
    const bytes = await readFile(file);
    if (bytes.length < MIN_BYTES) continue;
    const quality = bytes.length > LARGE_BYTES ? 6 : 11;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await Promise.all([
      brotli(bytes, { params }).then((small) => writeFile(`${file}.br`, small)),
      gzipped(bytes, { level: bytes.length > LARGE_BYTES ? 6 : 9 }).then((small) => writeFile(`${file}.gz`, small)),
    ]);
  }
}

interface PageScript {
  file: string;
  gzipBytes: number;
}

/** The scripts in index.html, which the browser must run before the first paint. */
async function pageScripts(dir: string): Promise<PageScript[]> {
  const html = await readFile(join(dir, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1] as string);
  return Promise.all(
    files.map(async (file) => {
      const twin = join(dir, `${file}.gz`);
      return { file, gzipBytes: (await stat(existsSync(twin) ? twin : join(dir, file))).size };
    }),
  );
}

/** Size of the scripts of the current build that a page runs before PGlite, gzipped. */
export const pageScriptBytes = async (): Promise<number> => totalBytes(await pageScripts(clientDir));

const totalBytes = (scripts: readonly PageScript[]): number => scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);

function checkPageBudget(scripts: readonly PageScript[]): void {
  if (totalBytes(scripts) <= PAGE_BUDGET_BYTES) return;
  const list = scripts.map(({ file, gzipBytes }) => `  ${gzipBytes} ${file}`).join('\n');
  throw new Error(
    `The page's scripts are ${totalBytes(scripts)} bytes gzipped, above the budget of ${PAGE_BUDGET_BYTES}:\n${list}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  await build();
  const kilobytes = ((await pageScriptBytes()) / 1024).toFixed(1);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`built dist/client in ${seconds} s; page scripts ${kilobytes} kB gz\n`);
}
