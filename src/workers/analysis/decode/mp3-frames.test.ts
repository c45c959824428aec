import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameFinder } from './mp3-frames.ts';
import { frameHeader, type FrameHeader } from './mp3-header.ts';

// MPEG 1 layer III, 44.1 kHz, joint stereo: 128 kbit/s is 417 bytes; at 48 kHz 384.
const HEADER = [0xff, 0xfb, 0x90, 0x40];
const STRANGER = [0xff, 0xfb, 0x94, 0x40];

function frame(header: number[] = HEADER): number[] {
  const bytes = Uint8Array.from({ length: 2000 }, (_, i) => header[i] ?? 0x55);
  return [...bytes.subarray(0, frameHeader(bytes, 0)!.length)];
}
const id3 = (size: number) => [0x49, 0x44, 0x33, 4, 0, 0, 0, 0, size >> 7, size & 0x7f, ...frame().slice(0, size)];

const first = frameHeader(Uint8Array.from(HEADER), 0)!;

/** The positions of all frames when the file is read in pieces that end at `ends`. */
function places(file: readonly number[], ends: readonly number[] = []): number[] {
  const finder = new FrameFinder(first);
  const found: number[] = [];
  let from = 0;
  const stops = [...new Set(ends.filter((end) => end > 0 && end < file.length))].sort((a, b) => a - b);
  for (const end of [...stops, file.length]) {
    // Bytes that wait for more are passed again with the next piece.
    const bytes = Uint8Array.from(file.slice(from, Math.max(from, end)));
    let next = finder.next(bytes, 0, end === file.length);
    for (; next.kind === 'frame'; next = finder.next(bytes, next.at + next.header.length, end === file.length)) {
      found.push(from + next.at);
    }
    from += next.at;
  }
  return found;
}

describe('the frames of an MP3', () => {
  it('have the length and sample count of their header, in each version and layer', () => {
    const of = (...bytes: number[]): Partial<FrameHeader> | null => frameHeader(Uint8Array.from(bytes), 0);
    expect(of(0xff, 0xfb, 0x92, 0x40)).toMatchObject({ version: 3, layer: 3, rate: 44_100, samples: 1152, length: 418 });
    expect(of(0xff, 0xf3, 0x84, 0xc0)).toMatchObject({
      version: 2,
      layer: 3,
      rate: 24_000,
      samples: 576,
      length: 192,
      mono: true,
    });
    expect(of(0xff, 0xe3, 0x18, 0xc0)).toMatchObject({ version: 0, layer: 3, rate: 8000, samples: 576, length: 72 });
    expect(of(0xff, 0xfd, 0xa4, 0x00)).toMatchObject({ layer: 2, rate: 48_000, samples: 1152, length: 576 });
    expect(of(0xff, 0xff, 0x92, 0x00)).toMatchObject({ layer: 1, rate: 44_100, samples: 384, length: 316 });
    for (const c of [0x00, 0xf0, 0x9c]) expect(of(0xff, 0xfb, c, 0x40)).toBeNull();
  });

  it('are found after tags, random bytes and a tag that contains frame headers', () => {
    const file = [
      ...frame(),
      ...frame(),
      ...id3(100),
      ...frame(),
      ...frame(),
      1,
      2,
      3,
      0xff,
      0xfb,
      0x90,
      4,
      ...frame(),
      ...frame(),
    ];
    expect(places(file)).toEqual([0, 417, 944, 1361, 1785, 2202]);
  });

  it('of another kind are accepted when four follow each other', () => {
    const [three, four] = [3, 4].map((count) => Array.from({ length: count }, () => frame(STRANGER)).flat());
    expect(places([...frame(), ...three!, 0, ...frame(), ...frame()])).toEqual([0, 417 + 3 * 384 + 1, 2 * 417 + 3 * 384 + 1]);
    expect(places([...frame(), ...four!])).toEqual([0, 417, 801, 1185, 1569]);
  });

  it('are the same however the file is split into pieces', () => {
    const part = fc.oneof(
      fc.constant(frame()),
      fc.constant(frame(STRANGER)),
      fc.constant(frame().slice(0, 200)),
      fc.integer({ min: 0, max: 300 }).map(id3),
      fc.array(fc.constantFrom(0xff, 0xfb, 0x90, 0x40, 0x49, 0x44, 0x33, 0), { maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat({ max: 6000 }), { maxLength: 8 }), (parts, ends) => {
        const file = [...frame(), ...parts.flat()];
        expect(places(file, ends)).toEqual(places(file));
      }),
      { numRuns: 300 },
    );
  });
});
