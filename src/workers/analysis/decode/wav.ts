// Our own WAV reader: RIFF, RF64 and BW64 (RIFX is refused); PCM of 8 to 32 bits, float of 32 and 64 bits, extensible with its
// channel mask. Invariant: every header value is checked against the size of the file before it is used.
import { refuse, type ByteSource, type PcmPiece, type PcmStream } from './audio-file.ts';
import { speakersOfMask, type Speaker } from '#src/dsp/speakers.ts';
import { HIGHEST_RATE_HZ, LOWEST_RATE_HZ, MOST_CHANNELS } from '#src/dsp/stream-analyzer.ts';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const UNKNOWN_SIZE = 0xffffffff;
const PIECE_FRAMES = 16_384;
/**
 * Files of writers that count their header as sound, and slightly truncated files, lack at most this much; a file that lacks
 * more is incomplete.
 */
const LOST_BYTES = 64;
const LOST_SHARE = 0.01;
const MOST_CHUNKS = 10_000;
const LONGEST_FORMAT_BYTES = 4096;

interface WavFormat {
  encoding: 'pcm' | 'float';
  /** Bits per sample in the file: 24 for a sample of 20 bits, which is stored in the upper bits. */
  bits: number;
  speakers: readonly Speaker[] | undefined;
  channelCount: number;
  sampleRateHz: number;
  bytesPerFrame: number;
}

const ascii = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

function parseFormat(view: DataView): WavFormat {
  if (view.byteLength < 16) refuse('The WAV header is incomplete.');
  const channelCount = view.getUint16(2, true);
  const sampleRateHz = view.getUint32(4, true);
  const bytesPerFrame = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  let tag = view.getUint16(0, true);
  let mask = 0;
  if (tag === EXTENSIBLE) {
    if (view.byteLength < 26) refuse('The extended WAV header is incomplete.');
    mask = view.getUint32(20, true);
    tag = view.getUint16(24, true);
  }
  if (tag !== PCM && tag !== FLOAT) refuse(`This WAV file contains audio of kind ${tag}, which is not supported.`);
  if (channelCount < 1 || channelCount > MOST_CHANNELS) refuse(`This WAV file says it has ${channelCount} channels.`);
  if (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ) {
    refuse(`This WAV file says it has ${sampleRateHz} samples per second.`);
  }
  const known = tag === PCM ? [8, 12, 16, 20, 24, 32] : [32, 64];
  if (!known.includes(bits)) refuse(`This WAV file says its samples have ${bits} bits.`);
  const containerBits = 8 * Math.ceil(bits / 8);
  if (bytesPerFrame !== (channelCount * containerBits) / 8)
    refuse('The WAV header contradicts itself about the size of a sample.');
  const encoding = tag === PCM ? 'pcm' : 'float';
  const speakers = mask === 0 ? undefined : speakersOfMask(mask, channelCount);
  return { encoding, bits: containerBits, speakers, channelCount, sampleRateHz, bytesPerFrame };
}

