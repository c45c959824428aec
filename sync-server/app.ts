// Composes the server's routes from their dependencies. main.ts creates everything with a lifecycle (pool, listener, mailer,
// clock) and passes it in.
import { Hono, type MiddlewareHandler } from 'hono';
import { SHARE_PATH } from '#schema/inbox/share.ts';
import { adminRoutes } from './admin/routes.ts';
import { mailboxRoutes } from './auth/dev-mailbox.ts';
import type { DevelopmentMailbox, Mailer } from './auth/mailer.ts';
import { createRateLimits, type RateLimits } from './auth/rate-limits.ts';
import { createBrowsers } from './auth/browsers.ts';
import { authRoutes } from './auth/routes.ts';
import type { Seal } from './auth/sealed.ts';
import { waysInRoutes } from './auth/ways-in-routes.ts';
import { createSessions, type Authenticate, type Sessions } from './auth/sessions.ts';
import type { LookUp } from './books/lookup.ts';
import { bookRoutes } from './books/routes.ts';
import { createCalendarFeeds } from './calendar/feeds.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { createGuardedFetch, type GuardedFetch } from './links/guarded-fetch.ts';
import { createLinks } from './links/links.ts';
import { linkRoutes } from './links/routes.ts';
import { commandRoutes } from './commands/routes.ts';
import type { BlobBytes } from './blobs/bytes.ts';
import { createBlobOwnership, type BlobOwnership } from './blobs/ownership.ts';
import { blobRoutes } from './blobs/routes.ts';
import type { BlobSource } from './blobs/send.ts';
import { createBlobUploads } from './blobs/uploads.ts';
import { createWholeBlobs, type WholeBlobs } from './blobs/whole.ts';
import type { CommandRunner } from './commands/run.ts';
import { isUndecided } from './db/faults.ts';
import type { Pool } from './db/pool.ts';
import type { BlobLimits, Env } from './env.ts';
import { electricProxy, type ElectricProxy } from './feed/electric-proxy.ts';
import { OpenStreams, type StreamLimits } from './feed/open-streams.ts';
import type { FeedReader } from './feed/reader.ts';
import { copyRoutes } from './feed/copy-routes.ts';
import { shapeRoutes } from './feed/routes.ts';
import { SHAPE_TIMES, type ShapeTimes } from './feed/shape.ts';
import type { FeedWake } from './feed/wake.ts';
import { arrivalRoutes } from './leaving/arrival-routes.ts';
import { leavingRoutes } from './leaving/routes.ts';
import { pushRoutes } from './push/routes.ts';
import type { Push } from './push/open-push.ts';
import type { AppContext, Clock } from './http/context.ts';
import { healthRoutes, type FeedHealth } from './http/health.ts';
import { timeRoutes } from './http/time.ts';
import { requestLog } from './http/request-log.ts';
import { routeOf } from './http/route-name.ts';
import { jsonOnly, sameOriginOnly, securityHeaders } from './http/security.ts';
import { shareRoutes } from './http/share.ts';
import { answerError, RequestError } from './http/wire-errors.ts';
import { errorFields, type Log } from './log.ts';
import { createDatabaseLoad } from './metrics/database-load.ts';
import type { Metrics } from './metrics/metrics.ts';
import { observeRequests } from './metrics/observe.ts';
import { metricsRoutes } from './metrics/routes.ts';

export interface AppDeps {
  env: Pick<
    Env,
    | 'publicUrl'
    | 'isHttps'
    | 'electric'
    | 'blobs'
    | 'isTrustedProxy'
    | 'signUp'
    | 'sessions'
    | 'providers'
    | 'terms'
    | 'metricsToken'
    | 'rowQuota'
  >;
  version: string;
  pool: Pool;
  /** Without a time limit, for what takes longer than a request may. */
  backgroundPool: Pool;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  /** Set when no mail is sent and only this machine is served. */
  mailbox?: DevelopmentMailbox | undefined;
  reader: FeedReader;
  /** For first syncs. */
  copyPool: Pool;
  wake: FeedWake;
  runner: CommandRunner;
  metrics: Metrics;
  /** By name, for the metrics. */
  pools: ReadonlyMap<string, Pool>;
  blobs: BlobBytes;
  push: Push['routes'];
  /** Encrypts tokens of other services. */
  seal: Seal;
  appUrl: () => string;
  /** The built app, or the development server's pages. */
  pages: Hono<AppContext>;
  times?: ShapeTimes;
  streamLimits?: Partial<StreamLimits>;
  limits?: RateLimits;
  /** Null where books are not looked up. */
  lookUpBook?: LookUp | null;
  /** Fetches addresses that people give. */
  guardedFetch?: GuardedFetch;
}

interface FeedParts {
  sessions: Sessions;
  electric: ElectricProxy | undefined;
  streams: OpenStreams;
  baseHeaders: Record<string, string>;
}

/** The two ways to read rows: the feed, and the copy for a first sync. */
function routeFeed(app: Hono<AppContext>, deps: AppDeps, { sessions, electric, streams, baseHeaders }: FeedParts): void {
  const { reader, clock, metrics } = deps;
  const { authenticateAndRenew: authenticate, isAlive } = sessions;
  const common = { reader, clock, metrics, authenticate, isAlive };
  const { isTrustedProxy } = deps.env;
  const times = deps.times ?? SHAPE_TIMES;
  app.route('/v1/shape', shapeRoutes({ ...common, wake: deps.wake, times, electric, streams, isTrustedProxy, baseHeaders }));
  app.route('/v1/copy', copyRoutes({ ...common, pool: deps.copyPool, isElectric: electric !== undefined }));
}

