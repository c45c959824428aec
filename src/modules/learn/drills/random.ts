// Random numbers from a seed, so that a question can be asked again and a test knows what it hears.

export type Random = () => number;

/** 0 to 1, without 1 (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = (random: Random, count: number): number => Math.floor(random() * count);
export const between = (random: Random, from: number, to: number): number => from + (to - from) * random();
/** In equal ratios. */
export const betweenLog = (random: Random, from: number, to: number): number => from * (to / from) ** random();
