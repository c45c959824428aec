// The service worker: keeps the app shell, PGlite and the replica dump, so that every page opens without a network.
// It never answers for the server's own paths, and a new version waits until the person agrees to it.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

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

self.addEventListener('message', (event) => {
  if (isSkipWaiting(event.data)) event.waitUntil(self.skipWaiting());
});

// The first visit works offline at once, not only after a reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const isSkipWaiting = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING';
