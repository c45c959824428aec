// Maps decoded samples to the track's samples. Invariant: with the encoder's tag, the track is exactly the samples that were
// encoded; without it, every decoded sample belongs to the track.
import type { FrameHeader } from './mp3-header.ts';

/** The decoder's own delay in samples, in addition to the encoder's. */
const DECODER_DELAY = 529;

/** The decoded samples that are not part of the track: the first `skipped`, and those from `cutFrom` to `cutTo` (exclusive). */
export interface Mp3Timing {
  skipped: number;
  cutFrom: number;
  cutTo: number;
  /** Decoded samples that the encoder's tag counts; null without a count. */
  stated: number | null;
}

export const WHOLE: Mp3Timing = {
  skipped: 0,
  cutFrom: Number.POSITIVE_INFINITY,
  cutTo: Number.POSITIVE_INFINITY,
  stated: null,
};

/** The decoded sample that is sample `sample` of the track. */
export function trackToDecoded(sample: number, { skipped, cutFrom, cutTo }: Mp3Timing): number {
  const decoded = sample + skipped;
  return decoded < cutFrom ? decoded : decoded + cutTo - cutFrom;
}

/** The number of track samples before the decoded sample `decoded`. */
export function decodedToTrack(decoded: number, { skipped, cutFrom, cutTo }: Mp3Timing): number {
  return Math.max(0, Math.min(decoded, cutFrom) - skipped) + Math.max(0, decoded - cutTo);
}

const textAt = (bytes: Uint8Array, at: number, text: string) =>
  [...text].every((char, i) => bytes[at + i] === char.codePointAt(0));

/**
 * The encoder's tag in a first frame without sound (Xing, LAME's Info, VBRI); null when that frame is sound. In a file joined
 * from several, frames follow those that the tag counts; only the padding after the counted frames is cut.
 */
export function readTiming(bytes: Uint8Array<ArrayBuffer>, { version, layer, mono, samples }: FrameHeader): Mp3Timing | null {
  if (layer !== 3) return null;
  const isMpeg1 = version === 3;
  const at = 4 + (isMpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (textAt(bytes, 36, 'VBRI')) return bytes.length < 54 ? WHOLE : { ...WHOLE, stated: view.getUint32(50) * samples };
  if (!textAt(bytes, at, 'Xing') && !textAt(bytes, at, 'Info')) return null;
  const flags = bytes[at + 7] ?? 0;
  // Optional fields: frames, bytes, table of contents, quality. Then the encoder's name, and its delay after 21 bytes.
  const tag = at + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  if (!(flags & 1) || at + 12 > bytes.length) return WHOLE;
  const total = view.getUint32(at + 8) * samples;
  if ((bytes[tag] ?? 0) === 0 || tag + 24 > bytes.length) return { ...WHOLE, stated: total };
  const [delay, padding] = [view.getUint16(tag + 21) >> 4, view.getUint16(tag + 22) & 0xfff];
  const skipped = delay + DECODER_DELAY;
  const cutFrom = Math.max(skipped, total - padding + DECODER_DELAY);
  return { skipped, cutFrom, cutTo: Math.max(cutFrom, total), stated: total };
}
