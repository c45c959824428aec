// A push shows a notification unless a window of the app is visible; a click on it opens its page.
import { expect, test } from 'vitest';
import { onNotificationClick, onPush, type AppWindow, type PushHost } from './push-events.ts';

const text = JSON.stringify({ title: 'Rest is over', body: 'Next set.', url: '/train', tag: 'cadence-rest_end' });

function host(windows: Pick<AppWindow, 'visibilityState' | 'url'>[] = [], mustShow = false) {
  const did: string[] = [];
  const shown: NotificationOptions[] = [];
  const made: PushHost = {
    mustShow,
    windows: async () =>
      windows.map((one, index) => ({
        ...one,
        focus: async () => did.push(`focus ${index}`),
        navigate: async (url) => did.push(`navigate ${index} ${url}`),
      })),
    show: async (title, options) => {
      did.push(`show ${title}`);
      shown.push(options);
    },
    open: async (url) => did.push(`open ${url}`),
  };
  return { made, did, shown };
}

test('a closed app and a hidden window get the notification, with the same tag as the page’s own', async () => {
  const { made, did, shown } = host([{ visibilityState: 'hidden', url: 'https://app.example/' }]);
  await onPush(made, text);
  expect(did).toEqual(['show Rest is over']);
  expect(shown).toMatchObject([{ body: 'Next set.', tag: 'cadence-rest_end', silent: false, data: { url: '/train' } }]);
});

test('a visible window shows it itself; where the worker must show a notification, it shows a silent one', async () => {
  const visible = { visibilityState: 'visible', url: 'https://app.example/' };
  const chromium = host([visible]);
  await onPush(chromium.made, text);
  expect(chromium.did).toEqual([]);
  const webkit = host([visible], true);
  await onPush(webkit.made, text);
  expect(webkit.shown).toMatchObject([{ silent: true }]);
});

test('a click focuses a window that shows the page, else navigates another window to it, else opens a new one', async () => {
  const [today, train] = ['https://app.example/', 'https://app.example/train'].map((url) => ({ visibilityState: 'hidden', url }));
  const there = host([today!, train!]);
  await onNotificationClick(there.made, { url: '/train' });
  expect(there.did).toEqual(['focus 1']);
  const elsewhere = host([today!]);
  await onNotificationClick(elsewhere.made, { url: '/train' });
  expect(elsewhere.did).toEqual(['focus 0', 'navigate 0 /train']);
  const none = host();
  await onNotificationClick(none.made, { url: '/train' });
  expect(none.did).toEqual(['open /train']);
});
