import { describe, expect, it } from 'vitest';
import type { BlobServer } from '#src/blobs/public.ts';
import { uploadFiles, type UploadProgress } from './upload-files.ts';

type UploadEnd = Awaited<ReturnType<BlobServer['upload']>>;

const files = ['a', 'b', 'c'].map((sha256) => ({ sha256, mediaType: 'audio/flac', size: 10 }));

function upload({ stored = [], ends = {}, stopAt }: { stored?: string[]; ends?: Record<string, UploadEnd>; stopAt?: string }) {
  const stop = new AbortController();
  const sent: string[] = [];
  const progress: UploadProgress[] = [];
  const server: BlobServer = {
    missing: async (sha256s) => sha256s.filter((one) => !stored.includes(one)),
    async upload({ sha256 }) {
      sent.push(sha256);
      if (sha256 === stopAt) {
        stop.abort();
        return { kind: 'stopped' };
      }
      return ends[sha256] ?? { kind: 'stored' };
    },
  };
  const ports = { server, person: 'p', signal: stop.signal, open: async () => new Blob(['0123456789']) };
  return uploadFiles(files, { ...ports, onProgress: (one) => progress.push(one) }).then((end) => ({ end, sent, progress }));
}

describe('the files of an archive', () => {
  it('are sent where the server lacks them, and all of them count', async () => {
    const { end, sent, progress } = await upload({ stored: ['b'] });
    expect([end, sent]).toEqual([{ kind: 'done', refused: [] }, ['a', 'c']]);
    expect(progress.at(-1)).toEqual({ files: 3, bytes: 30 });
  });
  it('stop when the person says so', async () => {
    expect(await upload({ stopAt: 'b' })).toMatchObject({ end: { kind: 'stopped' }, sent: ['a', 'b'] });
  });
  it('go on after a file that the server refuses, but not when it has no room', async () => {
    const bad = { kind: 'refused', error: { code: 'bad_file' } } as const;
    const refused = await upload({ ends: { a: bad } });
    expect([refused.end, refused.sent]).toEqual([
      ...[{ kind: 'done', refused: [{ sha256: 'a', error: bad.error }] }, ['a', 'b', 'c']],
    ]);
    const full = await upload({ ends: { a: { kind: 'refused', error: { code: 'quota_exceeded' } } } });
    expect([full.end, full.sent]).toEqual([{ kind: 'failed', error: { code: 'quota_exceeded' } }, ['a']]);
  });
  it('end in words when the network is lost', async () => {
    expect(await upload({ ends: { b: { kind: 'lost' } } })).toMatchObject({
      ...{ end: { kind: 'failed', error: { code: 'unavailable' } }, sent: ['a', 'b'] },
    });
  });
});
