// Edits of Ogg files for tests.

/** Recomputes the checksum of the first page. Without this, a changed packet would count as damage instead of as a header. */
export function sealFirstPage(bytes: Uint8Array<ArrayBuffer>): void {
  const view = new DataView(bytes.buffer);
  const segments = view.getUint8(26);
  let length = 27 + segments;
  for (let i = 0; i < segments; i++) length += view.getUint8(27 + i);
  view.setUint32(22, 0, true);
  let crc = 0;
  for (const byte of bytes.subarray(0, length)) {
    crc = (crc ^ (byte << 24)) >>> 0;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x80000000 ? 0x04c11db7 : 0)) >>> 0;
  }
  view.setUint32(22, crc, true);
}
