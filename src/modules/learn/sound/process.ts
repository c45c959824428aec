// What drills do to a sound: filter, width, place, echo, reverb, compression, distortion. Each function returns new samples and
// keeps to the value it is given exactly, as the tests measure.
import type { Peak } from '#schema/learn/rules/sounds.ts';
import { fadeEdges, filterPeak } from './noise.ts';
import { dbToGain, type Rendered } from './render.ts';

const EDGE_SECONDS = 0.01;

const copyOf = ({ left, right }: Rendered): Rendered => ({ left: left.slice(), right: right.slice() });

export function withFadedEdges(sound: Rendered, sampleRateHz: number, seconds = EDGE_SECONDS): Rendered {
  const faded = copyOf(sound);
  fadeEdges(faded.left, seconds * sampleRateHz);
  fadeEdges(faded.right, seconds * sampleRateHz);
  return faded;
}

export function equalised(sound: Rendered, peak: Peak, sampleRateHz: number): Rendered {
  const filtered = copyOf(sound);
  filterPeak(filtered.left, peak, sampleRateHz);
  filterPeak(filtered.right, peak, sampleRateHz);
  // The filter's ringing must not be cut off.
  return withFadedEdges(filtered, sampleRateHz);
}

/** The sides louder by so many dB; the middle stays. */
export function widened({ left, right }: Rendered, sideDb: number): Rendered {
  const gain = dbToGain(sideDb);
  const wide = { left: new Float32Array(left.length), right: new Float32Array(left.length) };
  for (let i = 0; i < left.length; i++) {
    const middle = ((left[i] as number) + (right[i] as number)) / 2;
    const side = (gain * ((left[i] as number) - (right[i] as number))) / 2;
    wide.left[i] = middle + side;
    wide.right[i] = middle - side;
  }
  return wide;
}

/** The middle of a sound put between left (−1) and right (1) at equal power: 3 dB less on each side in the middle. */
export function placed({ left, right }: Rendered, pan: number): Rendered {
  const angle = ((pan + 1) * Math.PI) / 4;
  const middle = left.map((value, i) => (value + (right[i] as number)) / 2);
  return { left: middle.map((value) => value * Math.cos(angle)), right: middle.map((value) => value * Math.sin(angle)) };
}

/** One echo after `ms`, `db` quieter. */
export function echoed({ left, right }: Rendered, ms: number, db: number, sampleRateHz: number): Rendered {
  const shift = Math.round((ms * sampleRateHz) / 1000);
  const gain = dbToGain(db);
  const later = (side: Float32Array): Float32Array => {
    const out = new Float32Array(side.length + shift);
    out.set(side);
    for (let i = 0; i < side.length; i++) (out[i + shift] as number) += gain * (side[i] as number);
    return out;
  };
  return { left: later(left), right: later(right) };
}

/** Prime numbers of samples at 48 kHz: 31 to 70 ms, with no common period. */
const REVERB_LINES = [1499, 1693, 1933, 2161, 2399, 2713, 3001, 3347];
const REVERB_RATE_HZ = 48_000;

/**
 * Reverb that falls by 60 dB in `seconds`, without the direct sound: a feedback delay network (J.-M. Jot, 1991) with a
 * Householder matrix, which loses nothing, and a gain for each line that makes its loops fall at the wanted rate.
 */
export function reverberated({ left, right }: Rendered, seconds: number, sampleRateHz: number): Rendered {
  const lengths = REVERB_LINES.map((samples) => Math.round((samples * sampleRateHz) / REVERB_RATE_HZ));
  const gains = lengths.map((length) => 10 ** ((-3 * length) / (sampleRateHz * seconds)));
  const lines = lengths.map((length) => new Float64Array(length));
  const places = lengths.map(() => 0);
  const total = left.length + Math.ceil(seconds * sampleRateHz);
  const out = { left: new Float32Array(total), right: new Float32Array(total) };
  const count = lines.length;
  const heard = new Float64Array(count);
  for (let i = 0; i < total; i++) {
    const input = ((left[i] ?? 0) + (right[i] ?? 0)) / 2;
    let sum = 0;
    for (let line = 0; line < count; line++) {
      const value = ((lines[line] as Float64Array)[places[line] as number] as number) * (gains[line] as number);
      heard[line] = value;
      sum += value;
    }
    const back = (2 * sum) / count;
    for (let line = 0; line < count; line++) {
      const value = heard[line] as number;
      const place = places[line] as number;
      (lines[line] as Float64Array)[place] = input + value - back;
      places[line] = place + 1 === lengths[line] ? 0 : place + 1;
      const side = line % 2 === 0 ? out.left : out.right;
      // Every second pair is turned round, so that the reverb does not stand in the middle.
      (side[i] as number) += line % 4 < 2 ? value : -value;
    }
  }
  return out;
}

