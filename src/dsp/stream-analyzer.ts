// The streaming part of the analysis of one track: everything measured sample by sample. describe-track.ts computes what needs
// the whole track (tempo, key, sections) from the series stored here. Invariant: the result does not depend on how the sound is
// split into pieces; memory grows by about 3 kB per second of sound, not with the samples.
import { Fingerprinter } from './fingerprint.ts';
import { columnAt, FrameWriter, type PackedChunk } from './frames/frame-writer.ts';
import { GrowingSeries } from './growing-series.ts';
import type { Kernel } from './kernel.ts';
import { LevelStage } from './level-stage.ts';
import { LongSpectrum, type LongFrame } from './long-spectrum.ts';
import { HOPS_PER_SECOND } from './loudness.ts';
import { usualSpeakers } from './speakers.ts';
import { fftSizeFor } from './spectrum.ts';
import { GROUP_FRAMES, SpectrumStage } from './spectrum-stage.ts';
import { TrackWindow } from './track-window.ts';
import { TRUE_PEAK_LOOKAHEAD } from './true-peak.ts';

/** Hops per step: every stage advances by 100 ms. */
const STEP_HOPS = 10;
const PIECE = 8192;
const CHROMA = columnAt('chroma_0');
export const MOST_CHANNELS = 8;
export const LOWEST_RATE_HZ = 6000;
export const HIGHEST_RATE_HZ = 384_000;

export class StreamAnalyzer {
  readonly sampleRateHz: number;
  readonly channelCount: number;
  readonly levels: LevelStage;
  readonly spectrum: SpectrumStage;
  readonly fingerprint = new Fingerprinter();
  /** 12 values per frame, 10 frames per second. */
  readonly chroma = new GrowingSeries();
  readonly long: LongSpectrum;
  /** Samples received, per channel. */
  sampleCount = 0;
  private readonly track: TrackWindow;
  private readonly frames = new FrameWriter();
  private readonly halfFft: number;
  private stepsDone = 0;
  private chromaFrames = 0;

  constructor(kernel: Kernel, sampleRateHz: number, channelCount: number, speakers = usualSpeakers(channelCount)) {
    this.sampleRateHz = sampleRateHz;
    this.channelCount = channelCount;
    const fftSize = fftSizeFor(sampleRateHz);
    this.halfFft = fftSize / 2;
    this.long = new LongSpectrum(kernel, sampleRateHz);
    const padding = Math.max(this.halfFft, 2 * this.long.tapCount, 2 * TRUE_PEAK_LOOKAHEAD) + 16;
    const room = Math.ceil(sampleRateHz / 5) + fftSize + 2 * PIECE;
    this.track = new TrackWindow(kernel, speakers, padding, room);
    this.levels = new LevelStage(kernel, this.track, this.frames, sampleRateHz, speakers);
    this.spectrum = new SpectrumStage(kernel, this.track, this.frames, sampleRateHz);
  }

  get frameCount(): number {
    return Math.ceil((this.sampleCount * HOPS_PER_SECOND) / this.sampleRateHz);
  }

  private readonly startOf = (hop: number): number => Math.floor((hop * this.sampleRateHz) / HOPS_PER_SECOND);

  /** Takes the first `count` samples of every channel (in WAV order). */
  feed(channels: readonly Float32Array[], count: number): void {
    this.sampleCount += count;
    this.take(channels, count, Number.POSITIVE_INFINITY);
  }

  /** Returns the chunks of frames completed since the last call. */
  takeChunks(): PackedChunk[] {
    return this.frames.take();
  }

  /** Call after the last piece: measures the rest, followed by silence. */
  finish(): void {
    const steps = Math.ceil(this.frameCount / STEP_HOPS);
    const until = this.startOf(steps * STEP_HOPS) + this.halfFft;
    this.take([], until - this.sampleCount, this.sampleCount);
    // The interpolator's response after the last sample counts.
    this.levels.peaks(this.sampleCount + TRUE_PEAK_LOOKAHEAD);
    // Half a window of the slow spectrum, plus a frame to complete the pair.
    this.take([], Math.ceil(this.sampleRateHz * 0.6), this.sampleCount);
    this.frames.finish(this.frameCount);
  }

  private take(channels: readonly Float32Array[], count: number, sampleCount: number): void {
    for (let offset = 0; offset < count;) {
      const piece = Math.min(PIECE, count - offset, this.track.room);
      this.track.append(channels, offset, piece);
      offset += piece;
      this.advance(sampleCount);
    }
  }

  private advance(sampleCount: number): void {
    const { track, startOf, halfFft } = this;
    this.long.addSamples(track.end, (index) => track.mid(index), this.noteLong);
    for (;;) {
      const hop = this.stepsDone * STEP_HOPS;
      const needed = Math.max(startOf(hop + STEP_HOPS), startOf(hop + STEP_HOPS - 1) + halfFft);
      if (startOf(hop) >= sampleCount || track.end < needed) break;
      this.levels.step(hop, startOf, sampleCount);
      this.spectrum.group(hop, startOf);
      this.spectrum.group(hop + GROUP_FRAMES, startOf);
      this.stepsDone++;
    }
    this.frames.packFull();
    // After the end of the track, no step waits for more samples.
    track.discardBefore(
      startOf(this.stepsDone * STEP_HOPS) >= sampleCount ? track.end : startOf(this.stepsDone * STEP_HOPS),
      PIECE,
    );
  }

  private readonly noteLong = ({ chroma, energies }: LongFrame): void => {
    if (this.chromaFrames++ * STEP_HOPS >= Math.max(this.frameCount, 1)) return;
    this.chroma.pushAll(chroma);
    this.fingerprint.add(energies);
    let highest = 1e-9;
    for (const strength of chroma) highest = Math.max(highest, strength);
    for (let pitch = 0; pitch < 12; pitch++) this.frames.put(CHROMA + pitch, (chroma[pitch] as number) / highest);
  };
}
