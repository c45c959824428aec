// I6 for files: one person's bytes, their names and the pictures of their tracks. Whatever another person requests, guesses or
// forges, even with the same bytes, the answers are those for a file that does not exist.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { fuzzParameters } from '#tests/fuzz/seed.ts';
import { pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { askOffset, beginUpload, dropUpload, locationOf, sendPart, sha256Of } from '#tests/support/tus.ts';
import { Sightings } from './sightings.ts';

const MARK = 'melodyofalice';
const NAME = 'nameofalicesfile';
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Bytes with the mark at start, middle and end, so that every range contains one. */
function markedBytes(kind: string): Uint8Array<ArrayBuffer> {
  const mark = Buffer.from(`${MARK}.${kind}.`);
  return new Uint8Array(Buffer.concat([mark, randomBytes(2_000), mark, randomBytes(2_000), mark]));
}

const song = markedBytes('song');
const chunk = markedBytes('frames');
const half = markedBytes('unfinished');
const hashes = [song, chunk, half].map(sha256Of);
const bytesMarks = [MARK, Buffer.from(MARK).toString('hex'), base64(MARK)];

let dataDir: string;
let server: TestServer;
let alice: TestPerson;
let bob: TestPerson;
/** The addresses of Alice's uploads; the second is unfinished. */
let locations: string[];

async function begin(person: TestPerson, bytes: Uint8Array): Promise<string> {
  const answer = await person.fetch('/v1/blobs/uploads', {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': `sha256 ${base64(sha256Of(bytes))},filetype ${base64('audio/flac')},filename ${base64(NAME)}`,
    },
  });
  return locationOf(answer);
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-blobs-'));
  server = await startTestServer({ env: { s3: undefined, dataDir } });
  [alice, bob] = [await server.signIn(), await server.signIn()];
  locations = [];
  for (const bytes of [song, chunk]) {
    const location = await begin(alice, bytes);
    expect((await sendPart(alice, location, 0, bytes)).status).toBe(204);
    locations.push(location);
  }
  const unfinished = await begin(alice, half);
  expect((await sendPart(alice, unfinished, 0, half.slice(0, 2_500))).status).toBe(204);
  locations.push(unfinished);
  const track = {
    trackId: newId(),
    name: NAME,
    contentSha256: sha256Of(song),
    fileSizeBytes: song.length,
    mimeType: 'audio/flac',
  };
  const at = new Date().toISOString();
  await pushed(alice, newId(), [{ id: 1, name: 'tracks.add', version: 1, args: track, at }]);
});
afterAll(async () => {
  await server?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Everything in an answer except what differs each time; `own` is the requester's own text. */
async function comparableText(answer: Response, ...own: string[]): Promise<string> {
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  const text = `${answer.status} ${JSON.stringify(headers)}\n${await answer.text()}`;
  return own.reduce((rest, word) => rest.replaceAll(word, 'own'), text);
}

const idIn = (location: string) => location.split('/').at(-1) ?? '';

test('a request with another person’s hash gets exactly the answer for a missing blob', async () => {
  const ways: RequestInit[] = [
    {},
    { method: 'HEAD' },
    ...['bytes=0-', 'bytes=0-10', 'bytes=-16', 'bytes=999999-', 'bytes=0-0,5-9'].map((range) => ({ headers: { range } })),
  ];
  for (const hash of hashes) {
    const nobodys = sha256Of(randomBytes(8));
    for (const init of ways) {
      const [theirs, none] = [await bob.fetch(`/v1/blobs/${hash}`, init), await bob.fetch(`/v1/blobs/${nobodys}`, init)];
      expect(theirs.status).toBe(404);
      expect(await comparableText(theirs, hash)).toBe(await comparableText(none, nobodys));
    }
    for (const header of ['if-none-match', 'if-range', 'if-match']) {
      const headers = (of: string) => ({ [header]: `"${of}"`, range: 'bytes=0-5' });
      const theirs = await bob.fetch(`/v1/blobs/${hash}`, { headers: headers(hash) });
      expect(await comparableText(theirs, hash)).toBe(
        await comparableText(await bob.fetch(`/v1/blobs/${nobodys}`, { headers: headers(nobodys) }), nobodys),
      );
    }
    const ask = (of: string) =>
      bob.fetch('/v1/blobs/missing', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sha256s: [of] }),
      });
    expect(await comparableText(await ask(hash), hash)).toBe(await comparableText(await ask(nobodys), nobodys));
  }
});

test('announcing another person’s hash grants no access: all bytes must be uploaded, and wrong ones are refused', async () => {
  for (const hash of hashes) {
    const nobodys = sha256Of(randomBytes(8));
    const [theirs, none] = [
      await beginUpload(bob, { size: 40, sha256: hash }),
      await beginUpload(bob, { size: 40, sha256: nobodys }),
    ];
    const [at, elsewhere] = [locationOf(theirs), locationOf(none)];
    expect(await comparableText(theirs, hash, idIn(at))).toBe(await comparableText(none, nobodys, idIn(elsewhere)));
    const wrong = new Uint8Array(randomBytes(40));
    const [refused, alsoRefused] = [await sendPart(bob, at, 0, wrong), await sendPart(bob, elsewhere, 0, wrong)];
    expect(refused.status).toBe(422);
    expect(await comparableText(refused, hash, idIn(at))).toBe(await comparableText(alsoRefused, nobodys, idIn(elsewhere)));
    expect((await bob.fetch(`/v1/blobs/${hash}`)).status).toBe(404);
  }
});

