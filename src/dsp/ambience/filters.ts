// Small filters for the sources of ambience. Each keeps the state of one channel.

/** −6 dB an octave above `hz`. */
export function lowPass(hz: number, sampleRateHz: number): (value: number) => number {
  const keep = Math.exp((-2 * Math.PI * hz) / sampleRateHz);
  let level = 0;
  return (value) => {
    level = keep * level + (1 - keep) * value;
    return level;
  };
}

/** −6 dB an octave below `hz`. */
export function highPass(hz: number, sampleRateHz: number): (value: number) => number {
  const low = lowPass(hz, sampleRateHz);
  return (value) => value - low(value);
}

/**
 * A band with the gain 1 at its centre, which may move from sample to sample: the state-variable filter of A. Simper ("Linear Trapezoidal
 * Integrated State Variable Filter", 2013).
 */
export function movingBand(q: number, sampleRateHz: number): (value: number, hz: number) => number {
  let [first, second] = [0, 0];
  const k = 1 / q;
  return (value, hz) => {
    const g = Math.tan((Math.PI * hz) / sampleRateHz);
    const a1 = 1 / (1 + g * (g + k));
    const a2 = g * a1;
    const input = value - second;
    const band = a1 * first + a2 * input;
    const low = second + a2 * first + g * a2 * input;
    first = 2 * band - first;
    second = 2 * low - second;
    return band * k;
  };
}

/** A value that moves slowly and without corners between 0 and 1, to another place about every `seconds`. */
export function wander(random: () => number, seconds: number, sampleRateHz: number): () => number {
  const length = Math.round(seconds * sampleRateHz);
  let [from, to] = [(random() + 1) / 2, (random() + 1) / 2];
  let at = 0;
  return () => {
    if (at === length) {
      [from, to] = [to, (random() + 1) / 2];
      at = 0;
    }
    const share = 0.5 - 0.5 * Math.cos((Math.PI * at) / length);
    at += 1;
    return from + (to - from) * share;
  };
}
