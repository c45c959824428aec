// Finds where to start decoding Ogg Vorbis or Opus for a sample in its middle, by bisection over the pages' positions. A page
// states only its end, so a few pages are decoded to compute where they begin. Invariant: the result is exact or null.
import type { ByteSource } from './audio-file.ts';
import type { PlainDecoder, SeekPoint } from './packet-stream.ts';

const NEAR_BYTES = 1 << 17;
/** More than twice the largest page. */
const BLOCK_BYTES = 1 << 18;
const MOST_HEADER_BYTES = 1 << 20;
/** Sound decoded before the wanted sample: Opus requires 80 ms (RFC 7845, 4.6), Vorbis one block. */
const RUN_UP_SAMPLES = 24_000;
/** A stream whose first page ends later than this was cut from another stream, and its positions have an offset. */
const LATEST_FIRST_PAGE = 10 * 48_000;
const HEADER_PACKETS = { vorbis: 3, opus: 2 };
const CONTINUED = 1;

interface OggPage {
  at: number;
  end: number;
  serial: number;
  flags: number;
  /** The number of samples up to the page's end; null when no packet ends on the page. */
  position: number | null;
  packetsEnded: number;
}

function pageAt(bytes: Uint8Array<ArrayBuffer>, at: number): OggPage | null {
  if (at + 27 > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  if (view.getUint32(0) !== 0x4f676753 || view.getUint8(4) !== 0) return null;
  const segments = view.getUint8(26);
  if (at + 27 + segments > bytes.length) return null;
  let [length, packetsEnded] = [27 + segments, 0];
  for (let i = 0; i < segments; i++) {
    const lacing = view.getUint8(27 + i);
    length += lacing;
    if (lacing < 255) packetsEnded++;
  }
  const position = view.getBigInt64(6, true);
  return {
    at,
    end: at + length,
    serial: view.getUint32(14),
    flags: view.getUint8(5),
    position: position < 0n || packetsEnded === 0 ? null : Number(position),
    packetsEnded,
  };
}

/** Consecutive whole pages from `at` on. */
function pagesFrom(bytes: Uint8Array<ArrayBuffer>, at: number): OggPage[] {
  const pages: OggPage[] = [];
  for (let page = pageAt(bytes, at); page && page.end <= bytes.length; page = pageAt(bytes, page.end)) pages.push(page);
  return pages;
}

/** The first pages in a block at an arbitrary position. Two in a row are required, because sound may contain the sync word. */
function findPages(bytes: Uint8Array<ArrayBuffer>): OggPage[] {
  for (let at = bytes.indexOf(0x4f); at >= 0; at = bytes.indexOf(0x4f, at + 1)) {
    const pages = pagesFrom(bytes, at);
    if (pages.length > 1) return pages;
  }
  return [];
}

interface OggHead {
  prefix: Uint8Array<ArrayBuffer>;
  serial: number;
  /** Samples that a decoder drops at the start. */
  preSkip: number;
}

async function readHead(source: ByteSource, codec: 'vorbis' | 'opus'): Promise<OggHead | null> {
  const bytes = await source.read(0, Math.min(source.size, MOST_HEADER_BYTES));
  const pages = pagesFrom(bytes, 0);
  let packets = 0;
  const last = pages.findIndex((page) => (packets += page.packetsEnded) >= HEADER_PACKETS[codec]);
  const [first, audio] = [pages[0], pages[last + 1]];
  if (last < 0 || !first || !audio || packets !== HEADER_PACKETS[codec] || audio.flags & CONTINUED) return null;
  if (pages.slice(0, last + 2).some(({ serial }) => serial !== first.serial)) return null;
  if ((audio.position ?? 0) > LATEST_FIRST_PAGE) return null;
  const packet = new DataView(bytes.buffer, 27 + (bytes[26] as number));
  return { prefix: bytes.slice(0, audio.at), serial: first.serial, preSkip: codec === 'opus' ? packet.getUint16(10, true) : 0 };
}

/** The last byte position near which a page ends at or before `position`. */
async function bisect(source: ByteSource, head: OggHead, position: number): Promise<number | null> {
  let [low, high] = [head.prefix.length, source.size];
  while (high - low > NEAR_BYTES) {
    const middle = Math.floor((low + high) / 2);
    const pages = findPages(await source.read(middle, Math.min(source.size, middle + BLOCK_BYTES)));
    const found = pages.find((page) => page.position !== null);
    if (pages.some(({ serial }) => serial !== head.serial)) return null;
    if (!found || found.position === null || found.position > position) high = middle;
    else low = middle + found.at;
  }
  return low === head.prefix.length ? null : low;
}

export async function seekOgg(
  source: ByteSource,
  codec: 'vorbis' | 'opus',
  sample: number,
  makeDecoder: () => Promise<PlainDecoder>,
): Promise<SeekPoint | null> {
  const head = await readHead(source, codec);
  if (!head) return null;
  const byte = await bisect(source, head, sample + head.preSkip - RUN_UP_SAMPLES);
  if (byte === null) return null;
  const bytes = await source.read(byte, Math.min(source.size, byte + BLOCK_BYTES));
  // The last page of the track may be trimmed, so that its position differs from its contents.
  const pages = pagesFrom(bytes, 0).slice(0, 4);
  const last = pages.findLast((page) => page.position !== null);
  if (!last || last.position === null || byte + last.end >= source.size) return null;
  const decoder = await makeDecoder();
  try {
    let samples = 0;
    for (const part of [head.prefix, bytes.slice(0, last.end)]) samples += (await decoder.decode(part)).samplesDecoded;
    samples += (await decoder.flush()).samplesDecoded;
    if (samples === 0) return null;
    return { byte, prefix: head.prefix, sample: last.position - samples - head.preSkip };
  } finally {
    decoder.free();
  }
}