export function added(sounds: readonly { sound: Rendered; db: number }[]): Rendered {
  const length = Math.max(...sounds.map(({ sound }) => sound.left.length));
  const out = { left: new Float32Array(length), right: new Float32Array(length) };
  for (const { sound, db } of sounds) {
    const gain = dbToGain(db);
    for (let i = 0; i < sound.left.length; i++) {
      (out.left[i] as number) += gain * (sound.left[i] as number);
      (out.right[i] as number) += gain * (sound.right[i] as number);
    }
  }
  return out;
}

/** Compression begins so far below the highest peak. */
export const COMPRESSION_DEPTH_DB = 20;
const ATTACK_SECONDS = 0.0005;
/** The gain comes so much before the level that it follows, so that no peak slips through. */
const LOOK_AHEAD_SECONDS = 0.002;
const RELEASE_SECONDS = 0.12;

/**
 * The most that a compressor takes from the loudest peaks is `reductionDb`: its threshold is COMPRESSION_DEPTH_DB below the
 * peak of the envelope, and its ratio follows. Both channels are turned down together.
 */
export function compressed({ left, right }: Rendered, reductionDb: number, sampleRateHz: number): Rendered {
  const slope = Math.min(1, reductionDb / COMPRESSION_DEPTH_DB);
  const levels = envelopeDb(left, right, sampleRateHz);
  let highest = Number.NEGATIVE_INFINITY;
  for (const level of levels) highest = Math.max(highest, level);
  const threshold = highest - COMPRESSION_DEPTH_DB;
  const out = { left: new Float32Array(left.length), right: new Float32Array(left.length) };
  const ahead = Math.round(LOOK_AHEAD_SECONDS * sampleRateHz);
  for (let i = 0; i < left.length; i++) {
    const level = levels[Math.min(left.length - 1, i + ahead)] as number;
    const gain = dbToGain(-slope * Math.max(0, level - threshold));
    out.left[i] = gain * (left[i] as number);
    out.right[i] = gain * (right[i] as number);
  }
  return out;
}

/** The level that a compressor follows, in dB: up within the attack, down within the release. */
function envelopeDb(left: Float32Array, right: Float32Array, sampleRateHz: number): Float32Array {
  const [rise, fall] = [ATTACK_SECONDS, RELEASE_SECONDS].map((seconds) => Math.exp(-1 / (seconds * sampleRateHz))) as [
    number,
    number,
  ];
  let level = 0;
  return left.map((value, i) => {
    const now = Math.max(Math.abs(value), Math.abs(right[i] as number));
    const keep = now > level ? rise : fall;
    level = keep * level + (1 - keep) * now;
    return 20 * Math.log10(Math.max(1e-6, level));
  });
}

/**
 * Third-harmonic distortion: a sine at the sound's peak gets so many percent of its third harmonic. y = x − k x³, which for a
 * sine of peak 1 is (1 − 3k/4) sin + (k/4) sin 3x.
 */
export function distorted({ left, right }: Rendered, percent: number): Rendered {
  const share = percent / 100;
  const k = (4 * share) / (1 + 3 * share);
  let peak = 1e-9;
  for (const side of [left, right]) for (const value of side) peak = Math.max(peak, Math.abs(value));
  const bend = (value: number): number => value - (k * value ** 3) / peak ** 2;
  return { left: left.map(bend), right: right.map(bend) };
}
