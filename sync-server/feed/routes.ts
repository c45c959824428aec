// GET /v1/shape?scope=me|public: the Electric shape protocol over one feed. The scope is bound to the session here; what the
// client sends never names a row of anybody.
import { Hono, type Context } from 'hono';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { compressText, wantsCompression } from '../http/compress.ts';
import type { AppContext } from '../http/context.ts';
import { wireError } from '../http/wire-errors.ts';
import type { Authenticate } from '../auth/sessions.ts';
import { EXPOSED_HEADERS, refusalHeaders, SHAPE_METHODS } from './answer.ts';
import type { ElectricProxy } from './electric-proxy.ts';
import { streamLive } from './event-stream.ts';
import { parseShapeRequest, type ShapeRequest } from './request.ts';
import { answerLive, answerRead, type ShapeAnswer, type ShapeDeps } from './shape.ts';

export interface ShapeRouteDeps extends ShapeDeps {
  authenticate: Authenticate;
  /** Set when reads are handed to a real Electric. */
  electric: ElectricProxy | undefined;
  /** Put on answers that are written to the socket directly. */
  baseHeaders: Record<string, string>;
}

export function shapeRoutes(deps: ShapeRouteDeps): Hono<AppContext> {
  return new Hono<AppContext>()
    .options('/', (c) => {
      for (const [name, value] of Object.entries({
        'access-control-allow-methods': SHAPE_METHODS,
        'access-control-expose-headers': EXPOSED_HEADERS,
        'access-control-max-age': '86400',
      })) {
        c.header(name, value);
      }
      return c.body(null, 204);
    })
    .get('/', (c) => answerShape(c, deps))
    .all('/', (c) => c.json({ message: `${c.req.method} not allowed` }, 405, { allow: SHAPE_METHODS }));
}

async function answerShape(c: Context<AppContext>, deps: ShapeRouteDeps): Promise<Response> {
  const query = new URL(c.req.url).searchParams;
  const parsed = parseShapeRequest(query);
  if (!parsed.ok) return c.json({ message: 'Invalid request', errors: parsed.errors }, 400, refusalHeaders());
  const { request } = parsed;

  const scope = await bindScope(c, deps, request);
  if (scope === null) return signedOut(c);
  if (deps.electric) return deps.electric.forward(c, scope, request);
  if (!request.live) return send(c, await answerRead(deps, scope, request, c.req.header('if-none-match')));

  const isStillAllowed = async () => (await bindScope(c, deps, request)) === scope;
  const { outgoing } = c.env;
  if (request.sse && outgoing && c.req.method === 'GET') {
    const headers = { ...deps.baseHeaders, 'x-request-id': c.get('requestId') };
    const refusal = await streamLive(deps, scope, request, outgoing, headers, isStillAllowed);
    return refusal === null ? RESPONSE_ALREADY_SENT : send(c, refusal);
  }
  const answer = await answerLive(deps, scope, request, isStillAllowed, (abandon) => outgoing?.once('close', abandon));
  if (answer === null) return c.body(null, 204);
  return answer === 'signed-out' ? signedOut(c) : send(c, answer);
}

async function bindScope(c: Context<AppContext>, deps: ShapeRouteDeps, { scope }: ShapeRequest): Promise<string | null> {
  if (scope === 'public') return 'public';
  const session = await deps.authenticate(c);
  return session && `user:${session.userId}`;
}

/** ShapeStream shows `message`; our own client reads `error`. */
const signedOut = (c: Context<AppContext>): Response => {
  const { error } = wireError({ code: 'signed_out' });
  return c.json({ message: error.message, error }, 401, refusalHeaders());
};

async function send(c: Context<AppContext>, { status, headers, body }: ShapeAnswer): Promise<Response> {
  if (status === 304) return c.body(null, 304, headers);
  if (status === 200 && wantsCompression(c, body.length)) {
    const compressed = await compressText(body);
    return c.body(new Uint8Array(compressed), 200, { ...headers, 'content-encoding': 'gzip' });
  }
  return c.body(body, status, headers);
}
