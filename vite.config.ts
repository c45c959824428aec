// The client build: page, replica worker and service worker. The service worker's precache list must include the replica dump,
// so scripts/build.ts writes the dump to the output folder before Vite runs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { tsImport } from 'tsx/esm/api';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { workerEntries } from './scripts/worker-entries.ts';
import { webManifest } from './src/app/pwa/manifest.ts';

export const CLIENT_DIR = 'dist/client';
const DEVELOPMENT_DIR = '.cache/development-client';

/** The manifest that scripts/build-replica-dump.ts writes beside the dump. */
interface ReplicaManifest {
  file: string;
  bytes: number;
  schema: string;
}

/** Preloads the font file that every page needs, so that text does not change its shape after the first paint. */
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

/** What the shell mounts beside every page: the modules' `Runtime` and `Now`, and notices. Loaded together after the first paint. */
const BESIDE_EVERY_PAGE =
  /[\\/]src[\\/](app[\\/]toasts|.*[\\/](\w+-now|(\w+-)?runtime|reminders-host|rare-notices|answer-notice|only-admins))\.tsx$/;

/** In development the dump is served from a cache folder, where it is built when the server starts. */
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

/** Compiles the name of the base into the replica worker, so that a start needs no request for it. */
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
  // `imports` in package.json resolves `#src/…` for every tool.
  plugins: [
    react(),
    preloadFont(),
    nameReplicaBase(),
    developmentReplicaDump(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/app/pwa',
      filename: 'service-worker.ts',
      // src/app/pwa/registration.ts registers the service worker once the replica is open.
      injectRegister: false,
      manifest: webManifest,
      includeManifestIcons: false,
      injectManifest: {
        // A classic worker runs in every browser that has service workers.
        rollupFormat: 'iife',
        globPatterns: ['**/*.{html,js,css,woff2,wasm,data,svg,png}', 'replica/*'],
        // Inter's other scripts are fetched when a page needs them; the app's own texts are English.
        // initdb never runs in a browser, because the base is shipped.
        globIgnores: ['**/inter-{cyrillic,cyrillic-ext,greek,greek-ext,vietnamese}*', '**/initdb-*'],
        // Files with a hash in their name may come from the HTTP cache, so files that the page just loaded are not fetched twice.
        dontCacheBustURLsMatching: /^(assets\/|replica\/base-)/,
        maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
      },
    }),
  ],
  worker: { format: 'es', plugins: () => [workerEntries()] },
  // PGlite locates its wasm file with import.meta.url; pre-bundling would move the code away from that file.
  optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  build: {
    target: 'es2022',
    outDir: CLIENT_DIR,
    emptyOutDir: false,
    sourcemap: false,
    // PGlite alone exceeds any useful limit; scripts/build.ts checks the page's own budget.
    chunkSizeWarningLimit: 1_500,
    // A link for each script and stylesheet that a lazy part needs, made in one task, took 0.25 s of a start. The service worker has the
    // scripts, and all pages' styles together are 15 kB more than those of the first paint.
    modulePreload: { resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []) },
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // One script for everything before the first paint instead of forty, because each script is a request to the service worker.
        // What most pages take from the component and the icon library comes as one script each, for the same reason: a page that
        // opened asked for more than a hundred scripts.
        codeSplitting: {
          groups: [
            { name: 'app', tags: ['$initial'], priority: 3 },
            { name: 'components', test: /node_modules\/(@mantine\/(core|hooks)|@floating-ui|react-remove-scroll)/, priority: 2 },
            { name: 'icons', test: /node_modules\/@tabler/, priority: 2 },
            { name: 'beside-pages', test: BESIDE_EVERY_PAGE, priority: 1 },
          ],
        },
      },
    },
  },
});
