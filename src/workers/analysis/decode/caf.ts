// Core Audio Format (Apple, Core Audio Format Specification 1.0) with uncompressed sound or Apple Lossless, and Sun's AU. Other
// kinds of sound in CAF are named and refused.
import type { CafChunk } from './alac/caf.ts';
import { ascii, refuse, type ByteSource, type PcmStream } from './audio-file.ts';
import { openPcm, type PcmFormat } from './pcm.ts';
import { speakersOfMask } from '#src/dsp/speakers.ts';

const MOST_CHUNKS = 10_000;
const DESCRIPTION_BYTES = 32;
const IS_FLOAT = 1;
const IS_LITTLE_ENDIAN = 2;
/** The size of the last chunk of a file that was still being written. */
const OPEN_SIZE = -1;
/** The channel layout is a bit map in the order of WAV's channel mask. */
const LAYOUT_IS_BITMAP = 0x00010000;

const NAMES: Readonly<Record<string, string>> = {
  'aac ': 'AAC',
  ima4: 'IMA ADPCM',
  '.mp3': 'MP3',
  opus: 'Opus',
  flac: 'FLAC',
  'ac-3': 'Dolby AC-3',
};

function parseDescription(view: DataView): PcmFormat {
  const [code, flags] = [ascii(view, 8), view.getUint32(12)];
  const channelCount = view.getUint32(24);
  const bits = view.getUint32(28);
  const encoding =
    code === 'lpcm' ? (flags & IS_FLOAT ? 'float' : 'signed') : code === 'ulaw' || code === 'alaw' ? code : undefined;
  if (!encoding) return refuse(`This CAF file contains ${NAMES[code] ?? `“${code.trim()}”`} audio, which is not supported.`);
  const containerBits = encoding === 'ulaw' || encoding === 'alaw' ? 8 : 8 * Math.ceil(bits / 8);
  const bytesPerFrame = view.getUint32(16);
  if (bytesPerFrame !== (channelCount * containerBits) / 8)
    refuse('The CAF header contradicts itself about the size of a sample.');
  const littleEndian = (flags & IS_LITTLE_ENDIAN) !== 0;
  return { encoding, bits: containerBits, littleEndian, channelCount, sampleRateHz: view.getFloat64(0), bytesPerFrame };
}

async function* chunksOf(source: ByteSource): AsyncGenerator<CafChunk> {
  for (let n = 0, at = 8; n < MOST_CHUNKS && at + 12 <= source.size; n++) {
    const header = new DataView((await source.read(at, at + 12)).buffer);
    const [id, stated, start] = [ascii(header, 0), Number(header.getBigInt64(4)), at + 12];
    if (stated < 0 && (id !== 'data' || stated !== OPEN_SIZE)) refuse('The CAF file is damaged: a part of it has no size.');
    const size = stated === OPEN_SIZE ? source.size - start : stated;
    yield { id, start, size, isOpen: stated === OPEN_SIZE };
    at = start + size;
  }
}

async function openLossless(source: ByteSource): Promise<PcmStream> {
  const chunks: CafChunk[] = [];
  for await (const chunk of chunksOf(source)) chunks.push(chunk);
  return (await import('./alac/caf.ts')).openAlacCaf(source, chunks);
}

export async function openCaf(source: ByteSource): Promise<PcmStream> {
  let format: PcmFormat | undefined;
  for await (const { id, start, size, isOpen } of chunksOf(source)) {
    if (id === 'desc') {
      const bytes = await source.read(start, Math.min(source.size, start + DESCRIPTION_BYTES));
      if (bytes.length < DESCRIPTION_BYTES) refuse('The CAF header is incomplete.');
      const view = new DataView(bytes.buffer);
      if (ascii(view, 8) === 'alac') return openLossless(source);
      format = parseDescription(view);
    } else if (id === 'chan' && format) {
      const bytes = await source.read(start, Math.min(source.size, start + 8));
      const view = new DataView(bytes.buffer);
      if (bytes.length === 8 && view.getUint32(0) === LAYOUT_IS_BITMAP)
        format.speakers = speakersOfMask(view.getUint32(4), format.channelCount);
    } else if (id === 'data') {
      if (!format) return refuse('The CAF file does not describe its audio before the audio begins.');
      // The sound follows an edit count of four bytes.
      const dataBytes = isOpen ? null : Math.max(0, size - 4);
      return openPcm(source, { kind: 'CAF', codec: 'caf', format, dataStart: start + 4, dataBytes });
    }
  }
  return refuse('The CAF file contains no audio.');
}

/** The encodings of AU that are not compressed further. */
const AU_KINDS: Readonly<Record<number, { encoding: PcmFormat['encoding']; bits: number }>> = {
  1: { encoding: 'ulaw', bits: 8 },
  2: { encoding: 'signed', bits: 8 },
  3: { encoding: 'signed', bits: 16 },
  4: { encoding: 'signed', bits: 24 },
  5: { encoding: 'signed', bits: 32 },
  6: { encoding: 'float', bits: 32 },
  7: { encoding: 'float', bits: 64 },
  27: { encoding: 'alaw', bits: 8 },
};

export async function openAu(source: ByteSource): Promise<PcmStream> {
  const head = await source.read(0, Math.min(source.size, 24));
  if (head.length < 24) return refuse('The AU header is incomplete.');
  const view = new DataView(head.buffer);
  const code = view.getUint32(12);
  const kind = AU_KINDS[code] ?? refuse(`This AU file contains audio of kind ${code}, which is not supported.`);
  const channelCount = view.getUint32(20);
  const format = {
    ...kind,
    littleEndian: false,
    channelCount,
    sampleRateHz: view.getUint32(16),
    bytesPerFrame: (channelCount * kind.bits) / 8,
  };
  const stated = view.getUint32(8);
  const dataBytes = stated === 0xffffffff || stated === 0 ? null : stated;
  return openPcm(source, { kind: 'AU', codec: 'au', format, dataStart: view.getUint32(4), dataBytes });
}
