// Uncompressed sound, as in WAV, W64, AIFF, CAF and AU: integers of 8 to 32 bits, floats, and the two telephone codes of G.711.
// Invariant: every header value is checked against its limits and the size of the file before it is used.
import { refuse, type ByteSource, type PcmPiece, type PcmStream } from './audio-file.ts';
import type { Speaker } from '#src/dsp/speakers.ts';
import { HIGHEST_RATE_HZ, LOWEST_RATE_HZ, MOST_CHANNELS } from '#src/dsp/stream-analyzer.ts';

export type PcmEncoding = 'unsigned' | 'signed' | 'float' | 'ulaw' | 'alaw';

export interface PcmFormat {
  encoding: PcmEncoding;
  /** Bits per sample in the file: 24 for a sample of 20 bits, which is stored in the upper bits. */
  bits: number;
  littleEndian: boolean;
  speakers?: readonly Speaker[] | undefined;
  channelCount: number;
  sampleRateHz: number;
  bytesPerFrame: number;
}

const PIECE_FRAMES = 16_384;

/** Refuses a format that the analysis cannot take; `kind` names the file in the message. */
export function checkFormat(kind: string, { channelCount, sampleRateHz, bits, encoding }: PcmFormat): void {
  if (channelCount < 1 || channelCount > MOST_CHANNELS) refuse(`This ${kind} file says it has ${channelCount} channels.`);
  if (!(sampleRateHz >= LOWEST_RATE_HZ && sampleRateHz <= HIGHEST_RATE_HZ)) {
    refuse(`This ${kind} file says it has ${sampleRateHz} samples per second.`);
  }
  const known = encoding === 'float' ? [32, 64] : encoding === 'ulaw' || encoding === 'alaw' ? [8] : [8, 16, 24, 32];
  if (!known.includes(bits)) refuse(`This ${kind} file says its samples have ${bits} bits.`);
}

/** The 256 values of μ-law (ITU-T G.711), 14 bits. */
const ULAW = Float32Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4)) - 0x84;
  return (inverted & 0x80 ? -magnitude : magnitude) / 32_768;
});
/** The 256 values of A-law (ITU-T G.711), 13 bits. */
const ALAW = Float32Array.from({ length: 256 }, (_, code) => {
  const toggled = code ^ 0x55;
  const exponent = (toggled & 0x70) >> 4;
  const step = ((toggled & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? step : (step + 0x100) << (exponent - 1);
  return (toggled & 0x80 ? magnitude : -magnitude) / 32_768;
});

type ReadSample = (view: DataView, at: number) => number;

function readerOf({ encoding, bits, littleEndian }: PcmFormat): ReadSample {
  if (encoding === 'ulaw') return (view, at) => ULAW[view.getUint8(at)] as number;
  if (encoding === 'alaw') return (view, at) => ALAW[view.getUint8(at)] as number;
  if (encoding === 'float') {
    return bits === 32 ? (view, at) => view.getFloat32(at, littleEndian) : (view, at) => view.getFloat64(at, littleEndian);
  }
  if (bits === 8) {
    return encoding === 'unsigned' ? (view, at) => (view.getUint8(at) - 128) / 128 : (view, at) => view.getInt8(at) / 128;
  }
  if (bits === 16) return (view, at) => view.getInt16(at, littleEndian) / 32_768;
  if (bits === 32) return (view, at) => view.getInt32(at, littleEndian) / 2_147_483_648;
  const [low, high] = littleEndian ? [0, 2] : [1, 0];
  return (view, at) => ((view.getInt8(at + high) << 16) | view.getUint16(at + low, littleEndian)) / 8_388_608;
}

/** Reads the samples of one piece, by channel. NaN and infinity become silence, because every filter would spread them. */
export function readSamples(bytes: Uint8Array<ArrayBuffer>, format: PcmFormat, channels: Float32Array[], frames: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readerOf(format);
  const sampleBytes = format.bits / 8;
  channels.forEach((channel, c) => {
    for (let i = 0, at = c * sampleBytes; i < frames; i++, at += format.bytesPerFrame) channel[i] = read(view, at);
  });
  if (format.encoding !== 'float') return;
  for (const channel of channels) {
    for (let i = 0; i < frames; i++) if (!Number.isFinite(channel[i])) channel[i] = 0;
  }
}

export interface PcmLayout {
  /** The kind of file as people call it. */
  kind: string;
  codec: PcmStream['codec'];
  format: PcmFormat;
  dataStart: number;
  /** As the header says; null when it leaves the size open, and the sound goes to the end of the file. */
  dataBytes: number | null;
}

const secondsOf = ({ bytesPerFrame, sampleRateHz }: PcmFormat, bytes: number) => bytes / bytesPerFrame / sampleRateHz;

/** What is missing at the end of a file that is shorter than its header says. */
function shortWords(kind: string, format: PcmFormat, stated: number, present: number): string {
  const missing = stated - present;
  const lost = Math.floor(stated / format.bytesPerFrame) - Math.floor(present / format.bytesPerFrame);
  const seconds = secondsOf(format, missing);
  return seconds < 1
    ? `The ${kind} file is ${missing} bytes shorter than its header says: the last ${lost} samples are missing.`
    : `The ${kind} file should contain ${secondsOf(format, stated).toFixed(1)} s of audio, but ends after ${secondsOf(format, present).toFixed(1)} s.`;
}

/** Opens the sound at `dataStart`. A file that ends early is read as far as it goes, with a notice. */
export function openPcm(source: ByteSource, { kind, codec, format, dataStart, dataBytes }: PcmLayout): PcmStream {
  checkFormat(kind, format);
  const { bytesPerFrame, channelCount, sampleRateHz, speakers } = format;
  const present = Math.max(0, source.size - dataStart);
  const stated = dataBytes ?? present;
  const totalFrames = Math.floor(Math.min(stated, present) / bytesPerFrame);
  if (totalFrames === 0) refuse(`The ${kind} file contains no audio.`);
  const notice = stated > present ? shortWords(kind, format, stated, present) : undefined;
  async function* pieces(from = 0): AsyncGenerator<PcmPiece> {
    const channels = Array.from({ length: channelCount }, () => new Float32Array(PIECE_FRAMES));
    for (let frame = from; frame < totalFrames; frame += PIECE_FRAMES) {
      const count = Math.min(PIECE_FRAMES, totalFrames - frame);
      const start = dataStart + frame * bytesPerFrame;
      const bytes = await source.read(start, start + count * bytesPerFrame);
      if (bytes.length < count * bytesPerFrame) refuse('The file became shorter while it was read.');
      readSamples(bytes, format, channels, count);
      yield { channels, count, bytesRead: start + bytes.length };
    }
  }
  return { codec, sampleRateHz, channelCount, speakers, notice, pieces, close: () => undefined };
}
