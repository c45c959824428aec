// Starts and stops the whole server: database, feed, commands, routes, jobs, sockets.
// Invariant: stop() leaves nothing running. Waiting requests are answered at once; running requests finish within a time limit.
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { installSet } from '#schema/content-set.ts';
import { contentSets } from '#schema/content.ts';
import { createApp } from './app.ts';
import { developmentMailer, showsMailbox, smtpMailer } from './auth/mailer.ts';
import { openSeal } from './auth/sealed.ts';
import { openBlobBytes } from './blobs/open-bytes.ts';
import { lookUpAt } from './books/lookup.ts';
import { REQUEST_MS } from './commands/budgets.ts';
import { createCommandRunner } from './commands/run.ts';
import { planConnections } from './db/connections.ts';
import { openDatabase, type OpenDatabase } from './db/open-database.ts';
import { createPool, type Pool, type PoolOptions } from './db/pool.ts';
import { withSession } from './db/session.ts';
import type { Env } from './env.ts';
import type { StreamLimits } from './feed/open-streams.ts';
import type { PageBounds } from './feed/page.ts';
import { beginRun } from './feed/begin-run.ts';
import { FeedReader } from './feed/reader.ts';
import type { ShapeTimes } from './feed/shape.ts';
import { FeedWake } from './feed/wake.ts';
import { systemClock, type AppContext, type Clock } from './http/context.ts';
import { StalledSockets, type StallBounds } from './http/stalled-sockets.ts';
import { readStaticFiles, staticRoutes } from './http/static.ts';
import { openPush } from './push/open-push.ts';
import { startJobs, type Jobs } from './jobs/jobs.ts';
import { errorFields, type Log } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { StartError, type StartStep } from './start-problem.ts';

const CLIENT_DIR = fileURLToPath(new URL('../dist/client', import.meta.url));
const PACKAGE_FILE = fileURLToPath(new URL('../package.json', import.meta.url));
const DRAIN_WITHIN_MS = 5_000;
/** Additional connections when LISTEN bypasses the pooler: one for LISTEN, one for the slow poll. */
const LISTEN_CONNECTIONS = 2;
const POLL_WITHOUT_LISTEN_MS = 1_000;
/** The timeout for statements of requests, which need far less. Background statements have no timeout. */
const DATABASE_ANSWERS_WITHIN_MS = 30_000;

export interface ServerOptions {
  env: Env;
  log: Log;
  clock?: Clock;
  /** Replaces the built app. */
  pages?: Hono<AppContext>;
  /** Prints sign-in links when no mail is sent. */
  print?: (line: string) => void;
  times?: ShapeTimes;
  pageBounds?: PageBounds;
  /** After this time a request starts no further command. */
  requestMs?: number;
  streamLimits?: Partial<StreamLimits>;
  stallBounds?: Partial<StallBounds>;
  /** The embedded Postgres exited and could not be restarted, so the server cannot continue. */
  onDatabaseLost?: (error: Error) => void;
  /** Allows push services on this machine, for tests. */
  allowsPrivatePush?: boolean;
  withJobs?: boolean;
  withContent?: boolean;
}

