// Loudness of rendered sounds, and sounds brought to one loudness. Filters and gates are those of the analysis (src/dsp), in
// TypeScript: these sounds last seconds, and the page need not load the kernel.
import { HOPS_PER_SECOND, kWeightingCoefficients, LoudnessMeter } from '#src/dsp/loudness.ts';
import type { Rendered } from './render.ts';

/** What every sound of a drill is brought to. */
export const DRILL_LUFS = -21;
/** No sample comes nearer to full scale. */
const HEADROOM_DB = -1;

/** Mean squares of 10 ms hops after K-weighting. */
function weightedHops(samples: Float32Array, sampleRateHz: number): Float64Array {
  const [b0, b1, b2, a1, a2, c1, c2] = kWeightingCoefficients(sampleRateHz) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const hop = sampleRateHz / HOPS_PER_SECOND;
  const powers = new Float64Array(Math.ceil(samples.length / hop));
  let [x1, x2, s1, s2, y1, y2] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] as number;
    const shelved = b0 * x + b1 * x1 + b2 * x2 - a1 * s1 - a2 * s2;
    const y = shelved - 2 * s1 + s2 - c1 * y1 - c2 * y2;
    [x2, x1, s2, s1, y2, y1] = [x1, x, s1, shelved, y1, y];
    (powers[Math.floor(i / hop)] as number) += (y * y) / hop;
  }
  return powers;
}

/** Integrated loudness in LUFS; null for silence and for less than 400 ms. */
export function loudnessOf({ left, right }: Rendered, sampleRateHz: number): number | null {
  const meter = new LoudnessMeter();
  const [leftPowers, rightPowers] = [weightedHops(left, sampleRateHz), weightedHops(right, sampleRateHz)];
  leftPowers.forEach((power, hop) => meter.addHop(power + (rightPowers[hop] as number)));
  return meter.summary().integratedLufs;
}

export function peakOf({ left, right }: Rendered): number {
  let peak = 0;
  for (const side of [left, right]) for (const value of side) peak = Math.max(peak, Math.abs(value));
  return peak;
}

export function scaled({ left, right }: Rendered, gain: number): Rendered {
  return { left: left.map((value) => value * gain), right: right.map((value) => value * gain) };
}

/** All of the sounds at one loudness: the drill's, or less where one of them would clip. */
export function matched(sounds: readonly Rendered[], sampleRateHz: number, lufs = DRILL_LUFS): Rendered[] {
  const loudnesses = sounds.map((sound) => loudnessOf(sound, sampleRateHz) ?? lufs);
  const highest = Math.max(
    ...sounds.map((sound, index) => 20 * Math.log10(Math.max(1e-9, peakOf(sound))) - (loudnesses[index] as number) + lufs),
  );
  const target = lufs - Math.max(0, highest - HEADROOM_DB);
  return sounds.map((sound, index) => scaled(sound, 10 ** ((target - (loudnesses[index] as number)) / 20)));
}
