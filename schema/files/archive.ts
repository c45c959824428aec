// Reads a ZIP archive that a person chose: lists the entries of its central directory and unpacks an entry when a format asks
// for it. Invariant: whatever the headers declare, an archive has no more entries and unpacks to no more bytes than the limits.
import { Inflate } from 'fflate';
import { crc32 } from '../crc32.ts';
import { FileProblem } from './problem.ts';
import { decodeText } from './text.ts';

export interface ArchiveEntry {
  /** With its folders, for example `Habits/Checkmarks.csv`. */
  path: string;
  /** The unpacked size that the archive declares. Unpacking fails beyond it. */
  size: number;
}

interface StoredEntry extends ArchiveEntry {
  packedSize: number;
  method: number;
  crc: number;
  isEncrypted: boolean;
  headerAt: number;
}

export const MAX_ENTRIES = 10_000;
/** Limit for all entries together. The worker and the decoded text need several times this memory. */
export const MAX_UNPACKED_BYTES = 128 * 1024 * 1024;

const STORED = 0;
const DEFLATED = 8;
/** Deflate expands to at most 1,032 times, so one push yields at most 16 MB more than the entry declares. */
const PUSHED_BYTES = 16 * 1024;

const DAMAGED = 'The ZIP archive is damaged.';

export class Archive {
  readonly entries: readonly ArchiveEntry[];
  readonly #bytes: Uint8Array;
  readonly #storedByPath: ReadonlyMap<string, StoredEntry>;

  /** Throws a FileProblem for an archive that is damaged or exceeds a limit. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const stored = readDirectory(bytes).filter(({ path }) => isFile(path));
    const unpacked = stored.reduce((sum, { size }) => sum + size, 0);
    if (unpacked > MAX_UNPACKED_BYTES)
      throw new FileProblem(`The ZIP archive unpacks to more than ${MAX_UNPACKED_BYTES / 1024 / 1024} MB.`);
    this.entries = stored.map(({ path, size }) => ({ path, size }));
    this.#storedByPath = new Map(stored.map((entry) => [entry.path, entry]));
  }

  /** The bytes of a file. Throws a FileProblem for a file that is missing, damaged or protected by a password. */
  unpack(path: string): Uint8Array {
    const entry = this.#storedByPath.get(path);
    if (!entry) throw new FileProblem(`The ZIP archive has no file “${path}”.`);
    if (entry.isEncrypted) throw new FileProblem(`“${path}” in the ZIP archive is protected by a password.`);
    const unpacked = unpackEntry(this.#bytes, entry);
    if (unpacked?.length !== entry.size || crc32(unpacked) !== entry.crc)
      throw new FileProblem(`“${path}” in the ZIP archive is damaged.`);
    return unpacked;
  }
}

/** False for folders and for the files that macOS adds. */
const isFile = (path: string): boolean => !path.endsWith('/') && !/(^|\/)(__MACOSX\/|\._|\.DS_Store$)/.test(path);

const END_SIGNATURE = 0x0605_4b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY_SIGNATURE = 0x0201_4b50;
const ENTRY_BYTES = 46;
const HEADER_SIGNATURE = 0x0403_4b50;
const HEADER_BYTES = 30;
/** A size or an offset with this value is stored in a ZIP64 field, which only archives over 4 GB need. */
const IN_ZIP64 = 0xffff_ffff;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function readDirectory(bytes: Uint8Array): StoredEntry[] {
  const view = viewOf(bytes);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw new FileProblem(`The ZIP archive contains more than ${MAX_ENTRIES} files.`);
  const entries: StoredEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let read = 0; read < count; read += 1) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) throw new FileProblem(DAMAGED);
    const nameBytes = view.getUint16(at + 28, true);
    const entry: StoredEntry = {
      path: decodeText(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)).replaceAll('\\', '/'),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    };
    if ([entry.packedSize, entry.size, entry.headerAt].includes(IN_ZIP64))
      throw new FileProblem('ZIP64 archives are not supported.');
    entries.push(entry);
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Only a comment may follow the end record, so its signature is searched from the end. */
function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) if (view.getUint32(at, true) === END_SIGNATURE) return at;
  throw new FileProblem(DAMAGED);
}

/** Null for an entry that is damaged or larger than declared. */
function unpackEntry(bytes: Uint8Array, { headerAt, packedSize, method, size }: StoredEntry): Uint8Array | null {
  const view = viewOf(bytes);
  if (headerAt + HEADER_BYTES > bytes.length || view.getUint32(headerAt, true) !== HEADER_SIGNATURE) return null;
  const from = headerAt + HEADER_BYTES + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  const packed = bytes.subarray(from, from + packedSize);
  if (packed.length !== packedSize) return null;
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new FileProblem('The ZIP archive uses a compression that is not supported.');
  return inflateWithin(packed, size);
}

function inflateWithin(packed: Uint8Array, size: number): Uint8Array | null {
  const unpacked = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((part) => {
    if (length + part.length <= size) unpacked.set(part, length);
    length += part.length;
  });
  try {
    for (let at = 0; at < packed.length && length <= size; at += PUSHED_BYTES)
      inflate.push(packed.subarray(at, at + PUSHED_BYTES), at + PUSHED_BYTES >= packed.length);
  } catch {
    return null;
  }
  return length === size ? unpacked : null;
}
