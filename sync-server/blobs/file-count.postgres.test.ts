// The number of files per person is limited, because each small file costs the server more than its bytes.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { beginUpload, dropUpload, locationOf, sha256Of, uploadBlob } from '#tests/support/tus.ts';

let dataDir: string;
let server: TestServer;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-files-'));
  const blobs = { quotaBytes: 1_000_000, quotaFiles: 3, maxBytes: 1_000_000, reserveBytes: 0 };
  server = await startTestServer({ env: { s3: undefined, dataDir, blobs } });
});
afterAll(async () => {
  await server?.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('complete files and unfinished uploads count, and dropping an upload frees its place', async () => {
  const person = await server.signIn();
  const bytes = new Uint8Array(randomBytes(4));
  const announce = () => beginUpload(person, { size: 1, sha256: sha256Of(randomBytes(4)) });
  await uploadBlob(person, bytes);
  await uploadBlob(person, new Uint8Array(randomBytes(4)));
  const begun = await announce();
  const refused = await announce();
  expect(refused.status).toBe(507);
  expect(await refused.json()).toMatchObject({ error: { code: 'quota_exceeded' } });
  // The bytes are uploaded again because the server lost them. The file already counts.
  expect((await beginUpload(person, { size: bytes.length, sha256: sha256Of(bytes) })).status).toBe(201);
  expect((await dropUpload(person, locationOf(begun))).status).toBe(204);
  expect((await announce()).status).toBe(507);
  expect((await beginUpload(await server.signIn(), { size: 1, sha256: sha256Of(bytes) })).status).toBe(201);
});
