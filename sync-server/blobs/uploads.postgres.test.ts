// What a person may upload, and what of it is served and logged.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { askOffset, beginUpload, dropUpload, locationOf, sha256Of, uploadBlob } from '#tests/support/tus.ts';

const MB = 1_000_000;
const limits = { quotaBytes: 30 * MB, quotaFiles: 100_000, maxBytes: 20 * MB, reserveBytes: 0 };

const someBytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));

describe('what a person may upload', () => {
  let dataDir: string;
  let server: TestServer;
  let alice: TestPerson;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cadence-blobs-'));
    server = await startTestServer({ env: { s3: undefined, dataDir, blobs: limits } });
    alice = await server.signIn();
  });
  afterAll(async () => {
    await server?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('a file above the limit for one is refused before a byte is sent', async () => {
    const answer = await beginUpload(alice, { size: 20 * MB + 1, sha256: '0'.repeat(64) });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: { code: 'too_large', detail: 'The limit for one file is 20 MB.' } });
  });

  test('an unfinished upload counts towards the quota until it is dropped', async () => {
    const carol = await server.signIn();
    const announce = (size: number) => beginUpload(carol, { size, sha256: sha256Of(someBytes(4)) });
    const first = await announce(18 * MB);
    const refused = await announce(13 * MB);
    expect(refused.status).toBe(507);
    expect(await refused.json()).toMatchObject({ error: { code: 'quota_exceeded' } });
    expect(await (await carol.fetch('/v1/blobs/usage')).json()).toEqual({
      usedBytes: 18 * MB,
      quotaBytes: 30 * MB,
      maxBlobBytes: 20 * MB,
    });
    expect((await dropUpload(carol, locationOf(first))).status).toBe(204);
    expect((await announce(13 * MB)).status).toBe(201);
  });

  test('two uploads that begin at once cannot both get the last free bytes of the quota', async () => {
    const dave = await server.signIn();
    const begun = await Promise.all(
      Array.from({ length: 6 }, () => beginUpload(dave, { size: 12 * MB, sha256: sha256Of(someBytes(4)) })),
    );
    expect(begun.filter(({ status }) => status === 201)).toHaveLength(2);
  });

  test('an invalid hash, a missing length and an empty file are refused with a message', async () => {
    for (const [size, sha256] of [
      [5, 'ABC'],
      [5, '../../etc/passwd'],
      [0, '0'.repeat(64)],
    ] as const) {
      const answer = await beginUpload(alice, { size, sha256 });
      expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'bad_request' } }]);
    }
    const deferred = await alice.fetch('/v1/blobs/uploads', {
      method: 'POST',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-defer-length': '1',
        'upload-metadata': `sha256 ${Buffer.from('0'.repeat(64)).toString('base64')}`,
      },
    });
    expect(deferred.status).toBe(400);
  });

  test('a type that a browser could run as a page is served as application/octet-stream', async () => {
    for (const type of ['text/html', 'image/svg+xml', 'audio/../html', 'AUDIO/x; charset=x']) {
      const sha256 = await uploadBlob(alice, someBytes(50), type);
      const answer = await alice.fetch(`/v1/blobs/${sha256}`);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    }
  });

  test('nothing is read or sent without a session, by another person’s replica, or from another site', async () => {
    const sha256 = await uploadBlob(alice, someBytes(60));
    expect((await fetch(`${server.url}/v1/blobs/${sha256}`)).status).toBe(401);
    expect((await fetch(`${server.url}/v1/blobs/usage`)).status).toBe(401);
    expect((await post(`${server.url}/v1/blobs/missing`, { sha256s: [] })).status).toBe(401);
    expect((await post(`${server.url}/v1/blobs/uploads`, '', { 'tus-resumable': '1.0.0' })).status).toBe(401);
    expect((await alice.fetch(`/v1/blobs/${sha256}`, { headers: { 'x-cadence-person': newId() } })).status).toBe(401);
    const foreign = await alice.fetch('/v1/blobs/uploads', { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
  });

  test('no path escapes the folder, and answers to uploads carry the security headers of every answer', async () => {
    for (const path of ['..%2f..%2fpackage.json', '%2e%2e', 'cadence-x', 'x'.repeat(5_000)]) {
      expect((await askOffset(alice, `/v1/blobs/uploads/${path}`)).status).toBe(404);
      expect((await alice.fetch(`/v1/blobs/${path}`)).status).toBe(404);
    }
    const begun = await beginUpload(alice, { size: 10, sha256: '1'.repeat(64) });
    expect(begun.headers.get('x-content-type-options')).toBe('nosniff');
    expect(begun.headers.get('access-control-allow-origin')).toBeNull();
    expect(begun.headers.get('cache-control')).toBe('no-store');
  });

  test('the log contains no bytes of a file, and its hash only in the path', async () => {
    const secret = new Uint8Array(Buffer.from('a melody nobody shall read'));
    await uploadBlob(alice, secret);
    expect(JSON.stringify(server.logged)).not.toContain('a melody');
    expect(await readdir(join(dataDir, 'blobs'))).not.toEqual([]);
  });
});
