// The short-time spectrum at 100 frames per second: powers, 32 bands, onset flux, stereo by band. Invariant: frames are passed
// in order; results of `take…` are valid until the next frame.
import { BAND_COUNT, bandEdgesHz, bandRows, fluxBank } from './bands.ts';
import { planFft, type FftPlan } from './fft-plan.ts';
import type { Kernel, Pointer } from './kernel.ts';
import { placeRows, type PlacedRows } from './sparse-rows.ts';

export const FLUX_PARTS = 4;
/** The edges between the four parts of the flux, in Hz. */
const FLUX_EDGES_HZ = [150, 800, 4000];

/** 2048 points at 44.1 and 48 kHz; about the same 43 ms at other rates. */
export const fftSizeFor = (sampleRateHz: number): number =>
  2 ** Math.min(13, Math.max(9, Math.round(Math.log2((sampleRateHz * 2048) / 46_000))));

/** Scales a one-sided Hann power so that a full-scale sine is 1. */
const powerScale = (fftSize: number): number => 32 / (3 * fftSize * fftSize);

export interface SpectrumFrame {
  /** Onset strength in four frequency ranges. */
  readonly fluxParts: Float32Array;
  /** Sums of power and of bin · power over all bins. */
  readonly moments: Float32Array;
}

/** Powers of left and right and their cross product, by band. */
export interface StereoBands {
  left: Float32Array;
  right: Float32Array;
  cross: Float32Array;
}

export class Spectrum {
  readonly fftSize: number;
  readonly frame: SpectrumFrame;
  private readonly kernel: Kernel;
  private readonly fft: FftPlan;
  private readonly bandBank: PlacedRows;
  private readonly fluxRows: PlacedRows;
  private readonly fluxEdges: Pointer;
  private readonly bins: number;
  private readonly powers: { a: Pointer; b: Pointer; cross: Pointer; mid: Pointer };
  private readonly magnitude: Pointer;
  private readonly averageAt: Pointer;
  private readonly out: {
    bands: Pointer;
    bandsBefore: Pointer;
    flux: Pointer;
    moments: Pointer;
    stereo: [Pointer, Pointer, Pointer];
  };
  /** Two rows of log magnitudes: of this frame and of the previous one. */
  private fluxNow: Pointer;
  private fluxBefore: Pointer;
  private readonly stereoViews: StereoBands;
  private readonly averageSum: Float64Array;
  private framesInAverage = 0;
  private framesPending = 0;
  private fluxFrames = 0;
  readonly binHz: number;

  constructor(kernel: Kernel, sampleRateHz: number) {
    this.kernel = kernel;
    this.fftSize = fftSizeFor(sampleRateHz);
    this.bins = this.fftSize / 2;
    this.binHz = sampleRateHz / this.fftSize;
    this.fft = planFft(kernel, this.fftSize);
    const spectrum = () => kernel.allocateFloats(this.bins + 8);
    this.powers = { a: spectrum(), b: spectrum(), cross: spectrum(), mid: spectrum() };
    this.magnitude = spectrum();
    this.averageAt = spectrum();
    this.averageSum = new Float64Array(this.bins);

    const scale = powerScale(this.fftSize);
    const bands = bandRows(bandEdgesHz(), sampleRateHz, this.fftSize);
    this.bandBank = placeRows(
      kernel,
      bands.map(({ start, weights }) => ({ start, weights: weights.map((weight) => weight * scale) })),
      this.bins,
    );
    const { rows, centresHz } = fluxBank(sampleRateHz, this.fftSize);
    const level = 2048 / this.fftSize;
    this.fluxRows = placeRows(
      kernel,
      rows.map(({ start, weights }) => ({ start, weights: weights.map((weight) => weight * level) })),
      this.bins,
    );
    const firstAbove = (hz: number) => centresHz.findIndex((centre) => centre >= hz);
    this.fluxEdges = kernel.placeInts(
      FLUX_EDGES_HZ.map((hz) => (firstAbove(hz) < 0 ? rows.length : Math.round(firstAbove(hz) / 4) * 4)),
    );
    // A padding row on each side, because the maximum filter reads the neighbours.
    this.fluxNow = kernel.allocateFloats(rows.length + 8) + 16;
    this.fluxBefore = kernel.allocateFloats(rows.length + 8) + 16;
    this.out = {
      bands: kernel.allocateFloats(BAND_COUNT),
      bandsBefore: kernel.allocateFloats(BAND_COUNT),
      flux: kernel.allocateFloats(FLUX_PARTS),
      moments: kernel.allocateFloats(4),
      stereo: [kernel.allocateFloats(BAND_COUNT), kernel.allocateFloats(BAND_COUNT), kernel.allocateFloats(BAND_COUNT)],
    };
    this.bandSums = kernel.allocateFloats(BAND_COUNT);
    this.bandSumsView = kernel.floats(this.bandSums, BAND_COUNT);
    const bytes = kernel.allocateFloats(BAND_COUNT / 4);
    this.bandBytesAt = bytes;
    this.bandBytes = kernel.bytes(bytes, BAND_COUNT);
    this.frame = {
      fluxParts: kernel.floats(this.out.flux, FLUX_PARTS),
      moments: kernel.floats(this.out.moments, 4),
    };
    const [left, right, cross] = this.out.stereo;
    this.stereoViews = {
      left: kernel.floats(left, BAND_COUNT),
      right: kernel.floats(right, BAND_COUNT),
      cross: kernel.floats(cross, BAND_COUNT),
    };
  }

