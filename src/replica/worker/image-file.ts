// The replica's files in OPFS: one file that begins with an image of the whole folder and continues with the changes of each
// later snapshot. Invariant: the stored image is always one consistent snapshot. A frame counts only when a superblock written
// after its flush says so, two superblock slots are written in turn, and a compaction fills the other file before it takes
// over. So a device that dies during a write finds the snapshot before it or the one after it.
import { crc32 } from '#schema/crc32.ts';
import { writeFully, type RawFile } from '../outbox/two-file-store.ts';
import { encodeFrame, filesToChanges, foldFrames, type Change, type StoredFiles } from './image-frames.ts';
import { isWorthCompacting, type StoredImage } from './stored-image.ts';

const FORMAT = 1;
const SLOT_BYTES = 512;
/** Outside the superblocks, because the note is written without a flush; a torn note counts as none. */
const NOTE_AT = 1_024;
const FRAMES_AT = 4_096;
const WRITE_SLICE_BYTES = 1024 * 1024;

interface Superblock {
  format: number;
  /** The file with the higher generation is read. */
  generation: number;
  /** Counts writes of the superblock; the two slots take them in turn. */
  turn: number;
  /** End of the committed frames. */
  end: number;
  /** End of the first frame, the image. */
  imageEnd: number;
  schema: string;
}

export class ImageFile implements StoredImage {
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
    // Left by a compaction that did not finish, or that finished but could not empty the old file.
    if (file.#spare.getSize() > 0) file.#spare.truncate(0);
    return file;
  }

  get storedSchema(): string | undefined {
    return this.#block?.schema;
  }

  get unfinishedOpenings(): number {
    return readNote(this.#active);
  }

  readFiles(): StoredFiles {
    return foldFrames(this.#readFrames());
  }

  clear(): void {
    this.#block = undefined;
    for (const file of [this.#active, this.#spare]) {
      file.truncate(0);
      file.flush();
    }
  }

  /** Not flushed: the note records a crash of the browser, not of the device. */
  noteOpening(isFinished: boolean): void {
    writeNote(this.#active, isFinished ? 0 : this.unfinishedOpenings + 1);
  }

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
    return isWorthCompacting(imageEnd - FRAMES_AT, end - imageEnd);
  }

  async compact(pause: () => Promise<void>): Promise<void> {
    const block = this.#block;
    if (!block) return;
    const files = this.readFiles();
    await pause();
    const frame = encodeFrame(filesToChanges(files));
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
