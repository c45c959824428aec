// The two steps that turn the bits of an ALAC channel into samples: adaptive Golomb codes, and the predictor that adapts with
// the sign of each residual. Both follow Apple's reference (ag_dec.c and dp_dec.c, Apache 2.0) with its integer sizes, since one
// wrong bit changes everything after it.
import type { Bits } from './bits.ts';

const LONGEST_PREFIX = 9;
const SCALE_BITS = 9;
const SCALE = 1 << SCALE_BITS;
/** The mean is not followed beyond this. */
const LARGEST_MEAN = 0xffff;
const RUN_BITS = 16;
/** The number of coefficients that stands for “differences only”. */
const DIFFERENCES = 31;

export interface RiceParameters {
  /** The first mean, how fast it adapts, and the longest remainder in bits. */
  mean: number;
  rate: number;
  longest: number;
}

/** A prefix of ones that counts multiples, and a remainder of k bits, or k − 1 for the smallest two. */
function readGolomb(bits: Bits, k: number, multiplier: number, escapedBits: number): number {
  const word = bits.peek();
  const prefix = Math.clz32(~word);
  if (prefix >= LONGEST_PREFIX) {
    bits.skip(LONGEST_PREFIX);
    return bits.read(escapedBits);
  }
  const rest = k === 0 ? 0 : (word << (prefix + 1)) >>> (32 - k);
  bits.skip(prefix + k + (rest >= 2 ? 1 : 0));
  return prefix * multiplier + Math.max(0, rest - 1);
}

/** Reads `count` residuals; false when a run of zeros leaves the block. */
export function readResiduals(
  bits: Bits,
  out: Int32Array,
  count: number,
  sampleBits: number,
  { mean, rate, longest }: RiceParameters,
): boolean {
  const longestMask = (1 << longest) - 1;
  let average = mean;
  let afterRun = 0;
  for (let i = 0; i < count;) {
    const k = Math.min(31 - Math.clz32((average >>> SCALE_BITS) + 3), longest);
    const value = readGolomb(bits, k, (1 << k) - 1, sampleBits);
    const folded = value + afterRun;
    out[i++] = ((folded + 1) >>> 1) * (folded & 1 ? -1 : 1);
    average = value > LARGEST_MEAN ? LARGEST_MEAN : rate * folded + average - ((rate * average) >> SCALE_BITS);
    afterRun = 0;
    if (average << 2 >= SCALE || i >= count) continue;
    const runBits = Math.clz32(average) - 24 + ((average + 16) >> 6);
    const run = readGolomb(bits, runBits, ((1 << runBits) - 1) & longestMask, RUN_BITS);
    if (i + run > count) return false;
    out.fill(0, i, i + run);
    i += run;
    afterRun = run >= LARGEST_MEAN ? 0 : 1;
    average = 0;
  }
  return true;
}

/** Undoes the prediction; `coefficients` adapt, and `residuals` and `out` may be the same array. */
export function predict(
  residuals: Int32Array,
  out: Int32Array,
  count: number,
  coefficients: Int16Array,
  sampleBits: number,
  shift: number,
): void {
  const order = coefficients.length;
  const wrap = 32 - sampleBits;
  const half = shift > 0 ? 1 << (shift - 1) : 0;
  out[0] = residuals[0] as number;
  if (order === 0) {
    if (out !== residuals) out.set(residuals.subarray(0, count));
    return;
  }
  const plain = order === DIFFERENCES ? count : Math.min(count, order + 1);
  for (let i = 1; i < plain; i++) out[i] = (((residuals[i] as number) + (out[i - 1] as number)) << wrap) >> wrap;
  for (let i = plain; i < count; i++) {
    const base = out[i - order - 1] as number;
    let sum = half;
    for (let k = 0; k < order; k++) sum = (sum + Math.imul(coefficients[k] as number, (out[i - 1 - k] as number) - base)) | 0;
    const residual = residuals[i] as number;
    out[i] = ((residual + base + (sum >> shift)) << wrap) >> wrap;
    if (residual !== 0) adapt(coefficients, out, i, base, residual, shift);
  }
}

function adapt(coefficients: Int16Array, out: Int32Array, i: number, base: number, residual: number, shift: number): void {
  const order = coefficients.length;
  const sign = residual > 0 ? 1 : -1;
  let left = residual;
  for (let k = order - 1; k >= 0; k--) {
    const distance = base - (out[i - 1 - k] as number);
    const step = sign * Math.sign(distance);
    coefficients[k] = (coefficients[k] as number) - step;
    left -= (order - k) * ((step * distance) >> shift);
    if (sign > 0 ? left <= 0 : left >= 0) return;
  }
}
