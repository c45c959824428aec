// Tempo from the periodicity of the flux, with alternatives. Invariant: the tempo is within 60 … 210 bpm. Of the beat, its half
// and its double, the one is chosen whose off-beats differ from its beats.
import type { Kernel } from './kernel.ts';
import { FRAMES_PER_SECOND, peakShift } from './onsets.ts';

const LOWEST_BPM = 62;
const HIGHEST_BPM = 215;
const SHORTEST_LAG = 19;
const LONGEST_LAG = 200;
/** Number of multiples of the period that must correlate. */
const MULTIPLES = 4;
const LAGS = LONGEST_LAG * MULTIPLES + 16;
const SEGMENT = 2048;
const PREFERRED_BPM = 120;
const PREFERENCE_OCTAVES = 1;
const LOCAL_FRAMES = 100;
const WEAKEST = 0.02;
/** Shorter lags are within the width of an onset. */
const ZERO_LOBE = 12;
/** The difference in correlation that decides between two levels. */
const CONTRAST = 0.03;

export interface TempoCandidate {
  bpm: number;
  /** How strongly the track repeats at this tempo, 0 … 1. */
  strength: number;
}

export interface Tempo extends TempoCandidate {
  confidence: number;
  /** Half, double, 2/3, 3/2 and other periodic tempi, most likely first. */
  alternatives: TempoCandidate[];
}

/** Flux minus its local mean, divided by its local deviation, so that a quiet verse counts as much as a loud chorus. */
export function normalizeFlux(flux: Float32Array): Float32Array {
  const n = flux.length;
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const value = flux[i] as number;
    sums[i + 1] = (sums[i] as number) + value;
    squares[i + 1] = (squares[i] as number) + value * value;
  }
  const floor = 0.2 * Math.sqrt((squares[n] as number) / Math.max(1, n)) + 1e-9;
  return flux.map((value, i) => {
    const from = Math.max(0, i - LOCAL_FRAMES);
    const until = Math.min(n, i + LOCAL_FRAMES);
    const mean = ((sums[until] as number) - (sums[from] as number)) / (until - from);
    const variance = ((squares[until] as number) - (squares[from] as number)) / (until - from) - mean * mean;
    return Math.max(0, value - mean) / (Math.sqrt(Math.max(0, variance)) + floor);
  });
}

/**
 * Spreads values over the neighbouring frames: otherwise a period of a fractional number of frames would lose against its
 * double.
 */
function blur(series: Float32Array): Float32Array {
  const last = series.length - 1;
  return series.map((value, i) => 0.5 * value + 0.25 * ((series[i - 1] ?? value) + (series[Math.min(last, i + 1)] ?? value)));
}

/** Normalised autocorrelation for lags 0 … LAGS − 1, minus the square of the mean. */
function autocorrelation(kernel: Kernel, series: Float32Array): Float64Array {
  const segment = kernel.allocateFloats(SEGMENT);
  const window = kernel.allocateFloats(SEGMENT + LAGS + 4);
  const out = kernel.allocateFloats(LAGS);
  const [segmentView, windowView, outView] = [
    kernel.floats(segment, SEGMENT),
    kernel.floats(window, SEGMENT + LAGS + 4),
    kernel.floats(out, LAGS),
  ];
  const sums = new Float64Array(LAGS);
  let total = 0;
  for (let at = 0; at < series.length; at += SEGMENT) {
    segmentView.fill(0);
    segmentView.set(series.subarray(at, at + SEGMENT));
    windowView.fill(0);
    windowView.set(series.subarray(at, at + SEGMENT + LAGS));
    kernel.run.decimate(window, out, LAGS, 1, segment, SEGMENT);
    for (let lag = 0; lag < LAGS; lag++) (sums[lag] as number) += outView[lag] as number;
  }
  for (const value of series) total += value;
  const square = (total / Math.max(1, series.length)) ** 2;
  const means = sums.map((sum, lag) => sum / Math.max(1, series.length - lag) - square);
  const power = (means[0] as number) + 1e-12;
  return means.map((mean) => mean / power);
}

/** The highest value within one frame of a lag, because playing is never exact. */
function near(correlation: Float64Array, lag: number): number {
  const at = (x: number) => {
    const i = Math.floor(x);
    const left = correlation[i] ?? 0;
    return left + (x - i) * ((correlation[i + 1] ?? 0) - left);
  };
  return Math.max(at(lag - 1), at(lag - 0.5), at(lag), at(lag + 0.5), at(lag + 1));
}

