// Chooses the decoder by the file's first bytes, never by its name. Decoders are loaded on first use.
import { NeedsPageDecoder, refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { openWav } from './wav.ts';

const HEAD_BYTES = 64;
const LARGEST_BYTES = 16 * 2 ** 30;

const startsWith = (head: Uint8Array, text: string, at = 0): boolean =>
  [...text].every((char, i) => head[at + i] === char.codePointAt(0));

/** The first packet of an Ogg file names the codec. */
async function openOgg(source: ByteSource, head: Uint8Array): Promise<PcmStream> {
  const packet = 27 + (head[26] ?? 0);
  const ogg = await import('./ogg.ts');
  if (startsWith(head, '\u0001vorbis', packet)) return ogg.openVorbis(source);
  if (startsWith(head, 'OpusHead', packet)) return ogg.openOpus(source);
  if (startsWith(head, '\u007fFLAC', packet)) return (await import('./flac.ts')).openFlac(source, true);
  return refuse('The audio in this Ogg file is of a kind that is not supported.');
}

async function isId3Flac(source: ByteSource): Promise<boolean> {
  const { soundStart } = await import('./mp3.ts');
  const at = await soundStart(source);
  return startsWith(await source.read(at, Math.min(source.size, at + 4)), 'fLaC');
}

export async function openAudio(source: ByteSource): Promise<PcmStream> {
  if (source.size === 0) refuse('The file is empty.');
  if (source.size > LARGEST_BYTES) refuse('The file is larger than 16 GiB.');
  const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
  const isWave = startsWith(head, 'WAVE', 8);
  if (isWave && ['RIFF', 'RF64', 'BW64'].some((id) => startsWith(head, id))) return openWav(source);
  if (startsWith(head, 'fLaC')) return (await import('./flac.ts')).openFlac(source, false);
  if (startsWith(head, 'OggS')) return openOgg(source, head);
  const isAdts = head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0;
  if (startsWith(head, 'ftyp', 4) || isAdts) return (await import('./aac.ts')).openAac(source);
  if (startsWith(head, 'ID3') && (await isId3Flac(source))) return (await import('./flac.ts')).openFlac(source, false);
  const { openMp3, looksLikeMp3 } = await import('./mp3.ts');
  if (await looksLikeMp3(source)) return openMp3(source);
  throw new NeedsPageDecoder('This kind of file is not supported.');
}

/** Wraps sound that the page has already decoded in a stream. */
export function pcmStream(channels: Float32Array[], sampleRateHz: number): PcmStream {
  const length = channels[0]?.length ?? 0;
  async function* pieces(from = 0) {
    const step = 1 << 16;
    for (let at = from; at < length; at += step) {
      const until = Math.min(length, at + step);
      yield { channels: channels.map((channel) => channel.subarray(at, until)), count: until - at, bytesRead: until };
    }
  }
  return { codec: 'aac', sampleRateHz, channelCount: channels.length, pieces, close: () => undefined };
}
