// Which of the decoded samples are the track's. Invariant: with the encoder's tag the first sample is the first that was
// encoded and the last the last; without it every decoded sample counts.
import type { FrameHeader } from './mp3-header.ts';

/** What a decoder is late by, beside the encoder's delay. */
const DECODER_DELAY = 529;

/** Decoded samples that are not the track's: the first `skipped`, and those from `cutFrom` to `cutTo` (exclusive). */
export interface Mp3Timing {
  skipped: number;
  cutFrom: number;
  cutTo: number;
}

export const WHOLE: Mp3Timing = { skipped: 0, cutFrom: Number.POSITIVE_INFINITY, cutTo: Number.POSITIVE_INFINITY };

/** The decoded sample that is the track's `sample`. */
export function trackToDecoded(sample: number, { skipped, cutFrom, cutTo }: Mp3Timing): number {
  const decoded = sample + skipped;
  return decoded < cutFrom ? decoded : decoded + cutTo - cutFrom;
}

/** How many of the samples before the decoded sample `decoded` are the track's. */
export function decodedToTrack(decoded: number, { skipped, cutFrom, cutTo }: Mp3Timing): number {
  return Math.max(0, Math.min(decoded, cutFrom) - skipped) + Math.max(0, decoded - cutTo);
}

const textAt = (bytes: Uint8Array, at: number, text: string) =>
  [...text].every((char, i) => bytes[at + i] === char.codePointAt(0));

/**
 * The tag of the encoder in a first frame that holds no sound (Xing's, Info of LAME, VBRI); null where the frame is sound.
 * A file may go on after the frames its tag counts, where several were joined: only the padding within is cut.
 */
export function readTiming(bytes: Uint8Array<ArrayBuffer>, { version, layer, mono, samples }: FrameHeader): Mp3Timing | null {
  if (layer !== 3) return null;
  const isMpeg1 = version === 3;
  const at = 4 + (isMpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17);
  if (textAt(bytes, 36, 'VBRI')) return WHOLE;
  if (!textAt(bytes, at, 'Xing') && !textAt(bytes, at, 'Info')) return null;
  const flags = bytes[at + 7] ?? 0;
  // Frames, bytes, table of contents, quality: each is there or not. Then the encoder's name, and 21 bytes on its delay.
  const tag = at + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  if (!(flags & 1) || (bytes[tag] ?? 0) === 0 || tag + 24 > bytes.length) return WHOLE;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [delay, padding] = [view.getUint16(tag + 21) >> 4, view.getUint16(tag + 22) & 0xfff];
  const skipped = delay + DECODER_DELAY;
  const total = view.getUint32(at + 8) * samples;
  const cutFrom = Math.max(skipped, total - padding + DECODER_DELAY);
  return { skipped, cutFrom, cutTo: Math.max(cutFrom, total) };
}
