// The replica's files in OPFS: one file that begins with the whole folder as it was and goes on with what changed, moment by
// moment. Invariant: what is stored is always one moment. A frame counts only when a superblock written after its flush
// says so, superblocks are written in turn, and a compaction fills the other file before it takes over; so a device
// that dies anywhere finds the moment before or the moment after.
import { crc32 } from '../outbox/frame.ts';
import type { RawFile } from '../outbox/two-file-store.ts';
import { encodeFrame, foldFrames, type Change, type StoredFiles } from './image-frames.ts';

const FORMAT = 1;
const SLOT_BYTES = 512;
/** Apart from the superblocks, for it is written without a flush: torn, it counts as none. */
const NOTE_AT = 1_024;
const FRAMES_AT = 4_096;
/** Rewritten when what changed since the image is larger than this and than the image: reading it all takes a start longer. */
const COMPACT_AFTER_BYTES = 8 * 1024 * 1024;
const WRITE_SLICE_BYTES = 1024 * 1024;

interface Superblock {
  format: number;
  /** The file with the higher one is read. */
  generation: number;
  /** Counts the writes of this block; the two slots take them in turn. */
  turn: number;
  /** Where the committed frames end. */
  end: number;
  /** Where the first frame, the image, ends. */
  imageEnd: number;
  schema: string;
}

export class ImageFile {
  #active: RawFile;
  #spare: RawFile;
  #block: Superblock | undefined;

  private constructor(active: RawFile, spare: RawFile, block: Superblock | undefined) {
    this.#active = active;
    this.#spare = spare;
    this.#block = block;
  }

  static open(first: RawFile, second: RawFile): ImageFile {
    const [ofFirst, ofSecond] = [readSuperblock(first), readSuperblock(second)];
    const isSecond = (ofSecond?.generation ?? 0) > (ofFirst?.generation ?? 0);
    const file = isSecond ? new ImageFile(second, first, ofSecond) : new ImageFile(first, second, ofFirst);
    // A compaction that did not end, or one that did and could not empty the old file any more.
    if (file.#spare.getSize() > 0) file.#spare.truncate(0);
    return file;
  }

  /** Which schema the stored rows have; undefined when nothing is stored. */
  get storedSchema(): string | undefined {
    return this.#block?.schema;
  }

  /** Openings begun and not finished: more than one means that this replica takes the browser down. */
  get unfinishedOpenings(): number {
    return readNote(this.#active);
  }

  readFiles(): StoredFiles {
    return foldFrames(this.#readFrames());
  }

  /** Forgets what is stored: from here on there is nothing until the first `append`. */
  clear(): void {
    this.#block = undefined;
    for (const file of [this.#active, this.#spare]) {
      file.truncate(0);
      file.flush();
    }
  }

  /** Not flushed: what these notes tell of is a browser that died, not a device. */
  noteOpening(isFinished: boolean): void {
    writeNote(this.#active, isFinished ? 0 : this.unfinishedOpenings + 1);
  }

  /** Stores one more moment; the first one is the whole folder. Throws when there is no room, and then nothing has changed. */
  append(schema: string, changes: readonly Change[]): void {
    const block = this.#block ?? emptyBlock(schema);
    const frame = encodeFrame(changes);
    writeFully(this.#active, frame, block.end);
    this.#active.flush();
    const end = block.end + frame.length;
    const imageEnd = this.#block ? block.imageEnd : end;
    const next = { ...block, turn: block.turn + 1, end, imageEnd };
    writeBlock(this.#active, next);
    this.#active.flush();
    this.#block = next;
  }

  needsCompaction(): boolean {
    if (!this.#block) return false;
    const { end, imageEnd } = this.#block;
    return end - imageEnd > Math.max(COMPACT_AFTER_BYTES, imageEnd - FRAMES_AT);
  }

  /** Nothing may be appended until it resolves. `pause` lets others run between slices. */
  async compact(pause: () => Promise<void>): Promise<void> {
    const block = this.#block;
    if (!block) return;
    const { folders, files } = this.readFiles();
    const changes: Change[] = folders.map((path) => ({ kind: 'folder', path }));
    for (const [path, bytes] of files) {
      changes.push({ kind: 'file', path, size: bytes.length, keep: 0, parts: [{ at: 0, bytes }] });
    }
    await pause();
    const frame = encodeFrame(changes);
    for (let at = 0; at < frame.length; at += WRITE_SLICE_BYTES) {
      writeFully(this.#spare, frame.subarray(at, at + WRITE_SLICE_BYTES), FRAMES_AT + at);
      await pause();
    }
    this.#spare.flush();
    const end = FRAMES_AT + frame.length;
    const next = { ...block, generation: block.generation + 1, turn: 0, end, imageEnd: end };
    writeBlock(this.#spare, next);
    this.#spare.flush();
    this.#block = next;
    const old = this.#active;
    this.#active = this.#spare;
    this.#spare = old;
    old.truncate(0);
  }

  #readFrames(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array((this.#block?.end ?? FRAMES_AT) - FRAMES_AT);
    const read = this.#active.read(bytes, { at: FRAMES_AT });
    if (read < bytes.length) throw new Error('the stored replica is shorter than it says');
    return bytes;
  }
}

const emptyBlock = (schema: string): Superblock => ({
  ...{ format: FORMAT, generation: 1, turn: 0 },
  ...{ end: FRAMES_AT, imageEnd: FRAMES_AT, schema },
});

function readSuperblock(file: RawFile): Superblock | undefined {
  const slots = [0, 1].map((slot) => readSlot(file, slot)).filter((block) => block !== undefined);
  return slots.sort((one, other) => other.turn - one.turn)[0];
}

function readSlot(file: RawFile, slot: number): Superblock | undefined {
  const bytes = new Uint8Array(SLOT_BYTES);
  if (file.read(bytes, { at: slot * SLOT_BYTES }) < SLOT_BYTES) return undefined;
  const view = new DataView(bytes.buffer);
  const length = view.getUint32(4);
  if (length === 0 || length > SLOT_BYTES - 8) return undefined;
  const body = bytes.subarray(8, 8 + length);
  if (view.getUint32(0) !== crc32(body)) return undefined;
  const block = JSON.parse(new TextDecoder().decode(body)) as Superblock;
  return block.format === FORMAT ? block : undefined;
}

function writeBlock(file: RawFile, block: Superblock): void {
  const body = new TextEncoder().encode(JSON.stringify(block));
  const bytes = new Uint8Array(SLOT_BYTES);
  if (body.length > SLOT_BYTES - 8) throw new Error('a superblock that does not fit its slot');
  const view = new DataView(bytes.buffer);
  view.setUint32(0, crc32(body));
  view.setUint32(4, body.length);
  bytes.set(body, 8);
  writeFully(file, bytes, (block.turn % 2) * SLOT_BYTES);
}

function readNote(file: RawFile): number {
  const view = new DataView(new ArrayBuffer(8));
  file.read(new Uint8Array(view.buffer), { at: NOTE_AT });
  const count = view.getUint32(0);
  return view.getUint32(4) === ~count >>> 0 ? count : 0;
}

function writeNote(file: RawFile, count: number): void {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, count);
  view.setUint32(4, ~count >>> 0);
  writeFully(file, new Uint8Array(view.buffer), NOTE_AT);
}

function writeFully(file: RawFile, bytes: Uint8Array, at: number): void {
  const written = file.write(bytes, { at });
  if (written < bytes.length) throw new Error(`wrote ${written} of ${bytes.length} bytes`);
}
