// A chained Ogg file: several streams one after the other, as in radio recordings and joined files. Each begins with a page
// that has the BOS flag. Invariant: pages go to the decoder of their stream, in order and checked, and a stream is flushed
// before the next one begins; pages of other streams in parallel are left out.
import type { OggLink } from './ogg-links.ts';
import { BEGINS, ENDS, OggPageReader, type OggPage } from './ogg-pages.ts';
import type { DecodedAudio, PacketDecoder } from './packet-stream.ts';

export class OggChain implements PacketDecoder {
  #link: OggLink | null = null;
  #reader = new OggPageReader();
  #serial = 0;
  /** The sequence number that the next page of the stream should have. */
  #next = 0;
  /** A page without the BOS flag has come, so the next BOS page begins a new stream instead of another one in parallel. */
  #isUnderWay = false;
  #hasEnded = false;
  #lostSeconds = 0;

  constructor(private readonly openLink: (packet: Uint8Array<ArrayBuffer>) => Promise<OggLink>) {}

  decode(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedAudio[]> {
    return this.#take(this.#reader.read(bytes, false));
  }

  async flush(): Promise<DecodedAudio[]> {
    const parts = await this.#take(this.#reader.read(new Uint8Array(0), true));
    parts.push(...(await this.#close()));
    return parts;
  }

  /** What was missing or damaged, in words. */
  notice(): string | undefined {
    const words: string[] = [];
    if (this.#lostSeconds > 0) words.push(`${this.#lostSeconds.toFixed(1)} s of the Ogg file are damaged and are silent here.`);
    else if (this.#reader.isDamaged && this.#hasEnded) words.push('A part of the Ogg file is damaged and was left out.');
    if (!this.#hasEnded) words.push('The Ogg file ends before its last page: the end of the audio is missing.');
    return words.length > 0 ? words.join(' ') : undefined;
  }

  async reset(): Promise<void> {
    this.free();
    this.#reader.reset();
    this.#isUnderWay = false;
  }

  free(): void {
    this.#link?.free();
    this.#link = null;
  }

  async #take(pages: readonly OggPage[]): Promise<DecodedAudio[]> {
    const parts: DecodedAudio[] = [];
    for (const page of pages) {
      if (page.flags & BEGINS && (!this.#link || this.#isUnderWay)) {
        parts.push(...(await this.#close()));
        this.#link = await this.openLink((page.parts[0] ?? new Uint8Array(0)).slice());
        [this.#serial, this.#next, this.#isUnderWay, this.#hasEnded] = [page.serial, page.sequence, false, false];
      }
      if (!this.#link || page.serial !== this.#serial) continue;
      if ((page.flags & BEGINS) === 0) this.#isUnderWay = true;
      // A page that is not the next one was preceded by missing pages, or the numbers start again after a join.
      const lost = page.sequence > this.#next ? page.sequence - this.#next : 0;
      this.#next = page.sequence + 1;
      if (page.flags & ENDS && !page.isCut) this.#hasEnded = true;
      parts.push(...(await this.#link.take(page, lost)));
    }
    if (this.#link) parts.push(...(await this.#link.drain()));
    return parts;
  }

  async #close(): Promise<DecodedAudio[]> {
    if (!this.#link) return [];
    const parts = await this.#link.flush();
    this.#lostSeconds += this.#link.lostSeconds;
    this.free();
    return parts;
  }
}
