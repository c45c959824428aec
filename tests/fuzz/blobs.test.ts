// Uploads and downloads that our clients never send: invalid lengths, offsets, metadata, ranges and paths, and aborted bodies.
// Each is answered with a status below 500 in bounded time, nothing is written outside the store, and complete files stay
// complete.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isBlobKey } from '#server/blobs/bytes.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { askOffset, beginUpload, locationOf, sendPart, sha256Of, uploadBlob } from '#tests/support/tus.ts';
import { anyJson } from './json-schema.ts';
import { fuzzParameters, isLongFuzz } from './seed.ts';
import { watched } from './watch.ts';

vi.setConfig({ testTimeout: isLongFuzz ? 3_600_000 : 120_000 });

const limits = { quotaBytes: 50_000_000, quotaFiles: 100_000, maxBytes: 20_000_000, reserveBytes: 0 };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const HASH = '7'.repeat(64);
const TUS = { 'tus-resumable': '1.0.0' };
const OCTETS = { 'content-type': 'application/offset+octet-stream' };

let dataDir: string;
let server: TestServer;
let person: TestPerson;
let kept: Uint8Array<ArrayBuffer>;
/** The files in the temporary folder before the tests. */
let temporary: Set<string>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-blobs-'));
  server = await startTestServer({ env: { s3: undefined, dataDir, blobs: limits } });
  person = await server.signIn();
  kept = new Uint8Array(randomBytes(10_000));
  await uploadBlob(person, kept);
  temporary = new Set(await readdir(tmpdir()));
});
afterAll(async () => {
  await server?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const expectNothingFailed = () => expect(server.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);

/** Header values are bytes without line breaks; values that `fetch` itself refuses cannot be sent. */
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').trim();
const oddText = fc.string({ maxLength: 40 }).map(headerText);

const oddLength = fc.oneof(
  fc.constantFrom('0', '1', '100', '20000000', '20000001', '-1', '1.5', '1e3', '0x10', ' 7 ', '007', 'NaN', 'Infinity', ''),
  fc.constantFrom('9007199254740991', '9007199254740992', '18446744073709551616', '9'.repeat(400), '2147483648'),
  oddText,
);
const oddMetadata = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    ',',
    'sha256',
    'sha256 ',
    `sha256 ${base64(HASH)},sha256 ${base64(HASH)}`,
    `sha256 ${HASH}`,
    `sha256 ${base64(HASH.toUpperCase())}`,
    `sha256 ${base64(`${HASH}\n`)}`,
    `sha256 ${base64(HASH)}=`,
    `sha256 ${base64(HASH)} x`,
    `__proto__ ${base64(HASH)}`,
    `constructor ${base64(HASH)},sha256 ${base64(HASH)}`,
    `sha256 ${base64(HASH)},filetype ${base64('\0\r\nset-cookie: a=b')}`,
    `sha256 ${base64(HASH)},filetype ${base64('audio/'.repeat(500))}`,
    `sha256 ${base64(HASH)},filename ${base64('../../../../tmp/cadence-left-behind')}`,
    `sha256 ${base64(HASH)},${Array.from({ length: 400 }, (_, at) => `k${at} eA==`).join()}`,
    `sha256 ${base64(HASH)},name ${'A'.repeat(8_000)}`,
    `sha256 /////w==,filetype ////`,
  ),
  oddText,
  fc.tuple(oddText, fc.base64String({ maxLength: 60 })).map(([key, value]) => `${key} ${value},sha256 ${base64(HASH)}`),
);
const some = <T>(usual: T, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary: odd });
const present = (headers: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined));

const oddBody = fc.constantFrom<(() => BodyInit) | undefined>(
  undefined,
  () => '',
  () => 'x',
  () => new Uint8Array(2_000),
  () => new ReadableStream({ start: (controller) => (controller.enqueue(new Uint8Array(70_000)), controller.close()) }),
);

const ask = (what: string, path: string, init: RequestInit) =>
  watched(what, (signal) => person.fetch(path, { ...init, signal, duplex: 'half' } as RequestInit)).catch((error: unknown) => {
    // The server may close the connection while a refused body is still being sent.
    if (
      /EPIPE|ECONNRESET|other side closed/.test(
        String(error instanceof Error && error.cause instanceof Error && error.cause.cause),
      )
    )
      return null;
    throw error;
  });

