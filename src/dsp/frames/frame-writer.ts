// Collects a track's columns during streaming and returns packed chunks. Invariant: `put` is called in time order for each
// column; each chunk is returned once, and only the last may be incomplete.
import { packChunk, newColumn, type ColumnValues } from './chunk-codec.ts';
import { CHUNK_SIZE_FRAMES, FRAME_LAYOUT, quantize, valuesIn, type FrameColumn } from './layout.ts';

export interface PackedChunk {
  index: number;
  startFrame: number;
  frames: number;
  /** Header and planes, not yet deflated. */
  packed: Uint8Array<ArrayBuffer>;
}

const POSITION = new Map(FRAME_LAYOUT.map(({ name }, i) => [name, i]));
/** The index of a column in the layout; for numbered columns, pass the first one (`band_0`). */
export function columnAt(name: string): number {
  const position = POSITION.get(name);
  if (position === undefined) throw new Error(`no column ${name}`);
  return position;
}

export class FrameWriter {
  private readonly chunks: PackedChunk[] = [];
  private open: ColumnValues[][] = [];
  private readonly counts = FRAME_LAYOUT.map(() => 0);
  private handed = 0;

  /** Appends one value to a column. */
  put(position: number, value: number): void {
    const column = FRAME_LAYOUT[position] as FrameColumn;
    const perChunk = CHUNK_SIZE_FRAMES / column.rate_divisor;
    const n = this.counts[position] as number;
    this.counts[position] = n + 1;
    const chunk = Math.floor(n / perChunk) - this.handed;
    (this.columnsOf(chunk)[position] as ColumnValues)[n % perChunk] = quantize(value, column);
  }

  /** Appends one raw value to each column from `position` on; all of them have the rate of the first. */
  putRaw(position: number, values: Uint8Array): void {
    const perChunk = CHUNK_SIZE_FRAMES / (FRAME_LAYOUT[position] as FrameColumn).rate_divisor;
    const n = this.counts[position] as number;
    const columns = this.columnsOf(Math.floor(n / perChunk) - this.handed);
    const at = n % perChunk;
    for (let i = 0; i < values.length; i++) {
      (columns[position + i] as ColumnValues)[at] = values[i] as number;
      this.counts[position + i] = n + 1;
    }
  }

  private columnsOf(chunk: number): ColumnValues[] {
    while (this.open.length <= chunk) {
      this.open.push(FRAME_LAYOUT.map((column) => newColumn(column, valuesIn(CHUNK_SIZE_FRAMES, column.rate_divisor))));
    }
    return this.open[chunk] as ColumnValues[];
  }

  /** Packs the first open chunk if all of its columns are full. */
  packFull(): void {
    const complete = FRAME_LAYOUT.every(
      ({ rate_divisor }, i) => (this.counts[i] as number) * rate_divisor >= (this.handed + 1) * CHUNK_SIZE_FRAMES,
    );
    if (complete) this.pack(CHUNK_SIZE_FRAMES);
  }

  /** Packs the rest of a track of `frameCount` frames. */
  finish(frameCount: number): void {
    while (this.handed * CHUNK_SIZE_FRAMES < frameCount) {
      this.columnsOf(0);
      this.pack(Math.min(CHUNK_SIZE_FRAMES, frameCount - this.handed * CHUNK_SIZE_FRAMES));
    }
  }

  private pack(frames: number): void {
    const columns = this.open.shift() as ColumnValues[];
    const index = this.handed++;
    this.chunks.push({
      index,
      startFrame: index * CHUNK_SIZE_FRAMES,
      frames,
      packed: packChunk(FRAME_LAYOUT, index, frames, columns),
    });
  }

  /** Returns the chunks packed since the last call. */
  take(): PackedChunk[] {
    return this.chunks.splice(0);
  }
}