type ReadSample = (view: DataView, at: number) => number;
const READERS: Record<string, ReadSample> = {
  pcm8: (view, at) => (view.getUint8(at) - 128) / 128,
  pcm16: (view, at) => view.getInt16(at, true) / 32_768,
  pcm24: (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608,
  pcm32: (view, at) => view.getInt32(at, true) / 2_147_483_648,
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
};

/** Reads the samples of one piece, by channel. NaN and infinity become silence, because every filter would spread them. */
function readPiece(bytes: Uint8Array<ArrayBuffer>, format: WavFormat, channels: Float32Array[], frames: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS[`${format.encoding}${format.bits}`] as ReadSample;
  const sampleBytes = format.bits / 8;
  channels.forEach((channel, c) => {
    for (let i = 0, at = c * sampleBytes; i < frames; i++, at += format.bytesPerFrame) channel[i] = read(view, at);
  });
  if (format.encoding === 'pcm') return;
  for (const channel of channels) {
    for (let i = 0; i < frames; i++) if (!Number.isFinite(channel[i])) channel[i] = 0;
  }
}

interface WavLayout {
  format: WavFormat;
  dataStart: number;
  dataBytes: number;
  notice: string | undefined;
}

/**
 * Finds the chunk with the sound. A size of 0 or "unknown", from a recorder that was interrupted, means up to the end of the
 * file.
 */
async function findData(source: ByteSource): Promise<WavLayout> {
  const head = await source.read(0, Math.min(source.size, 12));
  if (head.length < 12) refuse('The file is too short to be a WAV file.');
  const isLong = ascii(new DataView(head.buffer), 0) !== 'RIFF';
  let format: WavFormat | undefined;
  let longDataBytes: number | undefined;
  let at = 12;
  for (let n = 0; n < MOST_CHUNKS && at + 8 <= source.size; n++) {
    const header = await source.read(at, at + 8);
    const view = new DataView(header.buffer);
    const id = ascii(view, 0);
    const size = view.getUint32(4, true);
    const start = at + 8;
    if (id === 'ds64' && isLong) {
      const sizes = await source.read(start, Math.min(source.size, start + 24));
      if (sizes.length < 16) refuse('The 64-bit WAV header is incomplete.');
      longDataBytes = Number(new DataView(sizes.buffer).getBigUint64(8, true));
    } else if (id === 'fmt ') {
      const bytes = await source.read(start, Math.min(source.size, start + Math.min(size, LONGEST_FORMAT_BYTES)));
      format = parseFormat(new DataView(bytes.buffer));
    } else if (id === 'data') {
      if (!format) return refuse('The WAV file does not describe its audio before the audio begins.');
      const rest = source.size - start;
      const stated = size === UNKNOWN_SIZE && longDataBytes !== undefined ? longDataBytes : size;
      const dataBytes = stated === UNKNOWN_SIZE || stated === 0 ? rest : stated;
      const missing = dataBytes - rest;
      if (missing > Math.max(LOST_BYTES, dataBytes * LOST_SHARE)) refuseShort(format, dataBytes, rest);
      const notice = missing > 0 ? shortWords(format, dataBytes, rest) : undefined;
      return { format, dataStart: start, dataBytes: Math.min(dataBytes, rest), notice };
    }
    at = start + size + (size % 2);
  }
  return refuse('The WAV file contains no audio.');
}

function refuseShort({ bytesPerFrame, sampleRateHz }: WavFormat, stated: number, present: number): never {
  const seconds = (bytes: number) => (bytes / bytesPerFrame / sampleRateHz).toFixed(1);
  return refuse(`The WAV file should contain ${seconds(stated)} s of audio, but ends after ${seconds(present)} s.`);
}

function shortWords({ bytesPerFrame }: WavFormat, stated: number, present: number): string {
  const lost = Math.floor(stated / bytesPerFrame) - Math.floor(present / bytesPerFrame);
  return `The WAV file is ${stated - present} bytes shorter than its header says: the last ${lost} samples are missing.`;
}

export async function openWav(source: ByteSource): Promise<PcmStream> {
  const { format, dataStart, dataBytes, notice } = await findData(source);
  const { bytesPerFrame, channelCount, sampleRateHz, speakers } = format;
  const totalFrames = Math.floor(dataBytes / bytesPerFrame);
  if (totalFrames === 0) refuse('The WAV file contains no audio.');
  async function* pieces(from = 0): AsyncGenerator<PcmPiece> {
    const channels = Array.from({ length: channelCount }, () => new Float32Array(PIECE_FRAMES));
    for (let frame = from; frame < totalFrames; frame += PIECE_FRAMES) {
      const count = Math.min(PIECE_FRAMES, totalFrames - frame);
      const start = dataStart + frame * bytesPerFrame;
      const bytes = await source.read(start, start + count * bytesPerFrame);
      if (bytes.length < count * bytesPerFrame) refuse('The file became shorter while it was read.');
      readPiece(bytes, format, channels, count);
      yield { channels, count, bytesRead: start + bytes.length };
    }
  }
  return { codec: 'wav', sampleRateHz, channelCount, speakers, notice, pieces, close: () => undefined };
}
