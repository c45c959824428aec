import { describe, expect, it } from 'vitest';
import { BlobError } from '#src/blobs/public.ts';
import type { TrackFrames } from './api.ts';
import { loadFrames, type LoadFramesOptions } from './load-frames.ts';

const frames: TrackFrames = {
  key: 'k',
  manifest: {},
  durationMs: 1000,
  chunks: Array.from({ length: 9 }, (_, index) => ({ index, contentSha256: `c${index}` })),
  events: { beatsMs: [], onsetsMs: [], sectionsMs: [] },
  audioSha256: 'audio',
};

function loading(open: (sha256: string) => Promise<Blob>) {
  const added: number[] = [];
  const parts: number[] = [];
  const controller = new AbortController();
  const options: LoadFramesOptions = {
    blobs: { get: () => Promise.resolve(undefined), open },
    sink: {
      open: () => Promise.resolve({ ok: true }),
      addChunk: (_key, index) => {
        added.push(index);
        return Promise.resolve({ ok: true });
      },
      setEvents: () => undefined,
      setAudio: () => expect.unreachable('the audio is not on this device'),
    },
    signal: controller.signal,
    onPart: (part) => parts.push(part),
  };
  return { added, parts, controller, run: () => loadFrames(frames, options) };
}

describe('loading frames', () => {
  it('brings every chunk and tells how far it is', async () => {
    const { added, parts, run } = loading(() => Promise.resolve(new Blob()));
    expect(await run()).toBeNull();
    expect(added.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(parts.at(-1)).toBe(1);
  });

  it('one chunk that cannot be had is told and stops no other', async () => {
    const { added, run } = loading((sha256) =>
      sha256 === 'c3' ? Promise.reject(new BlobError({ code: 'unavailable' })) : Promise.resolve(new Blob()),
    );
    expect(await run()).toEqual({ code: 'unavailable' });
    expect(added).toHaveLength(8);
  });

  it('stops when nobody looks any more', async () => {
    const { added, controller, run } = loading(() => {
      controller.abort();
      return Promise.resolve(new Blob());
    });
    expect(await run()).toBeNull();
    expect(added.length).toBeLessThanOrEqual(4);
  });
});
