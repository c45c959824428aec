// Noise at an exact level, white or pink, and the peaking filters over it.
import type { Peak, Sound } from '#schema/learn/rules/sounds.ts';
import { pinkStream, whiteStream } from '#src/dsp/colored-noise.ts';

const EDGE_SECONDS = 0.02;
const SEED = 20_260_302;

export function whiteNoise(length: number, seed = SEED): Float32Array {
  const next = whiteStream(seed);
  return Float32Array.from({ length }, () => next());
}

export function pinkNoise(length: number, seed = SEED): Float32Array {
  const next = pinkStream(whiteStream(seed));
  return Float32Array.from({ length }, () => next());
}

export function rmsOf(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

/** A peaking filter of the Audio EQ Cookbook, in place. */
export function filterPeak(samples: Float32Array, { hz, gainDb, q }: Peak, sampleRateHz: number): void {
  const a = 10 ** (gainDb / 40);
  const w = (2 * Math.PI * hz) / sampleRateHz;
  const alpha = Math.sin(w) / (2 * q);
  const a0 = 1 + alpha / a;
  const [b0, b1, b2] = [(1 + alpha * a) / a0, (-2 * Math.cos(w)) / a0, (1 - alpha * a) / a0];
  const [a1, a2] = [b1, (1 - alpha / a) / a0];
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] as number;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    samples[i] = y;
  }
}

/** The level is that of the noise before its filters. */
export function renderNoise(
  { color, seconds, db, peaks = [] }: Extract<Sound, { kind: 'noise' }>,
  sampleRateHz: number,
): Float32Array {
  const length = Math.round(seconds * sampleRateHz);
  const samples = color === 'pink' ? pinkNoise(length) : whiteNoise(length);
  const gain = 10 ** (db / 20) / rmsOf(samples);
  for (let i = 0; i < length; i++) samples[i] = (samples[i] as number) * gain;
  for (const peak of peaks) filterPeak(samples, peak, sampleRateHz);
  fadeEdges(samples, EDGE_SECONDS * sampleRateHz);
  return samples;
}

export function fadeEdges(samples: Float32Array, length: number): void {
  const last = samples.length - 1;
  for (let i = 0; i < Math.min(length, samples.length / 2); i++) {
    const share = 0.5 - 0.5 * Math.cos((Math.PI * i) / length);
    samples[i] = (samples[i] as number) * share;
    samples[last - i] = (samples[last - i] as number) * share;
  }
}
