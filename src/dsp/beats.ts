// The beat grid: dynamic programming over the flux at a known tempo (Ellis, Beat Tracking by Dynamic Programming, 2007), then a
// straight line where the tempo is steady. Invariant: beats ascend and are within the track.
import { FRAMES_PER_SECOND, LATENCY_MS } from './onsets.ts';
import { normalizeFlux } from './periodicity.ts';

/**
 * How much a beat off the period costs. The stiff one keeps a steady track's grid through passages without clear beats; only the
 * loose one follows a tempo that changes by more than 2 %.
 */
const STIFF = 1600;
const LOOSE = 100;
/** The stiff beats must hit at least this share of the flux that the loose ones hit. */
const STIFF_SHARE = 0.8;
const FRAME_MS = 1000 / FRAMES_PER_SECOND;
/** Beats that deviate less than this from a straight line are moved onto it. */
const STEADY_MS = 35;

export interface BeatGrid {
  bpm: number;
  /** Whether the tempo is constant over the track, so that the grid is straight. */
  steady: boolean;
  beatsMs: number[];
}

/** For each frame: the best score of a beat there, and the preceding beat. */
function scoreBeats(series: Float32Array, period: number, tightness: number): { score: Float32Array; before: Int32Array } {
  const n = series.length;
  const score = new Float32Array(n);
  const before = new Int32Array(n).fill(-1);
  const nearest = Math.round(period / 2);
  const farthest = Math.round(period * 2);
  const penalty = Float32Array.from({ length: farthest + 1 }, (_, lag) => tightness * Math.log(Math.max(lag, 1) / period) ** 2);
  for (let i = 0; i < n; i++) {
    let best = 0;
    let from = -1;
    for (let lag = nearest; lag <= farthest && lag <= i; lag++) {
      const candidate = (score[i - lag] as number) - (penalty[lag] as number);
      if (candidate > best) {
        best = candidate;
        from = i - lag;
      }
    }
    score[i] = (series[i] as number) + best;
    before[i] = from;
  }
  return { score, before };
}

interface Line {
  slope: number;
  intercept: number;
  /** Root mean square distance of the points from the line. */
  spread: number;
}

function fitLine(values: readonly number[]): Line {
  const n = values.length;
  const meanX = (n - 1) / 2;
  const meanY = values.reduce((sum, y) => sum + y, 0) / n;
  let [xy, xx] = [0, 0];
  values.forEach((y, x) => {
    xy += (x - meanX) * (y - meanY);
    xx += (x - meanX) ** 2;
  });
  const slope = xy / xx;
  const intercept = meanY - slope * meanX;
  const spread = Math.sqrt(values.reduce((sum, y, x) => sum + (y - intercept - slope * x) ** 2, 0) / n);
  return { slope, intercept, spread };
}

/** The best sequence of beats, in ms. */
function followBeats(series: Float32Array, bpm: number, tightness: number): number[] {
  const period = (60 * FRAMES_PER_SECOND) / bpm;
  const { score, before } = scoreBeats(series, period, tightness);
  let at = -1;
  let best = 0;
  for (let i = Math.max(0, score.length - Math.round(period * 1.5)); i < score.length; i++) {
    if ((score[i] as number) > best) [best, at] = [score[i] as number, i];
  }
  const beatsMs: number[] = [];
  for (; at >= 0; at = before[at] as number) beatsMs.push(at * FRAME_MS + LATENCY_MS);
  return beatsMs.reverse();
}

/** The mean flux at some beats. */
function fluxAt(series: Float32Array, beatsMs: readonly number[]): number {
  let sum = 0;
  for (const ms of beatsMs) sum += series[Math.round((ms - LATENCY_MS) / FRAME_MS)] ?? 0;
  return sum / Math.max(1, beatsMs.length);
}

/** Null when the track is too short for four beats. */
export function trackBeats(flux: Float32Array, bpm: number, durationMs: number): BeatGrid | null {
  const series = normalizeFlux(flux);
  const stiff = followBeats(series, bpm, STIFF);
  if (stiff.length < 4) return null;
  const line = fitLine(stiff);
  const loose = followBeats(series, bpm, LOOSE);
  if (line.spread > STEADY_MS || fluxAt(series, stiff) < STIFF_SHARE * fluxAt(series, loose)) {
    return { bpm, steady: false, beatsMs: loose.filter((ms) => ms <= durationMs) };
  }
  const first = line.intercept - Math.floor(line.intercept / line.slope) * line.slope;
  const count = Math.max(0, Math.floor((durationMs - first) / line.slope) + 1);
  return { bpm: 60_000 / line.slope, steady: true, beatsMs: Array.from({ length: count }, (_, i) => first + i * line.slope) };
}
