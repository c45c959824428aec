// Onsets from the flux: peaks above the local mean. Times are those of the attacks, in ms. Invariant: onsets ascend and are at
// least MINIMUM_GAP_FRAMES apart.
import { FLUX_PARTS } from './spectrum.ts';

export const FRAMES_PER_SECOND = 100;
const FRAME_MS = 1000 / FRAMES_PER_SECOND;
const PEAK_BEFORE = 3;
const PEAK_AFTER = 3;
const MEAN_BEFORE = 10;
const MEAN_AFTER = 7;
const MINIMUM_GAP_FRAMES = 3;
/** Required height of a peak above the local mean: a share of the track's usual peak, with a floor for near silence. */
const RELATIVE_THRESHOLD = 0.18;
const FLOOR = 1.5;
// A window responds to an attack before its centre reaches it. Measured with impulse trains.
const LATENCY_MS = 10;

export interface Onset {
  timeMs: number;
  /** 0 … 1: how far it rises above the local mean. */
  confidence: number;
}

/** The sum of the flux parts, one value per frame. */
export function totalFlux(fluxParts: Float32Array): Float32Array {
  const total = new Float32Array(fluxParts.length / FLUX_PARTS);
  for (let i = 0; i < fluxParts.length; i++) (total[Math.floor(i / FLUX_PARTS)] as number) += fluxParts[i] as number;
  return total;
}

/** The q-quantile of a series. */
export function quantileOf(values: Float32Array, q: number): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] as number;
}

/** Sub-frame position of a peak, from a parabola through it and its neighbours, −0.5 … 0.5. */
export function peakShift(before: number, top: number, after: number): number {
  const curve = before - 2 * top + after;
  return curve < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / curve)) : 0;
}

export function findOnsets(flux: Float32Array): Onset[] {
  const usualPeak = quantileOf(flux, 0.98);
  const threshold = Math.max(FLOOR, RELATIVE_THRESHOLD * usualPeak);
  const sums = new Float64Array(flux.length + 1);
  for (let i = 0; i < flux.length; i++) sums[i + 1] = (sums[i] as number) + (flux[i] as number);
  const onsets: Onset[] = [];
  let last = -MINIMUM_GAP_FRAMES;
  for (let i = 0; i < flux.length; i++) {
    const value = flux[i] as number;
    if (value < threshold || i - last < MINIMUM_GAP_FRAMES) continue;
    let isPeak = true;
    for (let j = Math.max(0, i - PEAK_BEFORE); isPeak && j <= Math.min(flux.length - 1, i + PEAK_AFTER); j++) {
      isPeak = (flux[j] as number) < value || (j >= i && flux[j] === value);
    }
    if (!isPeak) continue;
    const from = Math.max(0, i - MEAN_BEFORE);
    const until = Math.min(flux.length, i + MEAN_AFTER + 1);
    const excess = value - ((sums[until] as number) - (sums[from] as number)) / (until - from);
    if (excess < threshold) continue;
    const shift = peakShift(flux[i - 1] ?? 0, value, flux[i + 1] ?? 0);
    onsets.push({
      timeMs: Math.max(0, (i + shift) * FRAME_MS + LATENCY_MS),
      confidence: Math.min(1, excess / Math.max(usualPeak, threshold * 2)),
    });
    last = i;
  }
  return onsets;
}
