// Ogg Vorbis and Opus by their reference decoders in WASM. Both trim the encoder's delay by the container's positions.
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import type { ByteSource, PcmStream } from './audio-file.ts';
import { openPackets, type PacketDecoder } from './packet-stream.ts';
import { seekOgg } from './seek-ogg.ts';

/** For each place in WAV order the channel in Vorbis order (Vorbis I specification, 4.3.9; Opus family 1 is the same). */
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

const toPacketDecoder = (decoder: OggDecoder): PacketDecoder => ({
  decode: (bytes) => decoder.decode(bytes),
  flush: () => decoder.flush(),
  reset: () => decoder.reset(),
  free: () => decoder.free(),
});

async function openOggCodec(source: ByteSource, codec: 'vorbis' | 'opus'): Promise<PcmStream> {
  const made = async (): Promise<PacketDecoder> => {
    const decoder: OggDecoder = codec === 'vorbis' ? new OggVorbisDecoder() : new OggOpusDecoder();
    await decoder.ready;
    return toPacketDecoder(decoder);
  };
  return openPackets(source, {
    codec,
    start: 0,
    decoder: await made(),
    arrange: toWavOrder,
    seek: (sample) => seekOgg(source, codec, sample, made),
  });
}

export const openVorbis = (source: ByteSource): Promise<PcmStream> => openOggCodec(source, 'vorbis');
export const openOpus = (source: ByteSource): Promise<PcmStream> => openOggCodec(source, 'opus');