test('no creation of an upload is answered with a 5xx', async () => {
  const announcement = fc.record({
    length: fc.option(some('100', oddLength), { nil: undefined }),
    metadata: fc.option(some(`sha256 ${base64(HASH)}`, oddMetadata), { nil: undefined }),
    defer: fc.constantFrom(undefined, undefined, '1', '0', 'x'),
    concat: fc.constantFrom(undefined, undefined, 'partial', 'final;/v1/blobs/uploads/x', 'final;', ''),
    version: fc.constantFrom('1.0.0', '1.0.0', '0.2.2', '', 'x', undefined),
    type: fc.constantFrom(undefined, 'application/offset+octet-stream', 'multipart/form-data; boundary=x'),
    extra: fc.constantFrom('x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-http-method-override', 'expect-ct', 'range'),
    extraValue: oddText,
    body: oddBody,
  });
  await fc.assert(
    fc.asyncProperty(announcement, async ({ body, extra, extraValue, ...given }) => {
      const headers = present({
        'upload-length': given.length,
        'upload-metadata': given.metadata,
        'upload-defer-length': given.defer,
        'upload-concat': given.concat,
        'tus-resumable': given.version,
        'content-type': given.type,
        [extra]: extraValue,
      });
      await ask(`POST uploads ${JSON.stringify(headers)}`, '/v1/blobs/uploads', {
        method: 'POST',
        headers,
        body: body?.() ?? null,
      });
      // Frees the quota for the next uploads.
      await server.database.pool.query('delete from ops.blob_uploads where finished_at is null');
    }),
    fuzzParameters(200),
  );
  expectNothingFailed();
});

test('no PATCH, HEAD or DELETE of an upload is answered with a 5xx, and none turns an incomplete upload into a blob', async () => {
  const bytes = new Uint8Array(randomBytes(1_000));
  const begin = async () => locationOf(await beginUpload(person, { size: bytes.length, sha256: sha256Of(bytes) }));
  const step = fc.record({
    method: fc.constantFrom('PATCH', 'PATCH', 'PATCH', 'HEAD', 'DELETE', 'GET', 'OPTIONS', 'PUT', 'POST'),
    end: fc.constantFrom('', '', '', '/', '?', '?x=1', '%00', '%ff', '%2f..', '/../x', '.json', '%E0%A4%A'),
    offset: fc.option(some('0', fc.oneof(oddLength, fc.nat(2_000).map(String))), { nil: undefined }),
    length: fc.option(oddLength, { nil: undefined, freq: 3 }),
    type: fc.constantFrom('application/offset+octet-stream', 'application/offset+octet-stream', 'text/plain', undefined),
    body: oddBody,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      const location = await begin();
      for (const { method, end, offset, length, type, body } of steps) {
        const headers = present({ ...TUS, 'upload-offset': offset, 'upload-length': length, 'content-type': type });
        const sent = ['PATCH', 'PUT', 'POST'].includes(method) && body ? { body: body() } : {};
        await ask(`${method} ${end} ${JSON.stringify(headers)}`, `${location}${end}`, { method, headers, ...sent });
      }
      expect((await person.fetch(`/v1/blobs/${sha256Of(bytes)}`, { method: 'HEAD' })).status).toBe(404);
      await server.database.pool.query('delete from ops.blob_uploads where finished_at is null');
    }),
    fuzzParameters(80),
  );
  expectNothingFailed();
});

