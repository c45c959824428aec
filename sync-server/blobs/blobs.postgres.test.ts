// Blobs of signed-in people over HTTP, stored in a folder and in an S3-compatible bucket.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { pushed, post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { hasMoto, startMoto } from '#tests/support/moto.ts';
import { askOffset, beginUpload, dropUpload, locationOf, sendPart, sha256Of, uploadBlob } from '#tests/support/tus.ts';
import type { Env } from '../env.ts';
import type { BlobBytes } from './bytes.ts';
import { collectBlobs } from './collect.ts';
import { openBlobBytes } from './open-bytes.ts';

const MB = 1_000_000;
const limits = { quotaBytes: 30 * MB, quotaFiles: 100_000, maxBytes: 20 * MB, reserveBytes: 0 };
const DAY_MS = 24 * 3_600_000;
const silent = pino({ level: 'silent' });

let now = new Date('2026-11-22T12:00:00.000Z');
const clock = { now: () => now };

const someBytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));

interface Store {
  env: Pick<Env, 's3' | 'dataDir'>;
  close(): Promise<void>;
}

async function folderStore(): Promise<Store> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cadence-blobs-'));
  return { env: { s3: undefined, dataDir }, close: () => rm(dataDir, { recursive: true, force: true }) };
}

async function bucketStore(): Promise<Store> {
  const bucket = await startMoto();
  return { env: { dataDir: '.data/unused', s3: bucket.settings }, close: bucket.close };
}

