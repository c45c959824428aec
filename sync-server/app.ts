// The server's routes, composed from what they need. Pure composition: everything with a life of its own (pool, listener, mailer,
// clock) is made in main.ts and given here.
import { Hono, type MiddlewareHandler } from 'hono';
import { SHARE_PATH } from '#schema/rules/share.ts';
import { mailboxRoutes } from './auth/dev-mailbox.ts';
import type { DevelopmentMailbox, Mailer } from './auth/mailer.ts';
import { createRateLimits, type RateLimits } from './auth/rate-limits.ts';
import { authRoutes } from './auth/routes.ts';
import { createSessions } from './auth/sessions.ts';
import { commandRoutes } from './commands/routes.ts';
import type { BlobBytes } from './blobs/bytes.ts';
import { createBlobOwnership } from './blobs/ownership.ts';
import { blobRoutes } from './blobs/routes.ts';
import { createBlobUploads } from './blobs/uploads.ts';
import type { CommandRunner } from './commands/run.ts';
import { isTransient } from './commands/database-errors.ts';
import type { Pool } from './db/pool.ts';
import type { Env } from './env.ts';
import { electricProxy } from './feed/electric-proxy.ts';
import type { FeedReader } from './feed/reader.ts';
import { shapeRoutes } from './feed/routes.ts';
import { SHAPE_TIMES, type ShapeTimes } from './feed/shape.ts';
import type { FeedWake } from './feed/wake.ts';
import type { AppContext, Clock } from './http/context.ts';
import { healthRoutes } from './http/health.ts';
import { requestLog } from './http/request-log.ts';
import { sameOriginOnly, securityHeaders } from './http/security.ts';
import { shareRoutes } from './http/share.ts';
import { answerError, RequestError } from './http/wire-errors.ts';
import { errorFields, type Log } from './log.ts';

export interface AppDeps {
  env: Pick<Env, 'publicUrl' | 'isHttps' | 'electric' | 'blobs'>;
  version: string;
  pool: Pool;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  /** Given when nothing sends mail and only this machine is served. */
  mailbox?: DevelopmentMailbox | undefined;
  reader: FeedReader;
  wake: FeedWake;
  runner: CommandRunner;
  blobs: BlobBytes;
  appUrl: () => string;
  /** The built app, or the development server. */
  pages: Hono<AppContext>;
  times?: ShapeTimes;
  limits?: RateLimits;
}

export function createApp(deps: AppDeps): Hono<AppContext> {
  const { env, pool, clock, log } = deps;
  const baseHeaders = securityHeaders(env.isHttps);
  const sessions = createSessions({ pool, clock, log, isHttps: env.isHttps });
  const { authenticate } = sessions;
  const electric = env.electric && electricProxy({ ...env.electric, log, baseHeaders });
  const limits = deps.limits ?? createRateLimits();

  const app = new Hono<AppContext>();
  app.use(requestLog(log), withHeaders(baseHeaders));
  // The system's share sheet is no page of ours.
  app.route(SHARE_PATH, shareRoutes());
  app.use(sameOriginOnly(env.publicUrl));
  app.route('/health', healthRoutes({ pool, version: deps.version }));
  app.route(
    '/v1/shape',
    shapeRoutes({
      reader: deps.reader,
      wake: deps.wake,
      clock,
      times: deps.times ?? SHAPE_TIMES,
      authenticate,
      electric,
      baseHeaders,
    }),
  );
  app.route('/v1/commands', commandRoutes({ authenticate, runner: deps.runner }));
  const ownership = createBlobOwnership({ pool, clock });
  const uploads = createBlobUploads({ bytes: deps.blobs, ownership, limits: env.blobs, log });
  app.route('/v1/blobs', blobRoutes({ authenticate, bytes: deps.blobs, ownership, uploads, limits: env.blobs }));
  const mailboxPath = deps.mailbox ? '/dev/mailbox' : null;
  app.route(
    '/v1/auth',
    authRoutes({ pool, clock, log, mailer: deps.mailer, limits, sessions, appUrl: deps.appUrl, mailboxPath }),
  );
  if (deps.mailbox) app.route('/dev/mailbox', mailboxRoutes(deps.mailbox));
  app.all('/v1/*', (c) => answerError(c, { code: 'not_found' }));
  app.route('/', deps.pages);

  app.notFound((c) => answerError(c, { code: 'not_found' }));
  app.onError((error, c) => {
    if (error instanceof RequestError) return answerError(c, error.error, error.headers);
    const code = isTransient(error) ? 'unavailable' : 'internal';
    log.error({ ...errorFields(error), requestId: c.get('requestId'), path: c.req.path }, 'a request failed');
    return answerError(c, { code });
  });
  return app;
}

function withHeaders(headers: Record<string, string>): MiddlewareHandler<AppContext> {
  const entries = Object.entries(headers);
  return (c, next) => {
    for (const [name, value] of entries) c.header(name, value);
    return next();
  };
}
