// Decodes MP3 (and layers I and II) with minimp3 in WASM. Trims the encoder's delay and padding by the LAME tag, so that the
// first sample is the first sample that was encoded.
import { refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { frameHeader, id3Length, ID3_HEADER_BYTES, isSameKind, type FrameHeader } from './mp3-header.ts';
import { decodedToTrack, readTiming, WHOLE } from './mp3-timing.ts';
import { Mp3Decoder } from './mp3/decoder.ts';
import { openPackets } from './packet-stream.ts';
import { seekMp3, type Mp3Start } from './seek-mp3.ts';

const SEARCH_BYTES = 1 << 16;
const MOST_PADDING_BYTES = 1 << 19;

/** The start of the sound, after any ID3v2 tags. */
async function id3End(source: ByteSource): Promise<number> {
  for (let at = 0; ;) {
    const length = id3Length(await source.read(at, Math.min(source.size, at + ID3_HEADER_BYTES)), 0);
    if (length === 0) return at;
    at = Math.min(source.size, at + length);
  }
}

/** The first frame that is followed by another of the same kind. */
function findFrame(bytes: Uint8Array): { header: FrameHeader; at: number } | null {
  for (let at = 0; at + 4 < bytes.length; at++) {
    const header = frameHeader(bytes, at);
    if (!header) continue;
    const next = frameHeader(bytes, at + header.length);
    if ((next && isSameKind(next, header)) || (!next && at + header.length >= bytes.length)) return { header, at };
  }
  return null;
}

/** Also skips the zero padding that some writers leave after a tag for later changes. */
export async function soundStart(source: ByteSource): Promise<number> {
  const tagEnd = await id3End(source);
  const furthest = Math.min(source.size, tagEnd + MOST_PADDING_BYTES);
  for (let at = tagEnd; at < furthest; at += SEARCH_BYTES) {
    const bytes = await source.read(at, Math.min(furthest, at + SEARCH_BYTES));
    const sound = bytes.findIndex((byte) => byte !== 0);
    if (sound >= 0) return at + sound;
  }
  return tagEnd;
}

async function firstFrame(source: ByteSource): Promise<{ header: FrameHeader; at: number } | null> {
  const start = await soundStart(source);
  const found = findFrame(await source.read(start, Math.min(source.size, start + SEARCH_BYTES)));
  return found && { ...found, at: start + found.at };
}

/** Requires two consecutive frames near the start: a single sync word may be noise, and a file name proves nothing. */
export const looksLikeMp3 = async (source: ByteSource): Promise<boolean> => (await firstFrame(source)) !== null;

async function startOf(source: ByteSource): Promise<Mp3Start> {
  const { at, header } = (await firstFrame(source)) ?? refuse('The file contains no MP3 frames.');
  const timing = readTiming(await source.read(at, Math.min(source.size, at + header.length)), header);
  return { at: timing ? at + header.length : at, header, timing: timing ?? WHOLE };
}

export async function openMp3(source: ByteSource): Promise<PcmStream> {
  const start = await startOf(source);
  const decoder = await Mp3Decoder.open(start.header, start.timing);
  let sought = 0;
  return openPackets(source, {
    codec: 'mp3',
    start: start.at,
    decoder: {
      decode: (bytes) => decoder.decode(bytes),
      flush: () => decoder.flush(),
      reset: () => Promise.resolve(decoder.startAt(sought)),
      free: () => undefined,
    },
    async seek(sample) {
      const found = await seekMp3(source, start, sample);
      if (!found) return null;
      sought = found.decoded;
      return { byte: found.byte, prefix: null, sample: decodedToTrack(sought, start.timing) };
    },
  });
}
