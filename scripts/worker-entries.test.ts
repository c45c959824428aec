import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { workerEntries } from './worker-entries.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cadence-worker-entries-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Builds a page with one worker. */
async function buildWith(workerFiles: Record<string, string>): Promise<void> {
  const files = {
    'index.html': '<script type="module" src="/page.js"></script>',
    'page.js': `new Worker(new URL('./worker/main.js', import.meta.url), { type: 'module' });`,
    ...Object.fromEntries(Object.entries(workerFiles).map(([name, text]) => [`worker/${name}`, text])),
  };
  await mkdir(join(root, 'worker'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    worker: { format: 'es', plugins: () => [workerEntries()] },
    build: { outDir: join(root, 'dist') },
  });
}

test('a worker whose lazy chunk shares code with the entry fails the build', async () => {
  const built = buildWith({
    'main.js': `import { shared } from './shared.js'; console.log(shared); void import('./lazy.js');`,
    'lazy.js': `import { shared } from './shared.js'; console.log('lazy', shared);`,
    'shared.js': `export const shared = Math.random();`,
  });
  await expect(built).rejects.toThrow(/the entry main of a worker is imported by lazy/);
});

test('a worker whose entry is one dynamic import builds', async () => {
  await buildWith({
    'main.js': `void import('./serve.js');`,
    'serve.js': `import { shared } from './shared.js'; console.log(shared); void import('./lazy.js');`,
    'lazy.js': `import { shared } from './shared.js'; console.log('lazy', shared);`,
    'shared.js': `export const shared = Math.random();`,
  });
});
