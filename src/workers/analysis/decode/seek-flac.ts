// Finds where to start decoding a FLAC file for a sample in its middle, by bisection: every frame header contains the number of
// its first sample. Invariant: a frame is accepted only with a correct checksum and a valid next frame; otherwise the result is
// null.
import type { ByteSource } from './audio-file.ts';
import type { SeekPoint } from './packet-stream.ts';

const STREAMINFO_END = 42;
const NEAR_BYTES = 1 << 17;
const BLOCK_BYTES = 1 << 18;
const MOST_METADATA = 1000;
const LONGEST_HEADER = 17;

interface FlacFrame {
  byte: number;
  sample: number;
  count: number;
}

const CRC8 = Uint8Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x80 ? 0x07 : 0);
  return crc;
});

/** A number of one to seven bytes in UTF-8 style coding; null when invalid. */
function readNumber(bytes: Uint8Array, at: number): { number: number; end: number } | null {
  const lead = bytes[at] as number;
  if (lead < 0x80) return { number: lead, end: at + 1 };
  const extra = Math.clz32(~(lead << 24)) - 1;
  if (extra < 1 || extra > 6) return null;
  let number = lead & (0x3f >> extra);
  for (let i = 1; i <= extra; i++) {
    if (((bytes[at + i] as number) & 0xc0) !== 0x80) return null;
    number = number * 64 + ((bytes[at + i] as number) & 0x3f);
  }
  return { number, end: at + extra + 1 };
}

/** The number of samples in a frame, by its code, and the position behind it in the header. */
function readCount(bytes: Uint8Array, at: number, code: number): { count: number; end: number } {
  if (code === 6) return { count: (bytes[at] as number) + 1, end: at + 1 };
  if (code === 7) return { count: (bytes[at] as number) * 256 + (bytes[at + 1] as number) + 1, end: at + 2 };
  return { count: code === 1 ? 192 : code < 6 ? 144 * 2 ** code : 2 ** code, end: at };
}

function isChecked(bytes: Uint8Array, from: number, end: number): boolean {
  let crc = 0;
  for (let i = from; i < end; i++) crc = CRC8[crc ^ (bytes[i] as number)] as number;
  return crc === bytes[end];
}

/** The frame at `at` by RFC 9639, 9.1; null when none begins there. `blockSize` is used for files with a fixed block size. */
function frameAt(bytes: Uint8Array, at: number, blockSize: number): Omit<FlacFrame, 'byte'> | null {
  if (at + LONGEST_HEADER > bytes.length) return null;
  const [sync, kind, codes, layout] = bytes.subarray(at, at + 4) as unknown as [number, number, number, number];
  const [sizeCode, rateCode] = [codes >> 4, codes & 15];
  const isHeader = sync === 0xff && (kind & 0xfe) === 0xf8 && sizeCode !== 0 && rateCode !== 15;
  if (!isHeader || layout >> 4 > 10 || (layout & 1) === 1) return null;
  const place = readNumber(bytes, at + 4);
  if (!place) return null;
  const { count, end } = readCount(bytes, place.end, sizeCode);
  const rateBytes = rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0;
  if (!isChecked(bytes, at, end + rateBytes)) return null;
  const isVariable = (kind & 1) === 1;
  return { sample: isVariable ? place.number : place.number * blockSize, count };
}

/** The first frame in `bytes` that is followed by the next one. */
function findFrame(bytes: Uint8Array, blockSize: number): (Omit<FlacFrame, 'byte'> & { at: number }) | null {
  const open: { at: number; sample: number; count: number }[] = [];
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const frame = frameAt(bytes, at, blockSize);
    if (!frame) continue;
    const before = open.find(({ sample, count }) => sample + count === frame.sample);
    if (before) return before;
    open.push({ at, ...frame });
  }
  return null;
}

/** The end of the metadata. */
async function firstFrameByte(source: ByteSource, start: number): Promise<number | null> {
  let at = start + 4;
  for (let n = 0; n < MOST_METADATA; n++) {
    const head = await source.read(at, Math.min(source.size, at + 4));
    if (head.length < 4) return null;
    const [kind, a, b, c] = head as unknown as [number, number, number, number];
    at += 4 + a * 65_536 + b * 256 + c;
    if (kind & 0x80) return at;
  }
  return null;
}

export async function seekFlac(source: ByteSource, start: number, sample: number): Promise<SeekPoint | null> {
  const prefix = await source.read(start, start + STREAMINFO_END);
  const blockSize = (prefix[8] as number) * 256 + (prefix[9] as number);
  const firstByte = await firstFrameByte(source, start);
  if (firstByte === null) return null;
  let low: { byte: number; sample: number } = { byte: firstByte, sample: 0 };
  let high = source.size;
  while (high - low.byte > NEAR_BYTES) {
    const middle = Math.floor((low.byte + high) / 2);
    const found = findFrame(await source.read(middle, Math.min(high, middle + BLOCK_BYTES)), blockSize);
    if (!found || found.sample > sample) high = middle;
    else if (found.sample < low.sample) return null;
    else low = { byte: middle + found.at, sample: found.sample };
  }
  // Mark the stream info as the only metadata block, and clear its length, which is that of the whole file.
  prefix[4] = (prefix[4] as number) | 0x80;
  prefix[21] = (prefix[21] as number) & 0xf0;
  prefix.fill(0, 22, 26);
  return { ...low, prefix };
}
