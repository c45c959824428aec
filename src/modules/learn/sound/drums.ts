// Five drums by synthesis: a sine that falls for the kick, filtered noise for the others, a short tone for the click.
import type { Drum } from '#schema/learn/rules/sounds.ts';
import { fadeEdges, whiteNoise } from './noise.ts';

/** No stroke is longer. */
export const DRUM_SECONDS = 0.3;
const EDGE_SECONDS = 0.002;

/** Adds one stroke; `strength` 0 to 1. */
export function addDrum(samples: Float32Array, drum: Drum, strength: number, sampleRateHz: number): void {
  const stroke = strokes[drum](samples.length, sampleRateHz);
  fadeEdges(stroke, EDGE_SECONDS * sampleRateHz);
  for (let i = 0; i < samples.length; i++) (samples[i] as number) += (stroke[i] as number) * strength;
}

const fall = (i: number, seconds: number, sampleRateHz: number): number => Math.exp(-i / (seconds * sampleRateHz));

/** The difference of neighbours: 6 dB an octave less below. Twice makes a hi-hat of white noise. */
function brightened(samples: Float32Array): Float32Array {
  let before = 0;
  return samples.map((value) => {
    const difference = value - before;
    before = value;
    return difference / 2;
  });
}

const strokes: Record<Drum, (length: number, sampleRateHz: number) => Float32Array> = {
  kick: (length, rate) => {
    let phase = 0;
    return new Float32Array(length).map((_, i) => {
      phase += (2 * Math.PI * (48 + 90 * fall(i, 0.03, rate))) / rate;
      return 0.5 * Math.sin(phase) * fall(i, 0.09, rate);
    });
  },
  snare: (length, rate) => {
    const noise = brightened(whiteNoise(length, 7));
    return noise.map(
      (value, i) => 0.32 * value * fall(i, 0.06, rate) + 0.16 * Math.sin((2 * Math.PI * 190 * i) / rate) * fall(i, 0.05, rate),
    );
  },
  hat: (length, rate) => brightened(brightened(whiteNoise(length, 11))).map((value, i) => 0.3 * value * fall(i, 0.025, rate)),
  clap: (length, rate) =>
    brightened(whiteNoise(length, 13)).map((value, i) => {
      // Three quick bursts, as several hands make.
      const burst = Math.max(...[0, 0.011, 0.023].map((at) => (i >= at * rate ? fall(i - at * rate, 0.012, rate) : 0)));
      return 0.3 * value * Math.max(burst, 0.4 * fall(i, 0.08, rate));
    }),
  click: (length, rate) =>
    new Float32Array(length).map((_, i) => 0.35 * Math.sin((2 * Math.PI * 1500 * i) / rate) * fall(i, 0.012, rate)),
};
