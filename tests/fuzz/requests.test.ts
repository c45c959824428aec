// Requests that our clients never send: endless bodies, invalid parameters, cookies, methods and request lines. The server
// answers each with a status below 500 in bounded time, keeps nothing of it in memory, and serves the next request.
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import { MAX_REQUEST_BYTES } from '#schema/protocol/commands.ts';
import { capture, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { anyJson, anyText } from './json-schema.ts';
import { naughtyStrings } from './naughty.ts';
import { fuzzParameters, isLongFuzz } from './seed.ts';
import { watched } from './watch.ts';

vi.setConfig({ testTimeout: isLongFuzz ? 3_600_000 : 120_000 });

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ times: { holdMs: 30, keepAliveMs: 20, sseMs: 60 } });
  person = await server.signIn();
});
afterAll(() => server.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const expectNothingFailed = () => expect(server.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);

const send = (path: string, body: BodyInit, headers: Record<string, string> = JSON_TYPE) =>
  watched(`POST ${path} ${typeof body === 'string' ? body.slice(0, 300) : ''}`, (signal) =>
    person.fetch(path, { method: 'POST', headers, body, signal }),
  );

const envelope = (commands: string): string =>
  `{"clientId":"${newId()}","sentAt":"${new Date().toISOString()}","commands":${commands}}`;
const oneCommand = (args: string): string =>
  envelope(`[{"id":1,"name":"inbox.add","version":1,"at":"${new Date().toISOString()}","args":${args}}]`);
const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 0x20));
const repeated = (text: string, count: number) => text.repeat(count);

