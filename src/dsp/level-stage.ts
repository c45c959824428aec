// Levels during streaming: loudness, sample and true peak, RMS, overall stereo, and their frame columns. Invariant: steps of
// ten 10 ms hops are measured once and in order; between steps, the filters' state is in the kernel.
import { columnAt, type FrameWriter } from './frames/frame-writer.ts';
import { GrowingSeries } from './growing-series.ts';
import type { Kernel, Pointer } from './kernel.ts';
import { HOPS_PER_SECOND, kWeightingCoefficients, LoudnessMeter, powerToLufs } from './loudness.ts';
import { channelWeights, type Speaker } from './speakers.ts';
import { stereoCorrelation, stereoWidth } from './stereo.ts';
import type { TrackWindow } from './track-window.ts';
import { TRUE_PEAK_BLOCK, TRUE_PEAK_LOOKAHEAD, truePeakFilter, type TruePeakFilter } from './true-peak.ts';

const STEP_HOPS = 10;
const HALF_STEP_HOPS = 5;
const LEVEL_VALUES = 7;
const STATE_DOUBLES = 8;
const SHORT_TERM_STEPS = 30;
const FLOOR_DB = -327;

const powerToDb = (power: number): number => (power > 0 ? Math.max(FLOOR_DB, 10 * Math.log10(power)) : FLOOR_DB);

const COLUMN = {
  peakMax: columnAt('peak_max'),
  peakMin: columnAt('peak_min'),
  momentary: columnAt('momentary'),
  width: columnAt('width'),
  correlation: columnAt('correlation'),
  shortTerm: columnAt('short_term'),
  truePeak: columnAt('true_peak'),
  rms: columnAt('rms'),
};

export class LevelStage {
  readonly loudness = new LoudnessMeter();
  samplePeak = 0;
  truePeak = 0;
  /** Sums of L², R² and LR over the track. */
  readonly totals = { left: 0, right: 0, cross: 0 };
  /** True peak minus short-term loudness, one value per step, from 3 s on, where short-term loudness is above −70 LUFS. */
  readonly peakToShortTerm = new GrowingSeries(256);
  private readonly kernel: Kernel;
  private readonly track: TrackWindow;
  private readonly frames: FrameWriter;
  private readonly sampleRateHz: number;
  private readonly channelCount: number;
  private readonly weights: number[];
  private readonly coefficients: Pointer;
  private readonly states: Pointer[];
  private readonly sums: Pointer;
  private readonly sumsView: Float64Array;
  private readonly out: Pointer;
  private readonly outView: Float32Array;
  private readonly filter: TruePeakFilter;
  private readonly filterAt: Pointer;
  private readonly scratch: Pointer;
  private readonly peakOut: Pointer;
  private readonly peakView: Float32Array;
  private readonly recentPeaks: number[] = [];
  private peaksDone = 0;

  constructor(kernel: Kernel, track: TrackWindow, frames: FrameWriter, sampleRateHz: number, speakers: readonly Speaker[]) {
    this.kernel = kernel;
    this.track = track;
    this.frames = frames;
    this.sampleRateHz = sampleRateHz;
    const channelCount = speakers.length;
    this.channelCount = channelCount;
    this.weights = channelWeights(speakers);
    this.coefficients = kernel.placeDoubles(kWeightingCoefficients(sampleRateHz));
    this.states = Array.from({ length: Math.ceil(channelCount / 2) }, () => kernel.placeDoubles(new Float64Array(STATE_DOUBLES)));
    this.sums = kernel.placeDoubles([0, 0]);
    this.sumsView = kernel.doubles(this.sums, 2);
    this.out = kernel.allocateFloats(LEVEL_VALUES);
    this.outView = kernel.floats(this.out, LEVEL_VALUES);
    this.filter = truePeakFilter();
    this.filterAt = kernel.placeFloats(this.filter.coefficients);
    this.scratch = kernel.allocateFloats(2 * (Math.ceil(sampleRateHz / TRUE_PEAK_BLOCK) + 6));
    this.peakOut = kernel.allocateFloats(2);
    this.peakView = kernel.floats(this.peakOut, 2);
  }