const preference = (bpm: number): number => Math.exp(-0.5 * (Math.log2(bpm / PREFERRED_BPM) / PREFERENCE_OCTAVES) ** 2);

/**
 * How well a period fits the beat: its multiples must correlate (`least`), and nothing between them may repeat as strongly.
 * Half the tempo fails the second condition, because there are beats between its beats. Double the tempo is ambiguous.
 */
function beatScore(correlation: Float64Array, lag: number): number {
  let least = 1;
  for (let k = 1; k <= MULTIPLES; k++) least = Math.min(least, near(correlation, k * lag));
  if (least <= 0) return least;
  let between = 0;
  const tolerance = 2 + 0.04 * lag;
  for (let x = Math.max(ZERO_LOBE, Math.floor(lag / 4)); x < MULTIPLES * lag; x++) {
    const toMultiple = Math.abs(x - Math.max(1, Math.round(x / lag)) * lag);
    if (toMultiple > tolerance) between = Math.max(between, correlation[x] ?? 0);
  }
  return least / (1 + Math.exp((between - least) / CONTRAST));
}

const toBpm = (lag: number): number => (60 * FRAMES_PER_SECOND) / lag;
const toLag = toBpm;

/** Moves a tempo by octaves into the range that people tap. */
function fold(bpm: number): number {
  let folded = bpm;
  while (folded < LOWEST_BPM) folded *= 2;
  while (folded > HIGHEST_BPM) folded /= 2;
  return folded;
}

/** Refines the lag at its highest multiple that is still a peak. */
function refineLag(correlation: Float64Array, lag: number): number {
  let refined = lag;
  for (const multiple of [1, 2, 4]) {
    const centre = Math.round(refined * multiple);
    let best = centre;
    for (let x = centre - 2; x <= centre + 2; x++) if ((correlation[x] ?? -1) > (correlation[best] ?? -1)) best = x;
    const [before, top, after] = [best - 1, best, best + 1].map((x) => correlation[x] ?? 0) as [number, number, number];
    refined = (best + peakShift(before, top, after)) / multiple;
  }
  return refined;
}

/** Null when nothing repeats. */
export function estimateTempo(kernel: Kernel, flux: Float32Array): Tempo | null {
  const series = blur(normalizeFlux(flux));
  if (series.length < 4 * FRAMES_PER_SECOND) return null;
  const correlation = autocorrelation(kernel, series);
  const scored: { lag: number; score: number }[] = [];
  for (let lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag += 0.25) {
    scored.push({ lag, score: beatScore(correlation, lag) * preference(toBpm(lag)) });
  }
  const peaks = scored
    .filter(({ score }, i) => score >= (scored[i - 1]?.score ?? 0) && score > (scored[i + 1]?.score ?? 0))
    .sort((a, b) => b.score - a.score);
  const best = peaks[0];
  if (!best) return null;
  const bpm = fold(toBpm(refineLag(correlation, best.lag)));
  const strength = (tempo: number) => Math.max(0, Math.min(1, near(correlation, toLag(tempo))));
  if (strength(bpm) < WEAKEST && near(correlation, best.lag) < WEAKEST) return null;
  return {
    bpm,
    strength: strength(bpm),
    confidence: confidenceOf(best.score, peaks[1]?.score ?? 0),
    alternatives: alternativesTo(bpm, peaks.slice(1, 4), strength),
  };
}

const confidenceOf = (best: number, second: number): number =>
  Math.max(0, Math.min(1, Math.min(1, best * 4) * (1 - (0.5 * Math.max(0, second)) / best)));

function alternativesTo(bpm: number, peaks: { lag: number }[], strength: (bpm: number) => number): TempoCandidate[] {
  const kin = [0.5, 2, 2 / 3, 1.5].map((ratio) => bpm * ratio);
  const found = peaks.map(({ lag }) => toBpm(lag));
  const all: TempoCandidate[] = [];
  for (const tempo of [...kin, ...found]) {
    const isKnown = [{ bpm }, ...all].some((other) => Math.abs(Math.log2(other.bpm / tempo)) < 0.03);
    if (!isKnown) all.push({ bpm: tempo, strength: strength(tempo) });
  }
  return all.sort((a, b) => b.strength - a.strength || a.bpm - b.bpm);
}
