// Reads a ZIP archive of any size from disk: the directory at its end, then each entry where it stands, so that nothing but a part of one
// entry is in memory. Archives over 4 GB (ZIP64) too. The reader in schema/files holds a whole archive, for small ones that formats look
// into.
import { crc32 } from '#schema/crc32.ts';
import { FileProblem } from '#schema/files/problem.ts';

export interface ZipEntry {
  path: string;
  size: number;
  packedSize: number;
  isDeflated: boolean;
  crc: number;
  headerAt: number;
}

const END = { signature: 0x0605_4b50, bytes: 22 };
const MAX_COMMENT_BYTES = 0xffff;
const LOCATOR = { signature: 0x0706_4b50, bytes: 20 };
const END64 = { signature: 0x0606_4b50, bytes: 56 };
const ENTRY = { signature: 0x0201_4b50, bytes: 46 };
const HEADER = { signature: 0x0403_4b50, bytes: 30 };
/** A size or an offset with this value is in the ZIP64 field. */
const IN_ZIP64 = 0xffff_ffff;
const ZIP64_FIELD = 1;
const MAX_DIRECTORY_BYTES = 256 * 1024 * 1024;
const [STORED, DEFLATED] = [0, 8];

const damaged = () => new FileProblem('The ZIP archive is damaged.');

async function viewOf(file: Blob, from: number, to: number): Promise<DataView> {
  if (from < 0 || to > file.size) throw damaged();
  return new DataView(await file.slice(from, to).arrayBuffer());
}

const bigAt = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/** The entries by their paths. Throws a FileProblem for what is no ZIP archive or a damaged one. */
export async function readZip(file: Blob): Promise<ReadonlyMap<string, ZipEntry>> {
  const { from, bytes } = await directoryOf(file);
  if (bytes > MAX_DIRECTORY_BYTES) throw damaged();
  const view = await viewOf(file, from, from + bytes);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at + ENTRY.bytes <= view.byteLength;) {
    if (view.getUint32(at, true) !== ENTRY.signature) throw damaged();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const extraAt = at + ENTRY.bytes + nameBytes;
    if (extraAt + extraBytes > view.byteLength) throw damaged();
    const path = new TextDecoder().decode(new Uint8Array(view.buffer, at + ENTRY.bytes, nameBytes));
    const method = view.getUint16(at + 10, true);
    if (view.getUint16(at + 8, true) & 1) throw new FileProblem('The ZIP archive is protected by a password.');
    if (method !== STORED && method !== DEFLATED) {
      throw new FileProblem('The ZIP archive uses a compression that is not supported.');
    }
    const sizes = { size: view.getUint32(at + 24, true), packedSize: view.getUint32(at + 20, true) };
    const places = { ...sizes, headerAt: view.getUint32(at + 42, true) };
    const entry = { path, isDeflated: method === DEFLATED, crc: view.getUint32(at + 16, true) };
    entries.set(path, { ...entry, ...inZip64(places, view, extraAt, extraAt + extraBytes) });
    at = extraAt + extraBytes + commentBytes;
  }
  return entries;
}

async function directoryOf(file: Blob): Promise<{ from: number; bytes: number }> {
  const tailFrom = Math.max(0, file.size - END.bytes - MAX_COMMENT_BYTES);
  const tail = await viewOf(file, tailFrom, file.size);
  let at = tail.byteLength - END.bytes;
  while (at >= 0 && tail.getUint32(at, true) !== END.signature) at -= 1;
  if (at < 0) throw new FileProblem('This is not a ZIP archive, or its end is missing.');
  const [bytes, from] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
  if (bytes !== IN_ZIP64 && from !== IN_ZIP64) return { from, bytes };
  const locator = await viewOf(file, tailFrom + at - LOCATOR.bytes, tailFrom + at);
  if (locator.getUint32(0, true) !== LOCATOR.signature) throw damaged();
  const end = bigAt(locator, 8);
  const view = await viewOf(file, end, end + END64.bytes);
  if (view.getUint32(0, true) !== END64.signature) throw damaged();
  return { bytes: bigAt(view, 40), from: bigAt(view, 48) };
}

/** The field has only the values that do not fit into 32 bits, in this order. */
function inZip64<Places extends { size: number; packedSize: number; headerAt: number }>(
  places: Places,
  view: DataView,
  from: number,
  to: number,
): Places {
  const found = { ...places };
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64_FIELD) continue;
    let next = at + 4;
    for (const key of ['size', 'packedSize', 'headerAt'] as const) {
      if (places[key] !== IN_ZIP64) continue;
      if (next + 8 > to) throw damaged();
      found[key] = bigAt(view, next);
      next += 8;
    }
  }
  return found;
}

/** The bytes of an entry as they stand in the archive: a part of the file, which nothing reads yet. */
async function packedPart(file: Blob, { headerAt, packedSize }: ZipEntry): Promise<Blob> {
  const header = await viewOf(file, headerAt, headerAt + HEADER.bytes);
  if (header.getUint32(0, true) !== HEADER.signature) throw damaged();
  const from = headerAt + HEADER.bytes + header.getUint16(26, true) + header.getUint16(28, true);
  if (from + packedSize > file.size) throw damaged();
  return file.slice(from, from + packedSize);
}

/** The bytes of an entry, while they are read. Throws a FileProblem at its end when they are not those that were packed. */
export async function* readEntry(file: Blob, entry: ZipEntry): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const packed = (await packedPart(file, entry)).stream();
  const stream = entry.isDeflated ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed;
  const reader = stream.getReader();
  let [bytes, crc] = [0, 0];
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw damaged();
      });
      if (done) break;
      bytes += value.length;
      if (bytes > entry.size) throw damaged();
      crc = crc32(value, crc);
      yield value;
    }
    if (bytes !== entry.size || crc !== entry.crc) throw damaged();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** An entry as a file. What the archive does not compress stays a part of it on disk. */
export async function entryBlob(file: Blob, entry: ZipEntry): Promise<Blob> {
  if (!entry.isDeflated) return packedPart(file, entry);
  const parts: BlobPart[] = [];
  for await (const part of readEntry(file, entry)) parts.push(part);
  return new Blob(parts);
}