  /** Sum of the K-weighted squares over `n` samples, weighted by channel (BS.1770). */
  private weightedSquares(start: number, n: number): number {
    let total = 0;
    for (let c = 0; c < this.channelCount; c += 2) {
      const second = c + 1 < this.channelCount ? c + 1 : c;
      const [a, b] = [this.track.channel(c, start), this.track.channel(second, start)];
      this.kernel.run.kWeight(a, b, n, this.coefficients, this.states[c / 2] as Pointer, this.sums);
      total += (this.weights[c] as number) * (this.sumsView[0] as number);
      if (second !== c) total += (this.weights[second] as number) * (this.sumsView[1] as number);
    }
    return total;
  }

  /**
   * Measures ten hops from `firstHop` on. `sampleCount`: the length of a track that has ended, which may cut the last hop
   * short.
   */
  step(firstHop: number, startOf: (hop: number) => number, sampleCount: number): void {
    const { frames, outView, totals } = this;
    const nominal = this.sampleRateHz / HOPS_PER_SECOND;
    let [left, right, cross] = [0, 0, 0];
    let stepPower = 0;
    for (let hop = 0; hop < STEP_HOPS; hop++) {
      const start = startOf(firstHop + hop);
      const n = startOf(firstHop + hop + 1) - start;
      this.kernel.run.levels(this.track.left(start), this.track.right(start), n, this.out);
      const [sumLeft, sumRight, sumCross] = [outView[0] as number, outView[1] as number, outView[2] as number];
      left += sumLeft;
      right += sumRight;
      cross += sumCross;
      stepPower += sumLeft + sumRight;
      frames.put(COLUMN.peakMax, outView[5] as number);
      frames.put(COLUMN.peakMin, -(outView[6] as number));
      // A hop that the end of the track cuts short is not measured.
      if (start + n <= sampleCount) this.loudness.addHop(this.weightedSquares(start, n) / n);
      if ((hop + 1) % HALF_STEP_HOPS !== 0) continue;
      frames.put(COLUMN.momentary, Math.max(FLOOR_DB, powerToLufs(this.loudness.momentaryPower)));
      frames.put(COLUMN.width, stereoWidth(left, right, cross));
      frames.put(COLUMN.correlation, stereoCorrelation(left, right, cross));
      totals.left += left;
      totals.right += right;
      totals.cross += cross;
      [left, right, cross] = [0, 0, 0];
    }
    const shortTerm = powerToLufs(this.loudness.shortTermPower);
    frames.put(COLUMN.shortTerm, Math.max(FLOOR_DB, shortTerm));
    frames.put(COLUMN.rms, powerToDb(stepPower / (2 * STEP_HOPS * nominal)));
    const peak = this.peaks(startOf(firstHop + STEP_HOPS));
    frames.put(COLUMN.truePeak, powerToDb(peak * peak));
    this.notePeakToShortTerm(peak, shortTerm);
  }

  /** True peak of all channels up to `until`, in whole blocks with their neighbours; the rest waits for the next call. */
  peaks(until: number): number {
    const { kernel, track, filter, peakView } = this;
    const n = Math.max(0, Math.floor((Math.min(until, track.end - TRUE_PEAK_LOOKAHEAD) - this.peaksDone) / TRUE_PEAK_BLOCK));
    let peak = 0;
    for (let c = 0; n > 0 && c < this.channelCount; c++) {
      const [samples, count] = [track.channel(c, this.peaksDone), n * TRUE_PEAK_BLOCK];
      // A channel whose bound is below the peak of the channels before it is skipped.
      kernel.run.truePeak(samples, count, this.filterAt, filter.pairs, filter.reach, this.scratch, peak, this.peakOut);
      peak = Math.max(peak, peakView[0] as number);
      this.samplePeak = Math.max(this.samplePeak, peakView[1] as number);
    }
    this.peaksDone += n * TRUE_PEAK_BLOCK;
    if (peak > this.truePeak) this.truePeak = peak;
    return peak;
  }

  private notePeakToShortTerm(peak: number, shortTermLufs: number): void {
    this.recentPeaks.push(peak);
    if (this.recentPeaks.length > SHORT_TERM_STEPS) this.recentPeaks.shift();
    if (this.recentPeaks.length < SHORT_TERM_STEPS || shortTermLufs < -70) return;
    this.peakToShortTerm.push(20 * Math.log10(Math.max(...this.recentPeaks)) - shortTermLufs);
  }
}
