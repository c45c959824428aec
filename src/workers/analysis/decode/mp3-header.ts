// The header of an MPEG audio frame (ISO 11172-3, 2.4.1.3; 13818-3). Invariant: what is no header is null, never a guess.

const MONO = 3;

export interface FrameHeader {
  version: number;
  layer: number;
  rate: number;
  mono: boolean;
}

/** The header at `at`, or null. Two frames of the same kind are needed to believe the first (see `findFrame` in mp3.ts). */
export function frameHeader(bytes: Uint8Array, at: number): (FrameHeader & { length: number }) | null {
  const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  if (a !== 0xff || b === undefined || c === undefined || d === undefined || (b & 0xe0) !== 0xe0) return null;
  const version = (b >> 3) & 3;
  const layer = 4 - ((b >> 1) & 3);
  const bitrateIndex = c >> 4;
  const rateIndex = (c >> 2) & 3;
  if (version === 1 || layer === 4 || bitrateIndex === 0 || bitrateIndex === 15 || rateIndex === 3) return null;
  const isMpeg1 = version === 3;
  const rate = ([44_100, 48_000, 32_000][rateIndex] as number) / (isMpeg1 ? 1 : version === 2 ? 2 : 4);
  const kbps = (BITRATES[`${isMpeg1 ? 1 : 2}/${isMpeg1 ? layer : layer === 1 ? 1 : 3}`] as number[])[bitrateIndex - 1] as number;
  const padding = (c >> 1) & 1;
  const length =
    layer === 1
      ? (Math.floor((12_000 * kbps) / rate) + padding) * 4
      : Math.floor(((layer === 3 && !isMpeg1 ? 72_000 : 144_000) * kbps) / rate) + padding;
  return { version, layer, rate, mono: d >> 6 === MONO, length };
}

// By MPEG version / layer; MPEG 2 and 2.5 share theirs, and their layers II and III too.
const BITRATES: Record<string, number[]> = {
  '1/1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1/2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1/3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2/1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2/3': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
