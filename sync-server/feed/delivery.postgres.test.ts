// Clients that never read and people who open too many streams, against the whole server.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { ShapeStream } from '@electric-sql/client';
import { startTestServer, type TestServer, type TestServerOptions } from '#tests/protocol/test-server.ts';

const MIB = 1024 * 1024;
let server: TestServer | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
  server = undefined;
});

/** A server whose public scope is larger than the kernel's socket buffers. */
async function serverWithLongPublicScope(options: TestServerOptions): Promise<TestServer> {
  server = await startTestServer(options);
  // Incompressible, so that a page's stored size is close to its size on the wire.
  await server.database.pool.query(
    `insert into replica.feed (scope, tbl, pk, "row", deleted, xid, seq)
     select 'public', 'things', n::text, $1, false, pg_current_xact_id(), nextval('replica.feed_seq') from generate_series(1, 9) n`,
    [JSON.stringify({ filler: randomBytes(0.75 * MIB).toString('base64') })],
  );
  return server;
}

/**
 * Sends a request and never reads the answer. Returns a function that counts the bytes in the kernel's buffer before the end.
 */
async function neverRead(url: string, path: string): Promise<() => Promise<number>> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).pause();
  sockets.push(socket);
  // The server may reset the connection.
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  const isClosed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return async () => {
    let bytes = 0;
    socket.on('data', (piece: Buffer) => (bytes += piece.length));
    socket.resume();
    await isClosed;
    return bytes;
  };
}

const publicPlace = async ({ url }: TestServer): Promise<string> => {
  const answer = await fetch(`${url}/v1/shape?scope=public&offset=now`);
  await answer.text();
  return `handle=${answer.headers.get('electric-handle')}`;
};

const cutConnections = ({ logged }: TestServer): number =>
  logged.reduce((sum, line) => sum + (typeof line['connections'] === 'number' ? line['connections'] : 0), 0);

test('event streams and pages whose clients never read are closed, with and without a session', async () => {
  const running = await serverWithLongPublicScope({
    // Each page exceeds the kernel's socket buffers.
    pageBounds: { rows: 100, bytes: 8 * MIB },
    stallBounds: { quietMs: 200, minBytesPerSecond: 1e9, sweepMs: 20 },
  });
  const place = await publicPlace(running);
  const live = `/v1/shape?scope=public&offset=0_0&${place}&live=true&live_sse=true`;
  const page = '/v1/shape?scope=public&offset=-1';
  const readers = await Promise.all([live, live, page].map((path) => neverRead(running.url, path)));
  await vi.waitFor(() => expect(cutConnections(running)).toBe(3), { timeout: 20_000 });
  for (const readOn of readers) expect(await readOn()).toBeLessThan(8 * MIB);
});

test('the bytes queued for clients that never read stay within the limit of the process', async () => {
  const running = await serverWithLongPublicScope({ stallBounds: { quietMs: 1e9, maxQueuedBytes: 4 * MIB, sweepMs: 20 } });
  const place = await publicPlace(running);
  await Promise.all(
    Array.from({ length: 8 }, () => neverRead(running.url, `/v1/shape?scope=public&offset=0_0&${place}&live=true&live_sse=true`)),
  );
  // Each connection queues one page; four fit within the limit.
  await vi.waitFor(() => expect(cutConnections(running)).toBeGreaterThanOrEqual(4), { timeout: 20_000 });
});

test('live requests are limited per person and per address with a message, and a closed request frees its place', async () => {
  const running = (server = await startTestServer({
    streamLimits: { perPerson: 2, perAddress: 3 },
    env: { isTrustedProxy: (address) => address === '127.0.0.1' },
  }));
  const [person, other] = [await running.signIn(), await running.signIn()];
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const abort = new AbortController();
  const open = async (of: typeof person, scope: 'me' | 'public', headers: Record<string, string> = {}, signal = abort.signal) => {
    const now = await of.fetch(`/v1/shape?scope=${scope}&offset=now`);
    await now.text();
    const place = `handle=${now.headers.get('electric-handle')}&offset=${now.headers.get('electric-offset')}`;
    return of.fetch(`/v1/shape?scope=${scope}&${place}&live=true&live_sse=true`, { headers, signal });
  };
  const closing = new AbortController();
  expect((await open(person, 'me', {}, closing.signal)).status).toBe(200);
  expect((await open(person, 'me')).status).toBe(200);
  const refused = await open(person, 'me');
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({
    error: { code: 'too_many_connections', message: expect.stringContaining('Too many connections') as string },
  });
  expect((await open(other, 'me')).status).toBe(200);

  for (let stream = 0; stream < 3; stream += 1) expect((await open(person, 'public', from('203.0.113.9'))).status).toBe(200);
  expect((await open(person, 'public', from('203.0.113.9'))).status).toBe(429);
  expect((await open(person, 'public', from('203.0.113.10'))).status).toBe(200);
  expect((await open(person, 'public')).status).toBe(200);

  closing.abort();
  await vi.waitFor(async () => {
    const again = await open(person, 'me');
    expect(again.status).toBe(200);
  });
  abort.abort();
});

test('the app backs off after a refusal for too many streams', async () => {
  const running = (server = await startTestServer({ streamLimits: { perPerson: 0 } }));
  const person = await running.signIn();
  const abort = new AbortController();
  const failure = await new Promise<Error>((resolve) => {
    const stream = new ShapeStream({
      url: `${running.url}/v1/shape`,
      params: { scope: 'me' },
      headers: { cookie: person.cookie },
      signal: abort.signal,
      liveSse: true,
      backoffOptions: { initialDelay: 100, maxDelay: 1_000, multiplier: 2, maxRetries: 0 },
      onError: resolve,
      warnOnHttp: false,
    });
    stream.subscribe(() => undefined);
  });
  expect(failure).toMatchObject({ status: 429 });
  abort.abort();
});
