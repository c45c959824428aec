// Sound in containers: MP4, M4A, QuickTime, WebM, Matroska, and AAC in ADTS. mediabunny demuxes. Opus, Vorbis, FLAC, ALAC, MP3
// and PCM go to our own decoders, which run everywhere; the rest goes to WebCodecs, and is refused by name where that is missing.
// Invariant: samples before time zero (the encoder's delay) are dropped.
import {
  ADTS,
  AudioSampleSink,
  CustomSource,
  EncodedPacketSink,
  Input,
  MATROSKA,
  MP4,
  QTFF,
  WEBM,
  type AudioSample,
  type EncodedPacket,
  type InputAudioTrack,
} from 'mediabunny';
import { AudioFileError, NeedsPageDecoder, refuse, withoutFirst } from './audio-file.ts';
import type { AudioCodecName, ByteSource, PcmPiece, PcmStream } from './audio-file.ts';
import { checkKind, type DecodedAudio } from './packet-stream.ts';
import { openPacketDecoder, type TrackPackets } from './track-packets.ts';

/** Decoding starts this much before the wanted position, because an AAC block is only correct after its predecessor. */
const RUN_UP_S = 0.1;

const CODEC_WORDS: Readonly<Record<string, string>> = {
  aac: 'AAC',
  mp3: 'MP3',
  opus: 'Opus',
  vorbis: 'Vorbis',
  flac: 'FLAC',
  ac3: 'Dolby AC-3',
  eac3: 'Dolby E-AC-3',
  dts: 'DTS',
  alac: 'Apple Lossless (ALAC)',
  A_ALAC: 'Apple Lossless (ALAC)',
  'ac-3': 'Dolby AC-3',
  'ec-3': 'Dolby E-AC-3',
  ac4: 'Dolby AC-4',
  samr: 'AMR',
  sawb: 'AMR wideband',
  drms: 'copy-protected AAC',
};

async function codecWords(track: InputAudioTrack): Promise<string> {
  const codec = await track.getCodec();
  if (codec) return CODEC_WORDS[codec] ?? codec;
  const id = await track.getInternalCodecId();
  return typeof id === 'string' ? (CODEC_WORDS[id] ?? `“${id.trim()}”`) : 'unknown';
}

/** WebCodecs delivers channels in WAV order (W3C AudioData follows the decoder's WAVE layout). */
function copyChannels(sample: AudioSample, from: number, channels: Float32Array[]): number {
  const count = sample.numberOfFrames - from;
  channels.forEach((_, planeIndex) => {
    if ((channels[planeIndex] as Float32Array).length < count) channels[planeIndex] = new Float32Array(count);
    const plane = channels[planeIndex] as Float32Array;
    sample.copyTo(plane.subarray(0, count), { planeIndex, format: 'f32-planar', frameOffset: from, frameCount: count });
  });
  return count;
}

interface OpenTrack {
  track: InputAudioTrack;
  bytesRead: () => number;
  close: () => void;
  words: string;
}

async function openByBrowser({ track, bytesRead, close, words }: OpenTrack): Promise<PcmStream> {
  const sampleRateHz = await track.getSampleRate();
  const channelCount = await track.getNumberOfChannels();
  checkKind(sampleRateHz, channelCount);
  async function* pieces(from = 0): AsyncGenerator<PcmPiece> {
    const startSeconds = from / sampleRateHz;
    const channels = Array.from({ length: channelCount }, () => new Float32Array(0));
    const start: [number?] = from > 0 ? [Math.max(0, startSeconds - RUN_UP_S)] : [];
    for await (const sample of new AudioSampleSink(track).samples(...start)) {
      try {
        if (sample.sampleRate !== sampleRateHz || sample.numberOfChannels !== channelCount) {
          refuse('The sample rate or the number of channels changes within the file.');
        }
        const early = Math.max(0, Math.round((startSeconds - sample.timestamp) * sampleRateHz));
        if (early < sample.numberOfFrames)
          yield { channels, count: copyChannels(sample, early, channels), bytesRead: bytesRead() };
      } finally {
        sample.close();
      }
    }
  }
  return { codec: 'aac', sampleRateHz, channelCount, pieces: (from) => withWords(pieces(from), words), close };
}

async function* packetsOf(track: InputAudioTrack): AsyncGenerator<EncodedPacket> {
  yield* new EncodedPacketSink(track).packets();
}

/** Packets through one of our decoders, from the start. */
async function openByPackets(
  { track, bytesRead, close, words }: OpenTrack,
  codec: AudioCodecName,
  decoder: TrackPackets,
): Promise<PcmStream> {
  const free = () => {
    decoder.free();
    close();
  };
  async function* decoded(): AsyncGenerator<DecodedAudio> {
    for await (const packet of packetsOf(track)) yield* await decoder.decode(packet);
    yield* await decoder.flush();
  }
  const iterator = decoded();
  async function nextSound(): Promise<DecodedAudio | null> {
    for (;;) {
      const { value, done } = await iterator.next();
      if (done) return null;
      if (value.samplesDecoded > 0) return value;
    }
  }
  try {
    const first = (await nextSound()) ?? refuse(`No audio could be decoded from this ${words} track.`);
    const [sampleRateHz, channelCount] = [first.sampleRate, first.channelData.length];
    checkKind(sampleRateHz, channelCount);
    async function* pieces(): AsyncGenerator<PcmPiece> {
      for (let audio: DecodedAudio | null = first; audio; audio = await nextSound()) {
        if (audio.sampleRate !== sampleRateHz || audio.channelData.length !== channelCount)
          refuse('The sample rate or the number of channels changes within the file.');
        yield { channels: audio.channelData, count: audio.samplesDecoded, bytesRead: bytesRead() };
      }
    }
    const worded = (from = 0) => withWords(from > 0 ? withoutFirst(pieces(), from) : pieces(), words);
    return { codec, sampleRateHz, channelCount, speakers: decoder.speakers, pieces: worded, close: free };
  } catch (cause) {
    free();
    throw damaged(cause, words);
  }
}

export async function openContainer(source: ByteSource): Promise<PcmStream> {
  let bytesRead = 0;
  const input = new Input({
    formats: [MP4, QTFF, WEBM, MATROSKA, ADTS],
    source: new CustomSource({
      getSize: () => source.size,
      read: (start, end) => {
        bytesRead = Math.max(bytesRead, end);
        return source.read(start, end);
      },
    }),
  });
  const close = () => input.dispose();
  let words = 'audio';
  try {
    const track = (await input.getPrimaryAudioTrack()) ?? refuse('The file contains no audio.');
    words = await codecWords(track);
    const open = { track, bytesRead: () => bytesRead, close, words };
    const own = await openPacketDecoder(track, source);
    if (own) return await openByPackets(open, own.codec, own.decoder);
    if (typeof AudioDecoder === 'undefined') throw new NeedsPageDecoder(`${words} audio can't be decoded in this environment.`);
    if (!(await track.canDecode())) throw new NeedsPageDecoder(`${words} audio can't be decoded by this browser's worker.`);
    return await openByBrowser(open);
  } catch (cause) {
    close();
    throw damaged(cause, words);
  }
}

/** Errors of the demuxer and the browser's decoder describe the file, but are not readable for people on their own. */
function damaged(cause: unknown, words: string): AudioFileError {
  if (cause instanceof AudioFileError) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new AudioFileError(`The ${words} data is damaged (${detail}).`, { cause });
}

async function* withWords(pieces: AsyncIterable<PcmPiece>, words: string): AsyncGenerator<PcmPiece> {
  try {
    yield* pieces;
  } catch (cause) {
    throw damaged(cause, words);
  }
}
