// Where to begin decoding an MP3 for a sample in its middle: the frames' headers are walked through, which takes a fraction
// of a second for an hour, and remembered for the next look. Invariant: the answer is exact or null; where frames of another
// kind come, nothing is promised and the file is decoded from its start.
import type { ByteSource } from './audio-file.ts';
import { FrameFinder } from './mp3-frames.ts';
import { isSameKind, type FrameHeader } from './mp3-header.ts';
import { trackToDecoded, type Mp3Timing } from './mp3-timing.ts';

/**
 * Frames decoded before the one that is wanted. A frame's data may begin up to 511 bytes before it (ISO 11172-3, 2.4.2.7),
 * which at the lowest rates is nine frames, and its first half is added to the last of the frame before.
 */
const RUN_UP_FRAMES = 16;
/** Every so many frames one is remembered. */
const STRIDE = 4;
const BLOCK_BYTES = 1 << 20;

/** The first frame of sound, and what of it is the track's. */
export interface Mp3Start {
  at: number;
  header: FrameHeader;
  timing: Mp3Timing;
}

interface FrameWalk {
  finder: FrameFinder;
  /** Places of frames 0, STRIDE, 2 · STRIDE … */
  places: number[];
  frames: number;
  /** Where to look on. */
  at: number;
  isOver: boolean;
}

const walks = new WeakMap<ByteSource, FrameWalk>();

/** Goes on until `frame` has been passed or the walk ends. */
async function walkTo(source: ByteSource, { header }: Mp3Start, walk: FrameWalk, frame: number): Promise<void> {
  while (walk.frames <= frame && !walk.isOver) {
    const start = walk.at;
    const end = Math.min(source.size, start + BLOCK_BYTES);
    const block = await source.read(start, end);
    let found = walk.finder.next(block, 0, end === source.size);
    while (found.kind === 'frame' && isSameKind(found.header, header)) {
      if (walk.frames % STRIDE === 0) walk.places.push(start + found.at);
      walk.frames++;
      found = walk.finder.next(block, found.at + found.header.length, end === source.size);
    }
    walk.at = start + found.at;
    walk.isOver = found.kind === 'frame' || end >= source.size;
  }
}

/** A frame from which decoding says the same as from the start: its byte, and its first sample as decoded from the start. */
export async function seekMp3(
  source: ByteSource,
  start: Mp3Start,
  sample: number,
): Promise<{ byte: number; decoded: number } | null> {
  const { at, header, timing } = start;
  const walk = walks.get(source) ?? { finder: new FrameFinder(header), places: [], frames: 0, at, isOver: false };
  walks.set(source, walk);
  const wanted = Math.floor(trackToDecoded(sample, timing) / header.samples);
  const stride = Math.floor((wanted - RUN_UP_FRAMES) / STRIDE);
  if (stride <= 0) return null;
  await walkTo(source, start, walk, wanted);
  const byte = walk.places[stride];
  return byte === undefined || walk.frames <= wanted ? null : { byte, decoded: stride * STRIDE * header.samples };
}
