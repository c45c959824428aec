// Exports frames in other programs' formats: audiowaveform's .dat (version 2) and CSV. Invariant: the exported values are those
// measured at 100 frames per second, without resampling.
import type { FrameChunk } from './chunk-codec.ts';
import type { FrameManifest } from './layout.ts';

const DAT_VERSION = 2;
const DAT_FLAG_8_BIT = 1;
const DAT_HEADER_BYTES = 24;

/** A one-channel, 8-bit audiowaveform file: https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md */
export function toAudiowaveformDat(manifest: FrameManifest, chunks: readonly FrameChunk[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(DAT_HEADER_BYTES + 2 * manifest.frame_count);
  const view = new DataView(out.buffer);
  view.setInt32(0, DAT_VERSION, true);
  view.setUint32(4, DAT_FLAG_8_BIT, true);
  view.setInt32(8, manifest.sample_rate, true);
  view.setInt32(12, Math.round((manifest.sample_rate * manifest.hop_ms) / 1000), true);
  view.setUint32(16, manifest.frame_count, true);
  view.setInt32(20, 1, true);
  for (const { index, frames, columns } of chunks) {
    const min = columns.get('peak_min');
    const max = columns.get('peak_max');
    for (let i = 0; i < frames; i++) {
      const at = DAT_HEADER_BYTES + 2 * (index * manifest.chunk_size_frames + i);
      view.setInt8(at, min?.[i] ?? 0);
      view.setInt8(at + 1, max?.[i] ?? 0);
    }
  }
  return out;
}

/** One line per base frame, one field per column in its own unit; a slower column repeats its value. */
export function* toCsvLines(manifest: FrameManifest, chunks: readonly FrameChunk[]): Generator<string> {
  const { frame_layout: layout, hop_ms, chunk_size_frames } = manifest;
  yield ['time_ms', ...layout.map(({ name }) => name)].join();
  for (const { index, frames, columns } of chunks) {
    for (let i = 0; i < frames; i++) {
      const fields = layout.map(({ name, scale, offset, rate_divisor }) => {
        const raw = columns.get(name)?.[Math.floor(i / rate_divisor)] ?? 0;
        return Number((raw * scale + offset).toFixed(4));
      });
      yield [(index * chunk_size_frames + i) * hop_ms, ...fields].join();
    }
  }
}
