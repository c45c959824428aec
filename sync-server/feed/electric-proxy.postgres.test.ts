// ELECTRIC_URL mode, against a small upstream server that replays recorded answers of a real Electric and records the requests.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isChangeMessage, ShapeStream } from '@electric-sql/client';
import { readRecording } from '#tests/protocol/recording.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let upstream: Server;
let server: TestServer;
let person: TestPerson;
const asked: { query: URLSearchParams; headers: IncomingMessage['headers'] }[] = [];
let status = 200;
let health = 'active';
/** While this promise is pending, the upstream does not answer. */
let held: Promise<void> | undefined;
let release: () => void = () => undefined;
let isAsked: () => void = () => undefined;
let asking: Promise<void>;
/** Event streams that the upstream holds open, by scope. */
const streams = new Map<string, ServerResponse>();
const event = (text: string) => `data: ${JSON.stringify([text])}\n\n`;

beforeAll(async () => {
  const recordings = {
    initial: await readRecording('01-initial'),
    catchUp: await readRecording('02-catchup'),
    live: await readRecording('11-full-update'),
    conflict: await readRecording('30-409-unknown-handle'),
  };
  upstream = createServer(async (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://electric');
    if (pathname === '/v1/health') {
      response.writeHead(health === 'active' ? 200 : 202, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: health }));
      return;
    }
    asked.push({ query, headers: request.headers });
    isAsked();
    await held;
    const recording =
      query.get('handle') === 'dead'
        ? recordings.conflict
        : query.get('live') === 'true'
          ? recordings.live
          : query.get('offset') === '-1'
            ? recordings.initial
            : recordings.catchUp;
    const headers = Object.fromEntries([...recording.headers].filter(([name]) => name !== 'transfer-encoding'));
    delete headers['content-length'];
    response.writeHead(status === 200 ? recording.status : status, { ...headers, 'set-cookie': 'electric=1' });
    if (query.get('live_sse') === 'true') {
      response.write('data: {"headers":{"control":"up-to-date","global_last_seen_lsn":"1"}}\n\n');
      streams.set(query.get('params[1]') ?? '', response);
      return;
    }
    response.end(recording.body);
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const address = upstream.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  server = await startTestServer({ env: { electric: { url: `http://127.0.0.1:${port}`, secret: 'a-secret' } } });
  person = await server.signIn();
});
afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await server.close();
});
beforeEach(() => {
  asked.length = 0;
  status = 200;
  held = undefined;
  asking = new Promise((resolve) => (isAsked = resolve));
});

test('the request to Electric filters the feed by the session’s scope and carries only the protocol’s parameters', async () => {
  const answer = await person.fetch(
    '/v1/shape?scope=me&offset=0_0&handle=h1&live=true&cursor=77&expired_handle=h0&log=full&secret=mine&cache-buster=1',
  );
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
    table: 'replica.feed',
    where: '"scope" = $1',
    'params[1]': `user:${person.id}`,
    replica: 'full',
    offset: '0_0',
    handle: 'h1',
    live: 'true',
    cursor: '77',
    expired_handle: 'h0',
    secret: 'a-secret',
  });
  expect(asked[0]?.headers.cookie).toBeUndefined();
  expect(asked[0]?.headers.authorization).toBeUndefined();
});

test('the public scope is filtered the same way and needs no session', async () => {
  await (await fetch(`${server.url}/v1/shape?scope=public&offset=-1`)).text();
  expect(asked[0]?.query.get('params[1]')).toBe('public');
});

test('a request without a session or with a table parameter does not reach Electric', async () => {
  expect((await fetch(`${server.url}/v1/shape?scope=me&offset=-1`)).status).toBe(401);
  expect((await person.fetch('/v1/shape?scope=me&offset=-1&table=users')).status).toBe(400);
  expect((await person.fetch('/v1/shape?scope=me&offset=-1&where=true')).status).toBe(400);
  expect(asked).toEqual([]);
});

test('the answer carries the protocol’s headers, no-store and our security headers', async () => {
  const theirs = await readRecording('01-initial');
  const answer = await person.fetch('/v1/shape?scope=me&offset=-1');
  expect(await answer.text()).toBe(theirs.body);
  for (const name of ['electric-handle', 'electric-offset', 'electric-schema', 'etag', 'content-type']) {
    expect(answer.headers.get(name)).toBe(theirs.headers.get(name));
  }
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.headers.get('electric-server')).toBeNull();
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a 409 is forwarded with its new handle', async () => {
  const theirs = await readRecording('30-409-unknown-handle');
  const answer = await person.fetch('/v1/shape?scope=me&offset=0_0&handle=dead');
  expect(answer.status).toBe(409);
  expect(answer.headers.get('electric-handle')).toBe(theirs.headers.get('electric-handle'));
  expect(await answer.text()).toBe(theirs.body);
});

