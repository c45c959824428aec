// Long polling as server-sent events: one `data:` line per message, and an up-to-date message after each batch. It writes to
// the socket directly, because a web stream per idle client would use more memory than everything else about the client.
import type { ServerResponse } from 'node:http';
import { nextLiveCursor, shapeHeaders } from './answer.ts';
import { cursorToOffset } from './cursor.ts';
import type { SharedPage } from './reader.ts';
import type { ShapeRequest } from './request.ts';
import { follow, isLost, mustRefetch, readFor, type Following, type ShapeAnswer, type ShapeDeps } from './shape.ts';
import type { Watch } from './wake.ts';

/**
 * Streams until the time is over, the client disconnects, the session ends or the cursor is lost. Returns an answer instead
 * when streaming never began.
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
  const stream: OpenStream = { deps, following, watch, outgoing, isStillAllowed };
  try {
    const begun = await begin(stream, request, extraHeaders);
    if (begun === 'lost') return await mustRefetch(deps.reader, scope);
    await sendUntilOver(stream, begun);
    outgoing.end();
    return null;
  } catch (error) {
    // After the headers, an error can only be reported by breaking the stream off.
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

/** What the client has received: all rows, a part of them, or the stream is over. */
type Delivered = 'all' | 'part' | 'over';

async function begin(
  stream: OpenStream,
  request: ShapeRequest,
  extraHeaders: Record<string, string>,
): Promise<Delivered | 'lost'> {
  const { deps, following, outgoing } = stream;
  const first = await readNext(stream);
  if (isLost(following, first.page)) return 'lost';
  if (outgoing.destroyed) return 'over';
  outgoing.writeHead(200, { ...extraHeaders, ...streamHeaders(deps, following, request, first) });
  outgoing.flushHeaders();
  return send(stream, first);
}

/** Keeps no reference to a page: the functions that hold one return before a slow client has received it. */
async function sendUntilOver(stream: OpenStream, begun: Delivered): Promise<void> {
  const endsAtMs = performance.now() + stream.deps.times.sseMs;
  for (let delivered = begun; delivered !== 'over';) {
    const hasMore = delivered === 'part' || (await waitForChange(stream, endsAtMs));
    delivered = hasMore ? await readAndSend(stream) : 'over';
  }
}

const readNext = ({ deps, following, watch }: OpenStream): Promise<SharedPage> =>
  readFor(deps.reader, { ...following, from: watch.cursor, isFirstRead: false });

async function readAndSend(stream: OpenStream): Promise<Delivered> {
  const next = await readNext(stream);
  // Checked after reading: with the reverse order the session could end, and a row be written, between the two.
  if (!(await stream.isStillAllowed())) return 'over';
  return send(stream, next);
}

/** Sends a page, and resolves when the client may receive more. */
function send({ following, watch, outgoing }: OpenStream, shared: SharedPage): Promise<Delivered> {
  const { page } = shared;
  if (isLost({ ...following, from: watch.cursor }, page)) return Promise.resolve('over');
  watch.cursor = page.end;
  const delivered = page.isLast ? 'all' : 'part';
  if (page.rows.length === 0 || outgoing.write(shared.events())) return Promise.resolve(delivered);
  return drained(outgoing).then((isOpen) => (isOpen ? delivered : 'over'));
}

/**
 * Waits for a change and sends a comment at intervals, so that proxies keep the connection open. False when the stream is over.
 */
async function waitForChange({ deps, watch, outgoing }: OpenStream, endsAtMs: number): Promise<boolean> {
  for (;;) {
    const leftMs = endsAtMs - performance.now();
    if (leftMs <= 0) return false;
    const reason = await deps.wake.wait(watch, Math.min(leftMs, deps.times.keepAliveMs));
    if (reason === 'changed') return true;
    if (reason !== 'timeout') return false;
    if (performance.now() < endsAtMs) outgoing.write(': keep-alive\n\n');
  }
}

function streamHeaders(deps: ShapeDeps, { handle, from }: Following, request: ShapeRequest, { page }: SharedPage) {
  return {
    ...shapeHeaders({
      handle,
      // The client stores this offset before any message arrives, so it must not cover messages that were not sent yet.
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

/** False when the client disconnected instead. */
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