test('a person who uploads bytes of another person’s file cannot tell that they were already stored', async () => {
  /** All answers about one file, from its announcement to long after its end. */
  const story = async (bytes: Uint8Array<ArrayBuffer>): Promise<string[]> => {
    const carol = await server.signIn();
    const hash = sha256Of(bytes);
    const begun = await beginUpload(carol, { size: bytes.length, sha256: hash });
    const at = locationOf(begun);
    const own = [hash, base64(hash), idIn(at)];
    const lines = [await comparableText(begun, ...own)];
    const tell = async (answer: Promise<Response>) => lines.push(await comparableText(await answer, ...own));
    await tell(sendPart(carol, at, 0, bytes.slice(0, 100)));
    await tell(askOffset(carol, at));
    await tell(sendPart(carol, at, 100, bytes.slice(100)));
    await tell(askOffset(carol, at));
    await tell(sendPart(carol, at, bytes.length, new Uint8Array()));
    await tell(sendPart(carol, at, 0, bytes));
    await tell(sendPart(carol, at, bytes.length, new Uint8Array(5)));
    await tell(dropUpload(carol, at));
    await tell(askOffset(carol, at));
    await tell(carol.fetch('/v1/blobs/usage'));
    await tell(carol.fetch(`/v1/blobs/${hash}`, { method: 'HEAD' }));
    return lines;
  };
  const fresh = new Uint8Array(randomBytes(song.length));
  expect(await story(song)).toEqual(await story(fresh));
});

test('no forged upload address reads, continues or drops another person’s upload', async () => {
  const sightings = new Sightings();
  const ids = locations.map(idIn);
  const [first = ''] = ids;
  const anyId = fc.oneof(
    fc.constantFrom(...ids),
    fc.constantFrom(...ids).map((id) => `${id}.json`),
    fc.constantFrom(...ids).map((id) => id.replace('cadence-', 'cadence%2D')),
    fc.constantFrom(...ids).map((id) => `..%2fblobs%2f${id}`),
    fc.constantFrom(...ids).map((id) => `${id}%00`),
    fc.constantFrom(...ids).map((id) => id.toUpperCase()),
    fc.tuple(fc.constantFrom(...ids), fc.nat(first.length - 1)).map(([id, at]) => `${id.slice(0, at)}0${id.slice(at + 1)}`),
    fc.constantFrom(...hashes),
    fc.string({ maxLength: 30 }).map((text) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ''))),
  );
  const request = fc.record({
    id: anyId,
    method: fc.constantFrom('HEAD', 'PATCH', 'DELETE', 'GET', 'OPTIONS', 'POST', 'PUT'),
    offset: fc.constantFrom('0', '2500', String(song.length), '-1', '1e3'),
    where: fc.constantFrom('/v1/blobs/uploads/', '/v1/blobs/', '/v1/blobs//uploads/', '/v1/blobs/uploads//'),
    header: fc.constantFrom('x-cadence-person', 'x-user-id', 'x-http-method-override', 'upload-concat', 'range'),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ id, method, offset, where, header }) => {
      const values: Record<string, string> = {
        'upload-concat': `final;${locations.join(' ')}`,
        'x-http-method-override': 'DELETE',
        range: 'bytes=0-',
      };
      const answer = await bob.fetch(`${where}${id}`, {
        method,
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': offset,
          'content-type': 'application/offset+octet-stream',
          [header]: values[header] ?? alice.id,
        },
        ...(['PATCH', 'POST', 'PUT'].includes(method) && { body: 'x' }),
      });
      expect(answer.status, `${method} ${where}${id}`).toBeLessThan(500);
      if (method !== 'OPTIONS') expect(answer.status, `${method} ${where}${id}`).toBeGreaterThanOrEqual(400);
      await sightings.read(`${method} ${where}${id}`, answer);
    }),
    fuzzParameters(120),
  );
  sightings.expectNone([...bytesMarks, NAME, base64(NAME), ...hashes, ...hashes.map(base64), alice.id, dataDir]);
  const offsets = await Promise.all(locations.map(async (at) => (await askOffset(alice, at)).headers.get('upload-offset')));
  expect(offsets).toEqual([String(song.length), String(chunk.length), '2500']);
  for (const [at, bytes] of [song, chunk].entries()) {
    const answer = await alice.fetch(`/v1/blobs/${hashes[at]}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  }
});

test('the feed of another person contains neither the name nor the hash', async () => {
  const sightings = new Sightings();
  for (const scope of ['me', 'public']) await sightings.read(scope, await bob.fetch(`/v1/shape?scope=${scope}&offset=-1`));
  sightings.expectNone([...bytesMarks, NAME, ...hashes]);
});

test('the log contains neither bytes nor file names, and a hash only in a requested path', () => {
  const log = new Sightings();
  for (const { path: _path, ...line } of server.logged) log.note('log', JSON.stringify(line));
  log.expectNone([...bytesMarks, NAME, base64(NAME), ...hashes, dataDir]);
  expect(server.logged.length).toBeGreaterThan(100);
});

test('the name of a file is not stored beside its bytes', async () => {
  const names = await readdir(join(dataDir, 'blobs'));
  expect(names.join()).not.toContain(NAME);
  // Whoever backs up the folder can read these files, so they contain only what is needed.
  const notes = await Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => readFile(join(dataDir, 'blobs', name), 'utf8')),
  );
  expect(notes.join()).not.toContain(NAME);
});