export function createApp(deps: AppDeps): Hono<AppContext> {
  const { env, pool, clock, log } = deps;
  const baseHeaders = securityHeaders(env.isHttps);
  const sessions = createSessions({
    pool,
    clock,
    log,
    isHttps: env.isHttps,
    isTrustedProxy: env.isTrustedProxy,
    limits: env.sessions,
  });
  const browsers = createBrowsers({ pool, clock, isHttps: env.isHttps });
  const { authenticate } = sessions;
  const electric = env.electric && electricProxy({ ...env.electric, log, baseHeaders });
  const limits = deps.limits ?? createRateLimits();
  const feedHealth = async (): Promise<FeedHealth> => {
    if (electric) return (await electric.isActive()) ? 'ok' : 'down';
    return deps.wake.isListening ? 'ok' : 'slow';
  };

  const app = new Hono<AppContext>();
  app.use(requestLog(log), observeRequests(deps.metrics), withHeaders(baseHeaders));
  // Mounted outside /v1: the operating system's share sheet posts here, not a page of ours.
  app.route(SHARE_PATH, shareRoutes());
  app.use(sameOriginOnly(env.publicUrl), jsonOnly());
  const streams = new OpenStreams(deps.streamLimits);
  const load = createDatabaseLoad(pool);
  app.route('/metrics', metricsRoutes({ ...deps, token: env.metricsToken, load, streams }));
  app.route('/health', healthRoutes({ pool, version: deps.version, feedHealth }));
  routeFeed(app, deps, { sessions, electric, streams, baseHeaders });
  app.route('/v1/time', timeRoutes({ clock }));
  app.route('/v1/commands', commandRoutes({ authenticate: sessions.authenticateSender, runner: deps.runner }));
  app.route('/v1/push', pushRoutes({ authenticate, ...deps.push }));
  const ownFiles = { bytes: deps.blobs, whole: createWholeBlobs(deps.blobs) };
  const files = { ...ownFiles, ownership: createBlobOwnership({ pool, clock }), log };
  app.route('/v1/blobs', blobRoutesOf(env.blobs, authenticate, files));
  const mailboxPath = deps.mailbox ? '/dev/mailbox' : null;
  app.route(
    '/v1/auth',
    authRoutes({
      pool,
      clock,
      log,
      mailer: deps.mailer,
      limits,
      sessions,
      browsers,
      isTrustedProxy: env.isTrustedProxy,
      signUp: env.signUp,
      appUrl: deps.appUrl,
      mailboxPath,
    }),
  );
  app.route('/v1/auth', waysInRoutes({ ...env, ...deps, limits, sessions, browsers }));
  app.route(
    '/v1/admin',
    adminRoutes({
      ...deps,
      authenticate,
      isTrustedProxy: env.isTrustedProxy,
      health: { ...deps, load, streams, feedHealth },
      files,
    }),
  );
  app.route('/v1/account', leavingRoutes({ ...env, ...deps, ...ownFiles, authenticate }));
  app.route('/v1/account', arrivalRoutes({ ...env, ...deps, authenticate }));
  app.route('/v1/calendar', calendarRoutes({ authenticate, feeds: createCalendarFeeds({ pool, clock }) }));
  routeLookUps(app, deps, authenticate, limits);
  if (deps.mailbox) app.route('/dev/mailbox', mailboxRoutes(deps.mailbox, browsers));
  app.all('/v1/*', (c) => answerError(c, { code: 'not_found' }));
  app.route('/', deps.pages);

  answerFailures(app, log);
  return app;
}

/** What the server asks of other sites for a person. */
function routeLookUps(
  app: Hono<AppContext>,
  { env, clock, lookUpBook, guardedFetch }: AppDeps,
  authenticate: Authenticate,
  limits: RateLimits,
): void {
  const { isTrustedProxy } = env;
  if (lookUpBook) app.route('/v1/books', bookRoutes({ lookUp: lookUpBook, limits, isTrustedProxy }));
  const links = createLinks(guardedFetch ?? createGuardedFetch());
  app.route('/v1/links', linkRoutes({ links, authenticate, limits, isTrustedProxy, clock }));
}

function answerFailures(app: Hono<AppContext>, log: Log): void {
  app.notFound((c) => answerError(c, { code: 'not_found' }));
  app.onError((error, c) => {
    if (error instanceof RequestError) return answerError(c, error.error, error.headers);
    const code = isUndecided(error) ? 'unavailable' : 'internal';
    log.error({ ...errorFields(error), requestId: c.get('requestId'), route: routeOf(c) }, 'a request failed');
    return answerError(c, { code });
  });
}

function withHeaders(headers: Record<string, string>): MiddlewareHandler<AppContext> {
  const entries = Object.entries(headers);
  return (c, next) => {
    for (const [name, value] of entries) c.header(name, value);
    return next();
  };
}

function blobRoutesOf(
  limits: BlobLimits,
  authenticate: Authenticate,
  files: BlobSource & { ownership: BlobOwnership; whole: WholeBlobs },
): Hono<AppContext> {
  const uploads = createBlobUploads({ ...files, limits });
  return blobRoutes({ ...files, authenticate, uploads, limits });
}
