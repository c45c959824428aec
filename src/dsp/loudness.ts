// Loudness by ITU-R BS.1770-5 and EBU R128 (Tech 3341, 3342). Invariant: receives one weighted mean square per 10 ms hop, in
// order; momentary and short-term loudness are computed at every hop (a 100 ms grid fails Tech 3341 case 13), gating blocks
// every 100 ms.

export const HOPS_PER_SECOND = 100;
const MOMENTARY_HOPS = 40;
const SHORT_TERM_HOPS = 300;
const BLOCK_STEP_HOPS = 10;
// For the range, one short-term value per second, as in libebur128 and within Tech 3342 (at least 66 % overlap).
const RANGE_STEP_HOPS = 100;

export const SILENCE_LUFS = Number.NEGATIVE_INFINITY;
const ABSOLUTE_GATE_LUFS = -70;

/** Loudness in LUFS of a weighted mean square (BS.1770-5, eq. 2). */
export const powerToLufs = (power: number): number => (power > 0 ? -0.691 + 10 * Math.log10(power) : SILENCE_LUFS);
const lufsToPower = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);

/**
 * K-weighting for any sample rate, by the bilinear transform of the analogue prototypes behind BS.1770's 48 kHz table. Returns
 * the shelf's b0 b1 b2 a1 a2, then the high-pass's a1 a2 (its numerator is 1 −2 1).
 */
export function kWeightingCoefficients(sampleRateHz: number): number[] {
  const shelfQ = 0.7071752369554196;
  const gain = 10 ** (3.999843853973347 / 20);
  const boost = gain ** 0.4996667741545416;
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const a0 = 1 + k / shelfQ + k * k;
  const passQ = 0.5003270373238773;
  const h = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const h0 = 1 + h / passQ + h * h;
  return [
    (gain + (boost * k) / shelfQ + k * k) / a0,
    (2 * (k * k - gain)) / a0,
    (gain - (boost * k) / shelfQ + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / shelfQ + k * k) / a0,
    (2 * (h * h - 1)) / h0,
    (1 - h / passQ + h * h) / h0,
  ];
}

export interface LoudnessSummary {
  /** Null when everything was below the absolute gate or shorter than 400 ms. */
  integratedLufs: number | null;
  rangeLu: number | null;
  maxMomentaryLufs: number | null;
  maxShortTermLufs: number | null;
}

/** The sum of the last `length` values, without accumulated rounding errors. */
class RunningSum {
  private readonly ring: Float64Array;
  private next = 0;
  private sum = 0;
  constructor(length: number) {
    this.ring = new Float64Array(length);
  }
  push(value: number): number {
    this.sum += value - (this.ring[this.next] as number);
    this.ring[this.next] = value;
    this.next = (this.next + 1) % this.ring.length;
    // After each round the sum is recomputed, so that rounding errors of a loud passage do not remain in a silence.
    if (this.next === 0) this.sum = this.ring.reduce((total, v) => total + v, 0);
    return Math.max(0, this.sum);
  }
}

export class LoudnessMeter {
  private hops = 0;
  private readonly momentary = new RunningSum(MOMENTARY_HOPS);
  private readonly shortTerm = new RunningSum(SHORT_TERM_HOPS);
  private readonly blockPowers: number[] = [];
  private readonly rangePowers: number[] = [];
  private maxMomentary = 0;
  private maxShortTerm = 0;

  /** Weighted mean squares of the last 400 ms and 3 s, padded with silence before the start. */
  momentaryPower = 0;
  shortTermPower = 0;

  /** Adds one 10 ms hop: the sum of the channels' mean squares after K-weighting, times their weights. */
  addHop(power: number): void {
    this.hops++;
    this.momentaryPower = this.momentary.push(power) / MOMENTARY_HOPS;
    this.shortTermPower = this.shortTerm.push(power) / SHORT_TERM_HOPS;
    if (this.hops >= MOMENTARY_HOPS) {
      if (this.momentaryPower > this.maxMomentary) this.maxMomentary = this.momentaryPower;
      if (this.hops % BLOCK_STEP_HOPS === 0) this.blockPowers.push(this.momentaryPower);
    }
    if (this.hops >= SHORT_TERM_HOPS) {
      if (this.shortTermPower > this.maxShortTerm) this.maxShortTerm = this.shortTermPower;
      if (this.hops % RANGE_STEP_HOPS === 0) this.rangePowers.push(this.shortTermPower);
    }
  }

  summary(): LoudnessSummary {
    const finite = (power: number) => (power > 0 ? powerToLufs(power) : null);
    return {
      integratedLufs: integratedLufs(this.blockPowers),
      rangeLu: loudnessRangeLu(this.rangePowers),
      maxMomentaryLufs: finite(this.maxMomentary),
      maxShortTermLufs: finite(this.maxShortTerm),
    };
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Gated loudness of 400 ms blocks: −70 LUFS absolute, then 10 LU below the mean of the remaining blocks. */
function integratedLufs(blockPowers: readonly number[]): number | null {
  const gate = lufsToPower(ABSOLUTE_GATE_LUFS);
  const absolute = blockPowers.filter((power) => power >= gate);
  if (absolute.length === 0) return null;
  const relativeGate = mean(absolute) * 0.1;
  return powerToLufs(mean(absolute.filter((power) => power >= relativeGate)));
}

/** Loudness range in LU: 95th minus 10th percentile of gated short-term loudness, relative gate −20 LU (Tech 3342). */
function loudnessRangeLu(shortTermPowers: readonly number[]): number | null {
  const gate = lufsToPower(ABSOLUTE_GATE_LUFS);
  const absolute = shortTermPowers.filter((power) => power >= gate);
  if (absolute.length === 0) return null;
  const relativeGate = mean(absolute) * 0.01;
  const gated = absolute.filter((power) => power >= relativeGate).sort((a, b) => a - b);
  const at = (share: number) => gated[Math.floor((gated.length - 1) * share + 0.5)] as number;
  return powerToLufs(at(0.95)) - powerToLufs(at(0.1));
}
