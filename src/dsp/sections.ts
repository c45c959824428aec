// The section boundaries of a track: a checkerboard kernel along the diagonal of its self-similarity matrix (Foote, Automatic
// Audio Segmentation Using a Measure of Audio Novelty, 2000). Invariant: boundaries ascend, are at least SHORTEST apart and not
// at the ends.
import { BAND_COUNT } from './bands.ts';
import { LONG_FRAMES_PER_SECOND } from './long-spectrum.ts';
import { BALANCES_PER_SECOND } from './spectrum-stage.ts';

const CHROMA_PER_FRAME = LONG_FRAMES_PER_SECOND / BALANCES_PER_SECOND;
const SIZE = BAND_COUNT + 12;
/** Frames on each side of a boundary: 10 s. */
const REACH = 10 * BALANCES_PER_SECOND;
const SHORTEST_FRAMES = 8 * BALANCES_PER_SECOND;
const CHROMA_WEIGHT = 1.5;
/** Required height of a peak above the mean novelty, in standard deviations. */
const DEVIATIONS = 0.8;

export interface SectionBoundary {
  timeMs: number;
  confidence: number;
}

/** Two unit vectors per second: the bands' levels (each relative to its own mean) with the mean chroma. */
function features(balance: Float32Array, chroma: Float32Array): Float32Array[] {
  const frames = Math.floor(balance.length / BAND_COUNT);
  const means = new Float64Array(BAND_COUNT);
  for (let i = 0; i < frames * BAND_COUNT; i++) (means[i % BAND_COUNT] as number) += (balance[i] as number) / frames;
  return Array.from({ length: frames }, (_, frame) => {
    const vector = new Float32Array(SIZE);
    for (let band = 0; band < BAND_COUNT; band++) {
      vector[band] = ((balance[frame * BAND_COUNT + band] as number) - (means[band] as number)) / 10;
    }
    for (let i = 0; i < CHROMA_PER_FRAME * 12; i++) {
      (vector[BAND_COUNT + (i % 12)] as number) += chroma[frame * CHROMA_PER_FRAME * 12 + i] ?? 0;
    }
    scaleTo(vector.subarray(BAND_COUNT), CHROMA_WEIGHT);
    scaleTo(vector, 1);
    return vector;
  });
}

function scaleTo(vector: Float32Array, length: number): void {
  const norm = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
  if (norm > 1e-9) vector.forEach((v, i) => (vector[i] = (v * length) / norm));
}

/** Similarity within each side minus similarity across, for a boundary before each frame. */
function noveltyOf(vectors: readonly Float32Array[]): Float64Array {
  const count = vectors.length;
  const novelty = new Float64Array(count);
  // Only the part of the matrix within reach is needed: row i contains the similarity of i and i + d.
  const similar = vectors.map((a, i) =>
    Float32Array.from({ length: Math.min(2 * REACH, count - i) }, (_, d) => {
      const b = vectors[i + d] as Float32Array;
      let dot = 0;
      for (let k = 0; k < SIZE; k++) dot += (a[k] as number) * (b[k] as number);
      return dot;
    }),
  );
  const taper = Float64Array.from({ length: REACH }, (_, i) => Math.exp(-0.5 * ((i + 0.5) / (REACH / 2)) ** 2));
  for (let at = 2; at < count - 2; at++) {
    const reach = Math.min(REACH, at, count - at);
    let [within, across, weights] = [0, 0, 0];
    for (let i = 0; i < reach; i++) {
      for (let j = 0; j < reach; j++) {
        const weight = (taper[i] as number) * (taper[j] as number);
        const near = Math.abs(i - j);
        within += weight * (similar[at - 1 - Math.max(i, j)]?.[near] ?? 0);
        within += weight * (similar[at + Math.min(i, j)]?.[near] ?? 0);
        across += 2 * weight * (similar[at - 1 - i]?.[i + j + 1] ?? 0);
        weights += 2 * weight;
      }
    }
    novelty[at] = Math.max(0, (within - across) / weights);
  }
  return novelty;
}

export function findSections(balance: Float32Array, chroma: Float32Array): SectionBoundary[] {
  const novelty = noveltyOf(features(balance, chroma));
  const mean = novelty.reduce((sum, v) => sum + v, 0) / Math.max(1, novelty.length);
  const deviation = Math.sqrt(novelty.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, novelty.length));
  const threshold = mean + DEVIATIONS * deviation;
  const highest = novelty.reduce((most, v) => Math.max(most, v), 1e-9);
  const taken: number[] = [];
  const byHeight = [...novelty.keys()].sort((a, b) => (novelty[b] as number) - (novelty[a] as number));
  for (const at of byHeight) {
    const value = novelty[at] as number;
    if (value <= threshold || value < 0.02) break;
    const isPeak = value >= (novelty[at - 1] ?? 0) && value >= (novelty[at + 1] ?? 0);
    const hasRoom = at >= SHORTEST_FRAMES / 2 && at <= novelty.length - SHORTEST_FRAMES / 2;
    if (isPeak && hasRoom && taken.every((other) => Math.abs(other - at) >= SHORTEST_FRAMES)) taken.push(at);
  }
  return taken
    .sort((a, b) => a - b)
    .map((at) => ({ timeMs: (at * 1000) / BALANCES_PER_SECOND, confidence: Math.min(1, (novelty[at] as number) / highest) }));
}
