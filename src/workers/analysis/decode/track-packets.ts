// Decoders for the packets of a track in MP4 or WebM. Invariants: samples before time zero are dropped; a last packet that is
// shorter than its data is cut to its stated length.
import type { Speaker } from '#src/dsp/speakers.ts';
import { FLACDecoder } from '@wasm-audio-decoders/flac';
import type { EncodedPacket, InputAudioTrack } from 'mediabunny';
import { refuse, type AudioCodecName, type ByteSource } from './audio-file.ts';
import { inFullScale } from './flac.ts';
import { frameHeader } from './mp3-header.ts';
import { WHOLE } from './mp3-timing.ts';
import { Mp3Decoder } from './mp3/decoder.ts';
import { OggChain } from './ogg-chain.ts';
import { openLink } from './ogg-links.ts';
import { BEGINS, writePage } from './ogg-pages.ts';
import { OpusPackets, opusSamples, OPUS_RATE_HZ, readOpusHead } from './opus-packets.ts';
import type { DecodedAudio } from './packet-stream.ts';
import { readSamples, type PcmEncoding, type PcmFormat } from './pcm.ts';

export interface TrackPackets {
  /** When they are not the usual ones for the number of channels. */
  speakers?: readonly Speaker[] | undefined;
  decode(packet: EncodedPacket): Promise<DecodedAudio[]>;
  flush(): Promise<DecodedAudio[]>;
  free(): void;
}

type Data = Uint8Array<ArrayBuffer>;
const dataOf = (packet: EncodedPacket): Data => packet.data.slice();
const nothing = async (): Promise<DecodedAudio[]> => [];

/** Drops what lies before time zero, by the time of the first packet. */
function fromZero(decoder: TrackPackets): TrackPackets {
  let toDrop: number | null = null;
  let firstSeconds = 0;
  const trimmed = (parts: DecodedAudio[]): DecodedAudio[] =>
    parts.map((audio) => {
      if (audio.samplesDecoded === 0) return audio;
      toDrop ??= Math.max(0, Math.round(-firstSeconds * audio.sampleRate));
      const dropped = Math.min(toDrop, audio.samplesDecoded);
      toDrop -= dropped;
      if (dropped === 0) return audio;
      return {
        ...audio,
        channelData: audio.channelData.map((channel) => channel.subarray(dropped)),
        samplesDecoded: audio.samplesDecoded - dropped,
      };
    });
  let isFirst = true;
  return {
    async decode(packet) {
      if (isFirst) firstSeconds = packet.timestamp;
      isFirst = false;
      return trimmed(await decoder.decode(packet));
    },
    flush: async () => trimmed(await decoder.flush()),
    free: () => decoder.free(),
    speakers: decoder.speakers,
  };
}

async function opusTrack(description: Data): Promise<TrackPackets> {
  const packets = await OpusPackets.open(readOpusHead(description));
  return {
    async decode(packet) {
      const samples = opusSamples(packet.data);
      const stated = Math.round(packet.duration * OPUS_RATE_HZ);
      // Only a last packet states less than it contains.
      return [packets.decode([packet.data], 0, stated > 0 && stated < samples ? samples - stated : 0)];
    },
    flush: nothing,
    free: () => packets.free(),
  };
}

/** The three headers of Vorbis, joined by Xiph's lacing. */
function vorbisHeaders(description: Data): Data[] {
  let at = 1;
  const sizes: number[] = [];
  for (let n = 0; n < (description[0] ?? 0) && n < 2; n++) {
    let size = 0;
    while (description[at] === 255) {
      size += 255;
      at++;
    }
    sizes.push(size + (description[at++] ?? 0));
  }
  if (sizes.length !== 2) return refuse('The Vorbis header is incomplete.');
  const [first, second] = sizes as [number, number];
  return [
    description.slice(at, at + first),
    description.slice(at + first, at + first + second),
    description.slice(at + first + second),
  ];
}

/** Vorbis goes to its decoder in pages of Ogg, with the positions that the packets' times give. */
async function vorbisTrack(description: Data, sampleRateHz: number): Promise<TrackPackets> {
  const chain = new OggChain(openLink);
  let sequence = 0;
  const page = (packet: Data, position: number) => {
    const bytes = writePage(packet, { serial: 1, sequence, flags: sequence === 0 ? BEGINS : 0, position });
    sequence++;
    return bytes;
  };
  for (const header of vorbisHeaders(description)) await chain.decode(page(header, 0));
  return {
    decode: (packet) =>
      chain.decode(page(dataOf(packet), Math.max(0, Math.round((packet.timestamp + packet.duration) * sampleRateHz)))),
    flush: () => chain.flush(),
    free: () => chain.free(),
  };
}

