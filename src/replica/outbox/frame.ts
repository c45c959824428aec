// Frames of the outbox log: magic, length, CRC-32, JSON payload. A frame is either whole or it is not there:
// `scanFrames` never hands out a payload whose checksum does not match.

const MAGIC = 0x43414431; // "CAD1"
const HEADER_BYTES = 12;
/** No record is larger: a command is at most 512 kB of arguments, so a larger length is damage. */
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32 (IEEE 802.3) of the bytes, continuing from `seed`. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  let crc = ~seed >>> 0;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function encodeFrames(payloads: readonly unknown[]): Uint8Array {
  const bodies = payloads.map((payload) => encoder.encode(JSON.stringify(payload)));
  const bytes = new Uint8Array(bodies.reduce((sum, body) => sum + HEADER_BYTES + body.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const body of bodies) {
    view.setUint32(at, MAGIC);
    view.setUint32(at + 4, body.length);
    view.setUint32(at + 8, frameChecksum(body));
    bytes.set(body, at + HEADER_BYTES);
    at += HEADER_BYTES + body.length;
  }
  return bytes;
}

/** The length is part of the sum, so that a flipped length cannot make a shorter payload look whole. */
const frameChecksum = (body: Uint8Array): number => crc32(body, body.length);

export interface FrameScan {
  payloads: unknown[];
  /** Bytes up to the end of the last whole frame: what is behind is torn and may be cut. */
  validLength: number;
  /** Whole frames were found behind a damaged stretch: something in the middle is lost. */
  damagedInside: boolean;
}

export function scanFrames(bytes: Uint8Array): FrameScan {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const payloads: unknown[] = [];
  let at = 0;
  let validLength = 0;
  let damagedInside = false;
  while (at + HEADER_BYTES <= bytes.length) {
    const frame = readFrame(bytes, view, at);
    if (!frame) {
      at += 1;
      continue;
    }
    if (at !== validLength) damagedInside = true;
    payloads.push(frame.payload);
    at = validLength = frame.end;
  }
  return { payloads, validLength, damagedInside };
}

function readFrame(bytes: Uint8Array, view: DataView, at: number): { payload: unknown; end: number } | undefined {
  if (view.getUint32(at) !== MAGIC) return undefined;
  const length = view.getUint32(at + 4);
  const end = at + HEADER_BYTES + length;
  if (length > MAX_PAYLOAD_BYTES || end > bytes.length) return undefined;
  const body = bytes.subarray(at + HEADER_BYTES, end);
  if (frameChecksum(body) !== view.getUint32(at + 8)) return undefined;
  return { payload: JSON.parse(decoder.decode(body)), end };
}
