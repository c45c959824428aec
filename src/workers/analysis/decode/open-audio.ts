// Chooses the decoder by the file's first bytes, never by its name. Decoders are loaded on first use.
import { NeedsPageDecoder, refuse, type ByteSource, type PcmStream } from './audio-file.ts';

const TRANSPORT_PACKET = 188;
const HEAD_BYTES = TRANSPORT_PACKET + 4;
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

/** Kinds of file that are recognised but not read. A sync word somewhere in one would otherwise make it an MP3. */
const NAMED: readonly (readonly [words: string, start: string, at?: number])[] = [
  ['a Windows Media file', '\u0030\u0026\u00b2\u0075\u008e\u0066\u00cf\u0011'],
  ['a WavPack file', 'wvPk'],
  ['a True Audio file', 'TTA1'],
  ["a Monkey's Audio file", 'MAC '],
  ['a Musepack file', 'MPCK'],
  ['a Musepack file', 'MP+'],
  ['an AMR file', '#!AMR'],
  ['a DSD file', 'DSD '],
  ['a DSD file', 'FRM8'],
  ['a RealAudio file', '.RMF'],
  ['a Dolby AC-3 file', '\u000b\u0077'],
  ['a DTS file', '\u007f\u00fe\u0080\u0001'],
  ['a MIDI file, which contains notes and no sound,', 'MThd'],
  ['an AVI file', 'AVI ', 8],
  ['a big-endian WAV file (RIFX)', 'RIFX'],
  ['an MPEG transport stream', 'G', 0],
  ['an MPEG program stream', '\u0000\u0000\u0001\u00ba'],
  ['a Flash video', 'FLV'],
  ['a PDF file', '%PDF'],
  ['a zip file', 'PK\u0003\u0004'],
  ['a PNG picture', '\u0089PNG'],
  ['a JPEG picture', '\u00ff\u00d8\u00ff'],
];

function knownName(head: Uint8Array): string | null {
  const found = NAMED.find(([, start, at]) => startsWith(head, start, at));
  // A transport stream has its sync byte every 188 bytes.
  if (found?.[1] === 'G' && head[TRANSPORT_PACKET] !== 0x47) return null;
  return found?.[0] ?? null;
}

/** The boxes with which MP4 and QuickTime files begin. */
const BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

async function openUncompressed(source: ByteSource, head: Uint8Array): Promise<PcmStream | null> {
  const isWave = startsWith(head, 'WAVE', 8);
  if (isWave && ['RIFF', 'RF64', 'BW64'].some((id) => startsWith(head, id))) return (await import('./wav.ts')).openWav(source);
  if (startsWith(head, 'riff\u002e\u0091\u00cf\u0011')) return (await import('./wav.ts')).openW64(source);
  if (startsWith(head, 'FORM') && startsWith(head, 'AIF', 8)) return (await import('./aiff.ts')).openAiff(source);
  if (startsWith(head, 'caff')) return (await import('./caf.ts')).openCaf(source);
  return startsWith(head, '.snd') ? (await import('./caf.ts')).openAu(source) : null;
}

export async function openAudio(source: ByteSource): Promise<PcmStream> {
  if (source.size === 0) refuse('The file is empty.');
  if (source.size > LARGEST_BYTES) refuse('The file is larger than 16 GiB.');
  const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
  const pcm = await openUncompressed(source, head);
  if (pcm) return pcm;
  if (startsWith(head, 'fLaC')) return (await import('./flac.ts')).openFlac(source, false);
  if (startsWith(head, 'OggS')) return openOgg(source, head);
  const isAdts = head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0;
  const isBox = BOXES.some((box) => startsWith(head, box, 4));
  const isMatroska = startsWith(head, '\u001a\u0045\u00df\u00a3');
  if (isBox || isMatroska || isAdts) return (await import('./container.ts')).openContainer(source);
  const name = knownName(head);
  if (name) throw new NeedsPageDecoder(`This is ${name}; that kind of file is not supported.`);
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
