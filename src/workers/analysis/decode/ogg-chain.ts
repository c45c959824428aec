// A chained Ogg file: several streams one after the other, as in radio recordings and joined files. Each begins with a page
// that has the BOS flag. Invariant: every byte goes to the decoder of its stream, in order, and a stream is flushed before the
// next one begins.
import type { DecodedAudio, PacketDecoder, PlainDecoder } from './packet-stream.ts';

export interface OggLink {
  codec: 'vorbis' | 'opus';
  decoder: PlainDecoder;
}

const PAGE_HEADER_BYTES = 27;
const FLAGS_AT = 5;
const BEGINS = 2;
/** Bytes of a first packet that contain the codec's name and, for Opus, the gain. */
const HEAD_BYTES = 19;
/** "OggS", version and flags. With fewer bytes left, a page cannot be recognised. */
const SIGN_BYTES = 6;

const isPageAt = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53 && bytes[at + 4] === 0;

export class OggChain implements PacketDecoder {
  #link: OggLink | null = null;
  /** Bytes that may be the start of a page whose header is incomplete. */
  #held = new Uint8Array(0);
  /** A page without the BOS flag has come, so the next BOS page begins a new stream instead of another one in parallel. */
  #isUnderWay = false;

  constructor(private readonly openLink: (packet: Uint8Array<ArrayBuffer>) => Promise<OggLink>) {}

  decode(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedAudio[]> {
    return this.#take(joined(this.#held, bytes), false);
  }

  async flush(): Promise<DecodedAudio[]> {
    const parts = await this.#take(this.#held, true);
    if (this.#link) parts.push(await this.#link.decoder.flush());
    return parts;
  }

  async reset(): Promise<void> {
    this.free();
    this.#held = new Uint8Array(0);
    this.#isUnderWay = false;
  }

  free(): void {
    this.#link?.decoder.free();
    this.#link = null;
  }

  async #take(bytes: Uint8Array<ArrayBuffer>, isEnd: boolean): Promise<DecodedAudio[]> {
    const parts: DecodedAudio[] = [];
    let fed = 0;
    const certain = isEnd ? bytes.length : bytes.length - SIGN_BYTES;
    let at = bytes.indexOf(0x4f);
    for (; at >= 0 && at < certain; at = bytes.indexOf(0x4f, at + 1)) {
      if (!isPageAt(bytes, at)) continue;
      if (((bytes[at + FLAGS_AT] as number) & BEGINS) === 0) {
        this.#isUnderWay = true;
        continue;
      }
      if (this.#link && !this.#isUnderWay) continue;
      const packetAt = at + PAGE_HEADER_BYTES + (bytes[at + PAGE_HEADER_BYTES - 1] ?? 0);
      if (packetAt + HEAD_BYTES > bytes.length && !isEnd) break;
      parts.push(...(await this.#feed(bytes.slice(fed, at))));
      fed = at;
      await this.#begin(bytes.slice(packetAt, packetAt + HEAD_BYTES), parts);
    }
    // Keep back a first page with an incomplete header, and the last bytes, which may be the start of a page.
    const until = isEnd ? bytes.length : Math.max(fed, at >= 0 && at < certain ? at : certain);
    parts.push(...(await this.#feed(bytes.slice(fed, until))));
    this.#held = bytes.slice(until);
    return parts;
  }

  async #begin(packet: Uint8Array<ArrayBuffer>, parts: DecodedAudio[]): Promise<void> {
    if (this.#link) parts.push(await this.#link.decoder.flush());
    this.free();
    this.#link = await this.openLink(packet);
    this.#isUnderWay = false;
  }

  async #feed(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedAudio[]> {
    return this.#link && bytes.length > 0 ? [await this.#link.decoder.decode(bytes)] : [];
  }
}

function joined(a: Uint8Array, b: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
