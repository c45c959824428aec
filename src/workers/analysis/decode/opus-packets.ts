// Decodes Opus packets, from any container: pre-skip, output gain, order of channels. Invariant: every packet gives as many
// samples as its first byte says, also a damaged one, which becomes silence.
import { OpusDecoder } from 'opus-decoder';
import { refuse } from './audio-file.ts';
import type { DecodedAudio } from './packet-stream.ts';
import { toWavOrder } from './vorbis-order.ts';

export const OPUS_RATE_HZ = 48_000;
const HEAD_BYTES = 19;

export interface OpusHead {
  channels: number;
  preSkip: number;
  /** The output gain that every player must apply (RFC 7845, 5.1), as a factor. */
  gain: number;
  streams: number;
  coupled: number;
  mapping: number[];
}

/** The identification header (RFC 7845, 5.1). */
export function readOpusHead(packet: Uint8Array): OpusHead {
  if (packet.length < HEAD_BYTES) return refuse('The Opus header is incomplete.');
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const channels = view.getUint8(9);
  const family = view.getUint8(18);
  if (channels < 1 || channels > 8) refuse(`${channels} channels are not supported.`);
  const head = { channels, preSkip: view.getUint16(10, true), gain: 10 ** (view.getInt16(16, true) / 256 / 20) };
  if (family === 0) {
    if (channels > 2) refuse('The Opus header contradicts itself about the channels.');
    return { ...head, streams: 1, coupled: channels - 1, mapping: channels === 2 ? [0, 1] : [0] };
  }
  if (packet.length < 21 + channels) return refuse('The Opus header is incomplete.');
  const [streams, coupled] = [view.getUint8(19), view.getUint8(20)];
  const mapping = [...packet.subarray(21, 21 + channels)];
  const isSound = streams >= 1 && coupled <= streams && mapping.every((from) => from === 255 || from < streams + coupled);
  if (!isSound) refuse('The Opus header contradicts itself about the channels.');
  return { ...head, streams, coupled, mapping };
}

/** The number of samples of a packet at 48 kHz, from its first bytes (RFC 6716, 3.1 and 3.2); 0 when it is invalid. */
export function opusSamples(packet: Uint8Array): number {
  const [toc, second] = packet;
  if (toc === undefined) return 0;
  const config = toc >> 3;
  const sizes = config < 12 ? [480, 960, 1920, 2880] : config < 16 ? [480, 960] : [120, 240, 480, 960];
  const size = sizes[config < 12 ? config & 3 : config < 16 ? config & 1 : config & 3] as number;
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (second ?? 0) & 0x3f;
  return size * frames > 5760 ? 0 : size * frames;
}

export class OpusPackets {
  #decoder: OpusDecoder;
  /** Samples still to be dropped at the start. */
  #toSkip: number;

  private constructor(
    decoder: OpusDecoder,
    readonly head: OpusHead,
  ) {
    this.#decoder = decoder;
    this.#toSkip = head.preSkip;
  }

  static async open(head: OpusHead): Promise<OpusPackets> {
    const decoder = new OpusDecoder({
      channels: head.channels,
      streamCount: head.streams,
      coupledStreamCount: head.coupled,
      channelMappingTable: head.mapping,
      preSkip: 0,
    });
    await decoder.ready;
    return new OpusPackets(decoder, head);
  }

  /** Decodes packets after `silence` samples that were lost, and leaves out the last `cut` samples. */
  decode(packets: readonly Uint8Array[], silence = 0, cut = 0): DecodedAudio {
    const { channels, gain } = this.head;
    const total = packets.reduce((sum, packet) => sum + opusSamples(packet), 0);
    const all = Array.from({ length: channels }, () => new Float32Array(silence + total));
    let at = silence;
    for (const packet of packets) {
      const samples = opusSamples(packet);
      if (samples === 0) continue;
      const { channelData, samplesDecoded } = this.#decoder.decodeFrame(packet);
      if (samplesDecoded === samples) all.forEach((channel, c) => channel.set(channelData[c] as Float32Array, at));
      at += samples;
    }
    if (gain !== 1) for (const channel of all) channel.forEach((sample, i) => (channel[i] = gain * sample));
    const skipped = Math.min(this.#toSkip, silence + total);
    this.#toSkip -= skipped;
    const end = Math.max(skipped, silence + total - cut);
    const channelData = toWavOrder(all.map((channel) => channel.subarray(skipped, end)));
    return { channelData, samplesDecoded: end - skipped, sampleRate: OPUS_RATE_HZ };
  }

  free(): void {
    this.#decoder.free();
  }
}
