// Hands reads to a real Electric behind the same endpoint, so that a client does not notice.
// Invariant: what reaches Electric is replica.feed filtered by the scope bound to the session; of the client's request only the
// parameters of the protocol go along, never a table, a filter, columns or a secret.
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { AppContext } from '../http/context.ts';
import { wireError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { ShapeRequest } from './request.ts';

export interface ElectricProxy {
  forward(c: Context<AppContext>, scope: string, request: ShapeRequest): Promise<Response>;
}

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
    async forward(c, scope, request) {
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
        // Our secret is wrong, not the person's session.
        options.log.error({ status: upstream.status }, 'Electric refuses ELECTRIC_SECRET');
        await upstream.body?.cancel();
        return unavailable(c);
      }
      const answer = answerHeaders(upstream.headers);
      // Written to the socket as it comes: an event stream must not wait for its end.
      if (outgoing && upstream.body) {
        outgoing.writeHead(upstream.status, { ...options.baseHeaders, 'x-request-id': c.get('requestId'), ...answer });
        outgoing.flushHeaders();
        await pipeline(Readable.fromWeb(upstream.body as NodeReadableStream), outgoing).catch(() => outgoing.destroy());
        return RESPONSE_ALREADY_SENT;
      }
      for (const [name, value] of Object.entries(answer)) c.header(name, value);
      if (upstream.status === 304) return c.body(null, 304);
      return c.body(await upstream.text(), upstream.status as ContentfulStatusCode);
    },
  };
}

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
    // Electric may be cached by all the world; one person's rows may not.
    'cache-control': 'private, no-store',
    vary: 'accept-encoding, cookie',
  };
  for (const name of PASSED_BACK) {
    const value = upstream.get(name);
    if (value !== null) headers[name] = value;
  }
  return headers;
}
