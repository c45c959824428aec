import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChunk, deflateChunk, newColumn, packChunk } from './chunk-codec.ts';
import { toAudiowaveformDat, toCsvLines } from './export-frames.ts';
import { crc32, FRAME_LAYOUT, frameManifest, quantize, valuesIn, type FrameColumn, type FrameManifest } from './layout.ts';
import { buildPyramid, levelFor, readLeast, readMost, refreshPyramid } from './pyramid.ts';

const manifestFor = (layout: FrameColumn[], frames: number, chunkSize = 600): FrameManifest =>
  frameManifest.parse({
    manifest_version: 1,
    hop_ms: 10,
    frame_count: frames,
    duration_ms: frames * 10,
    sample_rate: 44_100,
    bands: 0,
    bytes_per_frame: 1,
    frame_layout: layout,
    fingerprint: null,
    analyzer_version: 'test',
    chunk_size_frames: chunkSize,
    total_chunks: Math.ceil(frames / chunkSize),
  });

const column = fc.record({
  type: fc.constantFrom('u8' as const, 'i8' as const, 'i16' as const),
  scale: fc.double({ min: 1e-3, max: 10, noNaN: true }),
  offset: fc.double({ min: -100, max: 100, noNaN: true }),
  rate_divisor: fc.constantFrom(1, 2, 5, 10, 50),
});
const layoutOf = fc
  .array(column, { minLength: 1, maxLength: 6 })
  .map((columns) => columns.map((c, i) => ({ ...c, name: `c${i}` })));

const randomColumns = (layout: FrameColumn[], frames: number, seed: number) =>
  layout.map((c, i) => newColumn(c, valuesIn(frames, c.rate_divisor)).map((_, n) => Math.sin((seed + i + 1) * (n + 1)) * 40_000));

async function sampleChunk() {
  const layout: FrameColumn[] = [
    { name: 'a', type: 'u8', scale: 0.5, offset: -120, rate_divisor: 1 },
    { name: 'b', type: 'i16', scale: 0.01, offset: 0, rate_divisor: 5 },
  ];
  const manifest = manifestFor(layout, 900);
  const bytes = await deflateChunk(packChunk(layout, 1, 300, randomColumns(layout, 300, 4)));
  return { layout, manifest, bytes };
}

