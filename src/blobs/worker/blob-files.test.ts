import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { blobDownload } from './blob-download.ts';
import { BlobFiles } from './blob-files.ts';
import { MemoryFolder } from './memory-folder.ts';

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const someBytes = (length: number) => new Uint8Array(randomBytes(length));
const never = new AbortController().signal;
const ignore = () => undefined;

/** Compares buffers, because comparing megabytes element by element takes minutes. */
const holds = (bytes: Uint8Array): boolean =>
  Buffer.compare(folder.files.get(sha256Of(bytes))?.bytes ?? new Uint8Array(0), bytes) === 0;

let folder: MemoryFolder;
let files: BlobFiles;
const held = new Set<string>();

beforeEach(() => {
  folder = new MemoryFolder();
  held.clear();
  files = new BlobFiles({
    folder,
    newId,
    now: () => folder.nowMs,
    async withLock(name, work, ifFree) {
      if (ifFree && held.has(name)) return undefined;
      held.add(name);
      return work().finally(() => held.delete(name));
    },
  });
});

describe('storing a file', () => {
  test('stores it whole under its hash and leaves nothing else', async () => {
    const bytes = someBytes(9_000_000);
    const progress: number[] = [];
    const answer = await files.put(new Blob([bytes]), (done) => progress.push(done));
    expect(answer).toEqual({ ok: true, value: { sha256: sha256Of(bytes), size: bytes.length } });
    expect([...folder.files.keys()]).toEqual([sha256Of(bytes)]);
    expect(holds(bytes)).toBe(true);
    expect(progress.at(-1)).toBe(bytes.length);
  });

  test('stores the same file once', async () => {
    const file = new Blob([someBytes(100)]);
    await files.put(file, ignore);
    await files.put(file, ignore);
    expect(folder.files.size).toBe(1);
  });

  test('on a full device fails with a code and leaves nothing', async () => {
    folder.room = 5_000_000;
    expect(await files.put(new Blob([someBytes(9_000_000)]), ignore)).toEqual({ ok: false, error: { code: 'storage_full' } });
    expect(folder.files.size).toBe(0);
  });

  test('interrupted by a closed tab leaves a part that is removed, but never one that is being written', async () => {
    await folder.openPart('put-abandoned');
    await folder.openPart('put-busy');
    await folder.openPart(`get-${'0'.repeat(64)}`);
    held.add('put-busy');
    await files.sweepParts();
    expect([...folder.files.keys()]).toEqual(['put-busy', `get-${'0'.repeat(64)}`]);
    folder.nowMs = 8 * 24 * 3_600_000;
    await files.sweepParts();
    expect([...folder.files.keys()]).toEqual(['put-busy']);
  });
});

/**
 * A server with `bytes`, under another hash when `named` is given, that breaks each answer off after the next number of bytes
 * in `brokenAfter`.
 */
function serverOf(bytes: Uint8Array<ArrayBuffer>, brokenAfter: number[] = [], named?: string) {
  const asked: (string | null)[] = [];
  const answer = (_url: unknown, init?: RequestInit): Promise<Response> => {
    const range = new Headers(init?.headers).get('range');
    asked.push(range);
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const isPart = range !== null;
    if (isPart && start >= bytes.length) {
      return Promise.resolve(new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } }));
    }
    const end = bytes.length - 1;
    const cut = brokenAfter.shift();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(start, cut === undefined ? end + 1 : start + cut));
        if (cut === undefined) controller.close();
      },
      pull(controller) {
        controller.error(new TypeError('network error'));
      },
    });
    const headers: Record<string, string> = isPart
      ? { 'content-range': `bytes ${start}-${end}/${bytes.length}` }
      : { 'content-length': String(bytes.length) };
    headers['etag'] = `"${named ?? sha256Of(bytes)}"`;
    return Promise.resolve(new Response(body, { status: isPart ? 206 : 200, headers }));
  };
  return { fetch: answer as typeof fetch, asked };
}

