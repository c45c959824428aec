// Our own WAV reader: RIFF, RIFX is refused, RF64 and BW64; PCM of 8, 16, 24 and 32 bits, float of 32 and 64, extensible.
// Invariant: nothing in a header is believed before it is checked against the size of the file.
import { refuse, type ByteSource, type PcmPiece, type PcmStream } from './audio-file.ts';
import { HIGHEST_RATE_HZ, LOWEST_RATE_HZ, MOST_CHANNELS } from '#src/dsp/stream-analyzer.ts';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const UNKNOWN_SIZE = 0xffffffff;
const PIECE_FRAMES = 16_384;
const MOST_CHUNKS = 10_000;
const LONGEST_FORMAT_BYTES = 4096;

interface WavFormat {
  encoding: 'pcm' | 'float';
  bits: number;
  channelCount: number;
  sampleRateHz: number;
  bytesPerFrame: number;
}

const ascii = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

function parseFormat(view: DataView): WavFormat {
  if (view.byteLength < 16) refuse('The WAV header is cut short.');
  const channelCount = view.getUint16(2, true);
  const sampleRateHz = view.getUint32(4, true);
  const bytesPerFrame = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  let tag = view.getUint16(0, true);
  if (tag === EXTENSIBLE) {
    if (view.byteLength < 26) refuse('The extended WAV header is cut short.');
    tag = view.getUint16(24, true);
  }
  if (tag !== PCM && tag !== FLOAT) refuse(`This WAV file holds sound of kind ${tag}, which can't be read here.`);
  if (channelCount < 1 || channelCount > MOST_CHANNELS) refuse(`This WAV file says it has ${channelCount} channels.`);
  if (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ) {
    refuse(`This WAV file says it has ${sampleRateHz} samples a second.`);
  }
  const known = tag === PCM ? [8, 16, 24, 32] : [32, 64];
  if (!known.includes(bits)) refuse(`This WAV file says its samples have ${bits} bits.`);
  if (bytesPerFrame !== (channelCount * bits) / 8) refuse('The WAV header contradicts itself about the size of a sample.');
  return { encoding: tag === PCM ? 'pcm' : 'float', bits, channelCount, sampleRateHz, bytesPerFrame };
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

/** Samples of one piece, by channel. Not a number and infinity become silence: no filter survives them. */
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
}

/** Walks the chunks to the sound. A size of 0 or "unknown", as a recorder that was cut off leaves it, means to the end. */
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
      if (sizes.length < 16) refuse('The 64-bit WAV header is cut short.');
      longDataBytes = Number(new DataView(sizes.buffer).getBigUint64(8, true));
    } else if (id === 'fmt ') {
      const bytes = await source.read(start, Math.min(source.size, start + Math.min(size, LONGEST_FORMAT_BYTES)));
      format = parseFormat(new DataView(bytes.buffer));
    } else if (id === 'data') {
      if (!format) return refuse('The WAV file has no description of its sound before the sound.');
      const rest = source.size - start;
      const stated = size === UNKNOWN_SIZE && longDataBytes !== undefined ? longDataBytes : size;
      const dataBytes = stated === UNKNOWN_SIZE || stated === 0 ? rest : stated;
      if (dataBytes > rest) refuseShort(format, dataBytes, rest);
      return { format, dataStart: start, dataBytes };
    }
    at = start + size + (size % 2);
  }
  return refuse('The WAV file holds no sound.');
}

function refuseShort({ bytesPerFrame, sampleRateHz }: WavFormat, stated: number, present: number): never {
  const seconds = (bytes: number) => (bytes / bytesPerFrame / sampleRateHz).toFixed(1);
  return refuse(`The WAV file says it holds ${seconds(stated)} s of sound but ends after ${seconds(present)} s.`);
}

export async function openWav(source: ByteSource): Promise<PcmStream> {
  const { format, dataStart, dataBytes } = await findData(source);
  const { bytesPerFrame, channelCount, sampleRateHz } = format;
  const totalFrames = Math.floor(dataBytes / bytesPerFrame);
  if (totalFrames === 0) refuse('The WAV file holds no sound.');
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
  return { codec: 'wav', sampleRateHz, channelCount, pieces, close: () => undefined };
}
