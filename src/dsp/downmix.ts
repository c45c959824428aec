// More than two channels folded to left and right for everything but loudness (ITU-R BS.775: centre and surrounds at −3 dB,
// no LFE). Channels in WAV order.

/** Gain into left and right. */
type Gain = readonly [number, number];
const LEFT: Gain = [1, 0];
const RIGHT: Gain = [0, 1];
const BOTH: Gain = [Math.SQRT1_2, Math.SQRT1_2];
const SIDE_LEFT: Gain = [Math.SQRT1_2, 0];
const SIDE_RIGHT: Gain = [0, Math.SQRT1_2];
const BACK: Gain = [0.5, 0.5];
const NONE: Gain = [0, 0];

/** For each channel of a layout its gain into left and right. */
function gains(channelCount: number): Gain[] {
  switch (channelCount) {
    case 3:
      return [LEFT, RIGHT, BOTH];
    case 4:
      return [LEFT, RIGHT, SIDE_LEFT, SIDE_RIGHT];
    case 5:
      return [LEFT, RIGHT, BOTH, SIDE_LEFT, SIDE_RIGHT];
    case 6:
      return [LEFT, RIGHT, BOTH, NONE, SIDE_LEFT, SIDE_RIGHT];
    case 7:
      return [LEFT, RIGHT, BOTH, NONE, BACK, SIDE_LEFT, SIDE_RIGHT];
    case 8:
      return [LEFT, RIGHT, BOTH, NONE, SIDE_LEFT, SIDE_RIGHT, SIDE_LEFT, SIDE_RIGHT];
    default:
      return [LEFT, RIGHT];
  }
}

/** Left and right of one piece of more than two channels. */
export function toStereo(channels: readonly Float32Array[], offset: number, count: number): [Float32Array, Float32Array] {
  const left = new Float32Array(count);
  const right = new Float32Array(count);
  gains(channels.length).forEach(([toLeft, toRight], c) => {
    const source = channels[c] as Float32Array;
    for (let i = 0; i < count; i++) {
      const sample = source[offset + i] as number;
      (left[i] as number) += toLeft * sample;
      (right[i] as number) += toRight * sample;
    }
  });
  return [left, right];
}
