// The whole server in this process on a test database, with signed-in people. Only time spans differ from production.
import { pino } from 'pino';
import type { PushRequest, PushResponse, WireCommand } from '#schema/protocol/commands.ts';
import { newId } from '#schema/ids.ts';
import { SESSION_LIMITS } from '#server/auth/session-limits.ts';
import type { Env } from '#server/env.ts';
import type { ServerOptions } from '#server/server.ts';
import { startServer } from '#server/server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';

export interface TestPerson {
  id: string;
  email: string;
  cookie: string;
  /** `fetch` as in this person's browser: with the cookie, from our own page. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface TestServer {
  url: string;
  database: TestDatabase;
  signIn(email?: string): Promise<TestPerson>;
  /** The sign-in mails, printed because there is no SMTP. */
  printed: string[];
  /** The log lines, one object each. */
  logged: Record<string, unknown>[];
  /** Stops the server and starts it again on the same port and database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

export type TestServerOptions = Partial<Omit<ServerOptions, 'env' | 'log' | 'print'>> & { env?: Partial<Env> };

export async function startTestServer({ env, ...options }: TestServerOptions = {}): Promise<TestServer> {
  const database = await testDatabase();
  const printed: string[] = [];
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'debug', base: null },
    { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const start = (port: number) =>
    startServer({
      withJobs: false,
      withContent: false,
      ...options,
      log,
      print: (line) => printed.push(line),
      env: {
        port,
        host: '127.0.0.1',
        dataDir: '.data/unused',
        databaseUrl: database.url,
        databaseDirectUrl: undefined,
        databaseConnections: 40,
        electric: undefined,
        s3: undefined,
        blobs: { quotaBytes: 5_000_000_000, quotaFiles: 100_000, maxBytes: 2_000_000_000, reserveBytes: 0 },
        rowQuota: 2_000_000,
        smtpUrl: undefined,
        mailFrom: 'Cadence <cadence@localhost>',
        pushContact: 'mailto:cadence@localhost',
        publicUrl: undefined,
        isHttps: false,
        logLevel: 'debug',
        isTrustedProxy: () => false,
        signUp: 'open',
        providers: [],
        tokenKeys: [],
        terms: null,
        sessions: SESSION_LIMITS,
        bookLookupUrl: null,
        metricsToken: undefined,
        isProduction: false,
        ...env,
      },
    });
  let server = await start(0);
  const { port } = server;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    database,
    printed,
    logged,
    async signIn(email = `${newId()}@example.test`) {
      const asked = await post(`${url}/v1/auth/email`, { email });
      const token = /token=(\S+)/.exec(printed.at(-1) ?? '')?.[1];
      const answer = await post(`${url}/v1/auth/email/verify`, { token }, { cookie: cookiesOf(asked) });
      const { user } = (await answer.json()) as { user: { id: string; email: string } };
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      return {
        id: user.id,
        email: user.email,
        cookie,
        fetch: (path, init) => fetch(`${url}${path}`, { ...init, headers: { ...(init?.headers as object), cookie } }),
      };
    },
    async restart() {
      await server.stop();
      server = await start(port);
    },
    stop: () => server.stop(),
    async close() {
      await server.stop();
      await database.close();
    },
  };
}

export const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

/** The cookies that an answer sets, as a Cookie header. */
export const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

/** Command `id` of a device: adds one item to the inbox. */
export const capture = (id: number, title = `item ${id}`, itemId = newId()): WireCommand => ({
  id,
  name: 'inbox.add',
  version: 1,
  args: { id: itemId, title },
  at: new Date().toISOString(),
});

export const push = (person: TestPerson, clientId: string, commands: WireCommand[], more: Partial<PushRequest> = {}) =>
  person.fetch('/v1/commands', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, commands, sentAt: new Date().toISOString(), ...more }),
  });

export async function pushed(...request: Parameters<typeof push>): Promise<PushResponse> {
  const answer = await push(...request);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as PushResponse;
}
