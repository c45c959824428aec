// Tells that rest is over: sound, vibration and, while the page is hidden, a notification where that is allowed.
import { playChime } from '#src/modules/focus/public.ts';

const VIBRATION_MS = [200, 100, 200];
const TAG = 'cadence-rest';

export interface RestEnd {
  sounds: boolean;
  notifications: boolean;
  title: string;
  body: string;
}

/** Calls back once at the instant, or when the device wakes after it. Returns the way to forget it. */
export function atInstant(at: Date, onTime: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', check);
  };
  const check = () => {
    clearTimeout(timer);
    const leftMs = at.getTime() - Date.now();
    if (leftMs > 0) timer = setTimeout(check, leftMs);
    else {
      forget();
      onTime();
    }
  };
  document.addEventListener('visibilitychange', check);
  check();
  return forget;
}

export function tellRestEnd({ sounds, notifications, title, body }: RestEnd): void {
  if (sounds) playChime();
  if ('vibrate' in navigator) navigator.vibrate(VIBRATION_MS);
  if (notifications && document.hidden) void notify(title, body);
}

async function notify(title: string, body: string): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const options: NotificationOptions = { body, tag: TAG, icon: '/icons/icon-192.png', data: { url: '/train' } };
  // Phones show notifications of a page only through its service worker.
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration) await registration.showNotification(title, options);
}