describe('downloading a blob', () => {
  const sleep = () => Promise.resolve();
  const get = (sha256: string, fetchClient: typeof fetch, signal = never) =>
    files.fetch(sha256, blobDownload('http://server/blob', sha256, { fetch: fetchClient, sleep, signal, person: null }), ignore);

  test('continues where the network broke off, and stores the blob under its hash', async () => {
    const bytes = someBytes(50_000);
    const server = serverOf(bytes, [20_000, 10_000]);
    expect(await get(sha256Of(bytes), server.fetch)).toEqual({ ok: true, value: { size: 50_000 } });
    expect(server.asked).toEqual([null, 'bytes=20000-', 'bytes=30000-']);
    expect([...folder.files.keys()]).toEqual([sha256Of(bytes)]);
    expect(holds(bytes)).toBe(true);
  });

  test('continues after the tab was closed', async () => {
    const bytes = someBytes(5_000);
    const part = await folder.openPart(`get-${sha256Of(bytes)}`);
    part.write(bytes.slice(0, 3_000), 0);
    const server = serverOf(bytes);
    expect((await get(sha256Of(bytes), server.fetch)).ok).toBe(true);
    expect(server.asked).toEqual(['bytes=3000-']);
  });

  test('starts again when the part is longer than the blob, or not its beginning', async () => {
    const bytes = someBytes(5_000);
    for (const wrong of [someBytes(6_000), someBytes(4_000)]) {
      const part = await folder.openPart(`get-${sha256Of(bytes)}`);
      part.write(wrong, 0);
      const first = await get(sha256Of(bytes), serverOf(bytes).fetch);
      if (!first.ok) expect(first.error.code).toBe('bad_file');
      expect((await get(sha256Of(bytes), serverOf(bytes).fetch)).ok).toBe(true);
      expect(holds(bytes)).toBe(true);
      folder.files.clear();
    }
  });

  test('never stores bytes that do not match the hash', async () => {
    const bytes = someBytes(5_000);
    const sha256 = sha256Of(someBytes(1));
    expect(await get(sha256, serverOf(bytes, [], sha256).fetch)).toMatchObject({ ok: false, error: { code: 'bad_file' } });
    expect(folder.files.has(sha256)).toBe(false);
  });

  test('fails with a reason when the server does not have the blob, or there is no network, or no space', async () => {
    const sha256 = '0'.repeat(64);
    const body = { error: { code: 'not_found', message: 'in words' } };
    const answering = (status: number) => (() => Promise.resolve(Response.json(body, { status }))) as typeof fetch;
    expect(await get(sha256, answering(404))).toEqual({ ok: false, error: { code: 'file_elsewhere' } });
    expect(await get(sha256, answering(401))).toEqual({ ok: false, error: { code: 'signed_out' } });
    expect(await get(sha256, answering(503))).toEqual({ ok: false, error: { code: 'unavailable' } });
    const lost = (() => Promise.reject(new TypeError('failed'))) as typeof fetch;
    expect(await get(sha256, lost)).toEqual({ ok: false, error: { code: 'unavailable' } });
    folder.room = 10;
    expect(await get(sha256, serverOf(someBytes(11), [], sha256).fetch)).toEqual({ ok: false, error: { code: 'storage_full' } });
    expect(await get('../x', lost)).toMatchObject({ ok: false, error: { code: 'invalid_arguments' } });
  });

  test('keeps the received bytes for the next time when it is cancelled', async () => {
    const bytes = someBytes(9_000);
    const cancel = new AbortController();
    const server = serverOf(bytes, [4_000]);
    const cancelled = ((url: string, init?: RequestInit) => {
      if (server.asked.length > 0) return Promise.reject(new DOMException('aborted', 'AbortError'));
      cancel.abort();
      return server.fetch(url, init);
    }) as typeof fetch;
    expect(await get(sha256Of(bytes), cancelled, cancel.signal)).toMatchObject({ ok: false });
    const again = serverOf(bytes);
    expect((await get(sha256Of(bytes), again.fetch)).ok).toBe(true);
    expect(again.asked).toEqual(['bytes=4000-']);
  });
});
