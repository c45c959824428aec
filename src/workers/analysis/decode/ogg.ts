// Decodes Ogg Vorbis and Opus with their reference decoders in WASM. Both trim the encoder's delay by the container's
// positions. Invariants: each stream of a chain has its own decoder; samples are in WAV order, with Opus' output gain applied.
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { OggChain, type OggLink } from './ogg-chain.ts';
import { openPackets, type DecodedAudio, type PlainDecoder } from './packet-stream.ts';
import { seekOgg } from './seek-ogg.ts';

/** For each channel in WAV order, its index in Vorbis order (Vorbis I specification, 4.3.9; Opus family 1 is the same). */
const WAV_ORDER: Record<number, number[]> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
};

const toWavOrder = (channels: Float32Array[]): Float32Array[] =>
  WAV_ORDER[channels.length]?.map((from) => channels[from] as Float32Array) ?? channels;

type OggDecoder = OggVorbisDecoder | OggOpusDecoder;

async function madeDecoder(codec: 'vorbis' | 'opus', gain: number): Promise<PlainDecoder> {
  const decoder: OggDecoder = codec === 'vorbis' ? new OggVorbisDecoder() : new OggOpusDecoder();
  await decoder.ready;
  const arranged = ({ channelData, ...audio }: DecodedAudio): DecodedAudio => {
    if (gain !== 1) for (const channel of channelData) channel.forEach((sample, i) => (channel[i] = gain * sample));
    return { ...audio, channelData: toWavOrder(channelData) };
  };
  return {
    decode: async (bytes) => arranged(await decoder.decode(bytes)),
    flush: async () => arranged(await decoder.flush()),
    reset: () => decoder.reset(),
    free: () => decoder.free(),
  };
}

const startsWith = (bytes: Uint8Array, text: string): boolean => [...text].every((char, i) => bytes[i] === char.codePointAt(0));

/** The output gain that every player must apply (RFC 7845, 5.1): Q7.8 dB, at byte 16. */
function opusGain(packet: Uint8Array<ArrayBuffer>): number {
  if (packet.length < 18) return 1;
  return 10 ** (new DataView(packet.buffer, packet.byteOffset).getInt16(16, true) / 256 / 20);
}

/** Creates a stream's decoder from its first packet. */
async function openLink(packet: Uint8Array<ArrayBuffer>): Promise<OggLink> {
  if (startsWith(packet, '\u0001vorbis')) return { codec: 'vorbis', decoder: await madeDecoder('vorbis', 1) };
  if (startsWith(packet, 'OpusHead')) return { codec: 'opus', decoder: await madeDecoder('opus', opusGain(packet)) };
  return refuse('The Ogg file continues with a stream of a kind that is not supported.');
}

async function openOggCodec(source: ByteSource, codec: 'vorbis' | 'opus'): Promise<PcmStream> {
  return openPackets(source, {
    codec,
    start: 0,
    decoder: new OggChain(openLink),
    seek: (sample) => seekOgg(source, codec, sample, () => madeDecoder(codec, 1)),
  });
}

export const openVorbis = (source: ByteSource): Promise<PcmStream> => openOggCodec(source, 'vorbis');
export const openOpus = (source: ByteSource): Promise<PcmStream> => openOggCodec(source, 'opus');
