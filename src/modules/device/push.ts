// The push subscription of this browser: made once the person allows notifications and is signed in, and sent to the server. Sent again
// when the account, the zone or the subscription changes, and once a day, so that the server knows which browsers are in use.
import { pushKeyAnswer, pushSubscriptionAnswer } from '#schema/protocol/answers.ts';
import { canPush } from './push-state.ts';

const SENT_KEY = 'cadence.push-sent';
const ANSWER_WITHIN_MS = 20_000;

/** Throws when the network or the push service does not answer: it is tried again when the app is next opened or online. */
export async function keepPush(userId: string, timeZone: string): Promise<void> {
  if (!canPush() || Notification.permission !== 'granted') return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return;
  const known = await registration.pushManager.getSubscription();
  const day = new Date().toISOString().slice(0, 10);
  if (known && wasSent() === sentMark(known, userId, timeZone, day)) return;
  const { publicKey } = pushKeyAnswer.parse(await ask('GET', '/v1/push/key'));
  const subscription = await subscribed(registration, known, publicKey);
  const { endpoint, keys } = subscription.toJSON();
  pushSubscriptionAnswer.parse(await ask('POST', '/v1/push/subscriptions', { endpoint, keys, timeZone }));
  localStorage.setItem(SENT_KEY, sentMark(subscription, userId, timeZone, day));
}

async function subscribed(
  registration: ServiceWorkerRegistration,
  known: PushSubscription | null,
  publicKey: string,
): Promise<PushSubscription> {
  const key = bytesOfBase64Url(publicKey);
  // A database that was made anew has another key, and its server cannot reach what was subscribed with the old one.
  if (known && !isSameKey(known.options.applicationServerKey, key)) await known.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

const isSameKey = (known: ArrayBuffer | null, key: Uint8Array): boolean =>
  known !== null && known.byteLength === key.length && new Uint8Array(known).every((byte, at) => byte === key[at]);

const bytesOfBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

const sentMark = ({ endpoint }: PushSubscription, ...facts: string[]): string => [endpoint, ...facts].join(' ');

function wasSent(): string | null {
  try {
    return localStorage.getItem(SENT_KEY);
  } catch {
    return null;
  }
}

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    credentials: 'same-origin',
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  return response.json();
}
