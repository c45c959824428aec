// The whole server in this process over a test database, with people who are signed in. Nothing is faked but time spans.
import { pino } from 'pino';
import type { PushRequest, PushResponse, WireCommand } from '#schema/protocol/commands.ts';
import { newId } from '#schema/ids.ts';
import type { Env } from '#server/env.ts';
import type { ServerOptions } from '#server/server.ts';
import { startServer } from '#server/server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';

export interface TestPerson {
  id: string;
  email: string;
  cookie: string;
  /** `fetch` as this person's browser would: with the cookie, from our own page. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Waits until all that was committed before is below the snapshot's xmin: other test files share the cluster. */
  settled(): Promise<void>;
}

export interface TestServer {
  url: string;
  database: TestDatabase;
  signIn(email?: string): Promise<TestPerson>;
  /** What was printed for want of SMTP. */
  printed: string[];
  /** What was logged, one object a line. */
  logged: Record<string, unknown>[];
  /** Stops and starts it again on the same port and database. */
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
        electric: undefined,
        s3: undefined,
        blobs: { quotaBytes: 5_000_000_000, maxBytes: 2_000_000_000 },
        smtpUrl: undefined,
        mailFrom: 'Cadence <cadence@localhost>',
        publicUrl: undefined,
        isHttps: false,
        logLevel: 'debug',
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
      await post(`${url}/v1/auth/email`, { email });
      const token = /token=(\S+)/.exec(printed.at(-1) ?? '')?.[1];
      const answer = await post(`${url}/v1/auth/email/verify`, { token });
      const { user } = (await answer.json()) as { user: { id: string; email: string } };
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const settled = () => untilSettled(database);
      await settled();
      return {
        id: user.id,
        email: user.email,
        cookie,
        settled,
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

/** See TestPerson.settled. */
export async function untilSettled({ pool }: Pick<TestDatabase, 'pool'>): Promise<void> {
  const { rows } = await pool.query<{ xid: string }>('select pg_current_xact_id()::text as xid');
  for (;;) {
    const settled = await pool.query('select where pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8', [rows[0]?.xid]);
    if (settled.rowCount === 1) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

/** Command `id` of a device: puts one item into the inbox. */
export const capture = (id: number, title = `item ${id}`, itemId = newId()): WireCommand => ({
  id,
  name: 'capture.add',
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
  await request[0].settled();
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as PushResponse;
}
