// The response headers of the shape protocol. Invariant: `electric-cursor` is sent with live answers only, and differs from the
// cursor in the client's request; no shared cache may store an answer, because it belongs to one person.
import { cursorToOffset, type Cursor } from './cursor.ts';
import { FEED_SCHEMA } from './messages.ts';

export const SHAPE_METHODS = 'GET, HEAD, OPTIONS';
export const EXPOSED_HEADERS =
  'electric-cursor,electric-handle,electric-has-data,electric-offset,electric-schema,electric-up-to-date,retry-after';

const LIVE_CURSOR_EPOCH_MS = Date.UTC(2024, 9, 9);
const LIVE_CURSOR_STEP_S = 20;

/** The next live cursor: seconds since October 2024 in steps of 20, always greater than the cursor that the client sent. */
export function nextLiveCursor(seen: string | undefined, nowMs: number): string {
  const seconds = Math.floor((nowMs - LIVE_CURSOR_EPOCH_MS) / 1000);
  const step = seconds - (seconds % LIVE_CURSOR_STEP_S);
  const last = seen !== undefined && /^\d{1,15}$/.test(seen) ? Number(seen) : -1;
  return String(last >= step ? last + 1 : step);
}

const COMMON = {
  'cache-control': 'private, no-store',
  'access-control-expose-headers': EXPOSED_HEADERS,
  'access-control-allow-methods': SHAPE_METHODS,
  vary: 'accept-encoding, cookie',
};

export function shapeHeaders(answer: {
  handle: string;
  offset: Cursor;
  etag: string;
  hasData: boolean;
  isUpToDate: boolean;
  /** Set for a live answer only. */
  liveCursor?: string;
}): Record<string, string> {
  return {
    ...COMMON,
    'content-type': 'application/json; charset=utf-8',
    etag: answer.etag,
    'electric-handle': answer.handle,
    'electric-offset': cursorToOffset(answer.offset),
    'electric-has-data': String(answer.hasData),
    ...(answer.isUpToDate && { 'electric-up-to-date': '' }),
    ...(answer.liveCursor === undefined ? { 'electric-schema': FEED_SCHEMA } : { 'electric-cursor': answer.liveCursor }),
  };
}

export const mustRefetchHeaders = (handle: string): Record<string, string> => ({
  ...COMMON,
  'content-type': 'application/json; charset=utf-8',
  etag: `"${handle}::"`,
  'electric-handle': handle,
});

export const refusalHeaders = (): Record<string, string> => ({
  ...COMMON,
  'cache-control': 'no-store',
  'surrogate-control': 'no-store',
  'content-type': 'application/json; charset=utf-8',
});
