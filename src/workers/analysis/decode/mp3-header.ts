// Reads MPEG audio frame headers (ISO 11172-3, 2.4.1.3; 13818-3) and the ID3v2 tags that may be between frames. Invariant:
// bytes that are not a valid header give null, never a guess.

const MONO = 3;

export interface FrameHeader {
  version: number;
  layer: number;
  rate: number;
  mono: boolean;
  /** Samples per channel. */
  samples: number;
  /** Bytes, including the header. */
  length: number;
  /** In a free-format file, which does not state its bit rate: the bytes of a frame without padding. Otherwise 0. */
  free: number;
}

// In kbit/s by index: layers I, II and III of MPEG 1, then of MPEG 2 and 2.5, whose layers II and III share a row.
const KBPS = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const RATES_HZ = [44_100, 48_000, 32_000];
const [MPEG_2, MPEG_1] = [2, 3];

/**
 * The header at `at`, or null. `free` is the length of frames without a bit rate; they are not frames when it is 0. A single header may be a coincidence: accept it only when a frame of the same kind follows (see
 * mp3.ts).
 */
export function frameHeader(bytes: Uint8Array, at: number, free = 0): FrameHeader | null {
  if (at + 4 > bytes.length || bytes[at] !== 0xff) return null;
  const [b, c, d] = [bytes[at + 1] as number, bytes[at + 2] as number, bytes[at + 3] as number];
  const version = (b >> 3) & 3;
  const layer = 4 - ((b >> 1) & 3);
  const bitrateIndex = c >> 4;
  const rateIndex = (c >> 2) & 3;
  if ((b & 0xe0) !== 0xe0 || version === 1 || layer === 4) return null;
  if (bitrateIndex === 15 || rateIndex === 3 || (bitrateIndex === 0 && free === 0)) return null;
  const isMpeg1 = version === MPEG_1;
  const rate = (RATES_HZ[rateIndex] as number) / (isMpeg1 ? 1 : version === MPEG_2 ? 2 : 4);
  const bitsPerSecond = 1000 * ((KBPS[layer - (isMpeg1 ? 1 : -2)] as number[])[bitrateIndex] as number);
  const samples = layer === 1 ? 384 : layer === 3 && !isMpeg1 ? 576 : 1152;
  const padding = (c >> 1) & 1;
  // Layer I counts in slots of four bytes.
  const slot = layer === 1 ? 4 : 1;
  const length =
    bitrateIndex === 0 ? free + padding * slot : (Math.floor((samples * bitsPerSecond) / (8 * slot * rate)) + padding) * slot;
  return { version, layer, rate, mono: d >> 6 === MONO, samples, length, free: bitrateIndex === 0 ? free : 0 };
}

const SHORTEST_FREE = 24;
/** At 640 kbit/s and 32 kHz, the most that a decoder must take. */
const LONGEST_FREE = 2881;

/**
 * The frame at `at` in free format (ISO 11172-3, 2.4.2.3): its length is the distance to the next header. `isFrame` decides
 * whether the header found with a length is followed by others.
 */
export function freeHeader(bytes: Uint8Array, at: number, isFrame: (header: FrameHeader) => boolean): FrameHeader | null {
  if (bytes[at] !== 0xff || ((bytes[at + 2] ?? 0xff) & 0xf0) !== 0) return null;
  const one = frameHeader(bytes, at, SHORTEST_FREE);
  if (!one) return null;
  const padding = one.length - SHORTEST_FREE;
  for (let length = SHORTEST_FREE; length <= LONGEST_FREE && at + length + 3 < bytes.length; length++) {
    const next = at + length;
    if (bytes[next] !== 0xff || bytes[next + 1] !== bytes[at + 1]) continue;
    if (((bytes[next + 2] as number) & 0xfc) !== ((bytes[at + 2] as number) & 0xfc)) continue;
    const header = frameHeader(bytes, at, length - padding);
    if (header && isFrame(header)) return header;
  }
  return null;
}

export const isSameKind = (a: FrameHeader, b: FrameHeader): boolean =>
  a.version === b.version && a.layer === b.layer && a.rate === b.rate;

export const ID3_HEADER_BYTES = 10;

/** Length of the ID3v2 tag at `at`, in bytes; 0 when no tag begins there (its size field has 4 × 7 bits). */
export function id3Length(bytes: Uint8Array, at: number): number {
  if (at + ID3_HEADER_BYTES > bytes.length) return 0;
  if (bytes[at] !== 0x49 || bytes[at + 1] !== 0x44 || bytes[at + 2] !== 0x33) return 0;
  const size = bytes.subarray(at + 6, at + ID3_HEADER_BYTES);
  if (size.some((byte) => byte > 0x7f)) return 0;
  const footer = ((bytes[at + 5] as number) & 0x10) === 0 ? 0 : ID3_HEADER_BYTES;
  return ID3_HEADER_BYTES + footer + size.reduce((sum, byte) => sum * 128 + byte, 0);
}
