// Noise at an exact level, white or pink, and the peaking filters over it.
import type { Peak, Sound } from '#schema/learn/rules/sounds.ts';

const EDGE_SECONDS = 0.02;
const SEED = 20_260_302;

/** Evenly distributed in −1 … 1, from a seed (mulberry32). */
export function whiteNoise(length: number, seed = SEED): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2_147_483_648 - 1;
  });
}

/** −3 dB an octave, within 0.05 dB above 9 Hz at 44.1 kHz (P. Kellet's filter). */
export function pinkNoise(length: number, seed = SEED): Float32Array {
  const white = whiteNoise(length, seed);
  let [b0, b1, b2, b3, b4, b5, b6] = [0, 0, 0, 0, 0, 0, 0];
  return white.map((value) => {
    b0 = 0.99886 * b0 + value * 0.0555179;
    b1 = 0.99332 * b1 + value * 0.0750759;
    b2 = 0.969 * b2 + value * 0.153852;
    b3 = 0.8665 * b3 + value * 0.3104856;
    b4 = 0.55 * b4 + value * 0.5329522;
    b5 = -0.7616 * b5 - value * 0.016898;
    const pink = b0 + b1 + b2 + b3 + b4 + b5 + b6 + value * 0.5362;
    b6 = value * 0.115926;
    return pink;
  });
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
