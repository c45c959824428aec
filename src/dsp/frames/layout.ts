// The layout of frames: columns with a type, a scale and a rate. Invariant: value = raw · scale + offset; a column with
// rate_divisor d has one value per d base frames; all divisors divide the chunk size.
import { z } from 'zod';
import { BAND_COUNT } from '../bands.ts';

export const FRAME_FORMAT_VERSION = 1;
/** One minute: for smaller chunks, setting up the inflate stream would dominate the cost. */
export const CHUNK_SIZE_FRAMES = 6000;
export const FRAME_HOP_MS = 10;

const frameColumn = z.object({
  name: z.string().min(1).max(64),
  type: z.enum(['u8', 'i8', 'i16']),
  scale: z.number().gt(0).lt(1e6),
  offset: z.number().gt(-1e6).lt(1e6),
  rate_divisor: z.int().min(1).max(CHUNK_SIZE_FRAMES),
});
export type FrameColumn = z.infer<typeof frameColumn>;
type ColumnType = FrameColumn['type'];

export const BYTES_OF: Record<ColumnType, number> = { u8: 1, i8: 1, i16: 2 };
const RANGE_OF: Record<ColumnType, [number, number]> = { u8: [0, 255], i8: [-128, 127], i16: [-32_768, 32_767] };

export const frameManifest = z
  .object({
    manifest_version: z.int().min(1),
    hop_ms: z.number().gt(0).max(1000),
    frame_count: z.int().min(0).max(100_000_000),
    duration_ms: z.int().min(0),
    sample_rate: z.int().min(1).max(1_000_000),
    bands: z.int().min(0).max(256),
    bytes_per_frame: z.int().min(0),
    frame_layout: z.array(frameColumn).min(1).max(512),
    fingerprint: z.string().max(16_384).nullable(),
    analyzer_version: z.string().max(64),
    chunk_size_frames: z.int().min(1).max(1_000_000),
    total_chunks: z.int().min(0).max(1_000_000),
  })
  .refine((manifest) => manifest.frame_layout.every((column) => manifest.chunk_size_frames % column.rate_divisor === 0), {
    message: 'a rate divides the chunk unevenly',
  })
  .refine((manifest) => manifest.total_chunks === Math.ceil(manifest.frame_count / manifest.chunk_size_frames), {
    message: 'the number of chunks does not fit the number of frames',
  });
/** A row of analysis_frame_manifests, without its keys and events. */
export type FrameManifest = z.infer<typeof frameManifest>;

const column = (name: string, type: ColumnType, scale: number, offset: number, rate_divisor: number): FrameColumn => ({
  name,
  type,
  scale,
  offset,
  rate_divisor,
});
const numbered = (count: number, make: (i: number) => FrameColumn) => Array.from({ length: count }, (_, i) => make(i));

/** The layout that this analyser writes. Levels in dB, loudness in LUFS, centroid in octaves above 20 Hz. */
export const FRAME_LAYOUT: FrameColumn[] = [
  column('peak_max', 'i8', 1 / 127, 0, 1),
  column('peak_min', 'i8', 1 / 127, 0, 1),
  column('flux', 'u8', 0.5, 0, 1),
  ...numbered(BAND_COUNT, (i) => column(`band_${i}`, 'u8', 0.5, -120, 2)),
  column('momentary', 'i16', 0.01, 0, 5),
  column('centroid', 'u8', 0.04, 0, 5),
  column('width', 'u8', 1 / 255, 0, 5),
  column('correlation', 'u8', 2 / 255, -1, 5),
  column('short_term', 'i16', 0.01, 0, 10),
  column('true_peak', 'i16', 0.01, 0, 10),
  column('rms', 'i16', 0.01, 0, 10),
  ...numbered(12, (i) => column(`chroma_${i}`, 'u8', 1 / 255, 0, 10)),
  ...numbered(BAND_COUNT, (i) => column(`band_width_${i}`, 'u8', 1 / 255, 0, 50)),
  ...numbered(BAND_COUNT, (i) => column(`band_correlation_${i}`, 'u8', 2 / 255, -1, 50)),
];

/** The stored form of a value, clamped to the type's range. */
export function quantize(value: number, { type, scale, offset }: FrameColumn): number {
  const [lowest, highest] = RANGE_OF[type];
  const raw = Math.round((value - offset) / scale);
  return raw > highest ? highest : raw > lowest ? raw : lowest;
}

/** Number of values of a column in `frames` base frames. */
export const valuesIn = (frames: number, divisor: number): number => Math.ceil(frames / divisor);

export const chunkBytes = (layout: readonly FrameColumn[], frames: number): number =>
  layout.reduce((sum, { type, rate_divisor }) => sum + valuesIn(frames, rate_divisor) * BYTES_OF[type], 0);

/** CRC-32 (IEEE 802.3), continued from `seed`, four bytes per step (Kounavis and Berry, slicing-by-4). */
export function crc32(bytes: Uint8Array, seed = 0): number {
  const [t0, t1, t2, t3] = CRC_TABLES;
  // Bytes up to the first aligned word, then words, then the remaining bytes.
  const head = Math.min(bytes.length, -bytes.byteOffset & 3);
  const words =
    bytes.length - head < 4 ? NO_WORDS : new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2);
  let crc = ~seed;
  for (let i = 0; i < head; i++) crc = (t0[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  for (let i = 0; i < words.length; i++) {
    const word = crc ^ (words[i] as number);
    crc =
      (t3[word & 0xff] as number) ^
      (t2[(word >>> 8) & 0xff] as number) ^
      (t1[(word >>> 16) & 0xff] as number) ^
      (t0[word >>> 24] as number);
  }
  for (let i = head + 4 * words.length; i < bytes.length; i++)
    crc = (t0[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const NO_WORDS = new Int32Array(0);

const CRC_TABLES = ((): [Int32Array, Int32Array, Int32Array, Int32Array] => {
  const first = Int32Array.from({ length: 256 }, (_, n) => {
    let crc = n;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    return crc;
  });
  const next = (table: Int32Array) => table.map((crc) => (first[crc & 0xff] as number) ^ (crc >>> 8));
  const second = next(first);
  const third = next(second);
  return [first, second, third, next(third)];
})();

/** A hash that differs when two layouts would read the same bytes differently. */
export const layoutHash = (layout: readonly FrameColumn[]): number =>
  crc32(
    new TextEncoder().encode(
      layout.map(({ name, type, scale, offset, rate_divisor }) => [name, type, scale, offset, rate_divisor].join()).join(';'),
    ),
  );
