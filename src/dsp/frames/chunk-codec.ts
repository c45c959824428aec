// The byte format of one chunk of frames: a header, then the columns one after the other, each as its first value followed by
// differences modulo its range, all deflate-raw. Invariant: decoding never allocates more than the manifest allows, and answers
// damaged bytes with an error value, never with an exception or a wrong number (a checksum covers header and planes).
import type { CadenceError } from '#schema/protocol/errors.ts';
import { BYTES_OF, chunkBytes, crc32, FRAME_FORMAT_VERSION, layoutHash, valuesIn } from './layout.ts';
import type { FrameColumn, FrameManifest } from './layout.ts';

// Header, little-endian: 'CFR' and the version, layout hash, chunk index, frames, CRC-32 of the planes after the deltas.
const HEADER_BYTES = 20;
const MAGIC = [0x43, 0x46, 0x52];
/** Deflate compresses at most about 1:1032, so a smaller input cannot contain the claimed frames. */
const MOST_COMPRESSION = 1100;

export type ColumnValues = Uint8Array | Int8Array | Int16Array;

export interface FrameChunk {
  index: number;
  frames: number;
  /** Raw values by column name. */
  columns: Map<string, ColumnValues>;
}

export type Decoded<T> = { ok: true; value: T } | { ok: false; error: CadenceError };
const damaged = (detail: string): { ok: false; error: CadenceError } => ({ ok: false, error: { code: 'bad_file', detail } });

export const newColumn = ({ type }: FrameColumn, count: number): ColumnValues =>
  type === 'u8' ? new Uint8Array(count) : type === 'i8' ? new Int8Array(count) : new Int16Array(count);

/** Header and planes, not yet deflated. `columns` are in the layout's order. */
export function packChunk(
  layout: readonly FrameColumn[],
  index: number,
  frames: number,
  columns: readonly ColumnValues[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + chunkBytes(layout, frames));
  const view = new DataView(bytes.buffer);
  let at = HEADER_BYTES;
  layout.forEach(({ type, rate_divisor }, i) => {
    const values = columns[i] as ColumnValues;
    const count = valuesIn(frames, rate_divisor);
    let before = 0;
    for (let n = 0; n < count; n++) {
      const value = values[n] as number;
      if (type === 'i16') view.setInt16(at + 2 * n, value - before, true);
      else bytes[at + n] = value - before;
      before = value;
    }
    at += count * BYTES_OF[type];
  });
  bytes.set([...MAGIC, FRAME_FORMAT_VERSION]);
  view.setUint32(4, layoutHash(layout), true);
  view.setUint32(8, index, true);
  view.setUint32(12, frames, true);
  view.setUint32(16, crc32(bytes.subarray(HEADER_BYTES)), true);
  return bytes;
}

export async function deflateChunk(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Input bytes per write: the output of one write is at most 16 MiB. */
const INFLATE_BYTES = 1 << 14;

/** Inflates at most `most` bytes. Null when there are more, when the bytes are no deflate stream, or when they end early. */
async function inflateCapped(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const out = new Uint8Array(most);
  let length = 0;
  const { writable, readable } = new DecompressionStream('deflate-raw');
  const reader = readable.getReader();
  // Written directly: a Blob's stream takes three times as long. The reader reports errors.
  const writer = writable.getWriter();
  for (let at = 0; at < bytes.length; at += INFLATE_BYTES) writer.write(bytes.subarray(at, at + INFLATE_BYTES)).catch(ignore);
  writer.close().catch(ignore);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return out.subarray(0, length);
      if (length + value.length > most) {
        await reader.cancel();
        return null;
      }
      out.set(value, length);
      length += value.length;
    }
  } catch {
    return null;
  }
}

const ignore = () => undefined;

// Plain loops, each over one array type: besides inflating, they and the checksum are most of the cost of reading frames.

/** In place: the values are a view of `bytes`, except words at an odd offset, which are copied. */
function undoDeltas(bytes: Uint8Array<ArrayBuffer>, at: number, { type }: FrameColumn, count: number): ColumnValues {
  if (type === 'i16') {
    return sumWords(
      at % 2 === 0 ? new Int16Array(bytes.buffer, at, count) : new Int16Array(bytes.slice(at, at + 2 * count).buffer),
    );
  }
  const values = sumBytes(bytes.subarray(at, at + count));
  return type === 'u8' ? values : new Int8Array(values.buffer, values.byteOffset, count);
}

/** Replaces every value by the sum of all values up to it, modulo 256. */
function sumBytes(values: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let sum = 0;
  for (let n = 0; n < values.length; n++) values[n] = sum = (sum + (values[n] as number)) & 0xff;
  return values;
}

/** Like sumBytes, modulo 65,536. The bytes are little-endian, like every machine that browsers run on. */
function sumWords(values: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  let sum = 0;
  for (let n = 0; n < values.length; n++) values[n] = sum = ((sum + (values[n] as number)) << 16) >> 16;
  return values;
}

/**
 * Reads chunk `index` of a track. Checks every size against the manifest before allocating. `isWanted` may skip columns by
 * name; the checksum covers skipped columns too.
 */
export async function decodeChunk(
  manifest: FrameManifest,
  index: number,
  bytes: Uint8Array<ArrayBuffer>,
  isWanted: (column: string) => boolean = () => true,
): Promise<Decoded<FrameChunk>> {
  const { frame_layout: layout, manifest_version, chunk_size_frames, frame_count, total_chunks } = manifest;
  if (manifest_version !== FRAME_FORMAT_VERSION) return damaged(`Its frames are of version ${manifest_version}.`);
  if (!Number.isInteger(index) || index < 0 || index >= total_chunks) return damaged(`It has no part ${index}.`);
  const frames = Math.min(chunk_size_frames, frame_count - index * chunk_size_frames);
  const planeBytes = chunkBytes(layout, frames);
  const expected = HEADER_BYTES + planeBytes;
  if (bytes.length === 0 || bytes.length * MOST_COMPRESSION < expected || bytes.length > expected + 1024) {
    return damaged(`Part ${index} of its frames has an impossible size.`);
  }
  const inflated = await inflateCapped(bytes, expected);
  if (!inflated || inflated.length !== expected) return damaged(`Part ${index} of its frames is cut short or damaged.`);
  const view = new DataView(inflated.buffer);
  if (MAGIC.some((byte, i) => inflated[i] !== byte)) return damaged(`Part ${index} holds no frames.`);
  if (inflated[3] !== FRAME_FORMAT_VERSION) return damaged(`Part ${index} of its frames is of version ${inflated[3]}.`);
  if (view.getUint32(4, true) !== layoutHash(layout)) return damaged(`Part ${index} of its frames has another layout.`);
  if (view.getUint32(8, true) !== index || view.getUint32(12, true) !== frames) {
    return damaged(`Part ${index} of its frames belongs elsewhere.`);
  }
  if (view.getUint32(16, true) !== crc32(inflated.subarray(HEADER_BYTES))) {
    return damaged(`Part ${index} of its frames fails its checksum.`);
  }
  const columns = new Map<string, ColumnValues>();
  let at = HEADER_BYTES;
  for (const column of layout) {
    const count = valuesIn(frames, column.rate_divisor);
    if (isWanted(column.name)) columns.set(column.name, undoDeltas(inflated, at, column, count));
    at += count * BYTES_OF[column.type];
  }
  return { ok: true, value: { index, frames, columns } };
}
