// A push message as the service worker of the built app handles it. No push service reaches a headless Chromium, so the DevTools protocol
// delivers the message; everything behind that is the app's own.
import type { CDPSession } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
const notice = { title: 'Rest is over', body: 'Next set when you are ready.', url: '/train', tag: 'cadence-rest_end' };

/** Gives the way to deliver a message to the page's service worker. */
async function pushTo({ context, page, url }: Device): Promise<{ cdp: CDPSession; deliver(data: string): Promise<void> }> {
  const cdp = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${url}/` && !isDeleted);
      if (own) resolve(own.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  const registrationId = await registered;
  return {
    cdp,
    deliver: async (data) => void (await cdp.send('ServiceWorker.deliverPushMessage', { origin: url, registrationId, data })),
  };
}

interface Shown {
  title: string;
  body: string;
  tag: string;
  data: unknown;
}

/** Asked of the worker: no page of the app may be open. */
function shown({ context }: Device): Promise<Shown[]> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('the app has no service worker');
  return worker.evaluate(async () => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({
      title,
      body,
      tag,
      data: data as unknown,
    }));
  });
}

/** A page that was left stays a client of the worker, and visible, until its process is gone. */
async function untilNoneIsVisible({ context }: Device): Promise<void> {
  const [worker] = context.serviceWorkers();
  await expect
    .poll(
      () =>
        worker?.evaluate(async () => {
          const { clients } = globalThis as unknown as {
            clients: { matchAll(options: object): Promise<{ visibilityState: string }[]> };
          };
          const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
          return pages.filter(({ visibilityState }) => visibilityState === 'visible').length;
        }),
      { timeout: 60_000 },
    )
    .toBe(0);
}

/** Sends before each look: a push to a worker that is just ending is dropped, and one that comes again replaces the one of its tag. */
const untilShown = (device: Device, count: number, send: () => Promise<void>) =>
  expect
    .poll(
      async () => {
        await send();
        return (await shown(device)).length;
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBe(count);

/** The protocol has no touch of a notification: the event is dispatched in the worker, with a notification that it shows. */
async function touch({ context }: Device, { title, tag, url }: typeof notice): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('the app has no service worker');
  await worker.evaluate(
    async (wanted) => {
      const scope = globalThis as unknown as EventTarget & {
        registration: ServiceWorkerRegistration;
        NotificationEvent: new (type: string, init: { notification: Notification | undefined }) => Event;
      };
      await scope.registration.showNotification(wanted.title, { tag: wanted.tag, data: { url: wanted.url } });
      const notification = (await scope.registration.getNotifications()).find(({ tag: own }) => own === wanted.tag);
      scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
    },
    { title, tag, url },
  );
}

test('a push is shown while no window is visible, once for each tag, and touching it opens its page', async () => {
  const device = await app.open();
  await device.visit('/');
  await device.installed();
  await device.context.grantPermissions(['notifications'], { origin: device.url });
  const { cdp, deliver } = await pushTo(device);

  // The visible window shows the end of a rest itself.
  await deliver(JSON.stringify(notice));
  await device.page.goto('about:blank');
  await untilNoneIsVisible(device);
  await untilShown(device, 1, () => deliver(JSON.stringify(notice)));
  expect(await shown(device)).toEqual([{ title: notice.title, body: notice.body, tag: notice.tag, data: { url: '/train' } }]);
  await untilShown(device, 2, async () => {
    await deliver(JSON.stringify({ ...notice, title: 'Focus session complete', url: '/focus', tag: 'cadence-focus_end' }));
    await deliver(JSON.stringify(notice));
  });

  await device.visit('/');
  await touch(device, notice);
  await device.page.waitForURL(`${device.url}/train`);
  await device.page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
  await cdp.detach();
});
