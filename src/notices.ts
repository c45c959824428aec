// Notifications that the page shows itself, by the same rules as the server's (schema/due/notices.ts).
import { noticeTag, planNotice, type Notice, type NoticeKind, type NoticeSettings } from '#schema/due/notices.ts';
import { now } from '#src/clock/clock.ts';

/** The notifications that the person wants, and the zone of their quiet hours. */
export interface NoticeWishes extends NoticeSettings {
  zone: string;
}

/** Shows the notification if the person wants it now and the browser allows it. `dueAt`: the time of the event it announces. */
export async function showNotice(
  kind: NoticeKind,
  { title, body, url }: Notice,
  dueAt: Date,
  wishes: NoticeWishes,
): Promise<void> {
  if (planNotice({ kind, dueAt, now: now() }, wishes, wishes.zone).kind !== 'send') return;
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const options: NotificationOptions = { body, tag: noticeTag(kind), icon: '/icons/icon-192.png', data: { url } };
  // Phones show notifications of a page only through its service worker.
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration) await registration.showNotification(title, options);
  else new Notification(title, options);
}
