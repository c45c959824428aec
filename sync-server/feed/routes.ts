// GET /v1/shape?scope=me|public: the Electric shape protocol over one feed. Invariant: the server derives the scope's rows from
// the session; no parameter of the client selects a person.
import { Hono, type Context } from 'hono';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { compress, wantsCompression } from '../http/compress.ts';
import { ownHeaders, type AppContext } from '../http/context.ts';
import type { IsTrustedProxy } from '../auth/client-address.ts';
import { peerOf } from '../auth/peer.ts';
import { RequestError, statusOf, wireError } from '../http/wire-errors.ts';
import type { Authenticate, Session, Sessions } from '../auth/sessions.ts';
import { EXPOSED_HEADERS, refusalHeaders, SHAPE_METHODS } from './answer.ts';
import type { ElectricProxy } from './electric-proxy.ts';
import { streamLive } from './event-stream.ts';
import type { FeedRequestKind, Metrics } from '../metrics/metrics.ts';
import type { OpenStreams } from './open-streams.ts';
import { parseShapeRequest, type ShapeRequest } from './request.ts';
import { answerLive, answerRead, type ShapeAnswer, type ShapeDeps } from './shape.ts';

export interface ShapeRouteDeps extends ShapeDeps {
  authenticate: Authenticate;
  isAlive: Sessions['isAlive'];
  /** Set when reads are forwarded to a real Electric. */
  electric: ElectricProxy | undefined;
  streams: OpenStreams;
  metrics: Pick<Metrics, 'feedRequest'>;
  isTrustedProxy: IsTrustedProxy;
  /** Headers for answers that are written to the socket directly. */
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
  deps.metrics.feedRequest(kindOf(request), request.scope);

  const bound = await bindScope(c, deps, request);
  if (typeof bound === 'string') return refused(c, bound);
  const { scope } = bound;
  if (!request.live) {
    if (deps.electric) return passOn(c, deps.electric, scope, request, always);
    const ifNoneMatch = c.req.header('if-none-match');
    return deps.reader.inTurn(scope, async () => send(c, await answerRead(deps, scope, request, ifNoneMatch)));
  }
  const { outgoing } = c.env;
  // Requests from this machine itself (developers, tests, benches) do not count towards an address.
  const { kind, bucket } = peerOf(c, deps.isTrustedProxy);
  const close = deps.streams.open({ address: kind === 'here' ? null : bucket, scope });
  if (close === null) return refused(c, 'too_many_connections');
  // Without an open socket there is no close event.
  if (outgoing && !outgoing.destroyed) outgoing.once('close', close);
  else close();
  return answerFollowing(c, deps, bound, request);
}

function kindOf({ live, sse, offset }: ShapeRequest): FeedRequestKind {
  if (live) return sse ? 'live_sse' : 'live';
  return offset.kind === 'start' ? 'initial' : 'catch_up';
}

const always = () => Promise.resolve(true);

async function answerFollowing(
  c: Context<AppContext>,
  deps: ShapeRouteDeps,
  { scope, session }: Bound,
  request: ShapeRequest,
): Promise<Response> {
  // Bound to the family of the session: the cookie that the request began with may be superseded meanwhile.
  const isStillAllowed = session === null ? always : () => deps.isAlive(session);
  if (deps.electric) return passOn(c, deps.electric, scope, request, isStillAllowed);
  const { outgoing } = c.env;
  if (request.sse && outgoing && c.req.method === 'GET') {
    const headers = { ...deps.baseHeaders, ...ownHeaders(c) };
    const refusal = await streamLive(deps, scope, request, outgoing, headers, isStillAllowed);
    return refusal === null ? RESPONSE_ALREADY_SENT : send(c, refusal);
  }
  const answer = await answerLive(deps, scope, request, isStillAllowed, (abandon) => outgoing?.once('close', abandon));
  if (answer === null) return c.body(null, 204);
  return answer === 'signed-out' ? signedOut(c) : send(c, answer);
}

async function passOn(
  c: Context<AppContext>,
  electric: ElectricProxy,
  scope: string,
  request: ShapeRequest,
  isStillAllowed: () => Promise<boolean>,
): Promise<Response> {
  const answer = await electric.forward(c, scope, request, isStillAllowed);
  return answer === 'signed-out' ? signedOut(c) : answer;
}

/** What a request may read. The public scope needs no session. */
interface Bound {
  scope: string;
  session: Session | null;
}

async function bindScope(
  c: Context<AppContext>,
  deps: ShapeRouteDeps,
  { scope }: ShapeRequest,
): Promise<Bound | 'signed_out' | 'device_removed'> {
  if (scope === 'public') return { scope: 'public', session: null };
  try {
    const session = await deps.authenticate(c);
    return session === null ? 'signed_out' : { scope: `user:${session.userId}`, session };
  } catch (error) {
    if (error instanceof RequestError && error.error.code === 'device_removed') return 'device_removed';
    throw error;
  }
}

const signedOut = (c: Context<AppContext>): Response => refused(c, 'signed_out');

/** ShapeStream shows `message`; our own client reads `error`. */
export function refused(
  c: Context<AppContext>,
  code: 'signed_out' | 'device_removed' | 'too_many_connections' | 'not_found',
): Response {
  const { error } = wireError({ code });
  return c.json({ message: error.message, error }, statusOf(code), refusalHeaders());
}

async function send(c: Context<AppContext>, { status, headers, body }: ShapeAnswer): Promise<Response> {
  if (status === 304) return c.body(null, 304, headers);
  if (status === 200 && wantsCompression(c, body.length)) {
    return c.body(await compress(body), 200, { ...headers, 'content-encoding': 'gzip' });
  }
  return c.body(body, status, headers);
}
