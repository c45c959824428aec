// The spectrum during streaming: bands, flux, centroid, stereo by band, and the levels for finding sections. Invariant: groups
// of five frames come in order, each computed with one transform of left and right and two transforms of a pair of mid frames.
import { BAND_COUNT } from './bands.ts';
import { columnAt, type FrameWriter } from './frames/frame-writer.ts';
import { GrowingSeries } from './growing-series.ts';
import type { Kernel } from './kernel.ts';
import { Spectrum } from './spectrum.ts';
import { stereoCorrelation, stereoWidth } from './stereo.ts';
import type { TrackWindow } from './track-window.ts';

export const GROUP_FRAMES = 5;
const GROUPS_PER_BALANCE = 10;
/** Rate of the band levels that are kept for sections, per second. */
export const BALANCES_PER_SECOND = 2;
const FRAMES_PER_BALANCE = GROUPS_PER_BALANCE * GROUP_FRAMES;
const FLOOR_DB = -120;
const FLOOR_POWER = 1e-12;

export const bandDecibels = (power: number): number => (power > FLOOR_POWER ? 10 * Math.log10(power) : FLOOR_DB);

const COLUMN = {
  flux: columnAt('flux'),
  band: columnAt('band_0'),
  centroid: columnAt('centroid'),
  bandWidth: columnAt('band_width_0'),
  bandCorrelation: columnAt('band_correlation_0'),
};

class BandStereo {
  readonly left = new Float64Array(BAND_COUNT);
  readonly right = new Float64Array(BAND_COUNT);
  readonly cross = new Float64Array(BAND_COUNT);
  add({ left, right, cross }: { left: ArrayLike<number>; right: ArrayLike<number>; cross: ArrayLike<number> }): void {
    for (let band = 0; band < BAND_COUNT; band++) {
      (this.left[band] as number) += left[band] as number;
      (this.right[band] as number) += right[band] as number;
      (this.cross[band] as number) += cross[band] as number;
    }
  }
  clear(): void {
    for (const sums of [this.left, this.right, this.cross]) sums.fill(0);
  }
  /** Width and correlation of one band. */
  at(band: number): { width: number; correlation: number } {
    const [left, right, cross] = [this.left[band] as number, this.right[band] as number, this.cross[band] as number];
    return { width: stereoWidth(left, right, cross), correlation: stereoCorrelation(left, right, cross) };
  }
}

export class SpectrumStage {
  readonly spectrum: Spectrum;
  /** FLUX_PARTS values per frame. */
  readonly fluxParts = new GrowingSeries();
  /** BAND_COUNT levels in dB, BALANCES_PER_SECOND per second. */
  readonly balance = new GrowingSeries();
  readonly stereo = new BandStereo();
  private readonly recentStereo = new BandStereo();
  private readonly track: TrackWindow;
  private readonly frames: FrameWriter;
  private frame = 0;

  constructor(kernel: Kernel, track: TrackWindow, frames: FrameWriter, sampleRateHz: number) {
    this.spectrum = new Spectrum(kernel, sampleRateHz);
    this.track = track;
    this.frames = frames;
  }

  /** Measures five frames, centred on the starts of the hops from `firstHop` on. */
  group(firstHop: number, startOf: (hop: number) => number): void {
    const { spectrum, track } = this;
    const half = spectrum.fftSize / 2;
    const start = (offset: number) => startOf(firstHop + offset) - half;
    const stereo = spectrum.takeStereo(track.left(start(0)), track.right(start(0)));
    this.stereo.add(stereo);
    this.recentStereo.add(stereo);
    this.frames.put(COLUMN.centroid, Math.log2(Math.max(20, spectrum.centroidHz()) / 20));
    this.note();
    const noteFirst = () => this.note();
    for (const offset of [1, 3]) {
      spectrum.takePair(track.mid(start(offset)), track.mid(start(offset + 1)), noteFirst);
      this.note();
    }
  }

  /** Stores the current frame. */
  private note(): void {
    const { frames, spectrum } = this;
    const { fluxParts } = spectrum.frame;
    this.fluxParts.pushAll(fluxParts);
    let flux = 0;
    for (const part of fluxParts) flux += part;
    frames.put(COLUMN.flux, flux);
    this.frame++;
    if (this.frame % 2 !== 0) return;
    spectrum.closePair();
    frames.putRaw(COLUMN.band, spectrum.bandBytes);
    if (this.frame % FRAMES_PER_BALANCE === 0) this.noteBalance();
  }

  private noteBalance(): void {
    const { recentStereo, frames } = this;
    this.balance.pushAll(this.spectrum.takeBandSums().map((power) => bandDecibels(power / FRAMES_PER_BALANCE)));
    for (let band = 0; band < BAND_COUNT; band++) {
      const { width, correlation } = recentStereo.at(band);
      frames.put(COLUMN.bandWidth + band, width);
      frames.put(COLUMN.bandCorrelation + band, correlation);
    }
    recentStereo.clear();
  }
}
