// The flux made comparable over a track, and how it repeats. Invariant: correlations are relative to that at lag 0.
import type { Kernel } from './kernel.ts';

/** Lags are in frames; the longest is two bars at 50 bpm. */
const LAGS = 1000;
const SEGMENT = 2048;
const LOCAL_FRAMES = 100;

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
function autocorrelation(kernel: Kernel, work: Work, series: Float32Array): Float64Array {
  const [segmentView, windowView, outView] = [
    kernel.floats(work.segment, SEGMENT),
    kernel.floats(work.window, SEGMENT + LAGS + 4),
    kernel.floats(work.out, LAGS),
  ];
  const sums = new Float64Array(LAGS);
  let total = 0;
  for (let at = 0; at < series.length; at += SEGMENT) {
    segmentView.fill(0);
    segmentView.set(series.subarray(at, at + SEGMENT));
    windowView.fill(0);
    windowView.set(series.subarray(at, at + SEGMENT + LAGS));
    kernel.run.decimate(work.window, work.out, LAGS, 1, work.segment, SEGMENT);
    for (let lag = 0; lag < LAGS; lag++) (sums[lag] as number) += outView[lag] as number;
  }
  for (const value of series) total += value;
  const square = (total / Math.max(1, series.length)) ** 2;
  const means = sums.map((sum, lag) => sum / Math.max(1, series.length - lag) - square);
  const power = (means[0] as number) + 1e-12;
  return means.map((mean) => mean / power);
}

interface Work {
  segment: number;
  window: number;
  out: number;
}

export interface Periodicity {
  series: Float32Array;
  correlation: Float64Array;
}

/** The periodicity of each of several fluxes. */
export function periodicities(kernel: Kernel, fluxes: readonly Float32Array[]): Periodicity[] {
  const work = {
    segment: kernel.allocateFloats(SEGMENT),
    window: kernel.allocateFloats(SEGMENT + LAGS + 4),
    out: kernel.allocateFloats(LAGS),
  };
  return fluxes.map((flux) => {
    const series = blur(normalizeFlux(flux));
    return { series, correlation: autocorrelation(kernel, work, series) };
  });
}

/** The highest correlation within one frame of a lag, because playing is never exact. */
export function near(correlation: Float64Array, lag: number): number {
  const at = (x: number) => {
    const i = Math.floor(x);
    const left = correlation[i] ?? 0;
    return left + (x - i) * ((correlation[i + 1] ?? 0) - left);
  };
  return Math.max(at(lag - 1), at(lag - 0.5), at(lag), at(lag + 0.5), at(lag + 1));
}
