// Sends one message to one push service: encrypted for the browser (RFC 8291), signed with our key (RFC 8292). The push service
// sees neither title nor text, only the recipient and the urgency.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import webPush from 'web-push';
import { lookUpPublic } from './endpoint.ts';
import type { VapidKeys } from './vapid.ts';

const ANSWER_WITHIN_MS = 10_000;

export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export interface PushMessage {
  /** JSON text that the service worker reads. */
  payload: string;
  ttlSeconds: number;
  urgency: 'normal' | 'high';
  /** A later message with the same topic replaces an undelivered one. */
  topic: string;
}

export type PushResult =
  | { kind: 'sent' }
  /** The subscription has ended: the browser unsubscribed, or the app was removed. */
  | { kind: 'gone' }
  /** The push service rejects this message, so a retry is useless. */
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string; retryAfterSeconds: number | null };

export interface PushSender {
  send(target: PushTarget, message: PushMessage): Promise<PushResult>;
}

export interface PushSenderOptions {
  keys: VapidKeys;
  /** The operator's mailto: or https: address, where push services report problems. */
  contact: string;
  /** Allows a push service on this machine, in tests. */
  allowsPrivate?: boolean;
}

export function createPushSender({ keys, contact, allowsPrivate = false }: PushSenderOptions): PushSender {
  return {
    async send({ endpoint, p256dh, auth }, { payload, ttlSeconds, urgency, topic }) {
      let details: webPush.RequestDetails;
      try {
        details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
          vapidDetails: { subject: contact, ...keys },
          TTL: ttlSeconds,
          urgency,
          topic,
          contentEncoding: 'aes128gcm',
        });
      } catch (error) {
        // The keys are not a point on the curve.
        return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
      }
      return post(endpoint, details.headers, details.body, allowsPrivate).then(resultOf, (error: unknown) => ({
        kind: 'failed',
        reason: error instanceof Error ? error.message : String(error),
        retryAfterSeconds: null,
      }));
    },
  };
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
}

/** Follows no redirect and reads no body, because only the status matters. */
function post(endpoint: string, headers: Record<string, string>, body: Buffer | null, allowsPrivate: boolean): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = endpoint.startsWith('https:') ? requestHttps : requestHttp;
    const options = {
      method: 'POST',
      headers,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(!allowsPrivate && { lookup: lookUpPublic }),
    };
    const outgoing = request(endpoint, options, (incoming) => {
      resolve({ status: incoming.statusCode ?? 0, retryAfter: incoming.headers['retry-after'] });
      incoming.destroy();
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function resultOf({ status, retryAfter }: Answer): PushResult {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  const reason = `the push service answered ${status}`;
  if (status !== 429 && status < 500) return { kind: 'refused', reason };
  const seconds = Number(retryAfter);
  return { kind: 'failed', reason, retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : null };
}
