// The slow spectrum at 10 frames per second: about 370 ms of the mid signal, decimated to about 11 kHz, which resolves
// semitones. Source of chroma, tuning and the fingerprint's words. Invariant: frame i is centred on i · 100 ms.
import { planFft, type FftPlan } from './fft-plan.ts';
import { fingerprintEdgesHz, FINGERPRINT_BANDS } from './fingerprint.ts';
import type { Kernel, Pointer } from './kernel.ts';
import { placeRows, type PlacedRows } from './sparse-rows.ts';
import { kaiser, sinc } from './true-peak.ts';

export const LONG_FRAMES_PER_SECOND = 10;
const SIZE = 4096;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 2100;
const CAPACITY = 4 * SIZE;
/** Peaks below this level, or below this share of the loudest part, count as noise. */
const QUIETEST_PEAK = 1e-3;
const RELATIVE_PEAK = 1e-4;
/** Steps per semitone in which pitch is accumulated over the track: the key is computed after the tuning is known. */
export const FINE_STEPS = 10;
const SEMITONES_PER_NEPER = 12 / Math.LN2;

const decimationFor = (sampleRateHz: number): number => Math.max(1, Math.round(sampleRateHz / 11_025));

/** A low-pass with 8 taps per decimated sample and gain 1 at 0 Hz. */
function decimationTaps(factor: number): number[] {
  const count = Math.ceil((8 * factor) / 4) * 4;
  const taps = Array.from({ length: count }, (_, i) => {
    const distance = i - (count - 1) / 2;
    return factor === 1 ? Number(i === count / 2) : sinc((0.8 * distance) / factor) * kaiser(distance / (count / 2), 5);
  });
  const gain = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / gain);
}

const onesUntil = (count: number): number[] => Array.from<number>({ length: count }).fill(1);

export interface LongFrame {
  /** Strength of the 12 pitch classes from C, by the current tuning. */
  readonly chroma: Float32Array;
  /** Energies of the fingerprint's bands. */
  readonly energies: Float32Array;
}

export class LongSpectrum {
  /** Strength of pitch over the track, FINE_STEPS per semitone, from C. */
  readonly finePitch = new Float64Array(12 * FINE_STEPS);
  private readonly kernel: Kernel;
  private readonly factor: number;
  private readonly rateHz: number;
  private readonly taps: Pointer;
  readonly tapCount: number;
  private readonly fft: FftPlan;
  private readonly samples: Pointer;
  private readonly powers: [Pointer, Pointer];
  private readonly views: [Float32Array, Float32Array];
  private readonly frameState: LongFrame;
  private readonly energyBank: PlacedRows;
  private readonly energiesAt: Pointer;
  /** The pitch of each bin's centre, as a MIDI number. */
  private readonly pitchOfBin: Float32Array;
  private readonly lowestBin: number;
  private readonly highestBin: number;
  /** Number of decimated samples held, and the index of the first of them. The stream starts with half a window of silence. */
  private held = SIZE / 2;
  private base = -SIZE / 2;
  private produced = 0;
  private framesDone = 0;

  constructor(kernel: Kernel, sampleRateHz: number) {
    this.kernel = kernel;
    this.factor = decimationFor(sampleRateHz);
    this.rateHz = sampleRateHz / this.factor;
    const taps = decimationTaps(this.factor);
    this.tapCount = taps.length;
    this.taps = kernel.placeFloats(taps);
    this.fft = planFft(kernel, SIZE);
    // The decimator writes four samples at a time.
    this.samples = kernel.allocateFloats(CAPACITY + 16);
    this.powers = [kernel.allocateFloats(SIZE / 2 + 8), kernel.allocateFloats(SIZE / 2 + 8)];
    this.views = [kernel.floats(this.powers[0], SIZE / 2), kernel.floats(this.powers[1], SIZE / 2)];
    const binHz = this.rateHz / SIZE;
    this.lowestBin = Math.max(2, Math.ceil(LOWEST_HZ / binHz));
    this.highestBin = Math.min(SIZE / 2 - 2, Math.floor(HIGHEST_HZ / binHz));
    this.pitchOfBin = Float32Array.from({ length: SIZE / 2 }, (_, bin) => 69 + 12 * Math.log2((bin * binHz) / 440));
    const edges = fingerprintEdgesHz().map((hz) => Math.round(hz / binHz));
    const rows = edges.slice(0, -1).map((start, band) => ({ start, weights: onesUntil((edges[band + 1] as number) - start) }));
    this.energyBank = placeRows(kernel, rows, SIZE / 2);
    this.energiesAt = kernel.allocateFloats(this.energyBank.rows);
    this.frameState = { chroma: new Float32Array(12), energies: kernel.floats(this.energiesAt, FINGERPRINT_BANDS) };
  }

