// The service worker: keeps the app shell, PGlite and the replica dump, so that every page opens without a network.
// It never answers for the server's own paths, and a new version waits until the person agrees to it.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { placeOfShare, SHARE_FIELDS, SHARE_PATH } from '#schema/rules/share.ts';
import { keepSharedFiles } from './shared-files.ts';

interface Worker {
  /** Written by the build: every file of the shell with its revision. */
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'activate' | 'message',
    listener: (event: { data?: unknown; waitUntil(done: Promise<unknown>): void }) => void,
  ): void;
}

declare const self: Worker;

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);

registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/v1\//, /^\/dev\//, /^\/health/],
  }),
);

// The share sheet posts here. The files are kept before the page opens, so closing it at once loses none.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === SHARE_PATH,
  async ({ request }) => {
    const form = await request.formData();
    const count = await keepSharedFiles(form.getAll(SHARE_FIELDS.files), Date.now());
    return Response.redirect(
      placeOfShare((name) => form.get(name), count > 0 ? 'kept' : 'none'),
      303,
    );
  },
  'POST',
);

self.addEventListener('message', (event) => {
  if (isSkipWaiting(event.data)) event.waitUntil(self.skipWaiting());
});

// The first visit works offline at once, not only after a reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const isSkipWaiting = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING';
