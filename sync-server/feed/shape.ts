// Answers GET /v1/shape from replica.feed. It keeps nothing between requests: the handle and the offset say all.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../http/context.ts';
import { mustRefetchHeaders, nextLiveCursor, shapeHeaders } from './answer.ts';
import { cursorToOffset, START, type Cursor } from './cursor.ts';
import { newHandle, parseHandle, scopeTag, type Handle } from './handle.ts';
import { MUST_REFETCH_BODY, upToDateMessage } from './messages.ts';
import type { Page } from './page.ts';
import type { FeedReader, SharedPage } from './reader.ts';
import type { ShapeRequest } from './request.ts';
import type { FeedWake } from './wake.ts';

export interface ShapeTimes {
  /** How long a long poll is held; ShapeStream gives up after 45 s. */
  holdMs: number;
  keepAliveMs: number;
  /** An event stream ends after this long, and the client comes back with its cookie. */
  sseMs: number;
}

export const SHAPE_TIMES: ShapeTimes = { holdMs: 20_000, keepAliveMs: 21_000, sseMs: 55_000 };

export interface ShapeDeps {
  reader: FeedReader;
  wake: FeedWake;
  clock: Clock;
  times: ShapeTimes;
}

export interface ShapeAnswer {
  status: 200 | 304 | 409;
  headers: Record<string, string>;
  body: string;
}

/** A request whose handle and place were found good. */
export interface Following {
  scope: string;
  handle: string;
  /** What the handle says; null at the first read. */
  given: Handle | null;
  from: Cursor;
  isFirstRead: boolean;
}

/** Answers at once with what there is: a first read, or catching up. */
export async function answerRead(
  deps: ShapeDeps,
  scope: string,
  request: ShapeRequest,
  ifNoneMatch: string | undefined,
): Promise<ShapeAnswer> {
  const following = await follow(deps.reader, scope, request);
  if (following === null) return mustRefetch(deps.reader, scope);
  const shared = await readBeyondHeld(deps, following);
  if (isLost(following, shared.page)) return mustRefetch(deps.reader, scope);

  const { rows, end, isLast, xmin } = shared.page;
  const handle = following.handle || newHandle(await deps.reader.epochTag(), scope, xmin);
  // Rows only ever leave a settled range (a newer version moves behind it), so the same count is the same page.
  const etag = `"${handle}:${request.offsetText}:${cursorToOffset(end)}:${rows.length}"`;
  const headers = shapeHeaders({ handle, offset: end, etag, hasData: rows.length > 0, isUpToDate: isLast });
  if (ifNoneMatch === etag) return { status: 304, headers, body: '' };
  return { status: 200, headers, body: bodyOf(shared, false) };
}

/** An answer with neither rows nor a boundary would be asked for again at once: it waits for what is held back. */
async function readBeyondHeld({ reader, wake, times }: ShapeDeps, { scope, from, isFirstRead }: Following): Promise<SharedPage> {
  const shared = await reader.read(scope, from, !isFirstRead);
  if (shared.page.rows.length > 0 || shared.page.heldXid === null) return shared;
  const watch = wake.open(scope, from);
  try {
    watch.heldXid = shared.page.heldXid;
    await wake.wait(watch, times.holdMs);
    return await reader.read(scope, from, !isFirstRead);
  } finally {
    wake.close(watch);
  }
}

/**
 * Where the request goes on from; null when its handle is not of this database, this scope or this wire, or when the client knows
 * it to be dead: ShapeStream would not take an answer under it, and in the end begin again without telling who reads it.
 */