describe.each([
  ['a folder', folderStore, true],
  [`a bucket${hasMoto ? '' : ' (skipped: moto_server, a server that speaks S3, is not installed)'}`, bucketStore, hasMoto],
])('blobs in %s', (_where, openStore, isHere) => {
  let store: Store;
  let server: TestServer;
  let bytes: BlobBytes;
  let alice: TestPerson;
  let bob: TestPerson;
  const collect = () => collectBlobs({ pool: server.database.pool, clock, log: silent, bytes });
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of bytes.list()) found.push(key);
    return found;
  };

  beforeAll(async () => {
    if (!isHere) return;
    now = new Date();
    store = await openStore();
    bytes = await openBlobBytes(store.env);
    server = await startTestServer({ clock, env: { ...store.env, blobs: limits } });
    [alice, bob] = [await server.signIn(), await server.signIn()];
  });
  afterAll(async () => {
    await server?.close();
    await store?.close();
  });

  test.skipIf(!isHere)('an uploaded file is read back whole, with its type, and may be cached for ever', async () => {
    const file = someBytes(300_000);
    const sha256 = await uploadBlob(alice, file);
    const answer = await alice.fetch(`/v1/blobs/${sha256}`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/flac',
      'content-length': '300000',
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers.get('vary')).toContain('cookie');
    expect(sha256Of(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256);
    expect((await alice.fetch(`/v1/blobs/${sha256}`, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304);
    const head = await alice.fetch(`/v1/blobs/${sha256}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '300000']);
  });

  test.skipIf(!isHere)('a range request gives its bytes and a Content-Range header', async () => {
    const file = someBytes(100_000);
    const sha256 = await uploadBlob(alice, file);
    const ask = (headers: Record<string, string>) => alice.fetch(`/v1/blobs/${sha256}`, { headers });
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 0],
      ['bytes=50000-', 50_000, 99_999],
      ['bytes=-5', 99_995, 99_999],
      ['bytes=99999-200000', 99_999, 99_999],
    ] as const) {
      const answer = await ask({ range });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([206, `bytes ${start}-${end}/100000`]);
      expect(Buffer.from(await answer.arrayBuffer()).equals(file.subarray(start, end + 1))).toBe(true);
    }
    const outside = await ask({ range: 'bytes=100000-' });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */100000']);
    expect((await ask({ range: 'bytes=0-1,5-6' })).status).toBe(200);
    expect((await ask({ range: 'bytes=0-1', 'if-range': '"another"' })).status).toBe(200);
    expect((await ask({ range: 'bytes=0-1', 'if-range': `"${sha256}"` })).status).toBe(206);
  });

  test.skipIf(!isHere)('an interrupted upload continues where it stopped, even after a restart of the server', async () => {
    const file = someBytes(12 * MB);
    const location = locationOf(await beginUpload(alice, { size: file.length, sha256: sha256Of(file) }));
    expect((await sendPart(alice, location, 0, file.slice(0, 6 * MB))).status).toBe(204);
    await server.restart();
    const asked = await askOffset(alice, location);
    expect([asked.status, asked.headers.get('upload-offset')]).toEqual([200, String(6 * MB)]);
    expect((await sendPart(alice, location, 5 * MB, file.slice(5 * MB))).status).toBe(409);
    expect((await sendPart(alice, location, 6 * MB, file.slice(6 * MB))).status).toBe(204);
    const whole = await alice.fetch(`/v1/blobs/${sha256Of(file)}`);
    expect(sha256Of(new Uint8Array(await whole.arrayBuffer()))).toBe(sha256Of(file));
    // A device that did not receive the last answer asks for the offset.
    expect((await askOffset(alice, location)).headers.get('upload-offset')).toBe(String(file.length));
  });

  test.skipIf(!isHere)('bytes that do not have the announced hash are deleted and refused with a reason', async () => {
    const file = someBytes(40_000);
    const announced = sha256Of(someBytes(1));
    const before = (await keys()).length;
    const location = locationOf(await beginUpload(alice, { size: file.length, sha256: announced }));
    const answer = await sendPart(alice, location, 0, file);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ error: { code: 'bad_file' } });
    for (const sha256 of [announced, sha256Of(file)]) expect((await alice.fetch(`/v1/blobs/${sha256}`)).status).toBe(404);
    expect((await askOffset(alice, location)).status).toBe(404);
    expect(await keys()).toHaveLength(before);
  });

  test.skipIf(!isHere)('a complete but unchecked upload becomes a blob when the device asks for its offset', async () => {
    const file = someBytes(30_000);
    const sha256 = sha256Of(file);
    const location = locationOf(await beginUpload(alice, { size: file.length, sha256 }));
    // Simulates a server crash between the last byte and the answer.
    await sendPart(alice, location, 0, file.slice(0, 20_000));
    await server.database.pool.query('alter table ops.blob_owners rename to blob_owners_away');
    expect((await sendPart(alice, location, 20_000, file.slice(20_000))).status).toBe(503);
    await server.database.pool.query('alter table ops.blob_owners_away rename to blob_owners');
    expect((await alice.fetch(`/v1/blobs/${sha256}`)).status).toBe(404);
    expect((await askOffset(alice, location)).headers.get('upload-offset')).toBe('30000');
    expect((await alice.fetch(`/v1/blobs/${sha256}`)).status).toBe(200);
  });

  test.skipIf(!isHere)('an upload that is dropped while it completes does not remove the bytes of a blob', async () => {
    const { pool } = server.database;
    const file = someBytes(50_000);
    const sha256 = sha256Of(file);
    const location = locationOf(await beginUpload(alice, { size: file.length, sha256 }));
    const waiting = async (count: number) => {
      const { rows } = await pool.query<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return (rows[0]?.waiting ?? 0) >= count;
    };
    const holder = await pool.connect();
    await holder.query('begin; lock table ops.blobs in share row exclusive mode');
    let isDropped = false;
    try {
      const ended = sendPart(alice, location, 0, file);
      await expect.poll(() => waiting(1)).toBe(true);
      const dropped = dropUpload(alice, location).finally(() => (isDropped = true));
      await expect.poll(async () => isDropped || (await waiting(2))).toBe(true);
      await holder.query('commit');
      expect([(await ended).status, (await dropped).status]).toEqual([204, 409]);
    } finally {
      holder.release();
    }
    // Bob’s bytes are discarded as a duplicate, so a stored blob must have them.
    await uploadBlob(bob, file);
    for (const person of [alice, bob]) {
      const answer = await person.fetch(`/v1/blobs/${sha256}`);
      expect(sha256Of(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256);
    }
  });

  test.skipIf(!isHere)('a device that asks for the offset while the hash is checked gets the result of that check', async () => {
    const file = someBytes(60_000);
    await uploadBlob(bob, file);
    const location = locationOf(await beginUpload(alice, { size: file.length, sha256: sha256Of(file) }));
    await sendPart(alice, location, 0, file.slice(0, 59_999));
    const [sent, ...asked] = await Promise.all([
      sendPart(alice, location, 59_999, file.slice(59_999)),
      ...Array.from({ length: 12 }, () => askOffset(alice, location)),
    ]);
    expect(sent.status).toBe(204);
    for (const { status, headers } of asked) {
      expect([status, ['59999', '60000'].includes(headers.get('upload-offset') ?? '')]).toEqual([200, true]);
    }
    expect((await askOffset(alice, location)).headers.get('upload-offset')).toBe('60000');
  });

  test.skipIf(!isHere)('more bytes than announced are refused', async () => {
    const file = someBytes(1_000);
    const location = locationOf(await beginUpload(alice, { size: 500, sha256: sha256Of(file.slice(0, 500)) }));
    expect((await sendPart(alice, location, 0, file)).status).toBeGreaterThanOrEqual(400);
    expect((await sendPart(alice, location, 0, file.slice(0, 500))).status).toBe(204);
  });

  test.skipIf(!isHere)('a blob of another person, an upload of another person and a missing blob all answer 404', async () => {
    const file = someBytes(20_000);
    const sha256 = await uploadBlob(alice, file);
    const theirs = await bob.fetch(`/v1/blobs/${sha256}`);
    const nobodys = await bob.fetch(`/v1/blobs/${'0'.repeat(64)}`);
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
    expect(await theirs.json()).toEqual(await nobodys.json());
    const missing = await post(`${server.url}/v1/blobs/missing`, { sha256s: [sha256] }, { cookie: bob.cookie });
    expect(await missing.json()).toEqual({ missing: [sha256] });

    const location = locationOf(await beginUpload(alice, { size: 10, sha256: sha256Of(file.slice(0, 10)) }));
    expect((await askOffset(bob, location)).status).toBe(404);
    expect((await sendPart(bob, location, 0, file.slice(0, 10))).status).toBe(404);
    expect((await dropUpload(bob, location)).status).toBe(404);
    expect((await bob.fetch(location)).status).toBe(404);
    expect((await askOffset(alice, location)).headers.get('upload-offset')).toBe('0');
    expect((await dropUpload(alice, location)).status).toBe(204);
  });

  test.skipIf(!isHere)('a person who uploads the same bytes can read them too, and they are stored once', async () => {
    const file = someBytes(25_000);
    const sha256 = await uploadBlob(alice, file);
    const before = (await keys()).length;
    expect(await uploadBlob(bob, file, 'audio/mpeg')).toBe(sha256);
    expect((await bob.fetch(`/v1/blobs/${sha256}`)).headers.get('content-type')).toBe('audio/mpeg');
    expect((await alice.fetch(`/v1/blobs/${sha256}`)).headers.get('content-type')).toBe('audio/flac');
    expect(await keys()).toHaveLength(before);
  });

  test.skipIf(!isHere)(
    'a blob stays while a row references it, is released a day after the last reference, and its bytes go with its last owner',
    async () => {
      const [file, shared] = [someBytes(9_000), someBytes(8_000)];
      const [sha256, sharedSha] = [await uploadBlob(alice, file), await uploadBlob(alice, shared)];
      await uploadBlob(bob, shared);
      const ask = async (person: TestPerson, hash: string) =>
        (await person.fetch(`/v1/blobs/${hash}`, { method: 'HEAD' })).status;
      const client = newId();
      const ids = [newId(), newId(), newId()] as const;
      const add = (id: number, trackId: string, contentSha256: string) => ({
        id,
        name: 'tracks.add',
        version: 1,
        args: { trackId, name: 'Track', contentSha256, fileSizeBytes: 9_000, mimeType: 'audio/flac' },
        at: now.toISOString(),
      });
      const send = (commands: Parameters<typeof pushed>[2]) => pushed(alice, client, commands, { sentAt: now.toISOString() });
      await send([add(1, ids[0], sha256), add(2, ids[1], sharedSha), add(3, ids[2], sha256)]);

      await collect();
      now = new Date(now.getTime() + 3 * DAY_MS);
      await collect();
      expect([await ask(alice, sha256), await ask(alice, sharedSha)]).toEqual([200, 200]);

      const remove = (id: number, trackId: string) => ({
        id,
        name: 'tracks.remove',
        version: 1,
        args: { trackId },
        at: now.toISOString(),
      });
      await send([remove(4, ids[0]), remove(5, ids[1])]);
      await collect();
      now = new Date(now.getTime() + DAY_MS);
      expect(await collect()).toMatchObject({ owners: 1 });
      // Another row references the first blob. No row of the second person references the shared blob, so their ownership
      // expires.
      expect([await ask(alice, sha256), await ask(alice, sharedSha)]).toEqual([200, 404]);
      await send([remove(6, ids[2])]);
      await collect();
      now = new Date(now.getTime() + DAY_MS);
      await collect();
      expect([await ask(alice, sha256), await ask(bob, sharedSha)]).toEqual([404, 404]);
      expect(await keys()).toEqual([]);
      await collect();
      expect((await server.database.pool.query('select from ops.blobs')).rowCount).toBe(0);
    },
  );

  test.skipIf(!isHere)('abandoned uploads and bytes unknown to the database are collected, recent ones are not', async () => {
    await beginUpload(alice, { size: 10, sha256: sha256Of(someBytes(1)) });
    await server.database.pool.query('delete from ops.blob_uploads');
    await beginUpload(alice, { size: 10, sha256: sha256Of(someBytes(1)) });
    now = new Date();
    await collect();
    const fresh = (await keys()).length;
    expect(fresh).toBeGreaterThanOrEqual(1);
    now = new Date(Date.now() + 30 * DAY_MS);
    await collect();
    expect(await keys()).toEqual([]);
    expect((await server.database.pool.query('select from ops.blob_uploads')).rowCount).toBe(0);
    now = new Date();
  });
});

describe.skipIf(!hasMoto)('an abandoned upload to a bucket', () => {
  test('is collected together with the parts of its multipart upload', async () => {
    const bucket = await startMoto();
    const env = { dataDir: '.data/unused', s3: bucket.settings };
    const server = await startTestServer({ clock, env: { ...env, blobs: limits } });
    try {
      const { settings } = bucket;
      const { S3Client, ListMultipartUploadsCommand } = await import('@aws-sdk/client-s3');
      const { endpoint, region, accessKeyId = '', secretAccessKey = '' } = settings;
      const client = new S3Client({
        ...(endpoint !== undefined && { endpoint }),
        region,
        forcePathStyle: true,
        credentials: { accessKeyId, secretAccessKey },
      });
      const parts = async () =>
        (await client.send(new ListMultipartUploadsCommand({ Bucket: settings.bucket }))).Uploads?.length ?? 0;
      const alice = await server.signIn();
      const file = someBytes(12 * MB);
      const location = locationOf(await beginUpload(alice, { size: file.length, sha256: sha256Of(file) }));
      expect((await sendPart(alice, location, 0, file.slice(0, 9 * MB))).status).toBe(204);
      expect(await parts()).toBe(1);
      now = new Date(Date.now() + 30 * DAY_MS);
      await collectBlobs({ pool: server.database.pool, clock, log: silent, bytes: await openBlobBytes(env) });
      expect(await parts()).toBe(0);
    } finally {
      now = new Date();
      await server.close();
      await bucket.close();
    }
  });
});
