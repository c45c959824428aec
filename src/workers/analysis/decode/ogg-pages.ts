// Ogg's pages (RFC 3533): reading them with their checksums, and writing them for sound that comes from another container.
// Invariant: a page whose checksum is wrong is never returned, and how many pages are missing before the next one is said.

const HEADER_BYTES = 27;
const LONGEST_PAGE = HEADER_BYTES + 255 + 255 * 255;
export const CONTINUED = 1;
export const BEGINS = 2;
export const ENDS = 4;

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n << 24;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x80000000 ? 0x04c11db7 : 0);
  return crc;
});

/** The page's checksum, with its own field counted as zero. */
function pageCrc(page: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : (page[i] as number);
    crc = (crc << 8) ^ (CRC[((crc >>> 24) ^ byte) & 0xff] as number);
  }
  return crc >>> 0;
}

export interface OggPage {
  serial: number;
  sequence: number;
  flags: number;
  /** The position at the page's end; null when no packet ends on the page. */
  position: number | null;
  /** The page's packets or parts of packets, in order. */
  parts: Uint8Array<ArrayBuffer>[];
  /** Whether the last part continues on the next page. */
  isOpen: boolean;
  bytes: Uint8Array<ArrayBuffer>;
  /** The file ends within this page: only the packets that are whole are listed, and nothing was checked. */
  isCut: boolean;
}

function pageOf(bytes: Uint8Array<ArrayBuffer>, isCut: boolean): OggPage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = view.getUint8(26);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let [at, length, isOpen] = [HEADER_BYTES + segments, 0, false];
  for (let i = 0; i < segments && at <= bytes.length; i++) {
    const lacing = bytes[HEADER_BYTES + i] as number;
    length += lacing;
    isOpen = lacing === 255;
    if (isOpen && i < segments - 1) continue;
    if (at + length <= bytes.length) parts.push(bytes.subarray(at, at + length));
    at += length;
    length = 0;
  }
  const position = view.getBigInt64(6, true);
  return {
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    flags: view.getUint8(5),
    position: position < 0n || isCut ? null : Number(position),
    parts,
    isOpen,
    bytes,
    isCut,
  };
}

/** "OggS" and version 0. */
const SIGN = [0x4f, 0x67, 0x67, 0x53, 0];

const viewOf = (bytes: Uint8Array<ArrayBuffer>): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The end of the page at `at` by its lacing; behind the end of the bytes when even the lacing is incomplete. */
function pageEnd(all: Uint8Array<ArrayBuffer>, at: number): number {
  const lacingEnd = at + HEADER_BYTES + (all[at + HEADER_BYTES - 1] as number);
  if (lacingEnd > all.length) return Number.POSITIVE_INFINITY;
  return all.subarray(at + HEADER_BYTES, lacingEnd).reduce((sum, lacing) => sum + lacing, lacingEnd);
}

/** Whether the file ends within the page at `at`: its lacing is there, and no other page follows. */
function isCutPage(all: Uint8Array<ArrayBuffer>, at: number, isEnd: boolean): boolean {
  if (!isEnd || pageEnd(all, at) === Number.POSITIVE_INFINITY) return false;
  for (let next = all.indexOf(0x4f, at + 1); next >= 0; next = all.indexOf(0x4f, next + 1)) {
    if (SIGN.every((byte, i) => all[next + i] === byte)) return false;
  }
  return true;
}

export class OggPageReader {
  #held = new Uint8Array(0);
  /** Bytes were skipped since the last page. */
  isDamaged = false;

  /** The whole pages in these bytes and those held before. `isEnd`: the file ends with them. */
  read(bytes: Uint8Array<ArrayBuffer>, isEnd: boolean): OggPage[] {
    const all = joined(this.#held, bytes);
    const pages: OggPage[] = [];
    let at = this.#skipTo(all, 0);
    while (at + HEADER_BYTES <= all.length) {
      const end = pageEnd(all, at);
      if (end > all.length && !isEnd && all.length - at < LONGEST_PAGE) break;
      if (end <= all.length) {
        const page = all.slice(at, end);
        if (pageCrc(page) === viewOf(page).getUint32(22, true)) {
          pages.push(pageOf(page, false));
          at = this.#skipTo(all, end);
          continue;
        }
      } else if (isCutPage(all, at, isEnd)) {
        pages.push(pageOf(all.slice(at), true));
        at = all.length;
        break;
      }
      this.isDamaged = true;
      at = this.#skipTo(all, at + 1);
    }
    this.#held = all.slice(at);
    return pages;
  }

  /** The next place where a page may begin; everything that is skipped and not zero is damage. */
  #skipTo(all: Uint8Array<ArrayBuffer>, from: number): number {
    for (let at = all.indexOf(0x4f, from); at >= 0; at = all.indexOf(0x4f, at + 1)) {
      const mayBegin = SIGN.every((byte, i) => at + i >= all.length || all[at + i] === byte);
      if (!mayBegin) continue;
      if (all.subarray(from, at).some((byte) => byte !== 0)) this.isDamaged = true;
      return at;
    }
    if (all.subarray(from).some((byte) => byte !== 0)) this.isDamaged = true;
    return all.length;
  }

  reset(): void {
    this.#held = new Uint8Array(0);
    this.isDamaged = false;
  }
}

/** One page with one packet. */
export function writePage(
  packet: Uint8Array,
  { serial, sequence, flags, position }: { serial: number; sequence: number; flags: number; position: number },
): Uint8Array<ArrayBuffer> {
  const segments = Math.floor(packet.length / 255) + 1;
  const page = new Uint8Array(HEADER_BYTES + segments + packet.length);
  const view = new DataView(page.buffer);
  view.setUint32(0, 0x4f676753);
  view.setUint8(5, flags);
  view.setBigInt64(6, BigInt(position), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  view.setUint8(26, segments);
  page.fill(255, HEADER_BYTES, HEADER_BYTES + segments - 1);
  page[HEADER_BYTES + segments - 1] = packet.length % 255;
  page.set(packet, HEADER_BYTES + segments);
  view.setUint32(22, pageCrc(page), true);
  return page;
}

export function joined(a: Uint8Array<ArrayBuffer>, ...rest: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (a.length === 0 && rest.length === 1) return rest[0] as Uint8Array<ArrayBuffer>;
  const all = new Uint8Array(rest.reduce((sum, part) => sum + part.length, a.length));
  let at = 0;
  for (const part of [a, ...rest]) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
