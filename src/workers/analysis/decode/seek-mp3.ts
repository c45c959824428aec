// Where to begin decoding an MP3 for a sample in its middle: the frames' headers are walked through, which takes a fraction
// of a second for an hour, and remembered for the next look. Invariant: the answer is exact or null; where the walk meets
// anything but frames of one kind, nothing is promised and the file is decoded from its start.
import type { ByteSource } from './audio-file.ts';
import { frameHeader, type FrameHeader } from './mp3-header.ts';
import type { SeekPoint } from './packet-stream.ts';

/**
 * Frames decoded before the one that is wanted. A frame's data may begin up to 511 bytes before it (ISO 11172-3, 2.4.2.7),
 * which at the lowest rates is nine frames, and its first half is added to the last of the frame before.
 */
const RUN_UP_FRAMES = 16;
/** Every so many frames one is remembered. The decoder's synthesis comes round every four, so this keeps its rounding too. */
const STRIDE = 4;
const BLOCK_BYTES = 1 << 20;
/** What the decoder itself is late by, beside the encoder's delay (libmpg123, GAPLESS_DELAY). */
const DECODER_DELAY = 529;

interface FrameWalk {
  header: FrameHeader;
  samplesPerFrame: number;
  /** Samples the decoder leaves out at the start of the file. */
  skipped: number;
  /** Samples of the track, where its encoder said how many it had; else null: then it ends with the last frame. */
  length: number | null;
  /** Places of frames 0, STRIDE, 2 · STRIDE … */
  places: number[];
  frames: number;
  /** Where the next frame lies. */
  at: number;
  isOver: boolean;
}

const walks = new WeakMap<ByteSource, FrameWalk>();

const textAt = (bytes: Uint8Array, at: number, text: string) =>
  [...text].every((char, i) => bytes[at + i] === char.codePointAt(0));

interface InfoFrame {
  skipped: number;
  length: number | null;
}
const WITHOUT_DELAY: InfoFrame = { skipped: 0, length: null };

/** The tag of the encoder in a first frame that holds no sound: what it says to leave out; null where the frame is sound. */
function readInfoFrame(
  bytes: Uint8Array<ArrayBuffer>,
  { version, mono }: FrameHeader,
  samplesPerFrame: number,
): InfoFrame | null {
  const isMpeg1 = version === 3;
  const at = 4 + (isMpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17);
  if (textAt(bytes, 36, 'VBRI')) return WITHOUT_DELAY;
  if (!textAt(bytes, at, 'Xing') && !textAt(bytes, at, 'Info')) return null;
  const flags = bytes[at + 7] ?? 0;
  // Frames, bytes, table of contents, quality: each is there or not. Then the encoder's name, and 21 bytes on its delay.
  const tag = at + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  if (!(flags & 1) || (bytes[tag] ?? 0) === 0 || tag + 24 > bytes.length) return WITHOUT_DELAY;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [delay, padding] = [view.getUint16(tag + 21) >> 4, view.getUint16(tag + 22) & 0xfff];
  return { skipped: delay + DECODER_DELAY, length: view.getUint32(at + 8) * samplesPerFrame - delay - padding };
}

async function beginWalk(source: ByteSource, firstAt: number): Promise<FrameWalk | null> {
  const bytes = await source.read(firstAt, Math.min(source.size, firstAt + 4096));
  const header = frameHeader(bytes, 0);
  if (!header) return null;
  const samplesPerFrame = header.layer === 1 ? 384 : header.layer === 3 && header.version !== 3 ? 576 : 1152;
  const info = header.layer === 3 ? readInfoFrame(bytes, header, samplesPerFrame) : null;
  const at = info ? firstAt + header.length : firstAt;
  return { header, samplesPerFrame, ...(info ?? WITHOUT_DELAY), places: [], frames: 0, at, isOver: false };
}

/** Goes on until `frame` has a place or the walk ends. */
async function walkTo(source: ByteSource, walk: FrameWalk, frame: number): Promise<void> {
  const { header } = walk;
  while (walk.frames <= frame && !walk.isOver) {
    const start = walk.at;
    const block = await source.read(start, Math.min(source.size, start + BLOCK_BYTES));
    for (let at = 0; ;) {
      if (at + 4 > block.length) {
        walk.at = start + at;
        walk.isOver = walk.at + 4 > source.size;
        break;
      }
      const next = frameHeader(block, at);
      if (!next || next.version !== header.version || next.layer !== header.layer || next.rate !== header.rate) {
        walk.isOver = true;
        break;
      }
      if (walk.frames % STRIDE === 0) walk.places.push(start + at);
      walk.frames++;
      at += next.length;
    }
  }
}

export async function seekMp3(source: ByteSource, firstAt: number, sample: number): Promise<SeekPoint | null> {
  const walk = walks.get(source) ?? (await beginWalk(source, firstAt));
  if (!walk) return null;
  walks.set(source, walk);
  const wanted = Math.floor((sample + walk.skipped) / walk.samplesPerFrame);
  const stride = Math.floor((wanted - RUN_UP_FRAMES) / STRIDE);
  if (stride <= 0) return null;
  await walkTo(source, walk, wanted);
  const byte = walk.places[stride];
  if (byte === undefined || walk.frames <= wanted) return null;
  const point = { byte, prefix: null, sample: stride * STRIDE * walk.samplesPerFrame - walk.skipped };
  return walk.length === null ? point : { ...point, end: walk.length };
}