export async function follow(reader: FeedReader, scope: string, request: ShapeRequest): Promise<Following | null> {
  const epochTag = await reader.epochTag();
  const given = request.handle === undefined ? null : parseHandle(request.handle);
  const isOurs = given !== null && given.epochTag === epochTag && given.scopeTag === scopeTag(scope);
  const { offset } = request;
  if (offset.kind === 'at') {
    if (!isOurs || request.handle === undefined || request.handle === request.expiredHandle) return null;
    return { scope, handle: request.handle, given, from: offset.cursor, isFirstRead: false };
  }
  // A first read keeps the handle that a 409 just gave; any other, or a dead one, is replaced when the snapshot is known.
  const keeps = isOurs && request.handle !== undefined && request.handle !== request.expiredHandle;
  const handle = keeps ? (request.handle ?? '') : '';
  const from = offset.kind === 'now' ? await reader.nowCursor() : START;
  return { scope, handle, given: keeps ? given : null, from, isFirstRead: true };
}

/**
 * Whether the client's cursor means nothing any more: it lies beyond the newest transaction (the database lost some that it
 * had shown), or tombstones between it and now are gone. A client that began after the horizon missed none of them,
 * however old the rows are that its first read is at.
 */
export function isLost({ from, given, isFirstRead }: Following, { xmax, horizon }: Page): boolean {
  if (isFirstRead) return false;
  const knownUpTo = given !== null && given.givenAtXid > from.xid ? given.givenAtXid : from.xid;
  return from.xid > xmax || knownUpTo < horizon;
}

export async function mustRefetch(reader: FeedReader, scope: string): Promise<ShapeAnswer> {
  const { xid } = await reader.nowCursor();
  const handle = newHandle(await reader.epochTag(), scope, xid);
  return { status: 409, headers: mustRefetchHeaders(handle), body: MUST_REFETCH_BODY };
}

function bodyOf(shared: SharedPage, live: boolean): string {
  const messages = shared.messages(live).join(',');
  if (!shared.page.isLast) return `[${messages}]`;
  return `[${messages}${messages === '' ? '' : ','}${upToDateMessage(shared.page.end)}]`;
}

/** Answers when there is something, or with a bare up-to-date when the time is over. Null: the client has gone. */
export async function answerLive(
  deps: ShapeDeps,
  scope: string,
  request: ShapeRequest,
  isStillAllowed: () => Promise<boolean>,
  onGone: (abandon: () => void) => void,
): Promise<ShapeAnswer | 'signed-out' | null> {
  const following = await follow(deps.reader, scope, request);
  if (following === null) return mustRefetch(deps.reader, scope);
  const endsAtMs = performance.now() + deps.times.holdMs;
  const watch = deps.wake.open(scope, following.from);
  onGone(() => deps.wake.close(watch));
  try {
    for (;;) {
      const shared = await deps.reader.read(scope, following.from, true);
      if (isLost(following, shared.page)) return await mustRefetch(deps.reader, scope);
      // Asked after reading: between an earlier answer and the read the session could end and a row be written.
      if (shared.page.rows.length > 0 && !(await isStillAllowed())) return 'signed-out';
      const leftMs = endsAtMs - performance.now();
      if (shared.page.rows.length > 0 || leftMs <= 0) return liveAnswer(deps, following, request, shared);
      watch.heldXid = shared.page.heldXid;
      const reason = await deps.wake.wait(watch, leftMs);
      if (reason === 'gone') return null;
      if (reason !== 'changed') return liveAnswer(deps, following, request, shared);
    }
  } finally {
    deps.wake.close(watch);
  }
}

function liveAnswer(deps: ShapeDeps, { handle }: Following, request: ShapeRequest, shared: SharedPage): ShapeAnswer {
  const { rows, end, isLast } = shared.page;
  const unique = rows.length > 0 ? '' : `:${randomBytes(6).toString('hex')}`;
  return {
    status: 200,
    headers: shapeHeaders({
      handle,
      offset: end,
      etag: `"${handle}:${request.offsetText}:${cursorToOffset(end)}${unique}"`,
      hasData: rows.length > 0,
      isUpToDate: isLast,
      liveCursor: nextLiveCursor(request.cursor, deps.clock.now().getTime()),
    }),
    body: bodyOf(shared, true),
  };
}
