// MP3 (and layers I and II) by mpg123 in WASM. The encoder's delay and padding are trimmed by its LAME tag, so that the
// first sample is the first sample that was encoded.
import { MPEGDecoder } from 'mpg123-decoder';
import { refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { openPackets, type DecodedAudio } from './packet-stream.ts';
import { frameHeader, type FrameHeader } from './mp3-header.ts';
import { seekMp3 } from './seek-mp3.ts';

const ID3_HEADER_BYTES = 10;
const SEARCH_BYTES = 1 << 16;

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
