// The streams of an Ogg file: pages in, sound out. Invariants: time never slips, so pages that are missing or damaged become
// silence of the length that the positions of the pages around them say; samples are in WAV order.
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { refuse } from './audio-file.ts';
import { CONTINUED, ENDS, joined, type OggPage } from './ogg-pages.ts';
import { OpusPackets, opusSamples, readOpusHead } from './opus-packets.ts';
import type { DecodedAudio } from './packet-stream.ts';
import { toWavOrder } from './vorbis-order.ts';

export interface OggLink {
  readonly codec: 'vorbis' | 'opus';
  /** Takes the next page; `lost` pages before it are missing. */
  take(page: OggPage, lost: number): Promise<DecodedAudio[]>;
  /** Sound of the pages taken so far. */
  drain(): Promise<DecodedAudio[]>;
  /** The remaining sound at the stream's end. */
  flush(): Promise<DecodedAudio[]>;
  /** Seconds that were lost and are silence. */
  readonly lostSeconds: number;
  free(): void;
}

/** The longest sound of a page of Opus: 255 packets of 120 ms. Also a limit for Vorbis, whose pages are of about a second. */
const LONGEST_PAGE_S = 31;

const startsWith = (bytes: Uint8Array, text: string): boolean => [...text].every((char, i) => bytes[i] === char.codePointAt(0));

class OpusLink implements OggLink {
  readonly codec = 'opus';
  lostSeconds = 0;
  #headersLeft = 2;
  #open: Uint8Array<ArrayBuffer> | null = null;
  /** The position after the last decoded packet; null before the first. */
  #position: number | null = null;

  constructor(private readonly packets: OpusPackets) {}

  async take(page: OggPage, lost: number): Promise<DecodedAudio[]> {
    const packets = this.#packetsOf(page, lost).filter(() => this.#headersLeft === 0 || this.#headersLeft-- === 0);
    if (packets.length === 0) return [];
    const samples = packets.reduce((sum, packet) => sum + opusSamples(packet), 0);
    const from = this.#position ?? Math.max(0, (page.position ?? 0) - samples);
    let [silence, cut] = [0, 0];
    if (lost > 0 && page.position !== null && this.#position !== null) {
      const gap = page.position - samples - from;
      if (gap > 0 && gap <= (lost + 1) * LONGEST_PAGE_S * 48_000) silence = gap;
    }
    if (page.flags & ENDS && page.position !== null) cut = Math.max(0, from + silence + samples - page.position);
    this.lostSeconds += silence / 48_000;
    this.#position = from + silence + samples;
    return [this.packets.decode(packets, silence, Math.min(cut, samples))];
  }

  /** The packets that end on this page. The rest of a packet whose beginning was lost is left out. */
  #packetsOf({ parts, flags, isOpen, isCut }: OggPage, lost: number): Uint8Array<ArrayBuffer>[] {
    const begun = lost === 0 ? this.#open : null;
    this.#open = null;
    const packets = [...parts];
    if (flags & CONTINUED) {
      const rest = packets.shift();
      if (rest && begun) packets.unshift(joined(begun, rest));
    }
    if (isOpen && !isCut) this.#open = packets.pop() ?? null;
    return packets;
  }

  drain = async (): Promise<DecodedAudio[]> => [];
  flush = async (): Promise<DecodedAudio[]> => [];
  free(): void {
    this.packets.free();
  }
}

async function vorbisDecoder(): Promise<OggVorbisDecoder> {
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  return decoder;
}

class VorbisLink implements OggLink {
  readonly codec = 'vorbis';
  lostSeconds = 0;
  #headers: Uint8Array<ArrayBuffer>[] = [];
  #headerPackets = 0;
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #position: number | null = null;
  /** Pages missing since the last page with a position. */
  #lost = 0;

  constructor(
    private decoder: OggVorbisDecoder,
    private readonly channels: number,
    private readonly sampleRateHz: number,
  ) {}

  async take(page: OggPage, lost: number): Promise<DecodedAudio[]> {
    if (page.isCut) return [];
    if (this.#headerPackets < 3) {
      this.#headers.push(page.bytes);
      this.#headerPackets += page.parts.length - Number(page.isOpen);
      this.#pending.push(page.bytes);
      return [];
    }
    const out: DecodedAudio[] = [];
    if (lost > 0) {
      out.push(...(await this.drain()), this.#arranged(await this.decoder.flush()));
      this.decoder.free();
      this.decoder = await vorbisDecoder();
      this.#pending.push(...this.#headers);
      this.#lost += lost;
    }
    if (this.#lost > 0 && page.position !== null) {
      const silence = await this.#silenceBefore(page, page.position);
      if (silence) out.push(silence);
      this.#lost = 0;
    }
    this.#pending.push(page.bytes);
    if (page.position !== null) this.#position = page.position;
    return out;
  }

  /** The silence from the last position to the first sample that a fresh decoder gives for the page. */
  async #silenceBefore(page: OggPage, position: number): Promise<DecodedAudio | null> {
    if (this.#position === null) return null;
    const scout = await vorbisDecoder();
    try {
      const first = await scout.decode(joined(new Uint8Array(0), ...this.#pending, page.bytes));
      const rest = await scout.flush();
      const gap = position - first.samplesDecoded - rest.samplesDecoded - this.#position;
      if (gap <= 0 || gap > (this.#lost + 1) * LONGEST_PAGE_S * this.sampleRateHz) return null;
      this.lostSeconds += gap / this.sampleRateHz;
      const channelData = Array.from({ length: this.channels }, () => new Float32Array(gap));
      return { channelData, samplesDecoded: gap, sampleRate: this.sampleRateHz };
    } finally {
      scout.free();
    }
  }

  #arranged = ({ channelData, samplesDecoded, sampleRate }: DecodedAudio): DecodedAudio => ({
    channelData: toWavOrder(channelData),
    samplesDecoded,
    sampleRate,
  });

  async drain(): Promise<DecodedAudio[]> {
    if (this.#pending.length === 0 || this.#lost > 0) return [];
    const bytes = joined(new Uint8Array(0), ...this.#pending);
    this.#pending = [];
    return [this.#arranged(await this.decoder.decode(bytes))];
  }

  async flush(): Promise<DecodedAudio[]> {
    this.#lost = 0;
    return [...(await this.drain()), this.#arranged(await this.decoder.flush())];
  }

  free(): void {
    this.decoder.free();
  }
}

/** Opens a stream by its first packet. */
export async function openLink(packet: Uint8Array<ArrayBuffer>): Promise<OggLink> {
  if (startsWith(packet, '\u0001vorbis') && packet.length >= 16) {
    const view = new DataView(packet.buffer, packet.byteOffset);
    return new VorbisLink(await vorbisDecoder(), view.getUint8(11), view.getUint32(12, true));
  }
  if (startsWith(packet, 'OpusHead')) return new OpusLink(await OpusPackets.open(readOpusHead(packet)));
  return refuse('The Ogg file continues with a stream of a kind that is not supported.');
}
