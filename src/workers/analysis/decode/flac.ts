// Decodes FLAC, native or in Ogg, with libFLAC in WASM. The file states its length, so what a truncated file lacks is said.
import { FLACDecoder, type FLACDecodedAudio } from '@wasm-audio-decoders/flac';
import { refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { soundStart } from './mp3.ts';
import { openPackets, type DecodedAudio } from './packet-stream.ts';
import { seekFlac } from './seek-flac.ts';

const STREAMINFO_BYTES = 42;

/** Samples per channel as stated in a native FLAC file; null when the file does not state them. */
async function statedSamples(source: ByteSource, start: number): Promise<number | null> {
  const head = await source.read(start, Math.min(source.size, start + STREAMINFO_BYTES));
  if (head.length < STREAMINFO_BYTES) return refuse('The FLAC header is incomplete.');
  const view = new DataView(head.buffer, head.byteOffset);
  const samples = (view.getUint8(21) & 0x0f) * 2 ** 32 + view.getUint32(22);
  return samples === 0 ? null : samples;
}

/** The decoder divides by the largest sample, but full scale is one more: 0.07 dB with 8 bits. */
export function inFullScale({ channelData, samplesDecoded, sampleRate, bitDepth }: FLACDecodedAudio): DecodedAudio {
  const full = 2 ** (bitDepth - 1);
  const gain = (full - 1) / full;
  for (const channel of channelData) for (let i = 0; i < channel.length; i++) channel[i] = gain * (channel[i] as number);
  return { channelData, samplesDecoded, sampleRate };
}

export async function openFlac(source: ByteSource, inOgg: boolean): Promise<PcmStream> {
  const start = inOgg ? 0 : await soundStart(source);
  const stated = inOgg ? null : await statedSamples(source, start);
  const decoder = new FLACDecoder();
  await decoder.ready;
  return openPackets(source, {
    codec: 'flac',
    start,
    decoder: {
      decode: async (bytes) => inFullScale(await decoder.decode(bytes)),
      flush: async () => inFullScale(await decoder.flush()),
      reset: () => decoder.reset(),
      free: () => decoder.free(),
    },
    ...(inOgg ? {} : { seek: (sample) => seekFlac(source, start, sample) }),
    notice(samples, sampleRateHz) {
      if (stated === null || samples >= stated) return undefined;
      const seconds = (count: number) => (count / sampleRateHz).toFixed(1);
      return `The FLAC file should contain ${seconds(stated)} s of audio, but only ${seconds(samples)} s could be read.`;
    },
  });
}
