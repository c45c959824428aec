// MP3 (and layers I and II) by minimp3 in WASM. The encoder's delay and padding are trimmed by its LAME tag, so that the
// first sample is the first sample that was encoded.
import { refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { frameHeader, id3Length, ID3_HEADER_BYTES, isSameKind, type FrameHeader } from './mp3-header.ts';
import { decodedToTrack, readTiming, WHOLE } from './mp3-timing.ts';
import { Mp3Decoder } from './mp3/decoder.ts';
import { openPackets } from './packet-stream.ts';
import { seekMp3, type Mp3Start } from './seek-mp3.ts';

const SEARCH_BYTES = 1 << 16;

/** Where the sound starts: past any ID3v2 tags. */
export async function id3End(source: ByteSource): Promise<number> {
  for (let at = 0; ;) {
    const length = id3Length(await source.read(at, Math.min(source.size, at + ID3_HEADER_BYTES)), 0);
    if (length === 0) return at;
    at = Math.min(source.size, at + length);
  }
}

/** The first frame that is followed by another of its kind. */
function findFrame(bytes: Uint8Array): { header: FrameHeader; at: number } | null {
  for (let at = 0; at + 4 < bytes.length; at++) {
    const header = frameHeader(bytes, at);
    if (!header) continue;
    const next = frameHeader(bytes, at + header.length);
    if ((next && isSameKind(next, header)) || (!next && at + header.length >= bytes.length)) return { header, at };
  }
  return null;
}

async function firstFrame(source: ByteSource): Promise<{ header: FrameHeader; at: number } | null> {
  const start = await id3End(source);
  const found = findFrame(await source.read(start, Math.min(source.size, start + SEARCH_BYTES)));
  return found && { ...found, at: start + found.at };
}

/** Two frames in a row near the start: a name or a single sync word would take noise for music. */
export const looksLikeMp3 = async (source: ByteSource): Promise<boolean> => (await firstFrame(source)) !== null;

async function startOf(source: ByteSource): Promise<Mp3Start> {
  const { at, header } = (await firstFrame(source)) ?? refuse('The file holds no MP3 frames.');
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
