// Frames of the outbox log: magic, length, CRC-32, JSON payload. Invariant: `scanFrames` never returns a payload whose checksum
// does not match.
import { crc32 } from '#schema/crc32.ts';

const MAGIC = 0x43414431; // "CAD1"
const HEADER_BYTES = 12;
/** No record is larger, because a command has at most 512 kB of arguments. A larger length is damage. */
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

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

/** The checksum includes the length, so that a flipped length cannot make a shorter payload look whole. */
const frameChecksum = (body: Uint8Array): number => crc32(body, body.length);

export interface FrameScan {
  payloads: unknown[];
  /** Bytes up to the end of the last whole frame; the rest is torn and may be cut. */
  validLength: number;
  /** Whole frames follow a damaged section, so frames in the middle are lost. */
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
