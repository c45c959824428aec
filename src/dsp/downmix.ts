// More than two channels folded to left and right for everything but loudness (ITU-R BS.775: centre and surrounds at −3 dB,
// no LFE). Channels in WAV order.

const HALF_POWER = Math.SQRT1_2;

/** For each channel of a layout its gain into left and right. */
function gains(channelCount: number): [number, number][] {
  const [left, right, centre, lfe]: [number, number][] = [
    [1, 0],
    [0, 1],
    [HALF_POWER, HALF_POWER],
    [0, 0],
  ];
  const [surroundLeft, surroundRight]: [number, number][] = [
    [HALF_POWER, 0],
    [0, HALF_POWER],
  ];
  const all: Record<number, [number, number][]> = {
    3: [left, right, centre],
    4: [left, right, surroundLeft, surroundRight],
    5: [left, right, centre, surroundLeft, surroundRight],
    6: [left, right, centre, lfe, surroundLeft, surroundRight],
    7: [left, right, centre, lfe, [0.5, 0.5], surroundLeft, surroundRight],
    8: [left, right, centre, lfe, surroundLeft, surroundRight, surroundLeft, surroundRight],
  } as Record<number, [number, number][]>;
  return all[channelCount] ?? [left, right];
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
