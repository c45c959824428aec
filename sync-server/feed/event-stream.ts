// The same as a long poll, as server-sent events: one `data:` line a message, an up-to-date after each batch. It writes to
// the socket itself: a web stream for each of thousands of idle clients would cost more than all the rest of them.
import type { ServerResponse } from 'node:http';
import { nextLiveCursor, shapeHeaders } from './answer.ts';
import { cursorToOffset } from './cursor.ts';
import { upToDateMessage } from './messages.ts';
import type { SharedPage } from './reader.ts';
import type { ShapeRequest } from './request.ts';
import { follow, isLost, mustRefetch, type Following, type ShapeAnswer, type ShapeDeps } from './shape.ts';
import type { Watch } from './wake.ts';

/**
 * Streams until the time is over, the client has gone, the person is signed out or the cursor is lost. Gives an answer
 * instead when it never began to stream.
 */
export async function streamLive(
  deps: ShapeDeps,
  scope: string,
  request: ShapeRequest,
  outgoing: ServerResponse,
  extraHeaders: Record<string, string>,
  isStillAllowed: () => Promise<boolean>,
): Promise<ShapeAnswer | null> {
  const following = await follow(deps.reader, scope, request);
  if (following === null) return mustRefetch(deps.reader, scope);
  const watch = deps.wake.open(scope, following.from);
  outgoing.once('close', () => deps.wake.close(watch));
  try {
    const first = await deps.reader.read(scope, following.from, true);
    if (isLost(following, first.page)) return await mustRefetch(deps.reader, scope);
    if (outgoing.destroyed) return null;
    outgoing.writeHead(200, { ...extraHeaders, ...streamHeaders(deps, following, request, first) });
    outgoing.flushHeaders();

    await sendUntilOver({ deps, following, watch, outgoing, isStillAllowed }, first);
    outgoing.end();
    return null;
  } catch (error) {
    // Headers may be out: the only honest way to say that something broke is to break the stream.
    if (!outgoing.headersSent) throw error;
    outgoing.destroy();
    return null;
  } finally {
    deps.wake.close(watch);
  }
}

interface OpenStream {
  deps: ShapeDeps;
  following: Following;
  watch: Watch;
  outgoing: ServerResponse;
  isStillAllowed: () => Promise<boolean>;
}

async function sendUntilOver(stream: OpenStream, first: SharedPage): Promise<void> {
  const { deps, following, watch, outgoing } = stream;
  const endsAtMs = performance.now() + deps.times.sseMs;
  for (let shared = first; ;) {
    if (isLost({ ...following, from: watch.cursor }, shared.page)) return;
    watch.cursor = shared.page.end;
    watch.heldXid = shared.page.heldXid;
    if (shared.page.rows.length > 0 && !outgoing.write(batchText(shared)) && !(await drained(outgoing))) return;
    const isAllGiven = shared.page.isLast || shared.page.heldXid !== null;
    const next = isAllGiven ? await nextPage(stream, endsAtMs) : await readAllowed(stream);
    if (next === null) return;
    shared = next;
  }
}

/** Waits for a change, with a comment now and then that keeps proxies from closing. Null: the stream is over. */
async function nextPage(stream: OpenStream, endsAtMs: number): Promise<SharedPage | null> {
  const { deps, watch, outgoing } = stream;
  for (;;) {
    const leftMs = endsAtMs - performance.now();
    if (leftMs <= 0) return null;
    const reason = await deps.wake.wait(watch, Math.min(leftMs, deps.times.keepAliveMs));
    if (reason === 'changed') return readAllowed(stream);
    if (reason !== 'timeout') return null;
    if (performance.now() < endsAtMs) outgoing.write(': keep-alive\n\n');
  }
}

/** Null when the session has ended. Asked after reading: before it, the session could end and a row be written in between. */
async function readAllowed({ deps, following, watch, isStillAllowed }: OpenStream): Promise<SharedPage | null> {
  const next = await deps.reader.read(following.scope, watch.cursor, true);
  return (await isStillAllowed()) ? next : null;
}

function streamHeaders(deps: ShapeDeps, { handle, from }: Following, request: ShapeRequest, { page }: SharedPage) {
  return {
    ...shapeHeaders({
      handle,
      // The client takes this offset at once, before any message: it must not name what has not reached it.
      offset: from,
      etag: `"${handle}:${request.offsetText}:${cursorToOffset(page.end)}"`,
      hasData: page.rows.length > 0,
      isUpToDate: true,
      liveCursor: nextLiveCursor(request.cursor, deps.clock.now().getTime()),
    }),
    'content-type': 'text/event-stream',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  };
}

function batchText(shared: SharedPage): string {
  let text = '';
  for (const message of shared.messages(true)) text += `data: ${message}\n\n`;
  return shared.page.isLast ? `${text}data: ${upToDateMessage(shared.page.end)}\n\n` : text;
}

/** False when the client has gone instead. */
function drained(outgoing: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const onEither = () => {
      outgoing.off('drain', onEither);
      outgoing.off('close', onEither);
      resolve(!outgoing.destroyed);
    };
    if (outgoing.destroyed) return resolve(false);
    outgoing.once('drain', onEither);
    outgoing.once('close', onEither);
  });
}
