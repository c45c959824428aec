// Blobs that lost bytes after their upload, and full disks.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { beginUpload, locationOf, sendPart, sha256Of, uploadBlob } from '#tests/support/tus.ts';
import { exactly } from './whole.ts';

const limits = { quotaBytes: 1_000_000, quotaFiles: 100_000, maxBytes: 1_000_000, reserveBytes: 0 };
let dataDir: string;
let server: TestServer;
let alice: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-lost-'));
  server = await startTestServer({ env: { s3: undefined, dataDir, blobs: limits } });
  [alice, bob] = [await server.signIn(), await server.signIn()];
});
beforeEach(() => {
  limits.reserveBytes = 0;
});
afterAll(async () => {
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
});

const someBytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));

async function pathOf(sha256: string): Promise<string> {
  const { rows } = await server.database.pool.query<{ object_key: string }>(
    'select object_key from ops.blobs where sha256 = $1',
    [sha256],
  );
  return join(dataDir, 'blobs', rows[0]?.object_key ?? '');
}

const missing = async (person: TestPerson, sha256: string) => {
  const answer = await person.fetch('/v1/blobs/missing', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sha256s: [sha256] }),
  });
  return ((await answer.json()) as { missing: string[] }).missing;
};

describe('a stored file that lost bytes', () => {
  test.each([
    ['is gone', (path: string) => rm(path)],
    ['was cut', (path: string) => truncate(path, 10_000)],
    ['is empty', (path: string) => truncate(path, 0)],
  ])('is answered as missing before any byte and is repaired by a new upload: %s', async (_how, lose) => {
    // More than half of the quota: the new upload must not count a second time.
    const file = someBytes(600_000);
    const sha256 = await uploadBlob(alice, file);
    await lose(await pathOf(sha256));
    for (const [method, headers] of [
      ['GET', {}],
      ['HEAD', {}],
      ['GET', { range: 'bytes=20000-30000' }],
    ] as const) {
      expect((await alice.fetch(`/v1/blobs/${sha256}`, { method, headers })).status).toBe(404);
    }
    expect(await missing(alice, sha256)).toEqual([sha256]);

    await uploadBlob(alice, file);
    const answer = await alice.fetch(`/v1/blobs/${sha256}`);
    expect(sha256Of(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256);
    expect(await missing(alice, sha256)).toEqual([]);
    // The truncated file is removed.
    const names = (await readdir(join(dataDir, 'blobs'))).filter((name) => !name.endsWith('.json'));
    const { rows } = await server.database.pool.query<{ object_key: string }>('select object_key from ops.blobs');
    expect(names.toSorted()).toEqual(rows.map(({ object_key }) => object_key).toSorted());
    await server.database.pool.query('delete from ops.blob_owners');
  });

  test('is repaired for every owner when one of them uploads it again', async () => {
    const file = someBytes(40_000);
    const sha256 = await uploadBlob(alice, file);
    await uploadBlob(bob, file);
    await truncate(await pathOf(sha256), 100);
    await uploadBlob(bob, file);
    const answer = await alice.fetch(`/v1/blobs/${sha256}`);
    expect(sha256Of(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256);
  });

  test('while it is being sent closes the connection instead of leaving the client waiting', async () => {
    // The HTTP adapter logs the reason to console.error.
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const app = new Hono().get('/', (c) => {
      c.header('content-length', '2000');
      return c.body(Readable.toWeb(exactly(Readable.from([Buffer.alloc(500)]), 2_000)) as ReadableStream<Uint8Array>);
    });
    const listener = getRequestListener(app.fetch);
    const http = createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as { port: number };
    await expect(fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.arrayBuffer())).rejects.toThrow(
      /terminated|other side closed|fetch failed/,
    );
    expect(String(said.mock.calls[0]?.[0])).toContain('a file ended 1500 bytes early');
    said.mockRestore();
    http.close();
    http.closeAllConnections();
  });
});

describe('on a full disk', () => {
  const isFull = { error: { code: 'server_full', message: expect.stringContaining('The server has no space') as string } };

  test('a new upload is refused with 507 before it begins, and a running one before it continues', async () => {
    const file = someBytes(1_000);
    const location = locationOf(await beginUpload(alice, { size: file.length, sha256: sha256Of(file) }));
    limits.reserveBytes = 1e18;
    const begun = await beginUpload(alice, { size: 10, sha256: '0'.repeat(64) });
    expect([begun.status, await begun.json()]).toMatchObject([507, isFull]);
    const sent = await sendPart(alice, location, 0, file);
    expect([sent.status, await sent.json()]).toMatchObject([507, isFull]);
    limits.reserveBytes = 0;
    expect((await sendPart(alice, location, 0, file)).status).toBe(204);
  });

  test('an upload is refused with 507 when the database on the same disk cannot write', async () => {
    await server.database.pool.query(`
      create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
      create trigger full_disk before insert on ops.blob_uploads for each row execute function full_disk()`);
    const answer = await beginUpload(alice, { size: 10, sha256: '0'.repeat(64) });
    await server.database.pool.query('drop function full_disk cascade');
    expect([answer.status, await answer.json()]).toMatchObject([507, isFull]);
  });
});
