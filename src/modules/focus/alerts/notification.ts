// Notifications at the end of a timer. The permission is asked for only when the person says they want them.

const ASKED_KEY = 'cadence.focus-notifications-asked';
const TAG = 'cadence-focus';

export const canAskToNotify = (): boolean => {
  if (!('Notification' in window) || Notification.permission !== 'default') return false;
  try {
    return localStorage.getItem(ASKED_KEY) === null;
  } catch {
    return false;
  }
};

export function rememberAsked(): void {
  try {
    localStorage.setItem(ASKED_KEY, new Date().toISOString());
  } catch {
    // Asked again at the next start.
  }
}

export async function notifyEnd(title: string, body: string): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const options: NotificationOptions = { body, tag: TAG, icon: '/icons/icon-192.png', data: { url: '/focus' } };
  // Phones show notifications of a page only through its service worker.
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration) await registration.showNotification(title, options);
  else new Notification(title, options);
}
