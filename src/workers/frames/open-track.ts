// One track's frames in memory: the columns that are drawn, each with its pyramid, filled chunk by chunk. Invariant: the
// manifest's numbers are checked before anything is allocated; a damaged chunk changes nothing.
import { BAND_COUNT } from '#src/dsp/bands.ts';
import { decodeChunk, newColumn, type ColumnValues, type Decoded } from '#src/dsp/frames/chunk-codec.ts';
import { chunkBytes, frameManifest, valuesIn, type FrameColumn, type FrameManifest } from '#src/dsp/frames/layout.ts';
import { levelRange, type LevelRange } from '#src/dsp/frames/lane-scales.ts';
import { emptyPyramid, levelFor, refreshPyramid, type PyramidLevel, type PyramidSides } from '#src/dsp/frames/pyramid.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { FrameReading } from './api.ts';

/** One day of frames; about 190 MB with the pyramids. */
const LONGEST_FRAMES = 24 * 3600 * 100;
const LARGEST_CHUNK_BYTES = 64 * 2 ** 20;
const LOWEST_I16 = -32_768;

/** Which sides (minima, maxima) of each column are drawn. */
const SIDES = new Map<string, PyramidSides>([
  ['peak_max', 'max'],
  ['peak_min', 'min'],
  ['rms', 'max'],
  ['true_peak', 'max'],
  ...['momentary', 'short_term', 'width', 'correlation'].map((name): [string, PyramidSides] => [name, 'both']),
  ...Array.from({ length: BAND_COUNT }, (_, band): [string, PyramidSides] => [`band_${band}`, 'max']),
]);

export interface DrawnColumn {
  layout: FrameColumn;
  sides: PyramidSides;
  levels: PyramidLevel[];
  /** Time between two values, in ms. */
  stepMs: number;
}

const refused = (detail: string): { ok: false; error: CadenceError } => ({ ok: false, error: { code: 'bad_file', detail } });

export class OpenTrack {
  readonly manifest: FrameManifest;
  private readonly columns = new Map<string, DrawnColumn>();
  private readonly bandColumns: DrawnColumn[] = [];
  private readonly loaded: Uint8Array;

  private constructor(manifest: FrameManifest) {
    this.manifest = manifest;
    this.loaded = new Uint8Array(manifest.total_chunks);
    for (const layout of manifest.frame_layout) {
      const sides = SIDES.get(layout.name);
      if (!sides) continue;
      const values = newColumn(layout, Math.max(1, valuesIn(manifest.frame_count, layout.rate_divisor)));
      const levels = emptyPyramid(values, sides);
      // Missing values must not look loud.
      if (layout.type === 'i16') for (const { min, max } of levels) for (const side of [min, max]) side.fill(LOWEST_I16);
      this.columns.set(layout.name, { layout, sides, levels, stepMs: manifest.hop_ms * layout.rate_divisor });
    }
  }

  /** `row` is unchecked JSON that should be a row of analysis_frame_manifests. */
  static open(row: unknown): Decoded<OpenTrack> {
    const parsed = frameManifest.safeParse(row);
    if (!parsed.success) return refused('The description of its frames contradicts itself.');
    const manifest = parsed.data;
    if (manifest.frame_count > LONGEST_FRAMES) return refused('It is too long to be drawn here.');
    if (chunkBytes(manifest.frame_layout, manifest.chunk_size_frames) > LARGEST_CHUNK_BYTES) {
      return refused('The parts of its frames are too large.');
    }
    return { ok: true, value: new OpenTrack(manifest) };
  }

  async addChunk(index: number, bytes: Uint8Array<ArrayBuffer>): Promise<Decoded<null>> {
    const decoded = await decodeChunk(this.manifest, index, bytes, (name) => this.columns.has(name));
    if (!decoded.ok) return decoded;
    const firstFrame = index * this.manifest.chunk_size_frames;
    for (const [name, values] of decoded.value.columns) {
      const column = this.columns.get(name);
      if (!column) continue;
      const at = firstFrame / column.layout.rate_divisor;
      ((column.levels[0] as PyramidLevel).max as { set(values: ColumnValues, at: number): void }).set(values, at);
      refreshPyramid(column.levels, at, at + values.length, column.sides);
    }
    this.loaded[index] = 1;
    return { ok: true, value: null };
  }

  column(name: string): DrawnColumn | undefined {
    return this.columns.get(name);
  }

  /** The columns band_0, band_1 … that exist. */
  bands(): readonly DrawnColumn[] {
    if (this.bandColumns.length > 0) return this.bandColumns;
    for (let band = this.columns.get('band_0'); band; band = this.columns.get(`band_${this.bandColumns.length}`)) {
      this.bandColumns.push(band);
    }
    return this.bandColumns;
  }

  /** What the colours of the spectrogram stand for; null while no band is here. */
  levelRange(): LevelRange | null {
    const [first] = this.bands();
    if (!first) return null;
    const loudest = this.bands().reduce(
      (highest, { levels }) => Math.max(highest, ...levelFor(levels, Number.POSITIVE_INFINITY).max),
      0,
    );
    return loudest === 0 ? null : levelRange(loudest * first.layout.scale + first.layout.offset);
  }

  /** Parts of the track whose frames are missing, in ms. */
  missing(): { startMs: number; endMs: number }[] {
    const { hop_ms, chunk_size_frames, frame_count } = this.manifest;
    const ranges: { startMs: number; endMs: number }[] = [];
    this.loaded.forEach((isLoaded, index) => {
      if (isLoaded) return;
      const startMs = index * chunk_size_frames * hop_ms;
      const endMs = Math.min(frame_count, (index + 1) * chunk_size_frames) * hop_ms;
      const before = ranges.at(-1);
      if (before?.endMs === startMs) before.endMs = endMs;
      else ranges.push({ startMs, endMs });
    });
    return ranges;
  }

  read(atMs: number): FrameReading | null {
    const chunk = Math.floor(atMs / this.manifest.hop_ms / this.manifest.chunk_size_frames);
    if (!this.loaded[chunk]) return null;
    const value = (name: string): number | null => {
      const column = this.columns.get(name);
      if (!column) return null;
      const values = (column.levels[0] as PyramidLevel).max;
      const raw = values[Math.min(values.length - 1, Math.floor(atMs / column.stepMs))] as number;
      return raw * column.layout.scale + column.layout.offset;
    };
    const bandsDb = this.bands().map((_, band) => value(`band_${band}`) ?? 0);
    return {
      momentaryLufs: value('momentary'),
      shortTermLufs: value('short_term'),
      truePeakDb: value('true_peak'),
      correlation: value('correlation'),
      width: value('width'),
      bandsDb,
    };
  }
}
