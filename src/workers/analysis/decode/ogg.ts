// Opens Ogg Vorbis and Opus. Both are decoded by their reference decoders in WASM, and both trim the encoder's delay by the
// container's positions.
import type { ByteSource, PcmStream } from './audio-file.ts';
import { OggChain } from './ogg-chain.ts';
import { openLink } from './ogg-links.ts';
import { openPackets, type DecodedAudio, type PlainDecoder } from './packet-stream.ts';
import { seekOgg } from './seek-ogg.ts';

/** A decoder that only counts and joins nothing, for finding positions. */
async function countingDecoder(): Promise<PlainDecoder> {
  const chain = new OggChain(openLink);
  const counted = (parts: DecodedAudio[]): DecodedAudio => ({
    channelData: [],
    samplesDecoded: parts.reduce((sum, { samplesDecoded }) => sum + samplesDecoded, 0),
    sampleRate: parts[0]?.sampleRate ?? 0,
  });
  return {
    decode: async (bytes) => counted(await chain.decode(bytes)),
    flush: async () => counted(await chain.flush()),
    reset: () => chain.reset(),
    free: () => chain.free(),
  };
}

async function openOggCodec(source: ByteSource, codec: 'vorbis' | 'opus'): Promise<PcmStream> {
  const decoder = new OggChain(openLink);
  return openPackets(source, {
    codec,
    start: 0,
    decoder,
    seek: (sample) => seekOgg(source, codec, sample, countingDecoder),
    notice: () => decoder.notice(),
  });
}

export const openVorbis = (source: ByteSource): Promise<PcmStream> => openOggCodec(source, 'vorbis');
export const openOpus = (source: ByteSource): Promise<PcmStream> => openOggCodec(source, 'opus');
