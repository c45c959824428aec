// Forwards reads to a real Electric behind the same endpoint, transparently for the client.
// Invariant: a request to Electric reads replica.feed filtered by the scope of the session. It copies only parameters of the
// shape protocol from the client's request, never a table, a filter, columns or a secret. Nothing is forwarded after the
// session has ended.
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { ownHeaders, type AppContext } from '../http/context.ts';
import { compressing, wantsCompression } from '../http/compress.ts';
import { wireError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { ShapeRequest } from './request.ts';

export interface ElectricProxy {
  /** `isStillAllowed` is checked before each part of a live answer is forwarded. */
  forward(
    c: Context<AppContext>,
    scope: string,
    request: ShapeRequest,
    isStillAllowed: () => Promise<boolean>,
  ): Promise<Response | 'signed-out'>;
  /** Whether Electric reports itself as active. */
  isActive(): Promise<boolean>;
}

const HEALTH_WITHIN_MS = 2_000;

const PASSED_BACK = [
  'content-type',
  'electric-cursor',
  'electric-handle',
  'electric-has-data',
  'electric-offset',
  'electric-schema',
  'electric-up-to-date',
  'etag',
  'retry-after',
];

export function electricProxy(options: {
  url: string;
  secret: string | undefined;
  log: Log;
  baseHeaders: Record<string, string>;
  fetch?: typeof fetch;
}): ElectricProxy {
  const send = options.fetch ?? fetch;
  return {
    async forward(c, scope, request, isStillAllowed) {
      const abort = new AbortController();
      const { outgoing } = c.env;
      outgoing?.once('close', () => abort.abort());
      const headers: Record<string, string> = { accept: request.sse ? 'text/event-stream' : 'application/json' };
      const ifNoneMatch = c.req.header('if-none-match');
      if (ifNoneMatch !== undefined) headers['if-none-match'] = ifNoneMatch;
      let upstream: Response;
      try {
        upstream = await send(upstreamUrl(options, scope, request), { headers, signal: abort.signal });
      } catch (error) {
        options.log.warn(errorFields(error), 'Electric cannot be reached');
        return unavailable(c);
      }
      if (upstream.status === 401 || upstream.status === 403) {
        // ELECTRIC_SECRET is wrong; the person's session is valid.
        options.log.error({ status: upstream.status }, 'Electric refuses ELECTRIC_SECRET');
        await upstream.body?.cancel();
        return unavailable(c);
      }
      // Electric may have held the request for a long time.
      if (!(await isStillAllowed())) {
        await upstream.body?.cancel();
        return 'signed-out';
      }
      const answer = answerHeaders(upstream.headers);
      // Streamed to the socket chunk by chunk, because an event stream stays open.
      if (outgoing && upstream.body) {
        const isCompressed = !request.sse && wantsCompression(c, lengthOf(upstream));
        outgoing.writeHead(upstream.status, {
          ...options.baseHeaders,
          ...ownHeaders(c),
          ...answer,
          ...(isCompressed && { 'content-encoding': 'gzip' }),
        });
        outgoing.flushHeaders();
        const body = Readable.fromWeb(upstream.body as NodeReadableStream);
        const allowed = whileAllowed(isStillAllowed);
        const passing = isCompressed ? pipeline(body, allowed, compressing(), outgoing) : pipeline(body, allowed, outgoing);
        await passing.catch(() => outgoing.destroy());
        return RESPONSE_ALREADY_SENT;
      }
      for (const [name, value] of Object.entries(answer)) c.header(name, value);
      if (upstream.status === 304) return c.body(null, 304);
      return c.body(await upstream.text(), upstream.status as ContentfulStatusCode);
    },

    async isActive() {
      try {
        const answer = await send(`${options.url}/v1/health`, { signal: AbortSignal.timeout(HEALTH_WITHIN_MS) });
        const { status } = (await answer.json()) as { status?: unknown };
        // Electric answers 200 while it waits for the replication slot, and 202 while it starts.
        return answer.status === 200 && status === 'active';
      } catch {
        return false;
      }
    },
  };
}

/** Ends the answer when the session has ended, instead of forwarding the next chunk. */
function whileAllowed(isStillAllowed: () => Promise<boolean>) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      if (!(await isStillAllowed())) return;
      yield chunk;
    }
  };
}

/** Infinite without a content-length, which long answers do not have. */
const lengthOf = ({ headers }: globalThis.Response): number => Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY);

function unavailable(c: Context<AppContext>): Response {
  const { error } = wireError({ code: 'unavailable' });
  return c.json({ message: error.message, error }, 503, { 'cache-control': 'no-store' });
}

function upstreamUrl({ url, secret }: { url: string; secret: string | undefined }, scope: string, request: ShapeRequest): URL {
  const target = new URL(`${url}/v1/shape`);
  const query = target.searchParams;
  query.set('table', 'replica.feed');
  query.set('where', '"scope" = $1');
  query.set('params[1]', scope);
  query.set('replica', 'full');
  query.set('offset', request.offsetText);
  if (request.handle !== undefined) query.set('handle', request.handle);
  if (request.live) query.set('live', 'true');
  if (request.sse) query.set('live_sse', 'true');
  if (request.cursor !== undefined) query.set('cursor', request.cursor);
  if (request.expiredHandle !== undefined) query.set('expired_handle', request.expiredHandle);
  if (secret !== undefined) query.set('secret', secret);
  query.sort();
  return target;
}

function answerHeaders(upstream: Headers): Record<string, string> {
  const headers: Record<string, string> = {
    // Electric allows shared caches; the rows of one person must not be stored there.
    'cache-control': 'private, no-store',
    vary: 'accept-encoding, cookie',
  };
  for (const name of PASSED_BACK) {
    const value = upstream.get(name);
    if (value !== null) headers[name] = value;
  }
  return headers;
}