  /**
   * Computes one frame from left and right: its mid becomes the current frame, and the bands' left, right and cross powers are
   * returned.
   */
  takeStereo(left: Pointer, right: Pointer): StereoBands {
    const { run } = this.kernel;
    const { a, b, cross, mid } = this.powers;
    run.stereoPower(this.fft.run(left, right), this.fftSize, a, b, cross, mid);
    this.bandBank.run(a, this.out.stereo[0]);
    this.bandBank.run(b, this.out.stereo[1]);
    this.bandBank.run(cross, this.out.stereo[2]);
    this.describe(mid);
    return this.stereoViews;
  }

  /** Computes two frames of the mid in one transform; `between` is called while the first is the current frame. */
  takePair(first: Pointer, second: Pointer, between: () => void): void {
    const { a, b } = this.powers;
    this.kernel.run.pairPower(this.fft.run(first, second), this.fftSize, a, b);
    this.describe(a);
    between();
    this.describe(b);
  }

  /** Levels of the bands over the current and the previous frame, as stored in frames; also added to `bandSums`. */
  readonly bandBytes: Uint8Array;
  private readonly bandBytesAt: Pointer;
  private readonly bandSums: Pointer;
  private readonly bandSumsView: Float32Array;

  /** Call at every second frame: fills `bandBytes`. */
  closePair(): void {
    this.kernel.run.bandBytes(this.out.bandsBefore, this.out.bands, this.bandSums, BAND_COUNT, this.bandBytesAt);
  }

  /** The band powers summed over the pairs since the last call. */
  takeBandSums(): Float32Array {
    const sums = this.bandSumsView.slice();
    this.bandSumsView.fill(0);
    return sums;
  }

  private describe(power: Pointer): void {
    const { run } = this.kernel;
    run.summarizePower(power, this.averageAt, this.magnitude, this.bins, this.out.moments);
    const { out } = this;
    [out.bands, out.bandsBefore] = [out.bandsBefore, out.bands];
    this.bandBank.run(power, out.bands);
    this.fluxRows.run(this.magnitude, this.fluxNow);
    run.superFlux(this.fluxNow, this.fluxBefore, this.fluxRows.rows, this.fluxEdges, this.out.flux);
    if (this.fluxFrames++ === 0) this.frame.fluxParts.fill(0);
    [this.fluxNow, this.fluxBefore] = [this.fluxBefore, this.fluxNow];
    // Single precision is accurate for a few thousand frames; then the sum is moved to double precision.
    if (++this.framesPending === 4096) this.flushAverage();
  }

  private flushAverage(): void {
    const pending = this.kernel.floats(this.averageAt, this.bins);
    for (let bin = 0; bin < this.bins; bin++) (this.averageSum[bin] as number) += pending[bin] as number;
    pending.fill(0);
    this.framesInAverage += this.framesPending;
    this.framesPending = 0;
  }

  /** The mean power of the whole track between the given edges; a full-scale sine is 1. */
  averagePower(edgesHz: readonly number[], sampleRateHz: number): number[] {
    this.flushAverage();
    const scale = powerScale(this.fftSize) / Math.max(1, this.framesInAverage);
    return bandRows(edgesHz, sampleRateHz, this.fftSize).map(({ start, weights }) =>
      weights.reduce((sum, weight, i) => sum + weight * scale * (this.averageSum[start + i] ?? 0), 0),
    );
  }

  /** Spectral centroid of the current frame in Hz; 0 for silence. */
  centroidHz(): number {
    const [power, moment] = this.frame.moments as unknown as [number, number];
    return power > 1e-12 ? (moment / power) * this.binHz : 0;
  }
}
