// The browser's permission for notifications: asked for once, when the first timer or the first rest begins, and never by the browser's
// own prompt before the person said yes. Also why notifications do not reach this device.
import { isIos, isStandalone } from './install.ts';
import { NOTICES_ALLOWED } from './push-state.ts';

/** The name is older than rests: who was asked under it is not asked again. */
const ASKED_KEY = 'cadence.focus-notifications-asked';

export type NoticePermission = NotificationPermission | 'unsupported' | 'needs-install';

export function noticePermission(): NoticePermission {
  if ('Notification' in window) return Notification.permission;
  return isIos() && !isStandalone() ? 'needs-install' : 'unsupported';
}

export function canAskToNotify(): boolean {
  if (noticePermission() !== 'default') return false;
  try {
    return localStorage.getItem(ASKED_KEY) === null;
  } catch {
    return false;
  }
}

export function rememberAsked(): void {
  try {
    localStorage.setItem(ASKED_KEY, new Date().toISOString());
  } catch {
    // Without storage the person is asked again at the next start.
  }
}

/** Call it from a tap: browsers show their prompt for nothing else. */
export async function askToNotify(): Promise<NotificationPermission> {
  const answer = await Notification.requestPermission();
  if (answer === 'granted') dispatchEvent(new Event(NOTICES_ALLOWED));
  return answer;
}

/** How far notifications reach: `open` is only while the app is open, and why. */
export type NoticeReach =
  | 'needs-install'
  | 'unsupported'
  | 'denied'
  | 'not-asked'
  | 'open: signed out'
  | 'open: no push'
  | 'open: not registered'
  | 'closed too';

export function noticeReach(facts: {
  permission: NoticePermission;
  isSignedIn: boolean;
  canPush: boolean;
  hasFailed: boolean;
}): NoticeReach {
  const { permission, isSignedIn, canPush, hasFailed } = facts;
  if (permission === 'default') return 'not-asked';
  if (permission !== 'granted') return permission;
  if (!canPush) return 'open: no push';
  if (!isSignedIn) return 'open: signed out';
  return hasFailed ? 'open: not registered' : 'closed too';
}
