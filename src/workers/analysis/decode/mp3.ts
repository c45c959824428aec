// Decodes MP3 (and layers I and II) with minimp3 in WASM. Trims the encoder's delay and padding by the LAME tag, so that the
// first sample is the first sample that was encoded.
import { refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { frameHeader, freeHeader, id3Length, ID3_HEADER_BYTES, isSameKind, type FrameHeader } from './mp3-header.ts';
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

/** Frames in a row that prove an MP3: sound of another kind contains two or three by accident. */
const FRAMES_IN_ROW = 4;
/** What may follow the last frame: ID3v1, APE, Lyrics3. */
const END_TAGS = ['TAG', 'APETAGEX', 'LYRICSBEGIN'].map((text) => new TextEncoder().encode(text));

const isEndTag = (bytes: Uint8Array, at: number): boolean =>
  END_TAGS.some((tag) => tag.every((byte, i) => bytes[at + i] === byte));

/** Whether a frame begins a row of frames of its kind. A file of fewer frames must consist of them alone. */
function isInRow(bytes: Uint8Array, at: number, header: FrameHeader, isEnd: boolean): boolean {
  let end = at + header.length;
  for (let frames = 1; frames < FRAMES_IN_ROW; frames++) {
    if (at === 0 && isEnd && (end >= bytes.length || isEndTag(bytes, end))) return true;
    const next = frameHeader(bytes, end, header.free);
    if (!next || !isSameKind(next, header)) return false;
    end += next.length;
  }
  return true;
}

/** The first of four frames in a row. `isEnd`: the file ends with these bytes. */
function findFrame(bytes: Uint8Array, isEnd: boolean): { header: FrameHeader; at: number } | null {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const isFrame = (header: FrameHeader) => isInRow(bytes, at, header, isEnd);
    const plain = frameHeader(bytes, at);
    const header = plain && isFrame(plain) ? plain : freeHeader(bytes, at, isFrame);
    if (header) return { header, at };
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
  const end = Math.min(source.size, start + SEARCH_BYTES);
  const found = findFrame(await source.read(start, end), end === source.size);
  return found && { ...found, at: start + found.at };
}

/** Requires four consecutive frames near the start: fewer may be noise, and a file name proves nothing. */
export const looksLikeMp3 = async (source: ByteSource): Promise<boolean> => (await firstFrame(source)) !== null;

async function startOf(source: ByteSource): Promise<Mp3Start> {
  const { at, header } = (await firstFrame(source)) ?? refuse('The file contains no MP3 frames.');
  const timing = readTiming(await source.read(at, Math.min(source.size, at + header.length)), header);
  return { at: timing ? at + header.length : at, header, timing: timing ?? WHOLE };
}

export async function openMp3(source: ByteSource): Promise<PcmStream> {
  const start = await startOf(source);
  const decoder = await Mp3Decoder.open(start.header, start.timing);
  const stated = start.timing.stated;
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
    notice(samples, rateHz) {
      if (stated === null || decoder.decodedSamples >= stated) return undefined;
      const seconds = (count: number) => (count / rateHz).toFixed(1);
      const missing = stated - decoder.decodedSamples;
      return `The MP3 file should contain ${seconds(samples + missing)} s of audio, but ends after ${seconds(samples)} s.`;
    },
  });
}
