// Noise as streams: each call of a stream gives the next sample.

/** Evenly distributed in −1 … 1, from a seed (mulberry32). */
export function whiteStream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2_147_483_648 - 1;
  };
}

/** White noise to −3 dB an octave, within 0.05 dB above 9 Hz at 44.1 kHz (P. Kellet's filter). */
export function pinkStream(white: () => number): () => number {
  let [b0, b1, b2, b3, b4, b5, b6] = [0, 0, 0, 0, 0, 0, 0];
  return () => {
    const value = white();
    b0 = 0.99886 * b0 + value * 0.0555179;
    b1 = 0.99332 * b1 + value * 0.0750759;
    b2 = 0.969 * b2 + value * 0.153852;
    b3 = 0.8665 * b3 + value * 0.3104856;
    b4 = 0.55 * b4 + value * 0.5329522;
    b5 = -0.7616 * b5 - value * 0.016898;
    const pink = b0 + b1 + b2 + b3 + b4 + b5 + b6 + value * 0.5362;
    b6 = value * 0.115926;
    return pink;
  };
}

/** Below this the spectrum of brown noise is flat: without a lower end its level would have no bound. */
const BROWN_CORNER_HZ = 20;

/** White noise to −6 dB an octave above 20 Hz: a leaky integrator. */
export function brownStream(white: () => number, sampleRateHz: number): () => number {
  const keep = Math.exp((-2 * Math.PI * BROWN_CORNER_HZ) / sampleRateHz);
  let level = 0;
  return () => {
    level = keep * level + (1 - keep) * white();
    return level;
  };
}
