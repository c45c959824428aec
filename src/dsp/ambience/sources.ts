// The sounds of ambience as streams of one channel, made while they play: nothing is loaded and nothing repeats. Every one has about the
// same level, so that a mix is set by its sliders alone.
import { brownStream, pinkStream, whiteStream } from '../colored-noise.ts';
import { highPass, lowPass, movingBand, wander } from './filters.ts';

export const AMBIENCE_SOUNDS = ['white', 'pink', 'brown', 'rain', 'wind', 'surf', 'stream', 'fire', 'fan'] as const;
export type AmbienceSound = (typeof AMBIENCE_SOUNDS)[number];

/** The level of each sound alone at full volume, as dB of its RMS to full scale. Six of them together stay below full scale. */
export const AMBIENCE_DB = -26;

export type Stream = () => number;
type Source = (seed: number, sampleRateHz: number) => Stream;

/** What each stream is multiplied with to reach the level; measured over a minute, kept by the test. */
const GAINS: Readonly<Record<AmbienceSound, number>> = {
  white: 0.0868,
  pink: 0.0284,
  brown: 2.39,
  rain: 0.0819,
  wind: 0.0828,
  surf: 0.0336,
  stream: 0.103,
  fire: 0.375,
  fan: 0.0333,
};

/** Independent streams of one seed. */
const seeded = (seed: number, part: number): Stream => whiteStream(Math.imul(seed + part * 7_919, 2_654_435_761));

/** Short sounds that begin at random, `perSecond` on average. `make` gives one of them, which ends with null. */
function shower(random: Stream, perSecond: number, sampleRateHz: number, make: () => () => number | null): Stream {
  const chance = (2 * perSecond) / sampleRateHz - 1;
  const playing: (() => number | null)[] = [];
  return () => {
    if (random() < chance && playing.length < MOST_AT_ONCE) playing.push(make());
    let sum = 0;
    for (let at = playing.length - 1; at >= 0; at--) {
      const value = (playing[at] as () => number | null)();
      if (value === null) playing.splice(at, 1);
      else sum += value;
    }
    return sum;
  };
}

/** Keeps the work of a moment bounded. */
const MOST_AT_ONCE = 24;

/** A tone that rises to its height in a moment, glides by `glide` of its frequency and dies away. */
function blip(hz: number, seconds: number, level: number, glide: number, sampleRateHz: number): () => number | null {
  const decay = Math.exp(-1 / (seconds * sampleRateHz));
  const attack = Math.max(1, Math.round(0.001 * sampleRateHz));
  const length = Math.round(seconds * 6 * sampleRateHz);
  let [phase, amplitude, at] = [0, level, 0];
  return () => {
    if (at >= length) return null;
    phase += (2 * Math.PI * hz * (1 + (glide * at) / length)) / sampleRateHz;
    amplitude *= decay;
    at += 1;
    return Math.sin(phase) * amplitude * Math.min(1, at / attack);
  };
}

/** Evenly between two bounds. */
const between = (random: Stream, from: number, to: number): number => from + ((random() + 1) / 2) * (to - from);

const rain: Source = (seed, rate) => {
  const [bed, when, how] = [pinkStream(seeded(seed, 1)), seeded(seed, 2), seeded(seed, 3)];
  const hiss = highPass(900, rate);
  const drops = shower(when, 90, rate, () =>
    blip(between(how, 2_200, 7_500), between(how, 0.001, 0.004), between(how, 0.02, 0.3), 0.2, rate),
  );
  const heavy = wander(seeded(seed, 4), 4, rate);
  return () => hiss(bed()) * (0.5 + 0.25 * heavy()) + 3 * drops();
};

const wind: Source = (seed, rate) => {
  const air = pinkStream(seeded(seed, 1));
  const [low, high] = [movingBand(1.2, rate), movingBand(4, rate)];
  const [height, force] = [wander(seeded(seed, 2), 5, rate), wander(seeded(seed, 3), 3, rate)];
  return () => {
    const value = air();
    const gust = force();
    const hz = 160 + 420 * height() + 240 * gust;
    return low(value, hz) * (0.4 + gust) + high(value, hz * 2.1) * 0.5 * gust * gust;
  };
};

const surf: Source = (seed, rate) => {
  const water = pinkStream(seeded(seed, 1));
  const [far, near] = [lowPass(500, rate), highPass(500, rate)];
  const pace = seeded(seed, 2);
  // Two waves, each of its own length, that are never far apart.
  let [at, length] = [0, Math.round(between(pace, 8, 12) * rate)];
  return () => {
    if (at >= length) [at, length] = [0, Math.round(between(pace, 8, 12) * rate)];
    const share = at / length;
    at += 1;
    // A wave comes in during a third of its time and runs back during the rest; both ends are still.
    const swell =
      share < 0.35 ? 0.5 - 0.5 * Math.cos((Math.PI * share) / 0.35) : 0.5 + 0.5 * Math.cos((Math.PI * (share - 0.35)) / 0.65);
    const value = water();
    return far(value) * (0.7 + 0.6 * swell) + near(value) * (0.06 + 0.8 * swell * swell);
  };
};

const stream: Source = (seed, rate) => {
  const [bed, when, how] = [pinkStream(seeded(seed, 1)), seeded(seed, 2), seeded(seed, 3)];
  const [above, below] = [highPass(400, rate), lowPass(2_500, rate)];
  // A bubble rings higher while it rises.
  const bubbles = shower(when, 60, rate, () =>
    blip(between(how, 350, 1_900), between(how, 0.004, 0.016), between(how, 0.02, 0.35), between(how, 0.1, 0.8), rate),
  );
  return () => below(above(bed())) * 0.6 + 2 * bubbles();
};

const fire: Source = (seed, rate) => {
  const [bed, when, how] = [brownStream(seeded(seed, 1), rate), seeded(seed, 2), seeded(seed, 3)];
  const glow = wander(seeded(seed, 4), 1.5, rate);
  const hiss = pinkStream(seeded(seed, 5));
  const crackles = shower(when, 9, rate, () =>
    blip(between(how, 900, 4_500), between(how, 0.001, 0.006), between(how, 0.05, 0.9) ** 2, -0.3, rate),
  );
  return () => bed() * 4 * (0.6 + 0.6 * glow()) + hiss() * 0.06 + crackles();
};

const fan: Source = (seed, rate) => {
  const air = pinkStream(seeded(seed, 1));
  const [casing, soft] = [movingBand(0.8, rate), lowPass(1_400, rate)];
  let phase = between(seeded(seed, 2), 0, 2 * Math.PI);
  return () => {
    phase += (2 * Math.PI * 23) / rate;
    const value = air();
    return (casing(value, 240) + soft(value) * 0.7) * (1 + 0.06 * Math.sin(phase));
  };
};

const sources: Readonly<Record<AmbienceSound, Source>> = {
  white: (seed) => seeded(seed, 1),
  pink: (seed) => pinkStream(seeded(seed, 1)),
  brown: (seed, rate) => brownStream(seeded(seed, 1), rate),
  rain,
  wind,
  surf,
  stream,
  fire,
  fan,
};

/** One channel of a sound. Two seeds give two channels that are alike and not the same, which sounds wide. */
export function ambienceStream(sound: AmbienceSound, seed: number, sampleRateHz: number): Stream {
  const next = sources[sound](seed, sampleRateHz);
  const gain = GAINS[sound];
  return () => next() * gain;
}