  /**
   * Takes the mid signal up to sample `until` (exclusive, counted in source samples). `pointerTo(index)` returns the position
   * of a sample; `tapCount` samples before the last call's `until` must still be there.
   */
  addSamples(until: number, pointerTo: (index: number) => Pointer, onFrame: (frame: LongFrame) => void): void {
    // Output j is the filter centred on sample j · factor.
    const reach = this.tapCount / 2;
    const ready = Math.floor((until - reach) / this.factor) + 1 - this.produced;
    if (ready <= 0) return;
    const from = pointerTo(this.produced * this.factor - reach);
    this.kernel.run.decimate(from, this.samples + this.held * 4, ready, this.factor, this.taps, this.tapCount);
    this.produced += ready;
    this.held += ready;
    this.drain(onFrame);
  }

  private startOf(frame: number): number {
    return Math.round((frame * this.rateHz) / LONG_FRAMES_PER_SECOND) - SIZE / 2;
  }

  private drain(onFrame: (frame: LongFrame) => void): void {
    while (this.startOf(this.framesDone + 1) + SIZE <= this.base + this.held) {
      const [a, b] = [this.startOf(this.framesDone), this.startOf(this.framesDone + 1)].map(
        (start) => this.samples + (start - this.base) * 4,
      ) as [Pointer, Pointer];
      this.kernel.run.pairPower(this.fft.run(a, b), SIZE, this.powers[0], this.powers[1]);
      onFrame(this.describe(0));
      onFrame(this.describe(1));
      this.framesDone += 2;
    }
    const keepFrom = this.startOf(this.framesDone);
    const drop = keepFrom - this.base;
    if (drop > CAPACITY / 4) {
      const all = this.kernel.floats(this.samples, this.held);
      all.copyWithin(0, drop, this.held);
      this.base = keepFrom;
      this.held -= drop;
    }
  }

  /** Chroma from the peaks of the spectrum only, because leakage and noise between peaks have no pitch. */
  private describe(which: 0 | 1): LongFrame {
    const { chroma, energies } = this.frameState;
    this.energyBank.run(this.powers[which], this.energiesAt);
    let highest = 0;
    for (let band = 0; band < FINGERPRINT_BANDS; band++) highest = Math.max(highest, energies[band] as number);
    const power = this.views[which];
    chroma.fill(0);
    const threshold = Math.max(QUIETEST_PEAK, highest * RELATIVE_PEAK);
    const last = this.highestBin;
    let before = power[this.lowestBin - 1] as number;
    let here = power[this.lowestBin] as number;
    for (let bin = this.lowestBin; bin < last; bin++) {
      const after = power[bin + 1] as number;
      if (here > threshold && here > before && here >= after) this.addPeak(bin, before, here, after);
      before = here;
      here = after;
    }
    return this.frameState;
  }

  private addPeak(bin: number, before: number, here: number, after: number): void {
    const { chroma } = this.frameState;
    // A parabola through fourth roots of power, which fits a Hann window's peak well.
    const strength = Math.sqrt(Math.sqrt(here));
    const left = strength - Math.sqrt(Math.sqrt(before));
    const right = strength - Math.sqrt(Math.sqrt(after));
    const shift = left + right > 0 ? (0.5 * (left - right)) / (left + right) : 0;
    const pitch = (this.pitchOfBin[bin] as number) + (SEMITONES_PER_NEPER * shift) / bin;
    // A peak between two semitones counts for both in proportion, without a branch: the CPU would mispredict half of them.
    const below = pitch | 0;
    const share = pitch - below;
    (this.finePitch[((pitch * FINE_STEPS) | 0) % (12 * FINE_STEPS)] as number) += strength;
    (chroma[below % 12] as number) += strength * (1 - share);
    (chroma[(below + 1) % 12] as number) += strength * share;
  }
}
