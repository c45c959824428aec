// The client build: page, replica worker and service worker. The service worker's precache list is made last, so it must
// see the replica dump in the output folder: scripts/build.ts puts it there before Vite runs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { tsImport } from 'tsx/esm/api';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { webManifest } from './src/app/pwa/manifest.ts';

export const CLIENT_DIR = 'dist/client';
const DEVELOPMENT_DIR = '.cache/development-client';

/** What scripts/build-replica-dump.ts writes beside the dump. */
interface ReplicaManifest {
  file: string;
  bytes: number;
  schema: string;
}

/** The one font file every page needs is asked for with the page, so that text does not change its shape after it is shown. */
function preloadFont(): Plugin {
  return {
    name: 'cadence:preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => /inter-latin-wght-normal-[^/]+\.woff2$/.test(file));
        if (font === undefined) throw new Error('the build has no Latin Inter to preload');
        const attrs = { rel: 'preload', href: `/${font}`, as: 'font', type: 'font/woff2', crossorigin: '' };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

/** In development the dump comes from a cache folder, made when the server starts. */
function developmentReplicaDump(): Plugin {
  return {
    name: 'cadence:replica-dump',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/replica', (request, response, next) => {
        const name = (request.url ?? '').split('?')[0]?.replace(/^\//, '') ?? '';
        if (!/^[\w.-]+$/.test(name)) return next();
        readFile(join(DEVELOPMENT_DIR, 'replica', name)).then(
          (bytes) => {
            response.setHeader('content-type', name.endsWith('.json') ? 'application/json' : 'application/octet-stream');
            response.end(bytes);
          },
          (error: unknown) => next(error),
        );
      });
    },
  };
}

/** The replica worker's code names the base it was made with, so that no start has to ask for it. */
function nameReplicaBase(): Plugin {
  return {
    name: 'cadence:replica-base',
    async config({ build }, { command }) {
      const dir = command === 'build' ? (build?.outDir ?? CLIENT_DIR) : DEVELOPMENT_DIR;
      if (command === 'serve') await makeDump(dir);
      const { file, bytes, schema } = JSON.parse(
        await readFile(join(dir, 'replica', 'manifest.json'), 'utf8'),
      ) as ReplicaManifest;
      return { define: { REPLICA_BASE: JSON.stringify({ file, bytes, schema }) } };
    },
  };
}

async function makeDump(dir: string): Promise<void> {
  const { buildReplicaDump } = (await tsImport('./scripts/build-replica-dump.ts', import.meta.url)) as {
    buildReplicaDump(outDir: string): Promise<unknown>;
  };
  await buildReplicaDump(join(dir, 'replica'));
}

export default defineConfig({
  // Its `imports` in package.json resolve `#src/…` for every tool alike.
  plugins: [
    react(),
    preloadFont(),
    nameReplicaBase(),
    developmentReplicaDump(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/app/pwa',
      filename: 'service-worker.ts',
      // src/app/pwa/registration.ts registers it, once the replica is open.
      injectRegister: false,
      manifest: webManifest,
      includeManifestIcons: false,
      injectManifest: {
        // A classic worker runs in every browser that has service workers.
        rollupFormat: 'iife',
        globPatterns: ['**/*.{html,js,css,woff2,wasm,data,svg,png}', 'replica/*'],
        // Inter's other scripts are fetched when a page needs them; the app itself speaks English.
        // initdb never runs in a browser: the base is shipped.
        globIgnores: ['**/inter-{cyrillic,cyrillic-ext,greek,greek-ext,vietnamese}*', '**/initdb-*'],
        // Names that carry a hash are served from the HTTP cache: what the page just loaded is not fetched twice.
        dontCacheBustURLsMatching: /^(assets\/|replica\/base-)/,
        maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
      },
    }),
  ],
  worker: { format: 'es' },
  // PGlite finds its wasm next to itself by import.meta.url; pre-bundling would move it away.
  optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  build: {
    target: 'es2022',
    outDir: CLIENT_DIR,
    emptyOutDir: false,
    sourcemap: false,
    // PGlite alone is above any useful limit; the page's own budget is checked in scripts/build.ts.
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      output: {
        // What the page needs before anything is shown comes as one script instead of forty: each is asked of the service worker.
        codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] },
      },
    },
  },
});
