// A region of an own track as the sound of a drill. The browser decodes the whole file once; only the region is kept.
import type { BlobStore } from '#src/blobs/public.ts';
import { contextRateHz } from '../sound/player.ts';
import { withFadedEdges } from '../sound/process.ts';
import type { Rendered } from '../sound/render.ts';
import type { Material } from './question.ts';

/** Long enough for a bar, short enough to be remembered. */
export const REGION_MS = 4_000;
/** Less than this has no measurable loudness. */
const LEAST_SECONDS = 0.5;

/** The part of the channels from `startMs` on, at most REGION_MS long and faded at its ends; null where too little is left. */
export function cutRegion(channels: readonly Float32Array[], startMs: number, sampleRateHz: number): Rendered | null {
  const [left, right = left] = channels;
  const from = Math.round((startMs * sampleRateHz) / 1000);
  const to = from + Math.round((REGION_MS * sampleRateHz) / 1000);
  if (!left || !right || Math.min(to, left.length) - from < LEAST_SECONDS * sampleRateHz) return null;
  return withFadedEdges({ left: left.slice(from, to), right: right.slice(from, to) }, sampleRateHz);
}

/** Call it from a person's gesture: the samples have the rate of the device's output. Null when they cannot be had. */
export async function loadOwnMaterial(blobs: Pick<BlobStore, 'open'>, sha256: string, startMs: number): Promise<Material> {
  const rate = contextRateHz();
  try {
    const file = await blobs.open(sha256);
    const audio = await new OfflineAudioContext(2, 1, rate).decodeAudioData(await file.arrayBuffer());
    const channels = Array.from({ length: Math.min(2, audio.numberOfChannels) }, (_, channel) => audio.getChannelData(channel));
    const region = cutRegion(channels, startMs, rate);
    return region && (() => region);
  } catch {
    // Offline without the file, or a codec that this browser cannot decode: the page says so in words.
    return null;
  }
}
