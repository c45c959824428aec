// The service worker's handlers for a push and for a click on its notification. In a file of their own, so that a test can run
// them.
import { readPushPayload } from '#schema/protocol/push.ts';

export interface AppWindow {
  visibilityState: string;
  url: string;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}

export interface PushHost {
  windows(): Promise<readonly AppWindow[]>;
  show(title: string, options: NotificationOptions): Promise<void>;
  open(url: string): Promise<unknown>;
  /** WebKit revokes the permission of a worker that shows no notification. */
  mustShow: boolean;
}

/** Does not show the notification when a visible window does. */
export async function onPush(host: PushHost, text: string | undefined): Promise<void> {
  const { title, body, tag, url } = readPushPayload(text);
  const isSeen = (await host.windows()).some(({ visibilityState }) => visibilityState === 'visible');
  if (isSeen && !host.mustShow) return;
  await host.show(title, { body, tag, icon: '/icons/icon-192.png', silent: isSeen, data: { url } });
}

/** Prefers a window that already shows the page, then any window, then a new one. */
export async function onNotificationClick(host: PushHost, data: unknown): Promise<void> {
  const url = typeof data === 'object' && data !== null && 'url' in data ? String(data.url) : '/';
  const windows = await host.windows();
  const there = windows.find((one) => new URL(one.url).pathname === url);
  if (there) return focused(there);
  const [any] = windows;
  if (!any) return void (await host.open(url));
  await focused(any);
  await any.navigate(url);
}

/** A browser may refuse the focus when the touch is some seconds old. The page opens nevertheless. */
const focused = (window: AppWindow): Promise<void> => window.focus().then(ignore, ignore);
const ignore = (): void => undefined;