export interface RunningServer {
  /** The app's address, without a trailing slash. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { env, log, clock = systemClock } = options;
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) {
      await Promise.resolve(step()).catch((error: unknown) => log.warn(errorFields(error), 'a step of stopping failed'));
    }
  };
  try {
    const database = await openDatabase({ env, log, onLost: options.onDatabaseLost }).catch(failedAt('database'));
    undo.push(() => database.stop());
    const connections = planConnections(env.databaseConnections);
    const opened = new Map<string, Pool>();
    const openPool = poolOpener(database, log, undo, opened);
    const metrics = createMetrics();
    const answersWithinMs = DATABASE_ANSWERS_WITHIN_MS;
    const pool = openPool('cadence-server', { max: connections.requests, answersWithinMs });
    const backgroundPool = openPool('cadence-background', { max: connections.background });
    if (options.withContent ?? true) await installShippedContent(backgroundPool);

    const reader = new FeedReader(openPool('cadence-feed', { max: connections.feed, answersWithinMs }), options.pageBounds);
    const copyPool = openPool('cadence-copy', { max: connections.copies });
    const onConnected = (): void => {
      reader.forgetEpoch();
      beginRun(pool).catch((error: unknown) => log.warn(errorFields(error), 'could not record the run of the feed'));
    };
    const wake = wakeOf(database, { pool, openPool, log, onConnected });
    undo.push(() => wake.stop());
    await wake.start();
    const budgets = { rows: env.rowQuota, requestMs: options.requestMs ?? REQUEST_MS };
    const runner = createCommandRunner({ pool, clock, log, budgets, metrics });
    const mailer = mailerOf(env, options.print);

    const blobs = await openBlobBytes(env);
    const pools = { requests: pool, background: backgroundPool };
    const push = await openPush({ pools, clock, contact: env.pushContact, allowsPrivate: options.allowsPrivatePush });
    let url = env.publicUrl ?? '';
    const app = createApp({
      env,
      version: await packageVersion(),
      pool,
      backgroundPool,
      clock,
      log,
      mailer,
      mailbox: showsMailbox(env) ? mailer.mailbox : undefined,
      reader,
      copyPool,
      wake,
      runner,
      metrics,
      pools: opened,
      blobs,
      push: push.routes,
      seal: await openSeal(backgroundPool, clock, env.tokenKeys),
      appUrl: () => url,
      pages: options.pages ?? staticRoutes(await readStaticFiles(CLIENT_DIR)),
      lookUpBook: lookUpAt(env.bookLookupUrl),
      ...(options.times && { times: options.times }),
      ...(options.streamLimits && { streamLimits: options.streamLimits }),
    });
    const stalled = new StalledSockets({
      bounds: options.stallBounds,
      onCut: (cut) => log.warn(cut, 'connections were closed whose peers do not take their answers'),
    });
    undo.push(() => stalled.stop());
    const listening = await listen(app, env.host, env.port, stalled).catch(failedAt('listen'));
    url ||= `http://${env.host === '0.0.0.0' || env.host === '::' ? 'localhost' : env.host}:${listening.port}`;
    const works = { clock, log, runner, blobs, mailer, appUrl: () => url };
    if (options.withJobs ?? true) {
      undo.push(startJobsLater({ databaseUrl: database.url, pool: backgroundPool, ...works, ...push.jobs }));
    }
    undo.push(() => listening.drain(() => wake.stop()));
    return { url, port: listening.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type OpenPool = (applicationName: string, bounds: PoolOptions, url?: string) => Pool;

/** Creates pools that close when the server stops. */
function poolOpener(database: OpenDatabase, log: Log, undo: (() => Promise<void> | void)[], pools: Map<string, Pool>): OpenPool {
  const onLost = (error: Error) => log.warn(errorFields(error), 'a database connection was lost');
  return (applicationName, bounds, url = database.url) => {
    const isPooled = database.isPooled && url === database.url;
    const opened = createPool(url, { applicationName, onIdleError: onLost, isPooled, ...bounds });
    // The pool handles errors only of idle connections; an error between two statements of a transaction would end the process.
    opened.on('connect', (client) => client.on('error', onLost));
    undo.push(() => opened.end());
    pools.set(applicationName.replace(/^cadence-/, ''), opened);
    return opened;
  };
}

interface WakeParts {
  pool: Pool;
  openPool: OpenPool;
  log: Log;
  onConnected: () => void;
}

/** With a pooler, LISTEN runs on connections that bypass it; without such an address the feed is polled. */
function wakeOf({ directUrl, isPooled }: OpenDatabase, { pool, openPool, log, onConnected }: WakeParts): FeedWake {
  if (!directUrl) {
    onConnected();
    return new FeedWake({ pool, log, onConnected, listens: false, slowPollMs: POLL_WITHOUT_LISTEN_MS });
  }
  const bounds = { max: LISTEN_CONNECTIONS, answersWithinMs: DATABASE_ANSWERS_WITHIN_MS };
  return new FeedWake({ pool: isPooled ? openPool('cadence-listen', bounds, directUrl) : pool, log, onConnected });
}

const failedAt =
  (step: StartStep) =>
  (error: unknown): never => {
    throw new StartError(step, error);
  };

/** One transaction per set, so that a person's command waits for the rows of one set at most. */
async function installShippedContent(pool: Pool): Promise<void> {
  for (const set of contentSets) await withSession(pool, ({ db }) => installSet(db, set));
}

const mailerOf = (env: Env, print: ServerOptions['print']) =>
  env.smtpUrl
    ? { ...smtpMailer({ smtpUrl: env.smtpUrl, mailFrom: env.mailFrom }), mailbox: undefined }
    : developmentMailbox(print);

function developmentMailbox(print: (line: string) => void = (line) => process.stderr.write(`${line}\n`)) {
  const mailbox = developmentMailer(print);
  return { ...mailbox, mailbox };
}

async function packageVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(PACKAGE_FILE, 'utf8')) as { version: string };
  return version;
}

/** `localhost` is 127.0.0.1 and ::1, and a browser may try either first. */
async function listen(app: Hono<AppContext>, host: string, port: number, stalled: StalledSockets) {
  const listener = getRequestListener((request, env) => app.fetch(request, env));
  const servers: Server[] = [];
  const open = async (address: string, onPort: number): Promise<number> => {
    const server = createServer({ keepAliveTimeout: 61_000, headersTimeout: 30_000 }, (incoming, outgoing) => {
      void listener(incoming, outgoing);
    });
    stalled.watch(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(onPort, address, () => {
        server.off('error', reject);
        resolve();
      });
    });
    servers.push(server);
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
    return bound.port;
  };
  const boundPort = await open(host === 'localhost' ? '127.0.0.1' : host, port);
  // Without IPv6, 127.0.0.1 alone is enough.
  if (host === 'localhost') await open('::1', boundPort).catch(() => undefined);
  return {
    port: boundPort,
    drain: async (endWaits: () => void) => {
      const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
      endWaits();
      const sweep = setInterval(() => servers.forEach((server) => server.closeIdleConnections()), 20);
      const force = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), DRAIN_WITHIN_MS);
      await Promise.all(closed);
      clearInterval(sweep);
      clearTimeout(force);
    },
  };
}

/**
 * Starts jobs after a delay, so that creating the queue's tables does not delay the first page. Returns a function that stops
 * whatever was started.
 */
function startJobsLater(deps: Parameters<typeof startJobs>[0]): () => Promise<void> {
  let starting: Promise<Jobs | null> | null = null;
  const timer = setTimeout(() => {
    starting = startJobs(deps).catch((error: unknown) => {
      deps.log.error(errorFields(error), 'could not start the jobs');
      return null;
    });
  }, 1_000).unref();
  return async () => {
    clearTimeout(timer);
    await (await starting)?.stop();
  };
}