const bodies: [what: string, make: () => BodyInit, headers?: Record<string, string>][] = [
  ['nothing', () => ''],
  ['no object', () => 'null'],
  ['a list', () => '[]'],
  ['a text', () => '"commands"'],
  ['an empty object', () => '{}'],
  ['half of JSON', () => envelope('[{"id":1').slice(0, -1)],
  ['100,000 lists in one another, as arguments', () => oneCommand(repeated('[', 100_000) + repeated(']', 100_000))],
  ['100,000 objects in one another, as arguments', () => oneCommand(repeated('{"a":', 100_000) + '1' + repeated('}', 100_000))],
  ['lists that are never closed', () => repeated('[', 2_000_000)],
  ['objects that are never closed', () => repeated('{"":', 900_000)],
  ['a string that is never closed', () => `"${repeated('\\"', 1_500_000)}`],
  ['a number of four million digits', () => oneCommand(repeated('9', 4_000_000))],
  ['a number too large for a number', () => oneCommand('{"id":1e400}')],
  ['a million commands that are nothing', () => envelope(`[${repeated('0,', 1_000_000)}0]`)],
  ['a million commands that are empty', () => envelope(`[${repeated('{},', 1_000_000)}{}]`)],
  ['a hundred thousand keys', () => oneCommand(`{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":0`).join(',')}}`)],
  ['the same key ten thousand times', () => oneCommand(`{${repeated('"id":"x",', 10_000)}"id":"x"}`)],
  ['a key that is a prototype', () => oneCommand('{"__proto__":{"title":"x"},"constructor":{"prototype":{}}}')],
  ['an envelope with a prototype', () => `{"__proto__":{"commands":[]},${envelope('[]').slice(1)}`],
  ['ids that count in fractions', () => envelope('[{"id":1.5,"name":"x","version":1,"at":"2026-01-01T00:00:00Z"}]')],
  [
    'an id beyond what is counted',
    () => envelope(`[{"id":9007199254740993,"name":"x","version":1,"at":"2026-01-01T00:00:00Z"}]`),
  ],
  ['a name with a NUL', () => envelope(`[{"id":1,"name":"\\u0000","version":1,"at":"2026-01-01T00:00:00Z"}]`)],
  [
    'the year zero',
    () =>
      envelope(`[{"id":1,"name":"x","version":1,"at":"0000-01-01T00:00:00Z"}]`).replace(
        /"sentAt":"[^"]+"/,
        '"sentAt":"9999-12-31T23:59:59Z"',
      ),
  ],
  [
    'bytes that are no UTF-8',
    () => Buffer.concat([Buffer.from('{"clientId":"'), Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80]), Buffer.from('"}')]),
  ],
  ['UTF-16', () => Buffer.from(envelope('[]'), 'utf16le')],
  ['a byte-order mark', () => `\ufeff${envelope('[]')}`],
  ['more than the limit', () => repeated(' ', MAX_REQUEST_BYTES + 1)],
  ['a stream beyond the limit', () => endless(MAX_REQUEST_BYTES * 3)],
  ['a gzip of fifty megabytes', () => bomb, { ...JSON_TYPE, 'content-encoding': 'gzip' }],
  ['another content type', () => oneCommand('{}'), { 'content-type': 'text/xml' }],
  ['a form', () => 'clientId=1&commands=2', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['many parts that are none', () => '--x\r\n\r\n', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['a content type without sense', () => '{}', { 'content-type': `${repeated('a', 4_000)}/;;;===` }],
];

/** Sent in chunks, without a content-length. */
function endless(bytes: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes) return controller.close();
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
  });
}

describe.each(['/v1/commands', '/v1/auth/email/link', '/v1/auth/email/verify', '/v1/account/import'])('POST %s', (path) => {
  test.each(bodies)('answers %s', async (_what, make, headers = JSON_TYPE) => {
    const init = { method: 'POST', headers, body: make(), duplex: 'half' };
    const ask = (signal: AbortSignal) => person.fetch(path, { ...init, signal } as RequestInit);
    // The server may close the connection while a refused body is still being sent.
    const answer = await watched(`POST ${path} ${_what}`, ask).catch((error: unknown) => {
      if (/EPIPE|ECONNRESET|fetch failed/.test(String(error))) return null;
      throw error;
    });
    if (answer) expect([200, 400, 413, 422, 429]).toContain(answer.status);
    expectNothingFailed();
  });
});

test('random JSON is answered with a status below 500 by every route that accepts JSON', async () => {
  const anyField = fc.oneof(anyJson, anyText);
  const bent = fc.oneof(
    anyJson,
    fc.record({ clientId: anyJson, commands: anyJson, sentAt: anyJson }, { requiredKeys: [] }),
    fc.record({
      clientId: fc.constant(newId()),
      sentAt: fc.constant(new Date().toISOString()),
      commands: fc.array(
        fc.record({ id: anyJson, name: anyJson, version: anyJson, args: anyJson, at: anyJson }, { requiredKeys: [] }),
      ),
    }),
    fc.record({ email: anyField, token: anyField, code: anyField, deviceName: anyField }, { requiredKeys: [] }),
  );
  const path = fc.constantFrom(
    '/v1/commands',
    '/v1/commands',
    '/v1/auth/email',
    '/v1/auth/email/link',
    '/v1/auth/email/verify',
    '/v1/auth/sign-out',
  );
  await fc.assert(
    fc.asyncProperty(path, bent, async (to, body) => {
      // A sign-out would end the session for the following requests.
      const ask = to.endsWith('sign-out') ? `${server.url}${to}` : null;
      const init = (signal: AbortSignal) => ({ method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body), signal });
      await watched(`POST ${to} ${JSON.stringify(body)}`, (signal) =>
        ask ? fetch(ask, init(signal)) : person.fetch(to, init(signal)),
      );
    }),
    fuzzParameters(150),
  );
  expectNothingFailed();
});

test('a sign-in with a naughty name of a device or browser succeeds', async () => {
  const unusual = [
    ...naughtyStrings.filter((_, at) => at % (isLongFuzz ? 1 : 40) === 0),
    '\0',
    '\ud800',
    'x\0y',
    'é'.repeat(300),
  ];
  for (const deviceName of unusual) {
    const { cookie: _cookie, ...someone } = await server.signIn();
    await send('/v1/auth/email', JSON.stringify({ email: someone.email }));
    const [, token, code] = /token=(\S+) or code (\d{8})/.exec(server.printed.at(-1) ?? '') ?? [];
    // From a browser of its own: a sign-in ends the session that its browser had before.
    const answer = await watched(`a sign-in as ${JSON.stringify(deviceName)}`, (signal) =>
      fetch(`${server.url}/v1/auth/email/verify`, {
        ...{ method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ token, code, deviceName }), signal },
      }),
    );
    // Names above the limit are refused.
    expect(answer.status === 200, `${answer.status} ${JSON.stringify(deviceName)}`).toBe(deviceName.trim().length <= 200);
  }
  expectNothingFailed();
});

test('no parameter of the feed is answered with a 5xx', async () => {
  const names = [
    'scope',
    'offset',
    'handle',
    'cursor',
    'live',
    'live_sse',
    'experimental_live_sse',
    'log',
    'expired_handle',
    'where',
    'table',
    'columns',
    'params',
    'subset__limit',
  ];
  const usual = [
    'me',
    'public',
    '-1',
    'now',
    '0_0',
    '1_inf',
    'true',
    'false',
    'full',
    'changes_only',
    '18446744073709551615_9223372036854775807',
  ];
  const start = await person.fetch('/v1/shape?scope=me&offset=-1');
  await start.text();
  const handle = start.headers.get('electric-handle') ?? '';
  const pair = fc.tuple(
    fc.constantFrom(...names),
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...usual, handle) }, anyText),
  );
  const raw = fc.string({ maxLength: 60 }).map((text) => text.replaceAll('#', ''));
  const query = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .array(pair, { maxLength: 6 })
        .map((pairs) => String(new URLSearchParams([['scope', 'me'], ['offset', '-1'], ...pairs].reverse()))),
    },
    raw,
    fc.constantFrom('%', '%00', '%ff%fe', 'scope=%E0%A4%A', '&&&===', 'scope=me&offset=-1&'.repeat(500)),
  );
  const header = fc.constantFrom(
    'if-none-match',
    'last-event-id',
    'accept',
    'accept-encoding',
    'x-forwarded-for',
    'range',
    'x-cadence-person',
  );
  const value = fc
    .oneof(fc.string({ maxLength: 40 }), fc.constantFrom('"', 'W/"x"', 'gzip;q=-1', ','.repeat(3_000), '*', '::1'))
    .map((text) => text.replaceAll(/[^\x20-\x7e]/g, '?'));
  await fc.assert(
    fc.asyncProperty(query, header, value, async (search, name, text) => {
      await watched(`GET /v1/shape?${search} ${name}: ${text}`, (signal) =>
        person.fetch(`/v1/shape?${search}`, { headers: { [name]: text }, signal }),
      );
    }),
    fuzzParameters(150),
  );
  expectNothingFailed();
});

test('no forged cookie signs in, and none is answered with a 5xx', async () => {
  const [name = '', token = ''] = person.cookie.split('=');
  const cookies = fc.oneof(
    fc.string({ maxLength: 200 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, '')),
    fc.string({ maxLength: 100 }).map((text) => `${name}=${text.replaceAll(/[^\x20-\x7e]/g, '')}`),
    fc.nat(token.length - 1).map((at) => `${name}=${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`),
    fc.constantFrom(
      `${name}=%00`,
      `${name}=%ff`,
      `${name}=`,
      `${name}`,
      ';'.repeat(5_000),
      `${name}=x; `.repeat(500),
      `${name}="${token}x"`,
      `${name}=${token}${token}`,
      `${name.toUpperCase()}=${token}`,
      `$Version=1; ${name}=nothing`,
    ),
  );
  await fc.assert(
    fc.asyncProperty(cookies, async (cookie) => {
      const { status } = await watched(`cookie ${cookie}`, (signal) =>
        fetch(`${server.url}/v1/auth/session`, { headers: { cookie }, signal }),
      );
      expect(status).toBe(401);
    }),
    fuzzParameters(80),
  );
  expectNothingFailed();
});

/** The answer to raw bytes on the socket; an empty text when the server closes it without an answer. */
function rawAnswer(request: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.end(request));
    const giveUp = setTimeout(() => socket.destroy(new Error(`no answer to ${String(request).slice(0, 200)}`)), 20_000);
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error),
    );
    socket.on('close', () => {
      clearTimeout(giveUp);
      resolve(text);
    });
  });
}

const rest = 'Host: x\r\nConnection: close\r\n\r\n';
const lines: [string][] = [
  ...['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'PURGE', 'QUERY'].flatMap((method) =>
    ['/', '/v1/shape?scope=me&offset=-1', '/v1/commands', '/v1/auth/session', '/health', '/nowhere'].map((path): [string] => [
      `${method} ${path} HTTP/1.1\r\n${rest}`,
    ]),
  ),
  ['GET http://elsewhere.test/v1/shape HTTP/1.1\r\n' + rest],
  ['GET //elsewhere.test/v1/auth/session HTTP/1.1\r\n' + rest],
  ['GET /%00 HTTP/1.1\r\n' + rest],
  ['GET /%ff%fe/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n' + rest],
  ['GET /../../package.json HTTP/1.1\r\n' + rest],
  ['GET /assets/..%5c..%5cpackage.json HTTP/1.1\r\n' + rest],
  [`GET /${'a/'.repeat(3_000)} HTTP/1.1\r\n${rest}`],
  [`GET /v1/shape?${'a=b&'.repeat(3_000)} HTTP/1.1\r\n${rest}`],
  ['OPTIONS * HTTP/1.1\r\n' + rest],
  ['CONNECT elsewhere.test:443 HTTP/1.1\r\n' + rest],
  ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['GET / HTTP/1.0\r\n\r\n'],
  ['GET / HTTP/1.1\r\nHost: []:x@/\\\r\nConnection: close\r\n\r\n'],
  ['GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
  ['GET /health HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
  [`GET /health HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`],
  [`GET /health HTTP/1.1\r\n${'X: y\r\n'.repeat(5_000)}${rest}`],
  ['GET /health HTTP/9.9\r\n' + rest],
  ['\0\0\0\0\r\n\r\n'],
  ['POST /v1/commands HTTP/1.1\r\nContent-Length: -1\r\n' + rest],
  ['POST /v1/commands HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n' + rest],
  ['POST /v1/commands HTTP/1.1\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n' + rest],
  ['POST /v1/commands HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: x\r\nConnection: close\r\n\r\nzz\r\n'],
  ['POST /v1/auth/email HTTP/1.1\r\nOrigin: null\r\nContent-Length: 2\r\nHost: x\r\nConnection: close\r\n\r\n{}'],
  ['POST /v1/auth/email HTTP/1.1\r\nOrigin: http://[\r\nContent-Length: 2\r\nHost: x\r\nConnection: close\r\n\r\n{}'],
];

test.each(lines)('the request line %j is answered with a status below 500 or not at all', async (request) => {
  const answer = await rawAnswer(request);
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 400);
  expect(status, answer.slice(0, 500)).toBeLessThan(500);
  expect(answer).not.toContain('"dependencies"');
  expectNothingFailed();
});

test('afterwards the server still serves, and uses no more memory than before', async () => {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const heapMb = () => {
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  server.logged.splice(0);
  const large = bodies.filter(([what]) => /million|thousand|beyond|more than|gzip|never closed/.test(what));
  const flood = async () => {
    for (const [, make, headers = JSON_TYPE] of large) {
      const init = { method: 'POST', headers, body: make(), duplex: 'half' } as RequestInit;
      await person.fetch('/v1/commands', init).then(
        (answer) => answer.text(),
        () => undefined,
      );
    }
  };
  await flood();
  const before = heapMb();
  await flood();
  expect(heapMb() - before).toBeLessThan(24);

  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  const clientId = newId();
  const body = JSON.stringify({ clientId, sentAt: new Date().toISOString(), commands: [capture(1)] });
  expect(await send('/v1/commands', body)).toMatchObject({ status: 200, body: expect.stringContaining('applied') as string });
  const { rows } = await server.database.pool.query('select last_command_id from replica.clients where client_id = $1', [
    clientId,
  ]);
  expect(rows).toEqual([{ last_command_id: 1 }]);
});
