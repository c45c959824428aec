// A fingerprint of the sound, to recognise the same recording after another encoder or a cut at the start. One 32-bit word per
// 100 ms frame: bit b is the sign of the change of the difference between neighbouring bands (Haitsma and Kalker, A Highly
// Robust Audio Fingerprinting System, ISMIR 2002). Invariant: level and even filtering do not change the fingerprint.

export const FINGERPRINT_BANDS = 33;
const LOWEST_HZ = 300;
const HIGHEST_HZ = 3000;
/** 90 seconds are enough to distinguish recordings. */
const MOST_WORDS = 900;
/** Two recordings differ in half of the bits; two encodings of the same recording in less than this share. */
const SAME_BELOW = 0.35;
const VERSION = 'f1';

export const fingerprintEdgesHz = (): number[] =>
  Array.from({ length: FINGERPRINT_BANDS + 1 }, (_, i) => LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (i / FINGERPRINT_BANDS));

export class Fingerprinter {
  private readonly words: number[] = [];
  private before: Float32Array | undefined;

  add(energies: Float32Array): void {
    const { before } = this;
    if (before && this.words.length < MOST_WORDS) this.words.push(wordOf(energies, before));
    this.before = energies.slice();
  }

  /** `f1:` and the words in base64, little-endian. Empty when the track is shorter than two frames. */
  toText(): string {
    const bytes = new Uint8Array(this.words.length * 4);
    const view = new DataView(bytes.buffer);
    this.words.forEach((word, i) => view.setUint32(i * 4, word, true));
    return this.words.length === 0 ? '' : `${VERSION}:${btoa(String.fromCharCode(...bytes))}`;
  }
}

function wordOf(now: Float32Array, before: Float32Array): number {
  let word = 0;
  for (let band = 0; band < FINGERPRINT_BANDS - 1; band++) {
    const rise = (now[band] as number) - (now[band + 1] as number);
    const roseBefore = (before[band] as number) - (before[band + 1] as number);
    if (rise - roseBefore > 0) word |= 1 << band;
  }
  return word >>> 0;
}

function wordsOf(text: string): Uint32Array | null {
  if (!text.startsWith(`${VERSION}:`)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.slice(VERSION.length + 1)), (char) => char.codePointAt(0) as number);
    return bytes.length === 0 || bytes.length % 4 !== 0 ? null : new Uint32Array(bytes.buffer);
  } catch {
    return null;
  }
}

function bitsSet(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export interface FingerprintMatch {
  same: boolean;
  /** The share of differing bits at the best alignment: about 0.5 for two different recordings. */
  differing: number;
  /** The time in the first recording at which the second starts, in ms. */
  offsetMs: number;
}

/** Compares two fingerprints over every alignment with an overlap of at least 10 s. Null when one is unreadable. */
export function compareFingerprints(first: string, second: string): FingerprintMatch | null {
  const a = wordsOf(first);
  const b = wordsOf(second);
  if (!a || !b) return null;
  const needed = Math.min(100, a.length, b.length);
  let best = { differing: 1, offset: 0 };
  for (let offset = needed - b.length; offset <= a.length - needed; offset++) {
    const from = Math.max(0, offset);
    const until = Math.min(a.length, offset + b.length);
    let bits = 0;
    for (let i = from; i < until; i++) bits += bitsSet(((a[i] as number) ^ (b[i - offset] as number)) >>> 0);
    const differing = bits / (32 * (until - from));
    if (differing < best.differing) best = { differing, offset };
  }
  return { same: best.differing < SAME_BELOW, differing: best.differing, offsetMs: best.offset * 100 };
}
