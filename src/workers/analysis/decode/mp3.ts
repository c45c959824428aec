// MP3 (and layers I and II) by mpg123 in WASM. The encoder's delay and padding are trimmed by its LAME tag, so that the
// first sample is the first sample that was encoded.
import { MPEGDecoder } from 'mpg123-decoder';
import { refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { openPackets, type DecodedAudio } from './packet-stream.ts';
import { seekMp3 } from './seek-mp3.ts';

const ID3_HEADER_BYTES = 10;
const SEARCH_BYTES = 1 << 16;
const MONO = 3;

/** Where the sound starts: past any ID3v2 tags (their size is 4 × 7 bits). */
export async function id3End(source: ByteSource): Promise<number> {
  let at = 0;
  for (;;) {
    const head = await source.read(at, Math.min(source.size, at + ID3_HEADER_BYTES));
    const [i, d, three, , , flags, ...size] = head as unknown as number[];
    if (head.length < ID3_HEADER_BYTES || i !== 0x49 || d !== 0x44 || three !== 0x33) return at;
    const footer = ((flags as number) & 0x10) === 0 ? 0 : ID3_HEADER_BYTES;
    at += ID3_HEADER_BYTES + footer + size.reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  }
}

export interface FrameHeader {
  version: number;
  layer: number;
  rate: number;
  mono: boolean;
}

/** The header at `at`, or null. Two frames of the same kind are needed to believe the first (see `findFrame`). */
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

/** The first frame that is followed by another of its kind. */
function findFrame(bytes: Uint8Array): (FrameHeader & { at: number }) | null {
  for (let at = 0; at + 4 < bytes.length; at++) {
    const first = frameHeader(bytes, at);
    if (!first) continue;
    const next = frameHeader(bytes, at + first.length);
    const isSame = next && next.version === first.version && next.layer === first.layer && next.rate === first.rate;
    if (isSame || (!next && at + first.length >= bytes.length)) return { ...first, at };
  }
  return null;
}

async function firstFrame(source: ByteSource, start: number): Promise<(FrameHeader & { at: number }) | null> {
  const found = findFrame(await source.read(Math.min(start, source.size), Math.min(source.size, start + SEARCH_BYTES)));
  return found && { ...found, at: start + found.at };
}

/** Two frames in a row near the start: a name or a single sync word would take noise for music. */
export const looksLikeMp3 = async (source: ByteSource): Promise<boolean> =>
  (await firstFrame(source, await id3End(source))) !== null;

export async function openMp3(source: ByteSource): Promise<PcmStream> {
  const start = await id3End(source);
  const header = await firstFrame(source, start);
  if (!header) return refuse('The file holds no MP3 frames.');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  return openPackets(source, {
    codec: 'mp3',
    start,
    decoder: {
      decode: (bytes) => decoder.decode(bytes),
      flush: (): DecodedAudio => ({ channelData: [], samplesDecoded: 0, sampleRate: 0 }),
      reset: () => decoder.reset(),
      free: () => decoder.free(),
    },
    seek: (sample) => seekMp3(source, header.at, sample),
    // The decoder answers with two channels for one; loudness would count it twice.
    arrange: (channels) => (header.mono ? channels.slice(0, 1) : channels),
  });
}
