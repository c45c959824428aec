import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflateChunk, newColumn, packChunk } from '#src/dsp/frames/chunk-codec.ts';
import { frameManifest, valuesIn, type FrameColumn, type FrameManifest } from '#src/dsp/frames/layout.ts';
import { OpenTrack } from './open-track.ts';

const LAYOUT: FrameColumn[] = [
  { name: 'peak_max', type: 'i8', scale: 1 / 127, offset: 0, rate_divisor: 1 },
  { name: 'peak_min', type: 'i8', scale: 1 / 127, offset: 0, rate_divisor: 1 },
  { name: 'band_0', type: 'u8', scale: 0.5, offset: -120, rate_divisor: 2 },
  { name: 'band_1', type: 'u8', scale: 0.5, offset: -120, rate_divisor: 2 },
  { name: 'momentary', type: 'i16', scale: 0.01, offset: 0, rate_divisor: 5 },
  { name: 'unknown_to_us', type: 'u8', scale: 1, offset: 0, rate_divisor: 1 },
];
const manifestOf = (frames: number, chunk = 100): FrameManifest =>
  frameManifest.parse({
    manifest_version: 1,
    hop_ms: 10,
    frame_count: frames,
    duration_ms: frames * 10,
    sample_rate: 44_100,
    bands: 2,
    bytes_per_frame: 4,
    frame_layout: LAYOUT,
    fingerprint: null,
    analyzer_version: 'cadence-1',
    chunk_size_frames: chunk,
    total_chunks: Math.ceil(frames / chunk),
  });
const chunkOf = (index: number, frames: number, value: number) =>
  deflateChunk(
    packChunk(
      LAYOUT,
      index,
      frames,
      LAYOUT.map((column) => newColumn(column, valuesIn(frames, column.rate_divisor)).fill(value)),
    ),
  );

function opened(row: unknown): OpenTrack {
  const answer = OpenTrack.open(row);
  if (!answer.ok) throw new Error(answer.error.detail);
  return answer.value;
}

describe('a track whose frames are arriving', () => {
  it('shows what has arrived, in any order, and lists what is missing', async () => {
    const track = opened(manifestOf(250));
    expect(track.missing()).toEqual([{ startMs: 0, endMs: 2500 }]);
    expect(track.read(1500)).toBeNull();
    await track.addChunk(1, await chunkOf(1, 100, 40));
    expect(track.missing()).toEqual([
      { startMs: 0, endMs: 1000 },
      { startMs: 2000, endMs: 2500 },
    ]);
    expect(track.read(1500)).toMatchObject({ momentaryLufs: 0.4, width: null });
    await track.addChunk(2, await chunkOf(2, 50, -7));
    await track.addChunk(0, await chunkOf(0, 100, 5));
    expect(track.missing()).toEqual([]);
    const peaks = track.column('peak_max')?.levels;
    expect(peaks?.at(-1)?.max.some((value) => value === 40)).toBe(true);
    expect(track.bands()).toHaveLength(2);
    expect(track.column('unknown_to_us')).toBeUndefined();
  });

  it('refuses a damaged chunk with a message and without a change', async () => {
    const track = opened(manifestOf(250));
    await track.addChunk(0, await chunkOf(0, 100, 5));
    const bytes = await chunkOf(1, 100, 40);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 0x55;
    const answer = await track.addChunk(1, bytes);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_file', detail: expect.stringMatching(/\w/) } });
    expect(track.missing()).toEqual([{ startMs: 1000, endMs: 2500 }]);
    expect(track.column('peak_max')?.levels[0]?.max[150]).toBe(0);
  });

  it('opens or refuses any JSON as a manifest, and never allocates what a manifest falsely claims', () => {
    const good = manifestOf(250) as unknown as Record<string, unknown>;
    const lie = fc.oneof(fc.jsonValue(), fc.constantFrom(1e9, -1, 2 ** 31, 1e300, 0, '6000', null, []));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), lie, (field, value) => {
        const answer = OpenTrack.open({ ...good, [field]: value });
        if (!answer.ok) expect(answer.error.detail).toMatch(/\.$/);
      }),
      { numRuns: 300 },
    );
    const day = 24 * 3600 * 100;
    expect(OpenTrack.open({ ...manifestOf(day * 2, 1_000_000) })).toMatchObject({ ok: false });
    const wide = Array.from({ length: 512 }, (_, i) => ({ ...LAYOUT[0], name: `c${i}` }));
    expect(OpenTrack.open({ ...manifestOf(day, 1_000_000), frame_layout: wide })).toMatchObject({
      ok: false,
      error: { detail: 'The parts of its frames are too large.' },
    });
  });
});
