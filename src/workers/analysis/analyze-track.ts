// Analyses one file: decodes it, measures it, describes it, and encodes its frames as chunks. Used by the worker and by `npm
// run analyze`. Invariant: it returns a description, an error or "cancelled", and frees its decoder.
import type { CadenceError } from '#schema/protocol/errors.ts';
import { ANALYZER_VERSION } from '#src/dsp/analyzer-version.ts';
import { describeTrack, type TrackDescription } from '#src/dsp/describe-track.ts';
import { deflateChunk } from '#src/dsp/frames/chunk-codec.ts';
import type { PackedChunk } from '#src/dsp/frames/frame-writer.ts';
import { CHUNK_SIZE_FRAMES, chunkBytes, FRAME_FORMAT_VERSION, FRAME_HOP_MS, FRAME_LAYOUT } from '#src/dsp/frames/layout.ts';
import type { FrameManifest } from '#src/dsp/frames/layout.ts';
import { BAND_COUNT } from '#src/dsp/bands.ts';
import { createKernel, type Kernel, type KernelModule } from '#src/dsp/kernel.ts';
import { StreamAnalyzer } from '#src/dsp/stream-analyzer.ts';
import { nextTurn } from '#src/next-turn.ts';
import { AudioFileError, NeedsPageDecoder, type ByteSource, type PcmStream } from './decode/audio-file.ts';
import { openAudio } from './decode/open-audio.ts';

/** Interval of progress reports and of checks for cancellation. */
const YIELD_MS = 50;

/** A chunk of frames, as stored in a row of analysis_frame_data. */
export interface FrameChunkBytes {
  index: number;
  startFrame: number;
  frames: number;
  /** deflate-raw */
  bytes: Uint8Array<ArrayBuffer>;
}

export interface TrackAnalysis {
  codec: PcmStream['codec'];
  sampleRateHz: number;
  channelCount: number;
  /** The part of the file that could not be read, in words. */
  notice: string | undefined;
  description: TrackDescription;
  manifest: FrameManifest;
  chunks: FrameChunkBytes[];
}

export type AnalysisOutcome =
  | { kind: 'done'; analysis: TrackAnalysis }
  | { kind: 'cancelled' }
  /** `pageMayDecode`: decodeAudioData on the page may be able to read the file (see `pcmStream`). */
  | { kind: 'failed'; error: CadenceError; pageMayDecode: boolean };

export interface AnalyzeOptions {
  kernel: KernelModule;
  signal?: AbortSignal;
  /** The part of the file that was read, 0 … 1. */
  onProgress?: (share: number) => void;
}

const deflate = async ({ index, startFrame, frames, packed }: PackedChunk): Promise<FrameChunkBytes> => ({
  index,
  startFrame,
  frames,
  bytes: await deflateChunk(packed),
});

export function manifestOf(analyzer: StreamAnalyzer, { durationMs, fingerprint }: TrackDescription): FrameManifest {
  return {
    manifest_version: FRAME_FORMAT_VERSION,
    hop_ms: FRAME_HOP_MS,
    frame_count: analyzer.frameCount,
    duration_ms: Math.round(durationMs),
    sample_rate: analyzer.sampleRateHz,
    bands: BAND_COUNT,
    bytes_per_frame: Math.ceil(chunkBytes(FRAME_LAYOUT, CHUNK_SIZE_FRAMES) / CHUNK_SIZE_FRAMES),
    frame_layout: FRAME_LAYOUT,
    fingerprint: fingerprint === '' ? null : fingerprint,
    analyzer_version: ANALYZER_VERSION,
    chunk_size_frames: CHUNK_SIZE_FRAMES,
    total_chunks: Math.ceil(analyzer.frameCount / CHUNK_SIZE_FRAMES),
  };
}

async function measure(kernel: Kernel, stream: PcmStream, size: number, { signal, onProgress }: AnalyzeOptions) {
  const analyzer = new StreamAnalyzer(kernel, stream.sampleRateHz, stream.channelCount, stream.speakers);
  const chunks: Promise<FrameChunkBytes>[] = [];
  let yieldedAtMs = performance.now();
  for await (const { channels, count, bytesRead } of stream.pieces()) {
    analyzer.feed(channels, count);
    chunks.push(...analyzer.takeChunks().map(deflate));
    if (performance.now() - yieldedAtMs < YIELD_MS) continue;
    onProgress?.(Math.min(1, bytesRead / size));
    await nextTurn();
    if (signal?.aborted) return null;
    yieldedAtMs = performance.now();
  }
  if (analyzer.sampleCount === 0) throw new AudioFileError('The file contains no audio.');
  analyzer.finish();
  chunks.push(...analyzer.takeChunks().map(deflate));
  return { analyzer, chunks: await Promise.all(chunks) };
}

/** Analyses an open stream; `size` is the final value of `bytesRead`. */
export async function analyzeStream(stream: PcmStream, size: number, options: AnalyzeOptions): Promise<AnalysisOutcome> {
  try {
    const kernel = await createKernel(options.kernel);
    const measured = await measure(kernel, stream, size, options);
    if (!measured) return { kind: 'cancelled' };
    const { analyzer, chunks } = measured;
    const description = describeTrack(kernel, analyzer);
    const { codec, sampleRateHz, channelCount, notice } = stream;
    const manifest = manifestOf(analyzer, description);
    options.onProgress?.(1);
    return { kind: 'done', analysis: { codec, sampleRateHz, channelCount, notice, description, manifest, chunks } };
  } catch (cause) {
    return failed(cause);
  } finally {
    stream.close();
  }
}

function failed(cause: unknown): AnalysisOutcome {
  if (!(cause instanceof AudioFileError)) throw cause;
  return { kind: 'failed', error: cause.toCadenceError(), pageMayDecode: cause instanceof NeedsPageDecoder };
}

export async function analyzeFile(source: ByteSource, options: AnalyzeOptions): Promise<AnalysisOutcome> {
  try {
    return await analyzeStream(await openAudio(source), source.size, options);
  } catch (cause) {
    return failed(cause);
  }
}
