// Our own WAV reader: RIFF, RF64 and BW64, and Sony's W64 with its 64-bit sizes; PCM of 8 to 32 bits, float of 32 and 64 bits,
// A-law and μ-law, extensible with its channel mask; MP3 in WAV goes to the MP3 decoder. RIFX is refused. Invariant: every
// header value is checked against the size of the file before it is used.
import { ascii, refuse, sourceFrom, type ByteSource, type PcmStream } from './audio-file.ts';
import { checkFormat, openPcm, type PcmEncoding, type PcmFormat } from './pcm.ts';
import { speakersOfMask } from '#src/dsp/speakers.ts';

const EXTENSIBLE = 0xfffe;
const MP3 = 0x55;
const UNKNOWN_SIZE = 0xffffffff;
const MOST_CHUNKS = 10_000;
const LONGEST_FORMAT_BYTES = 4096;

/** The kinds of sound that are read, by format tag (RFC 2361). */
const ENCODINGS: Readonly<Record<number, PcmEncoding>> = { 1: 'signed', 3: 'float', 6: 'alaw', 7: 'ulaw' };
/** The others that are common enough to be named. */
const NAMES: Readonly<Record<number, string>> = {
  0x02: 'Microsoft ADPCM',
  0x11: 'IMA ADPCM',
  0x31: 'GSM 6.10',
  0x40: 'G.721 ADPCM',
  0x50: 'MPEG layer II',
  0xff: 'AAC',
  0x161: 'Windows Media Audio',
  0x162: 'Windows Media Audio Pro',
  0x163: 'Windows Media Audio Lossless',
  0x2000: 'Dolby AC-3',
  0x2001: 'DTS',
  0x674f: 'Ogg Vorbis',
  0x6771: 'Ogg Vorbis',
  0xf1ac: 'FLAC',
};

const kindWords = (tag: number): string => NAMES[tag] ?? `an unknown kind (number ${tag})`;

type WavFormat = PcmFormat | 'mp3';

function parseFormat(view: DataView, kind: string): WavFormat {
  if (view.byteLength < 16) refuse(`The ${kind} header is incomplete.`);
  const channelCount = view.getUint16(2, true);
  const sampleRateHz = view.getUint32(4, true);
  const bytesPerFrame = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  let tag = view.getUint16(0, true);
  let mask = 0;
  if (tag === EXTENSIBLE) {
    if (view.byteLength < 26) refuse(`The extended ${kind} header is incomplete.`);
    mask = view.getUint32(20, true);
    tag = view.getUint16(24, true);
  }
  if (tag === MP3) return 'mp3';
  const encoding = ENCODINGS[tag] ?? refuse(`This ${kind} file contains ${kindWords(tag)} audio, which is not supported.`);
  const containerBits = 8 * Math.ceil(bits / 8);
  const known = encoding === 'signed' ? [8, 12, 16, 20, 24, 32] : encoding === 'float' ? [32, 64] : [8];
  if (!known.includes(bits)) refuse(`This ${kind} file says its samples have ${bits} bits.`);
  const format: PcmFormat = {
    encoding: encoding === 'signed' && containerBits === 8 ? 'unsigned' : encoding,
    bits: containerBits,
    littleEndian: true,
    speakers: mask === 0 ? undefined : speakersOfMask(mask, channelCount),
    channelCount,
    sampleRateHz,
    bytesPerFrame,
  };
  checkFormat(kind, format);
  if (bytesPerFrame !== (channelCount * containerBits) / 8)
    refuse(`The ${kind} header contradicts itself about the size of a sample.`);
  return format;
}

/** How a kind of WAV lists its chunks. */
interface ChunkStyle {
  kind: string;
  codec: 'wav' | 'w64';
  /** The first chunk's place. */
  start: number;
  headerBytes: number;
  /** Chunks begin at multiples of this. */
  alignment: number;
  /** The size of a chunk's contents. */
  size(header: DataView): number;
}

const RIFF: ChunkStyle = {
  kind: 'WAV',
  codec: 'wav',
  start: 12,
  headerBytes: 8,
  alignment: 2,
  size: (header) => header.getUint32(4, true),
};
/** Ids are GUIDs that begin with the usual four letters, and sizes include the header. */
const W64: ChunkStyle = {
  kind: 'W64',
  codec: 'w64',
  start: 40,
  headerBytes: 24,
  alignment: 8,
  size: (header) => Number(header.getBigUint64(16, true)) - 24,
};

interface WavLayout {
  format: WavFormat;
  dataStart: number;
  dataBytes: number | null;
}

/**
 * Finds the chunk with the sound. A size of 0 or "unknown", from a recorder that was interrupted, means up to the end of the
 * file.
 */
async function findData(source: ByteSource, style: ChunkStyle): Promise<WavLayout> {
  const { kind, headerBytes } = style;
  const head = await source.read(0, Math.min(source.size, style.start));
  if (head.length < style.start) refuse(`The file is too short to be a ${kind} file.`);
  const isLong = style === RIFF && ascii(new DataView(head.buffer), 0) !== 'RIFF';
  let format: WavFormat | undefined;
  let longDataBytes: number | undefined;
  let at = style.start;
  for (let n = 0; n < MOST_CHUNKS && at + headerBytes <= source.size; n++) {
    const header = new DataView((await source.read(at, at + headerBytes)).buffer);
    const id = ascii(header, 0);
    const size = style.size(header);
    const start = at + headerBytes;
    if (size < 0) refuse(`The ${kind} file is damaged: a part of it has no size.`);
    if (id === 'ds64' && isLong) {
      const sizes = await source.read(start, Math.min(source.size, start + 24));
      if (sizes.length < 16) refuse('The 64-bit WAV header is incomplete.');
      longDataBytes = Number(new DataView(sizes.buffer).getBigUint64(8, true));
    } else if (id === 'fmt ') {
      const bytes = await source.read(start, Math.min(source.size, start + Math.min(size, LONGEST_FORMAT_BYTES)));
      format = parseFormat(new DataView(bytes.buffer), kind);
    } else if (id === 'data') {
      if (!format) return refuse(`The ${kind} file does not describe its audio before the audio begins.`);
      const stated = size === UNKNOWN_SIZE && longDataBytes !== undefined ? longDataBytes : size;
      return { format, dataStart: start, dataBytes: stated === UNKNOWN_SIZE || stated === 0 ? null : stated };
    }
    at = start + Math.ceil(size / style.alignment) * style.alignment;
  }
  return refuse(`The ${kind} file contains no audio.`);
}

async function openChunks(source: ByteSource, style: ChunkStyle): Promise<PcmStream> {
  const { format, dataStart, dataBytes } = await findData(source, style);
  if (format === 'mp3') {
    const { openMp3 } = await import('./mp3.ts');
    return openMp3(sourceFrom(source, dataStart, dataStart + (dataBytes ?? source.size)));
  }
  return openPcm(source, { kind: style.kind, codec: style.codec, format, dataStart, dataBytes });
}

export const openWav = (source: ByteSource): Promise<PcmStream> => openChunks(source, RIFF);
export const openW64 = (source: ByteSource): Promise<PcmStream> => openChunks(source, W64);
