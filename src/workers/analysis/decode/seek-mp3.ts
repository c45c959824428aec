// Finds where to start decoding an MP3 for a sample in its middle: walks the frame headers, which takes a fraction of a second
// for an hour of sound, and caches their positions. Invariant: the result is exact or null. When frames of another kind occur,
// the result is null and the file is decoded from its start.
import type { ByteSource } from './audio-file.ts';
import { FrameFinder } from './mp3-frames.ts';
import { isSameKind, type FrameHeader } from './mp3-header.ts';
import { trackToDecoded, type Mp3Timing } from './mp3-timing.ts';

/**
 * Frames decoded before the wanted one. A frame's data may begin up to 511 bytes before its header (ISO 11172-3, 2.4.2.7),
 * which at the lowest bit rates is nine frames, and its first half overlaps the frame before.
 */
const RUN_UP_FRAMES = 16;
/** The position of every STRIDE-th frame is cached. */
const STRIDE = 4;
const BLOCK_BYTES = 1 << 20;

/** The first frame with sound, and the timing of the track. */
export interface Mp3Start {
  at: number;
  header: FrameHeader;
  timing: Mp3Timing;
}

interface FrameWalk {
  finder: FrameFinder;
  /** Positions of frames 0, STRIDE, 2 · STRIDE … */
  places: number[];
  frames: number;
  /** Where the walk continues. */
  at: number;
  isOver: boolean;
}

const walks = new WeakMap<ByteSource, FrameWalk>();

/** Walks on until `frame` has been passed or the walk ends. */
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

/** A frame from which decoding gives the same samples as from the start: its byte, and the number of its first sample. */
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