test('no range, ETag or name of a blob is answered with a 5xx, and a partial answer has the bytes of its Content-Range', async () => {
  const sha256 = sha256Of(kept);
  const position = fc.oneof(fc.nat(12_000).map(String), oddLength);
  const range = fc.oneof(
    fc.tuple(position, position).map(([start, end]) => `bytes=${start}-${end}`),
    fc.constantFrom(
      'bytes=',
      'bytes=-',
      'bytes=--1',
      'octets=0-1',
      `bytes=${'0-1,'.repeat(1_500)}0-1`,
      'bytes=0-0,-1',
      'BYTES=0-1',
    ),
    oddText,
  );
  const question = fc.record({
    name: fc.oneof(
      { weight: 4, arbitrary: fc.constant(sha256) },
      fc.constantFrom(
        sha256.toUpperCase(),
        `${sha256}/`,
        `${sha256}%00`,
        `${sha256}.json`,
        '..%2f..%2fetc',
        '%ff',
        'x'.repeat(6_000),
      ),
    ),
    method: fc.constantFrom('GET', 'GET', 'HEAD', 'DELETE', 'PUT'),
    range: fc.option(range, { nil: undefined }),
    header: fc.constantFrom('if-range', 'if-none-match', 'if-match', 'accept-encoding'),
    value: fc.oneof(oddText, fc.constantFrom(`"${sha256}"`, `W/"${sha256}"`, '*', '"', ','.repeat(3_000))),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ name, method, range: asked, header, value }) => {
      const headers = present({ range: asked, [header]: value });
      const answer = await person.fetch(`/v1/blobs/${name}`, { method, headers, signal: AbortSignal.timeout(30_000) });
      const body = Buffer.from(await answer.arrayBuffer());
      expect(answer.status, `${method} ${name} ${JSON.stringify(headers)}`).toBeLessThan(500);
      const [, start, end] = /^bytes (\d+)-(\d+)\/10000$/.exec(answer.headers.get('content-range') ?? '') ?? [];
      if (answer.status === 206 && method === 'GET')
        expect(body.equals(kept.subarray(Number(start), Number(end) + 1))).toBe(true);
      if (answer.status === 200 && method === 'GET') expect(body.equals(kept)).toBe(true);
    }),
    fuzzParameters(200),
  );
  expectNothingFailed();
});

test('no request for the missing files is answered with a 5xx', async () => {
  const body = fc.oneof(
    anyJson,
    fc.record({ sha256s: anyJson }),
    fc.record({ sha256s: fc.array(fc.oneof(anyJson, fc.constant(HASH), fc.constant(`${HASH}\0`))) }),
    fc.constant({ sha256s: Array.from({ length: 1_001 }, () => HASH) }),
  );
  await fc.assert(
    fc.asyncProperty(body, async (given) => {
      await ask('POST missing', '/v1/blobs/missing', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(given),
      });
    }),
    fuzzParameters(60),
  );
  const words = ['', 'null', '{"sha256s":', '['.repeat(100_000), '{"sha256s":["'.repeat(5_000), ' '.repeat(200_000)];
  for (const text of words) {
    const answer = await ask('POST missing', '/v1/blobs/missing', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    });
    expect([400, 413]).toContain(answer?.status);
  }
  expectNothingFailed();
});

/** Announces `length` bytes, sends `bytes` of them and disconnects. */
function hangUp(location: string, length: string, bytes: number): Promise<void> {
  const { hostname, port } = new URL(server.url);
  const head = [
    `PATCH ${location} HTTP/1.1`,
    `Host: ${hostname}`,
    `Cookie: ${person.cookie}`,
    ...Object.entries({ ...TUS, ...OCTETS, 'upload-offset': '0', 'content-length': length }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
  ];
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.alloc(bytes, 1)]), () => socket.destroy()),
    );
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

test('an upload can continue after its client disconnected or sent a wrong length', async () => {
  const bytes = new Uint8Array(randomBytes(300_000));
  const location = locationOf(await beginUpload(person, { size: bytes.length, sha256: sha256Of(bytes) }));
  for (const [length, sent] of [
    ['300000', 0],
    ['300000', 1],
    ['300001', 5],
    ['99999999999999999999', 5],
    ['-5', 5],
  ] as const)
    await hangUp(location, length, sent);
  const asked = await askOffset(person, location);
  const offset = Number(asked.headers.get('upload-offset'));
  expect([asked.status, offset <= 1]).toEqual([200, true]);
  // The bytes before the disconnect count, and they differ from the file's, so the upload starts again.
  expect((await person.fetch(location, { method: 'DELETE', headers: TUS })).status).toBe(204);
  expect((await sendPart(person, location, offset, bytes.slice(offset))).status).toBe(404);
  expect(await uploadBlob(person, bytes)).toBe(sha256Of(bytes));
  expectNothingFailed();
});

test('afterwards the store has only its own files, no file is elsewhere, and complete files are complete', async () => {
  const names = await readdir(dataDir, { recursive: true });
  const odd = names.filter((name) => name !== 'blobs' && !isBlobKey(name.replace(/^blobs\//, '').replace(/\.json$/, '')));
  expect(odd).toEqual([]);
  const left = (await readdir(tmpdir())).filter((name) => !temporary.has(name));
  expect(left.filter((name) => /tus|left-behind|^cadence-[0-9a-f]{8}-/.test(name))).toEqual([]);
  const answer = await person.fetch(`/v1/blobs/${sha256Of(kept)}`);
  expect(Buffer.from(await answer.arrayBuffer()).equals(kept)).toBe(true);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});
