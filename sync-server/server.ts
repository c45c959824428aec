// The whole server as one thing with a beginning and an end: database, feed, commands, routes, jobs, sockets.
// Invariant: stop() leaves nothing running. Whoever waits is answered at once; what has begun is finished, within bounds.
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { installContent } from '#schema/content/index.ts';
import { createApp } from './app.ts';
import { developmentMailer, showsMailbox, smtpMailer } from './auth/mailer.ts';
import { openBlobBytes } from './blobs/open-bytes.ts';
import { createCommandRunner } from './commands/run.ts';
import { startEmbeddedPostgres } from './db/embedded.ts';
import { migrateDatabase } from './db/migrate.ts';
import { createPool, type Pool, type PoolOptions } from './db/pool.ts';
import { withSession } from './db/session.ts';
import type { Env } from './env.ts';
import type { PageBounds } from './feed/page.ts';
import { FeedReader } from './feed/reader.ts';
import type { ShapeTimes } from './feed/shape.ts';
import { FeedWake } from './feed/wake.ts';
import { systemClock, type AppContext, type Clock } from './http/context.ts';
import { readStaticFiles, staticRoutes } from './http/static.ts';
import { startJobs, type Jobs } from './jobs/jobs.ts';
import { errorFields, type Log } from './log.ts';

const CLIENT_DIR = fileURLToPath(new URL('../dist/client', import.meta.url));
const PACKAGE_FILE = fileURLToPath(new URL('../package.json', import.meta.url));
const DRAIN_WITHIN_MS = 5_000;
const MAX_CONNECTIONS = 20;
/** Nothing that a request asks of Postgres takes near as long. What runs in the background may, and nobody waits for it. */
const DATABASE_ANSWERS_WITHIN_MS = 30_000;
/** A page is a walk along one index. With old statistics the planner sorts the rest of the scope for every page instead. */
const FEED_PLANS = { enable_sort: 'off', enable_bitmapscan: 'off', enable_seqscan: 'off' };

export interface ServerOptions {
  env: Env;
  log: Log;
  clock?: Clock;
  /** Instead of the built app. */
  pages?: Hono<AppContext>;
  /** Where sign-in links are printed when nothing sends mail. */
  print?: (line: string) => void;
  times?: ShapeTimes;
  pageBounds?: PageBounds;
  withJobs?: boolean;
  withContent?: boolean;
}

export interface RunningServer {
  /** As people type it, without a trailing slash. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { env, log, clock = systemClock } = options;
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) {
      await Promise.resolve(step()).catch((error: unknown) => log.warn(errorFields(error), 'while stopping'));
    }
  };
  try {
    const databaseUrl = await openDatabase(env, log, undo);
    const migrated = await migrateDatabase(databaseUrl);
    log.info({ migrations: migrated.applied, alreadyApplied: migrated.alreadyApplied }, 'database ready');
    const onLost = (error: Error) => log.warn(errorFields(error), 'a database connection was lost');
    const openPool = (applicationName: string, bounds: Pick<PoolOptions, 'answersWithinMs' | 'settings'>): Pool => {
      const opened = createPool(databaseUrl, { max: MAX_CONNECTIONS, applicationName, onIdleError: onLost, ...bounds });
      // The pool listens only while a connection is idle; one lost between two statements would end the process.
      opened.on('connect', (client) => client.on('error', onLost));
      undo.push(() => opened.end());
      return opened;
    };
    const answersWithinMs = DATABASE_ANSWERS_WITHIN_MS;
    const pool = openPool('cadence-server', { answersWithinMs });
    const backgroundPool = openPool('cadence-background', {});
    if (options.withContent ?? true) await installShippedContent(backgroundPool);

    const reader = new FeedReader(openPool('cadence-feed', { settings: FEED_PLANS, answersWithinMs }), options.pageBounds);
    const wake = new FeedWake({ pool, log, onConnected: () => reader.forgetEpoch() });
    undo.push(() => wake.stop());
    await wake.start();
    const runner = createCommandRunner({ pool, clock, log });
    const mailer = env.smtpUrl
      ? { ...smtpMailer({ smtpUrl: env.smtpUrl, mailFrom: env.mailFrom }), mailbox: undefined }
      : developmentMailbox(options.print);

    const blobs = await openBlobBytes(env);
    let url = env.publicUrl ?? '';
    const app = createApp({
      env,
      version: await packageVersion(),
      pool,
      clock,
      log,
      mailer,
      mailbox: showsMailbox(env) ? mailer.mailbox : undefined,
      reader,
      wake,
      runner,
      blobs,
      appUrl: () => url,
      pages: options.pages ?? staticRoutes(await readStaticFiles(CLIENT_DIR)),
      ...(options.times && { times: options.times }),
    });
    const listening = await listen(app, env.host, env.port);
    url ||= `http://${env.host === '0.0.0.0' || env.host === '::' ? 'localhost' : env.host}:${listening.port}`;
    if (options.withJobs ?? true) {
      undo.push(startJobsLater({ databaseUrl, pool: backgroundPool, clock, log, runner, blobs }));
    }
    undo.push(() => listening.drain(() => wake.stop()));
    return { url, port: listening.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDatabase(env: Env, log: Log, undo: (() => Promise<void> | void)[]): Promise<string> {
  if (env.databaseUrl) return env.databaseUrl;
  const postgres = await startEmbeddedPostgres({
    dataDir: join(env.dataDir, 'postgres'),
    onLog: (text) => log.debug({ text }, 'postgres'),
  });
  undo.push(() => postgres.stop());
  return postgres.url;
}

/** One server at a time: two that start together would write the same rows in turn. */
const installShippedContent = (pool: Pool): Promise<void> =>
  withSession(pool, async ({ db, client }) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('cadence.content'))`);
    await installContent(db);
  });

function developmentMailbox(print: (line: string) => void = (line) => process.stderr.write(`${line}\n`)) {
  const mailbox = developmentMailer(print);
  return { ...mailbox, mailbox };
}

async function packageVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(PACKAGE_FILE, 'utf8')) as { version: string };
  return version;
}

/** `localhost` is both 127.0.0.1 and ::1; browsers try either first. */
async function listen(app: Hono<AppContext>, host: string, port: number) {
  const listener = getRequestListener((request, env) => app.fetch(request, env));
  const servers: Server[] = [];
  const open = async (address: string, onPort: number): Promise<number> => {
    const server = createServer({ keepAliveTimeout: 61_000, headersTimeout: 30_000 }, (incoming, outgoing) => {
      void listener(incoming, outgoing);
    });
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
  // Without IPv6 the one address must do.
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

/** The queue's own tables and clock must not hold up the first page. Gives the way to stop whatever has started by then. */
function startJobsLater(deps: Parameters<typeof startJobs>[0]): () => Promise<void> {
  let starting: Promise<Jobs | null> | null = null;
  const timer = setTimeout(() => {
    starting = startJobs(deps).catch((error: unknown) => {
      deps.log.error(errorFields(error), 'jobs could not be started');
      return null;
    });
  }, 1_000).unref();
  return async () => {
    clearTimeout(timer);
    await (await starting)?.stop();
  };
}
