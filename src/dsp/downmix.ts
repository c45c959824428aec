// Downmix of more than two channels to left and right, for all measurements except loudness (ITU-R BS.775: centre and surrounds
// at −3 dB, no LFE; heights like surrounds).
import type { Speaker } from './speakers.ts';

/** Gains into left and right. */
type Gain = readonly [number, number];
const LEFT: Gain = [1, 0];
const RIGHT: Gain = [0, 1];
const BOTH: Gain = [Math.SQRT1_2, Math.SQRT1_2];
const SIDE_LEFT: Gain = [Math.SQRT1_2, 0];
const SIDE_RIGHT: Gain = [0, Math.SQRT1_2];
const BACK: Gain = [0.5, 0.5];
const NONE: Gain = [0, 0];

const GAINS: Readonly<Record<Speaker, Gain>> = {
  FL: LEFT,
  FR: RIGHT,
  FC: BOTH,
  LFE: NONE,
  BL: SIDE_LEFT,
  BR: SIDE_RIGHT,
  FLC: LEFT,
  FRC: RIGHT,
  BC: BACK,
  SL: SIDE_LEFT,
  SR: SIDE_RIGHT,
  TC: BACK,
  TFL: SIDE_LEFT,
  TFC: BACK,
  TFR: SIDE_RIGHT,
  TBL: SIDE_LEFT,
  TBC: BACK,
  TBR: SIDE_RIGHT,
};

/** Left and right of a piece with more than two channels. */
export function toStereo(
  channels: readonly Float32Array[],
  speakers: readonly Speaker[],
  offset: number,
  count: number,
): [Float32Array, Float32Array] {
  const left = new Float32Array(count);
  const right = new Float32Array(count);
  speakers.forEach((speaker, c) => {
    const [toLeft, toRight] = GAINS[speaker];
    const source = channels[c] as Float32Array;
    for (let i = 0; i < count; i++) {
      const sample = source[offset + i] as number;
      (left[i] as number) += toLeft * sample;
      (right[i] as number) += toRight * sample;
    }
  });
  return [left, right];
}
