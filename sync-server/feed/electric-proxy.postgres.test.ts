// ELECTRIC_URL mode, against a small upstream that replays what a real Electric answered and keeps what it was asked.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isChangeMessage, ShapeStream } from '@electric-sql/client';
import { readRecording } from '#tests/protocol/recording.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let upstream: Server;
let server: TestServer;
let person: TestPerson;
const asked: { query: URLSearchParams; headers: IncomingMessage['headers'] }[] = [];
let status = 200;

beforeAll(async () => {
  const recordings = {
    initial: await readRecording('01-initial'),
    catchUp: await readRecording('02-catchup'),
    live: await readRecording('11-full-update'),
    conflict: await readRecording('30-409-unknown-handle'),
  };
  upstream = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://electric').searchParams;
    asked.push({ query, headers: request.headers });
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
});

test('Electric is asked for the feed filtered by the session’s scope, with the protocol’s parameters and nothing else', async () => {
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

test('the public scope is bound the same way and needs no session', async () => {
  await (await fetch(`${server.url}/v1/shape?scope=public&offset=-1`)).text();
  expect(asked[0]?.query.get('params[1]')).toBe('public');
});

test('nothing is asked of Electric for who is signed out or asks for a table', async () => {
  expect((await fetch(`${server.url}/v1/shape?scope=me&offset=-1`)).status).toBe(401);
  expect((await person.fetch('/v1/shape?scope=me&offset=-1&table=users')).status).toBe(400);
  expect((await person.fetch('/v1/shape?scope=me&offset=-1&where=true')).status).toBe(400);
  expect(asked).toEqual([]);
});

test('the answer comes back with the protocol’s headers, for no cache, and with ours', async () => {
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

test('a 409 is passed on with its new handle', async () => {
  const theirs = await readRecording('30-409-unknown-handle');
  const answer = await person.fetch('/v1/shape?scope=me&offset=0_0&handle=dead');
  expect(answer.status).toBe(409);
  expect(answer.headers.get('electric-handle')).toBe(theirs.headers.get('electric-handle'));
  expect(await answer.text()).toBe(theirs.body);
});

test('an event stream is passed on as it comes', async () => {
  const abort = new AbortController();
  const answer = await person.fetch('/v1/shape?scope=me&offset=0_0&handle=h&live=true&live_sse=true', { signal: abort.signal });
  const first = await answer.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value as Uint8Array)).toContain('up-to-date');
  abort.abort();
});

test('an Electric that refuses our secret is our trouble, not the person’s', async () => {
  status = 401;
  const answer = await person.fetch('/v1/shape?scope=me&offset=-1');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } });
});

test('ShapeStream reads it unchanged', async () => {
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
