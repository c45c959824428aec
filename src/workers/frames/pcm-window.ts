// Decodes the samples of a magnified part of a track on demand. Invariant: at most one window is held and one decoding runs; a
// newer request cancels an older one, and an unreadable file is not tried again.
import { nextTurn } from '#src/next-turn.ts';
import { AudioFileError, blobSource, type ByteSource, type PcmStream } from '../analysis/decode/audio-file.ts';
import { openAudio } from '../analysis/decode/open-audio.ts';
import type { TimeRange } from './api.ts';

const LEAST_WINDOW_MS = 8000;
const LONGEST_WINDOW_MS = 60_000;
/** Interval at which decoding yields to messages. */
const YIELD_MS = 30;

export interface PcmWindow {
  startSample: number;
  sampleRateHz: number;
  /** One or two channels. */
  channels: Float32Array[];
}

async function readWindow(stream: PcmStream, { startMs, endMs }: TimeRange, signal: AbortSignal): Promise<PcmWindow | null> {
  const { sampleRateHz } = stream;
  const startSample = Math.floor((startMs * sampleRateHz) / 1000);
  const length = Math.ceil(((endMs - startMs) * sampleRateHz) / 1000);
  const channels = Array.from({ length: Math.min(2, stream.channelCount) }, () => new Float32Array(length));
  let filled = 0;
  let yieldedAtMs = performance.now();
  for await (const piece of stream.pieces(startSample)) {
    const count = Math.min(piece.count, length - filled);
    channels.forEach((channel, c) => channel.set((piece.channels[c] as Float32Array).subarray(0, count), filled));
    filled += count;
    if (filled >= length) break;
    if (performance.now() - yieldedAtMs < YIELD_MS) continue;
    await nextTurn();
    if (signal.aborted) return null;
    yieldedAtMs = performance.now();
  }
  return { startSample, sampleRateHz, channels: channels.map((channel) => channel.subarray(0, filled)) };
}

export class PcmWindows {
  private held: { range: TimeRange; pcm: PcmWindow } | null = null;
  private running: { range: TimeRange; controller: AbortController } | null = null;
  private isUnreadable = false;
  /** One source object for all windows: a decoder may cache the positions in the file by this object. */
  private readonly source: ByteSource;

  constructor(
    audio: Blob,
    private readonly onReady: () => void,
  ) {
    this.source = blobSource(audio);
  }

  /** The window, if it covers the range; otherwise null, and `onReady` is called once it does. */
  over(range: TimeRange): PcmWindow | null {
    if (this.held && covers(this.held.range, range)) return this.held.pcm;
    if (!this.isUnreadable && !(this.running && covers(this.running.range, range))) void this.load(range);
    return null;
  }

  private async load({ startMs, endMs }: TimeRange): Promise<void> {
    const margin = Math.max((LEAST_WINDOW_MS - (endMs - startMs)) / 2, endMs - startMs);
    const range = { startMs: Math.max(0, startMs - margin), endMs: Math.min(endMs + margin, startMs + LONGEST_WINDOW_MS) };
    this.close();
    const controller = new AbortController();
    this.running = { range, controller };
    try {
      const stream = await openAudio(this.source);
      try {
        const pcm = await readWindow(stream, range, controller.signal);
        if (pcm && !controller.signal.aborted) this.held = { range, pcm };
      } finally {
        stream.close();
      }
    } catch (cause) {
      // A file that was removed from the device fails with a DOMException; then the frames are drawn instead.
      if (!(cause instanceof AudioFileError || cause instanceof DOMException)) throw cause;
      this.isUnreadable = true;
    } finally {
      if (this.running?.controller === controller) this.running = null;
    }
    if (!controller.signal.aborted) this.onReady();
  }

  /** Cancels the decoding in progress. */
  close(): void {
    this.running?.controller.abort();
    this.running = null;
  }
}

const covers = (outer: TimeRange, inner: TimeRange): boolean => outer.startMs <= inner.startMs && outer.endMs >= inner.endMs;
