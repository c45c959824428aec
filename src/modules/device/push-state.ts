// What pages know of push notifications at the start: whether this browser can, and how registering went. push.ts registers, later.
import { create } from 'zustand';

/** On `window`: the permission was given, or the person asks to try the subscription again. */
export const NOTICES_ALLOWED = 'cadence-notifications-allowed';

/** Whether this browser is registered with the server, as far as was tried since the page opened. */
export const usePushOutcome = create<{ hasFailed: boolean }>(() => ({ hasFailed: false }));

export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