describe('a chunk of frames', () => {
  it('is read as it was written, whatever the layout', async () => {
    await fc.assert(
      fc.asyncProperty(
        layoutOf,
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 0, max: 1000 }),
        async (layout, frames, seed) => {
          const columns = randomColumns(layout, frames, seed);
          const decoded = await decodeChunk(
            manifestFor(layout, frames),
            0,
            await deflateChunk(packChunk(layout, 0, frames, columns)),
          );
          expect(decoded).toMatchObject({ ok: true });
          layout.forEach(({ name }, i) => expect(decoded.ok && decoded.value.columns.get(name)).toEqual(columns[i]));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('quantises to within half a step and to the bounds of its type', () => {
    for (const layout of FRAME_LAYOUT) {
      expect(Math.abs(quantize(layout.offset + 3.4 * layout.scale, layout) - 3.4)).toBeLessThanOrEqual(0.5);
      expect(quantize(1e9, layout)).toBe(layout.type === 'u8' ? 255 : layout.type === 'i8' ? 127 : 32_767);
      expect(quantize(-1e9, layout)).toBe(layout.type === 'u8' ? 0 : layout.type === 'i8' ? -128 : -32_768);
    }
  });

  it('answers any damage with an error value and never with an exception', async () => {
    const { manifest, bytes } = await sampleChunk();
    expect(await decodeChunk(manifest, 1, bytes)).toMatchObject({ ok: true });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(bytes.length),
        async (at, flip, cut) => {
          const changed = bytes.slice();
          changed[at]! ^= flip;
          const cutShort = await decodeChunk(manifest, 1, bytes.slice(0, cut));
          expect(cutShort.ok).toBe(cut === bytes.length);
          const decoded = await decodeChunk(manifest, 1, changed);
          // A flipped bit in deflate's padding changes nothing; any other must fail a check.
          if (!decoded.ok)
            expect(decoded.error).toMatchObject({ code: 'bad_file', detail: expect.stringMatching(/^(Part|Its)/) });
          else
            expect(decoded.value.columns).toEqual(
              ((await decodeChunk(manifest, 1, bytes)) as { ok: true; value: typeof decoded.value }).value.columns,
            );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('rejects random bytes', async () => {
    const { manifest } = await sampleChunk();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await decodeChunk(manifest, 1, new Uint8Array(bytes))).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('rejects another version, another layout, another index and a decompression bomb', async () => {
    const { layout, manifest, bytes } = await sampleChunk();
    const detail = async (m: FrameManifest, index: number, b: Uint8Array<ArrayBuffer>) => {
      const decoded = await decodeChunk(m, index, b);
      return decoded.ok ? 'ok' : decoded.error.detail;
    };
    expect(await detail({ ...manifest, manifest_version: 2 }, 1, bytes)).toMatch(/version 2/);
    expect(await detail({ ...manifest, frame_layout: layout.map((c) => ({ ...c, scale: 1 })) }, 1, bytes)).toMatch(
      /another layout/,
    );
    expect(await detail(manifest, 0, bytes)).toMatch(/damaged|size/);
    expect(await detail(manifest, 7, bytes)).toMatch(/no part 7/);
    expect(await detail(manifest, 1, await deflateChunk(new Uint8Array(5_000_000)))).toMatch(/size|damaged/);
  });

  it('rejects a manifest with inconsistent numbers', () => {
    const good = manifestFor([{ name: 'a', type: 'u8', scale: 1, offset: 0, rate_divisor: 5 }], 900);
    expect(frameManifest.safeParse({ ...good, total_chunks: 9 }).success).toBe(false);
    expect(frameManifest.safeParse({ ...good, frame_count: 1e12 }).success).toBe(false);
    expect(frameManifest.safeParse({ ...good, chunk_size_frames: 601, total_chunks: 2 }).success).toBe(false);
    expect(frameManifest.safeParse({ ...good, frame_layout: [] }).success).toBe(false);
  });
});

it('the checksum is CRC-32 for any length and however the bytes are split', () => {
  const bytes = new TextEncoder().encode('The quick brown fox jumps over the lazy dog');
  expect(crc32(bytes)).toBe(0x414fa339);
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  for (let at = 0; at <= bytes.length; at++) expect(crc32(bytes.subarray(at), crc32(bytes.subarray(0, at)))).toBe(0x414fa339);
});

function wavy<Values extends Int16Array | Int8Array | Uint8Array>(values: Values): Values {
  for (let i = 0; i < values.length; i++) values[i] = Math.round(1000 * Math.sin(i * i));
  return values;
}

describe('the pyramid', () => {
  it.each([Int16Array, Int8Array, Uint8Array])(
    'of %o contains the minimum and maximum of the values that each entry covers',
    (kind) => {
      const values = wavy(new kind(1003));
      for (const { span, min, max } of buildPyramid(values)) {
        min.forEach((lowest, i) => {
          const part = values.subarray(i * span, (i + 1) * span);
          expect([lowest, max[i]]).toEqual([Math.min(...part), Math.max(...part)]);
        });
      }
    },
  );
  it.each([Int16Array, Uint8Array])('of %o is the same whether built at once or incrementally, on each side', (kind) => {
    const values = wavy(new kind(3007));
    const growing = new kind(values.length);
    const levels = buildPyramid(growing);
    const [highest, lowest] = [buildPyramid(growing, 'max'), buildPyramid(growing, 'min')];
    for (const [from, until] of [
      [1500, 2100],
      [0, 600],
      [2100, 3007],
      [600, 1500],
    ] as const) {
      growing.set(values.subarray(from, until), from);
      refreshPyramid(levels, from, until);
      refreshPyramid(highest, from, until, 'max');
      refreshPyramid(lowest, from, until, 'min');
    }
    const whole = buildPyramid(values);
    expect(levels).toEqual(whole);
    expect(highest.map(({ max }) => max)).toEqual(whole.map(({ max }) => max));
    expect(lowest.map(({ min }) => min)).toEqual(whole.map(({ min }) => min));
  });

  it('gives each pixel at least the values it covers, and the same picture after scrolling by whole pixels', () => {
    const values = Int16Array.from({ length: 20_000 }, (_, i) => Math.round(1000 * Math.sin(i * i)));
    const levels = buildPyramid(values);
    for (const perPixel of [0.3, 1, 3.7, 17, 250]) {
      const [most, least] = [readMost(levels, 10, perPixel, 60), readLeast(levels, 10, perPixel, 60)];
      most.forEach((high, i) => {
        const part = values.subarray(Math.floor((10 + i) * perPixel), Math.ceil((11 + i) * perPixel));
        expect(high).toBeGreaterThanOrEqual(Math.max(...part));
        expect(least[i]).toBeLessThanOrEqual(Math.min(...part));
      });
      expect(readMost(levels, 15, perPixel, 55)).toEqual(most.subarray(5));
    }
  });

  it('selects the coarsest level with an entry for every pixel', () => {
    const levels = buildPyramid(new Uint8Array(100_000));
    expect([0.5, 1, 5, 64, 1e9].map((perPixel) => levelFor(levels, perPixel).span)).toEqual([1, 1, 4, 64, 65_536]);
  });
});

describe('exports', () => {
  it('produce an audiowaveform file of version 2 and CSV lines', async () => {
    const layout: FrameColumn[] = [
      { name: 'peak_min', type: 'i8', scale: 1 / 127, offset: 0, rate_divisor: 1 },
      { name: 'peak_max', type: 'i8', scale: 1 / 127, offset: 0, rate_divisor: 1 },
      { name: 'slow', type: 'u8', scale: 0.5, offset: -10, rate_divisor: 2 },
    ];
    const manifest = manifestFor(layout, 4);
    const columns = [Int8Array.of(-1, -2, -3, -127), Int8Array.of(1, 2, 3, 127), Uint8Array.of(20, 40)];
    const decoded = await decodeChunk(manifest, 0, await deflateChunk(packChunk(layout, 0, 4, columns)));
    if (!decoded.ok) throw new Error('unreadable');
    const dat = new DataView(toAudiowaveformDat(manifest, [decoded.value]).buffer);
    expect([0, 4, 8, 12, 16, 20].map((at) => dat.getInt32(at, true))).toEqual([2, 1, 44_100, 441, 4, 1]);
    expect([dat.getInt8(24), dat.getInt8(25), dat.getInt8(30), dat.getInt8(31)]).toEqual([-1, 1, -127, 127]);
    expect([...toCsvLines(manifest, [decoded.value])]).toEqual([
      'time_ms,peak_min,peak_max,slow',
      '0,-0.0079,0.0079,0',
      '10,-0.0157,0.0157,0',
      '20,-0.0236,0.0236,10',
      '30,-1,1,10',
    ]);
  });
});
