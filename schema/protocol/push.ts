// The payload of a push message, encrypted from the server to the service worker. A service worker may be weeks older than the
// server. It shows an unreadable payload as `UNREADABLE`, because in some browsers a push without a notification loses the
// permission.
import type { Notice } from '../due/notices.ts';

export interface PushPayload extends Notice {
  /** A later notification with the same tag replaces this one. */
  tag: string;
}

const UNREADABLE: PushPayload = { title: 'Cadence', body: 'Something is due.', url: '/', tag: 'cadence' };

/** A path of our own app, never an address of another site. */
const isOwnPath = (url: string): boolean => /^\/(?![/\\])/.test(url);

export function readPushPayload(text: string | undefined): PushPayload {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value !== 'object' || value === null) return UNREADABLE;
    const { title, body, url, tag } = value as Record<string, unknown>;
    const isRead = [title, body, url, tag].every((field) => typeof field === 'string') && isOwnPath(url as string);
    return isRead ? { title: title as string, body: body as string, url: url as string, tag: tag as string } : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}
