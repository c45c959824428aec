// The service worker: caches the app shell, PGlite and the replica's base, so that every page opens without a network.
// Invariants: it never answers for the server's own paths; a new version waits until the person accepts it.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { placeOfShare, SHARE_FIELDS, SHARE_PATH } from '#schema/inbox/share.ts';
import { audioType } from '#schema/tracks/audio-types.ts';
import { keepSharedFiles } from '../../incoming/shared-files.ts';
import { onNotificationClick, onPush, type AppWindow, type PushHost } from './push-events.ts';

interface Worker {
  /** Inserted by the build: every file of the shell with its revision. */
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly AppWindow[]>;
    openWindow(url: string): Promise<unknown>;
  };
  readonly registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'activate' | 'message',
    listener: (event: { data?: unknown; waitUntil(done: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'push',
    listener: (event: { data: { text(): string } | null; waitUntil(done: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'notificationclick',
    listener: (event: { notification: Notification; waitUntil(done: Promise<unknown>): void }) => void,
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

// The share sheet posts here. The files are stored before the page opens, so closing the page at once loses none.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === SHARE_PATH,
  async ({ request }) => {
    const form = await request.formData();
    const files = form.getAll(SHARE_FIELDS.files).filter((value) => typeof value !== 'string');
    const count = await keepSharedFiles(files, Date.now());
    const isAudio = files.every(({ name, type }) => audioType(name, type) !== null);
    return Response.redirect(
      placeOfShare((name) => form.get(name), count === 0 ? 'none' : isAudio ? 'audio' : 'kept'),
      303,
    );
  },
  'POST',
);

self.addEventListener('message', (event) => {
  if (isSkipWaiting(event.data)) event.waitUntil(self.skipWaiting());
});

const pushHost: PushHost = {
  windows: () => self.clients.matchAll({ type: 'window', includeUncontrolled: true }),
  show: (title, options) => self.registration.showNotification(title, options),
  open: (url) => self.clients.openWindow(url),
  mustShow: /AppleWebKit/.test(navigator.userAgent) && !/Chrom(e|ium)\//.test(navigator.userAgent),
};

self.addEventListener('push', (event) => event.waitUntil(onPush(pushHost, event.data?.text())));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(onNotificationClick(pushHost, event.notification.data));
});

// Takes over open pages, so that the first visit works offline without a reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const isSkipWaiting = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING';