async function flacTrack(description: Data): Promise<TrackPackets> {
  const decoder = new FLACDecoder();
  await decoder.ready;
  // The stream info as the only metadata block.
  const head = description.slice(0, 42);
  head[4] = 0x80;
  let isFirst = true;
  return fromZero({
    async decode(packet) {
      const parts = isFirst ? [inFullScale(await decoder.decode(head))] : [];
      isFirst = false;
      parts.push(inFullScale(await decoder.decode(dataOf(packet))));
      return parts;
    },
    flush: async () => [inFullScale(await decoder.flush())],
    free: () => decoder.free(),
  });
}

function mp3Track(): TrackPackets {
  let decoder: Mp3Decoder | null = null;
  return fromZero({
    async decode(packet) {
      const data = dataOf(packet);
      decoder ??= await Mp3Decoder.open(frameHeader(data, 0) ?? refuse('The MP3 track does not begin with a frame.'), WHOLE);
      return [decoder.decode(data)];
    },
    flush: async () => (decoder ? [decoder.flush()] : []),
    free: () => undefined,
  });
}

async function alacTrack(source: ByteSource): Promise<TrackPackets> {
  const { alacConfigOfMp4 } = await import('./alac/mp4-config.ts');
  const { AlacDecoder } = await import('./alac/decoder.ts');
  const config = await alacConfigOfMp4(source);
  const decoder = new AlacDecoder(config);
  return fromZero({
    async decode({ data }) {
      const channelData = decoder.decode(data);
      return [{ channelData, samplesDecoded: channelData[0]?.length ?? 0, sampleRate: config.sampleRateHz }];
    },
    flush: nothing,
    free: () => undefined,
    speakers: decoder.speakers,
  });
}

function pcmTrack(format: PcmFormat): TrackPackets {
  return {
    async decode(packet) {
      const data = dataOf(packet);
      const count = Math.floor(data.length / format.bytesPerFrame);
      const channelData = Array.from({ length: format.channelCount }, () => new Float32Array(count));
      readSamples(data, format, channelData, count);
      return [{ channelData, samplesDecoded: count, sampleRate: format.sampleRateHz }];
    },
    flush: nothing,
    free: () => undefined,
  };
}

function pcmFormat(codec: string, channelCount: number, sampleRateHz: number): PcmFormat | null {
  const law = codec === 'ulaw' || codec === 'alaw' ? codec : null;
  const [, letter, digits, big] = /^pcm-([usf])(\d+)(be)?$/.exec(codec) ?? [];
  if (!law && !letter) return null;
  const encoding: PcmEncoding = law ?? (letter === 'f' ? 'float' : letter === 'u' ? 'unsigned' : 'signed');
  const bits = law ? 8 : Number(digits);
  return { encoding, bits, littleEndian: !big, channelCount, sampleRateHz, bytesPerFrame: (channelCount * bits) / 8 };
}

/** Our decoder for a track; null when only the browser may be able to decode it. */
export async function openPacketDecoder(
  track: InputAudioTrack,
  source: ByteSource,
): Promise<{ codec: AudioCodecName; decoder: TrackPackets } | null> {
  const codec = await track.getCodec();
  if ((await track.getInternalCodecId()) === 'alac') return { codec: 'alac', decoder: await alacTrack(source) };
  if (!codec) return null;
  if (codec === 'mp3') return { codec, decoder: mp3Track() };
  const format = pcmFormat(codec, await track.getNumberOfChannels(), await track.getSampleRate());
  if (format) return { codec: 'pcm', decoder: pcmTrack(format) };
  if (codec !== 'opus' && codec !== 'vorbis' && codec !== 'flac') return null;
  const { description } = (await track.getDecoderConfig()) ?? {};
  if (!description) return null;
  const bytes: Data = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength).slice()
    : new Uint8Array(description).slice();
  if (codec === 'opus') return { codec, decoder: await opusTrack(bytes) };
  if (codec === 'vorbis') return { codec, decoder: await vorbisTrack(bytes, await track.getSampleRate()) };
  return { codec, decoder: await flacTrack(bytes) };
}