test('an event stream is forwarded event by event', async () => {
  const abort = new AbortController();
  const answer = await person.fetch('/v1/shape?scope=me&offset=0_0&handle=h&live=true&live_sse=true', { signal: abort.signal });
  const first = await answer.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value as Uint8Array)).toContain('up-to-date');
  abort.abort();
});

/** Reads a stream chunk by chunk; null at its end. */
async function openStream(of: TestPerson): Promise<() => Promise<string | null>> {
  const answer = await of.fetch('/v1/shape?scope=me&offset=0_0&handle=h&live=true&live_sse=true');
  const reader = answer.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  return async () => {
    const { done, value } = await reader.read();
    return done ? null : new TextDecoder().decode(value);
  };
}

test.each([
  ['sign-out', (of: TestPerson) => of.fetch('/v1/auth/sign-out', { method: 'POST' })],
  ['revocation', (of: TestPerson) => server.database.pool.query('delete from sessions where user_id = $1', [of.id])],
  [
    'expiry',
    (of: TestPerson) => server.database.pool.query('update sessions set expires_at = now() where user_id = $1', [of.id]),
  ],
])('%s ends an open event stream, and later rows of Electric are not forwarded', async (_title, endSession) => {
  const leaving = await server.signIn();
  const [next, staying] = [await openStream(leaving), await openStream(person)];
  expect(await next()).toContain('up-to-date');
  expect(await staying()).toContain('up-to-date');
  const fromElectric = streams.get(`user:${leaving.id}`);
  fromElectric?.write(event('while signed in'));
  expect(await next()).toBe(event('while signed in'));
  await endSession(leaving);
  const hungUp = new Promise((resolve) => fromElectric?.once('close', resolve));
  fromElectric?.write(event('a secret'));
  expect(await next()).toBeNull();
  await hungUp;
  streams.get(`user:${person.id}`)?.end(event('for who stays'));
  expect(await staying()).toBe(event('for who stays'));
});

test('a long poll that Electric answers after the sign-out is refused, without any of its rows', async () => {
  const leaving = await server.signIn();
  held = new Promise((resolve) => (release = resolve));
  const answer = leaving.fetch('/v1/shape?scope=me&offset=0_0&handle=h&live=true');
  await asking;
  await leaving.fetch('/v1/auth/sign-out', { method: 'POST' });
  release();
  expect((await answer).status).toBe(401);
  expect(await (await answer).json()).toMatchObject({ error: { code: 'signed_out' } });
});

test('answers to remote clients are compressed, event streams are not', async () => {
  const { body } = await readRecording('01-initial');
  const elsewhere = { 'x-forwarded-for': '203.0.113.9', 'accept-encoding': 'gzip' };
  const page = await person.fetch('/v1/shape?scope=me&offset=-1', { headers: elsewhere });
  expect(page.headers.get('content-encoding')).toBe('gzip');
  expect(await page.text()).toBe(body);
  const here = await person.fetch('/v1/shape?scope=me&offset=-1', { headers: { 'accept-encoding': 'gzip' } });
  expect(here.headers.get('content-encoding')).toBeNull();
  expect(await here.text()).toBe(body);
  const abort = new AbortController();
  const stream = await person.fetch('/v1/shape?scope=me&offset=0_0&handle=h&live=true&live_sse=true', {
    headers: elsewhere,
    signal: abort.signal,
  });
  expect(stream.headers.get('content-encoding')).toBeNull();
  abort.abort();
});

test('/health reports the feed as down while Electric is down, and commands still work', async () => {
  const ask = async () => {
    const answer = await fetch(`${server.url}/health`);
    return [answer.status, await answer.json()] as const;
  };
  expect(await ask()).toMatchObject([200, { status: 'ok', database: 'ok', feed: 'ok' }]);
  health = 'starting';
  expect(await ask()).toMatchObject([200, { status: 'degraded', database: 'ok', feed: 'down' }]);
  health = 'active';
});

test('an Electric that refuses ELECTRIC_SECRET gives 503, not 401', async () => {
  status = 401;
  const answer = await person.fetch('/v1/shape?scope=me&offset=-1');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } });
});

test('an unmodified ShapeStream reads the proxied answers', async () => {
  const abort = new AbortController();
  const titles: unknown[] = [];
  await new Promise<void>((resolve, reject) => {
    const stream = new ShapeStream({
      url: `${server.url}/v1/shape`,
      params: { scope: 'me' },
      headers: { cookie: person.cookie },
      signal: abort.signal,
      onError: reject,
    });
    stream.subscribe((messages) => {
      for (const message of messages) if (isChangeMessage(message)) titles.push(message.value['title']);
      if (titles.includes('milk2')) resolve();
    });
  });
  abort.abort();
  expect(titles.slice(0, 3)).toEqual(['milk', 'line1\nline2 "q" \\ é', 'bread']);
});
