// Test signals, and an analysis of samples that are already in memory.
import { readFileSync } from 'node:fs';
import { describeTrack, type TrackDescription } from '#src/dsp/describe-track.ts';
import { decodeChunk, deflateChunk, type ColumnValues } from '#src/dsp/frames/chunk-codec.ts';
import { FRAME_LAYOUT } from '#src/dsp/frames/layout.ts';
import { compileKernel, createKernel, type Kernel } from '#src/dsp/kernel.ts';
import { StreamAnalyzer } from '#src/dsp/stream-analyzer.ts';
import type { PackedChunk } from '#src/dsp/frames/frame-writer.ts';
import { manifestOf } from '#src/workers/analysis/analyze-track.ts';

export const kernelModule = compileKernel(readFileSync(new URL('../../src/dsp/wasm/kernel.wasm', import.meta.url)));
export const newKernel = async (): Promise<Kernel> => createKernel(await kernelModule);

export const amplitude = (dbfs: number): number => 10 ** (dbfs / 20);

export interface Tone {
  dbfs: number;
  seconds: number;
  hz?: number;
}

/** Consecutive tones with a continuous phase; −Infinity dBFS is silence. */
export function tones(parts: readonly Tone[], sampleRateHz = 48_000): Float32Array {
  const total = parts.reduce((sum, { seconds }) => sum + Math.round(seconds * sampleRateHz), 0);
  const out = new Float32Array(total);
  let at = 0;
  let phase = 0;
  for (const { dbfs, seconds, hz = 1000 } of parts) {
    const gain = dbfs === Number.NEGATIVE_INFINITY ? 0 : amplitude(dbfs);
    const step = (2 * Math.PI * hz) / sampleRateHz;
    for (let n = Math.round(seconds * sampleRateHz); n > 0; n--) {
      out[at++] = gain * Math.sin(phase);
      phase += step;
    }
  }
  return out;
}

export const silence = (seconds: number): Tone => ({ dbfs: Number.NEGATIVE_INFINITY, seconds });

/** A repeatable noise, −1 … 1 (mulberry32). */
export function noise(count: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}

/** Short decaying bursts at the given times. */
export function bursts(timesMs: readonly number[], seconds: number, sampleRateHz = 44_100, hz = 1800): Float32Array {
  const out = new Float32Array(Math.round(seconds * sampleRateHz));
  for (const ms of timesMs) {
    const start = Math.round((ms * sampleRateHz) / 1000);
    for (let i = 0; i < 4000 && start + i < out.length; i++) {
      out[start + i] = (out[start + i] ?? 0) + 0.7 * Math.exp(-i / 500) * Math.cos((2 * Math.PI * hz * i) / sampleRateHz);
    }
  }
  return out;
}

export interface Measured {
  description: TrackDescription;
  analyzer: StreamAnalyzer;
  /** A frame column of the whole track, in its unit. */
  column(name: string): Float64Array;
}

/** Analyses channels in memory, in chunks of `piece` samples. */
export async function measure(channels: Float32Array[], sampleRateHz = 48_000, piece = 10_007): Promise<Measured> {
  const kernel = await newKernel();
  const analyzer = new StreamAnalyzer(kernel, sampleRateHz, channels.length);
  const length = channels[0]?.length ?? 0;
  const packed: PackedChunk[] = [];
  for (let at = 0; at < length; at += piece) {
    const count = Math.min(piece, length - at);
    analyzer.feed(
      channels.map((channel) => channel.subarray(at, at + count)),
      count,
    );
    packed.push(...analyzer.takeChunks());
  }
  analyzer.finish();
  packed.push(...analyzer.takeChunks());
  const description = describeTrack(kernel, analyzer);
  const manifest = manifestOf(analyzer, description);
  const columns = new Map<string, ColumnValues[]>();
  for (const chunk of packed) {
    const decoded = await decodeChunk(manifest, chunk.index, await deflateChunk(chunk.packed));
    if (!decoded.ok) throw new Error(decoded.error.detail);
    for (const [name, values] of decoded.value.columns) columns.set(name, [...(columns.get(name) ?? []), values]);
  }
  return {
    description,
    analyzer,
    column(name) {
      const layout = FRAME_LAYOUT.find((column) => column.name === name);
      if (!layout) throw new Error(`no column ${name}`);
      return Float64Array.from(
        (columns.get(name) ?? []).flatMap((values) => [...values]),
        (raw) => raw * layout.scale + layout.offset,
      );
    },
  };
}
