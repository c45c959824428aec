// Answers GET /v1/shape from replica.feed. Stateless: the handle and the offset carry all state of a client.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../http/context.ts';
import { mustRefetchHeaders, nextLiveCursor, shapeHeaders } from './answer.ts';
import { cursorToOffset, furtherCursor, START, type Cursor } from './cursor.ts';
import { newHandle, parseHandle, scopeTag, type Handle } from './handle.ts';
import { MUST_REFETCH_BODY } from './messages.ts';
import type { ScopeState } from './page.ts';
import type { FeedReader, SharedPage } from './reader.ts';
import type { ShapeRequest } from './request.ts';
import type { FeedWake } from './wake.ts';

export interface ShapeTimes {
  /** How long a long poll is held; ShapeStream times out after 45 s. */
  holdMs: number;
  keepAliveMs: number;
  /** An event stream ends after this long, and the client reconnects with its current cookie. */
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
  body: string | Buffer<ArrayBuffer>;
}

/** A request whose handle and position were accepted. */
export interface Following {
  scope: string;
  handle: string;
  /** The parsed handle; null at the first read. */
  given: Handle | null;
  from: Cursor;
  isFirstRead: boolean;
}

/** Answers at once with the rows that exist: for a first read or for catching up. */
export async function answerRead(
  deps: ShapeDeps,
  scope: string,
  request: ShapeRequest,
  ifNoneMatch: string | undefined,
): Promise<ShapeAnswer> {
  const following = await follow(deps.reader, scope, request);
  if (following === null) return mustRefetch(deps.reader, scope);
  const shared = await readFor(deps.reader, following);
  if (isLost(following, shared.page)) return mustRefetch(deps.reader, scope);

  const { rows, end, isLast, newest } = shared.page;
  const handle = following.handle || newHandle(await deps.reader.epochTag(), scope, newest);
  // A page can only lose rows later (a newer version gets a higher number), so the same row count means the same page.
  const etag = `"${handle}:${request.offsetText}:${cursorToOffset(end)}:${rows.length}"`;
  const headers = shapeHeaders({ handle, offset: end, etag, hasData: rows.length > 0, isUpToDate: isLast });
  if (ifNoneMatch === etag) return { status: 304, headers, body: '' };
  return { status: 200, headers, body: shared.body(false) };
}

/**
 * The position from which the request continues. Null when its handle belongs to another database, scope or wire version, or
 * when the client knows the handle to be expired. ShapeStream would ignore an answer with an expired handle and in the end
 * start again without notifying its caller.
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
  // A first read keeps the handle that a 409 just issued; any other or expired handle is replaced once the snapshot is known.
  const keeps = isOurs && request.handle !== undefined && request.handle !== request.expiredHandle;
  const handle = keeps ? (request.handle ?? '') : '';
  const from = offset.kind === 'now' ? (await reader.readState(scope)).newest : START;
  return { scope, handle, given: keeps ? given : null, from, isFirstRead: true };
}

/** The client has read all rows below the handle's number as of the time when the handle was issued. */
const knownUpTo = ({ from, given }: Following): Cursor => furtherCursor(from, given?.givenAt ?? START);

/** Reads the next page. A first read has no rows to delete, so it skips tombstones. */
export function readFor(reader: FeedReader, following: Following): Promise<SharedPage> {
  const { scope, from, isFirstRead } = following;
  return isFirstRead ? reader.read(scope, from, false) : reader.read(scope, from, true, knownUpTo(following));
}

/**
 * Whether the client's cursor is invalid: the cursor or its handle was issued in a history that the database has lost (it was
 * restored), or tombstones of the scope after the cursor were pruned. A client whose first read began after the horizon missed
 * no tombstone, however old the rows are that its first read has reached.
 */
export function isLost(
  following: Following,
  { newestOfAll, horizon, isOtherHistory }: Pick<ScopeState, 'newestOfAll' | 'horizon' | 'isOtherHistory'>,
): boolean {
  if (following.isFirstRead) return false;
  const known = knownUpTo(following);
  // The rows of a copy may have been read at its cursor, before its handle was issued.
  const readAt = following.given?.isOfCopy === true ? following.from : known;
  return isOtherHistory || known > newestOfAll || readAt < horizon;
}

export async function mustRefetch(reader: FeedReader, scope: string): Promise<ShapeAnswer> {
  const { newest } = await reader.readState(scope);
  const handle = newHandle(await reader.epochTag(), scope, newest);
  return { status: 409, headers: mustRefetchHeaders(handle), body: MUST_REFETCH_BODY };
}

/** Answers when rows arrive, or with a bare up-to-date message when the time is over. Null when the client disconnected. */
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
      const shared = await readFor(deps.reader, { ...following, isFirstRead: false });
      if (isLost(following, shared.page)) return await mustRefetch(deps.reader, scope);
      // Checked after reading: with the reverse order the session could end, and a row be written, between the two.
      if (shared.page.rows.length > 0 && !(await isStillAllowed())) return 'signed-out';
      const leftMs = endsAtMs - performance.now();
      if (shared.page.rows.length > 0 || leftMs <= 0) return liveAnswer(deps, following, request, shared);
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
    body: shared.body(true),
  };
}
