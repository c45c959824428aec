// Decodes AAC in MP4/M4A, ADTS or QuickTime: mediabunny demuxes, WebCodecs decodes. Samples before time zero (the encoder's
// delay) are dropped. Without WebCodecs, as in Node and some browsers, the file is refused with a message.
import { ADTS, AudioSampleSink, CustomSource, Input, MP4, QTFF, type AudioSample } from 'mediabunny';
import { AudioFileError, NeedsPageDecoder, refuse, type ByteSource, type PcmPiece, type PcmStream } from './audio-file.ts';
import { HIGHEST_RATE_HZ, LOWEST_RATE_HZ, MOST_CHANNELS } from '#src/dsp/stream-analyzer.ts';

/** Decoding starts this much before the wanted position, because an AAC block is only correct after its predecessor. */
const RUN_UP_S = 0.1;

/** WebCodecs delivers AAC channels in WAV order (W3C AudioData follows the decoder's WAVE layout). */
function copyChannels(sample: AudioSample, from: number, channels: Float32Array[]): number {
  const count = sample.numberOfFrames - from;
  channels.forEach((_, planeIndex) => {
    if ((channels[planeIndex] as Float32Array).length < count) channels[planeIndex] = new Float32Array(count);
    const plane = channels[planeIndex] as Float32Array;
    sample.copyTo(plane.subarray(0, count), { planeIndex, format: 'f32-planar', frameOffset: from, frameCount: count });
  });
  return count;
}

export async function openAac(source: ByteSource): Promise<PcmStream> {
  if (typeof AudioDecoder === 'undefined') throw new NeedsPageDecoder("AAC audio can't be decoded in this environment.");
  let bytesRead = 0;
  const input = new Input({
    formats: [MP4, QTFF, ADTS],
    source: new CustomSource({
      getSize: () => source.size,
      read: (start, end) => {
        bytesRead = Math.max(bytesRead, end);
        return source.read(start, end);
      },
    }),
  });
  const close = () => input.dispose();
  try {
    const track = (await input.getPrimaryAudioTrack()) ?? refuse('The file contains no audio.');
    if (!(await track.canDecode()))
      throw new NeedsPageDecoder(`${(await track.getCodec()) ?? 'This'} audio can't be decoded by this browser's worker.`);
    const sampleRateHz = await track.getSampleRate();
    const channelCount = await track.getNumberOfChannels();
    if (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ)
      refuse(`A sample rate of ${sampleRateHz} Hz is not supported.`);
    if (channelCount < 1 || channelCount > MOST_CHANNELS) refuse(`${channelCount} channels are not supported.`);
    async function* pieces(from = 0): AsyncGenerator<PcmPiece> {
      const startSeconds = from / sampleRateHz;
      const channels = Array.from({ length: channelCount }, () => new Float32Array(0));
      for await (const sample of new AudioSampleSink(track).samples(
        ...(from > 0 ? [Math.max(0, startSeconds - RUN_UP_S)] : []),
      )) {
        try {
          if (sample.sampleRate !== sampleRateHz || sample.numberOfChannels !== channelCount) {
            refuse('The sample rate or the number of channels changes within the file.');
          }
          const early = Math.max(0, Math.round((startSeconds - sample.timestamp) * sampleRateHz));
          if (early < sample.numberOfFrames) yield { channels, count: copyChannels(sample, early, channels), bytesRead };
        } finally {
          sample.close();
        }
      }
    }
    const inWords = (from = 0) => withWords(pieces(from));
    return { codec: 'aac', sampleRateHz, channelCount, pieces: inWords, close };
  } catch (cause) {
    close();
    throw damaged(cause);
  }
}

/** Errors of the demuxer and the browser's decoder describe the file, but are not readable for people on their own. */
function damaged(cause: unknown): AudioFileError {
  if (cause instanceof AudioFileError) return cause;
  return new AudioFileError(`The AAC data is damaged (${cause instanceof Error ? cause.message : String(cause)}).`, { cause });
}

async function* withWords(pieces: AsyncIterable<PcmPiece>): AsyncGenerator<PcmPiece> {
  try {
    yield* pieces;
  } catch (cause) {
    throw damaged(cause);
  }
}
