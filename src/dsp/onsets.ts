// Onsets from the flux. Every peak is a candidate; a small network (onset-weights.ts) tells onsets from vibrato, noise and beating
// by how a peak stands out from its surroundings. Times are those of the attacks, in ms. Invariant: onsets ascend and are at
// least MINIMUM_GAP_MS apart.
import { logOdds } from './network.ts';
import { ONSET_WEIGHTS } from './onset-weights.ts';
import { FLUX_PARTS } from './spectrum.ts';

export const FRAMES_PER_SECOND = 100;
const FRAME_MS = 1000 / FRAMES_PER_SECOND;
const MINIMUM_GAP_MS = 30;
/**
 * A window responds before its centre reaches an attack: by 10 ms for a click, not at all for a rendered score's notes, whose own
 * attack takes as long.
 */
export const LATENCY_MS = 2;
/** A weaker peak is the rounding of a steady tone. */
const LEAST_FLUX = 0.4;
/** Among candidates at this probability, about as many are wrong as onsets are missed. */
const LEAST_PROBABILITY = 0.33;

export interface Onset {
  timeMs: number;
  /** The probability that a note or a beat starts here, 0 … 1. */
  confidence: number;
}

/** The sum of the parts `first` … `last` of the flux, one value per frame. */
export function partsOf(fluxParts: Float32Array, first: number, last: number): Float32Array {
  const out = new Float32Array(fluxParts.length / FLUX_PARTS);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let part = first; part <= last; part++) sum += fluxParts[i * FLUX_PARTS + part] as number;
    out[i] = sum;
  }
  return out;
}

/** The sum of all parts. */
export const totalFlux = (fluxParts: Float32Array): Float32Array => partsOf(fluxParts, 0, FLUX_PARTS - 1);

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

/** A series with constant-time means. */
class Surroundings {
  readonly series: Float32Array;
  private readonly sums: Float64Array;

  constructor(series: Float32Array) {
    this.series = series;
    this.sums = new Float64Array(series.length + 1);
    for (let i = 0; i < series.length; i++) this.sums[i + 1] = (this.sums[i] as number) + (series[i] as number);
  }

  /** The mean over the frames `first` … `last`, as far as they exist. */
  mean(first: number, last: number): number {
    const from = Math.max(0, first);
    const until = Math.min(this.series.length, last + 1);
    return until > from ? ((this.sums[until] as number) - (this.sums[from] as number)) / (until - from) : 0;
  }

  /** The highest value of these frames; at the edge of the track, of the frame nearest to them. */
  highest(first: number, last: number): number {
    const { series } = this;
    const until = Math.min(series.length - 1, last);
    let i = Math.min(series.length - 1, Math.max(0, first));
    let found = series[i] as number;
    while (++i <= until) if ((series[i] as number) > found) found = series[i] as number;
    return found;
  }

  /** The lowest, likewise. */
  lowest(first: number, last: number): number {
    const { series } = this;
    const until = Math.min(series.length - 1, last);
    let i = Math.min(series.length - 1, Math.max(0, first));
    let found = series[i] as number;
    while (++i <= until) if ((series[i] as number) < found) found = series[i] as number;
    return found;
  }
}

const log = (value: number): number => Math.log(Math.max(0, value) + 0.1);

interface OnsetCandidate {
  timeMs: number;
  /** What the network looks at. */
  features: number[];
}

/** The peaks of the flux; separate from the choice because the weights are fitted to them. */
export function onsetCandidates(fluxParts: Float32Array): OnsetCandidate[] {
  const flux = totalFlux(fluxParts);
  const whole = new Surroundings(flux);
  const ranges = Array.from({ length: FLUX_PARTS }, (_, part) => {
    const range = partsOf(fluxParts, part, part);
    return { range: new Surroundings(range), usual: log(quantileOf(range, 0.98)) };
  });
  const usual = log(quantileOf(flux, 0.98));
  const middle = log(quantileOf(flux, 0.5));

  function featuresAt(i: number): number[] {
    const height = flux[i] as number;
    const here = log(height);
    const wide = log(whole.mean(i - 3, i + 3));
    const features = [
      here,
      log(height - whole.mean(i - 10, i + 7)),
      here - usual,
      here - log(whole.highest(i - 100, i + 100)),
      here - log(whole.mean(i - 50, i + 50)),
      here - log(whole.highest(i - 12, i - 3)),
      here - log(whole.highest(i + 3, i + 12)),
      here - log(whole.lowest(i - 6, i - 1)),
      here - log(whole.lowest(i + 1, i + 6)),
      wide - log(whole.mean(i - 14, i - 5)),
      wide - log(whole.mean(i + 5, i + 14)),
      wide - log(whole.mean(i - 40, i + 40)),
      wide,
      usual,
      usual - middle,
    ];
    for (const { range, usual: usualOfRange } of ranges) {
      const top = log(range.highest(i - 1, i + 1));
      features.push(top - usualOfRange, top - log(range.mean(i - 50, i + 50)));
    }
    return features;
  }

  const candidates: OnsetCandidate[] = [];
  for (let i = 0; i < flux.length; i++) {
    const height = flux[i] as number;
    if (height < LEAST_FLUX || height <= (flux[i - 1] ?? 0) || height < (flux[i + 1] ?? 0)) continue;
    if (height <= (flux[i - 2] ?? 0) || height < (flux[i + 2] ?? 0)) continue;
    const shift = peakShift(flux[i - 1] ?? 0, height, flux[i + 1] ?? 0);
    candidates.push({ timeMs: Math.max(0, (i + shift) * FRAME_MS + LATENCY_MS), features: featuresAt(i) });
  }
  return candidates;
}

export function findOnsets(fluxParts: Float32Array): Onset[] {
  const onsets: Onset[] = [];
  for (const { timeMs, features } of onsetCandidates(fluxParts)) {
    const confidence = 1 / (1 + Math.exp(-logOdds(ONSET_WEIGHTS, features)));
    if (confidence < LEAST_PROBABILITY) continue;
    const last = onsets.at(-1);
    if (last && timeMs - last.timeMs < MINIMUM_GAP_MS) {
      if (confidence > last.confidence) onsets[onsets.length - 1] = { timeMs, confidence };
    } else onsets.push({ timeMs, confidence });
  }
  return onsets;
}
