// Creates files for the decoders' tests: WAV by this code, all other formats by ffmpeg if it is installed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a program is installed. */
export const hasTool = (name: string, ...args: string[]): boolean =>
  spawnSync(name, args, { stdio: 'ignore' }).error === undefined;

export const hasFfmpeg = hasTool('ffmpeg', '-version');
export const FFMPEG_MISSING = 'ffmpeg is not installed';

export interface WavOptions {
  sampleRateHz: number;
  encoding?: 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64';
  container?: 'RIFF' | 'RF64';
  extensible?: boolean;
}

const BITS = { u8: 8, s16: 16, s24: 24, s32: 32, f32: 32, f64: 64 };

function writeSample(view: DataView, at: number, encoding: keyof typeof BITS, value: number): void {
  const scaled = (bits: number) =>
    Math.max(-(2 ** (bits - 1)), Math.min(2 ** (bits - 1) - 1, Math.round(value * 2 ** (bits - 1))));
  if (encoding === 'u8') view.setUint8(at, scaled(8) + 128);
  else if (encoding === 's16') view.setInt16(at, scaled(16), true);
  else if (encoding === 's24') {
    view.setUint16(at, scaled(24) & 0xffff, true);
    view.setInt8(at + 2, scaled(24) >> 16);
  } else if (encoding === 's32') view.setInt32(at, scaled(32), true);
  else if (encoding === 'f32') view.setFloat32(at, value, true);
  else view.setFloat64(at, value, true);
}

/** A WAV file in memory. */
export function wavBytes(channels: readonly Float32Array[], options: WavOptions): Uint8Array<ArrayBuffer> {
  const { sampleRateHz, encoding = 's16', container = 'RIFF', extensible = false } = options;
  const bits = BITS[encoding];
  const frames = channels[0]?.length ?? 0;
  const frameBytes = (channels.length * bits) / 8;
  const formatBytes = extensible ? 40 : 16;
  const isLong = container === 'RF64';
  const dataAt = 12 + (isLong ? 36 : 0) + 8 + formatBytes + 8;
  const dataBytes = frames * frameBytes;
  const bytes = new Uint8Array(dataAt + dataBytes);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const text = (value: string) => {
    for (const char of value) view.setUint8(at++, char.codePointAt(0) ?? 0);
  };
  const u32 = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const u16 = (value: number) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const tag = encoding.startsWith('f') ? 3 : 1;
  text(container);
  u32(isLong ? 0xffffffff : bytes.length - 8);
  text('WAVE');
  if (isLong) {
    text('ds64');
    u32(28);
    for (const size of [bytes.length - 8, dataBytes, frames]) {
      view.setBigUint64(at, BigInt(size), true);
      at += 8;
    }
    u32(0);
  }
  text('fmt ');
  u32(formatBytes);
  u16(extensible ? 0xfffe : tag);
  u16(channels.length);
  u32(sampleRateHz);
  u32(sampleRateHz * frameBytes);
  u16(frameBytes);
  u16(bits);
  if (extensible) {
    u16(22);
    u16(bits);
    u32(0);
    u16(tag);
    text('\u0000\u0000\u0000\u0000\u0010\u0000\u0080\u0000\u0000\u00aa\u0000\u0038\u009b\u0071');
  }
  text('data');
  u32(isLong ? 0xffffffff : dataBytes);
  for (let i = 0; i < frames; i++) {
    channels.forEach((channel, c) => writeSample(view, at + i * frameBytes + (c * bits) / 8, encoding, channel[i] ?? 0));
  }
  return bytes;
}

/** Encodes with ffmpeg; `args` name the codec. */
export function encodeBy(args: readonly string[], extension: string, wav: Uint8Array): Uint8Array<ArrayBuffer> {
  const folder = mkdtempSync(join(tmpdir(), 'cadence-audio-'));
  try {
    const [from, to] = [join(folder, 'in.wav'), join(folder, `out.${extension}`)];
    writeFileSync(from, wav);
    const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', '-i', from, ...args, to]);
    if (status !== 0) throw new Error(`ffmpeg: ${stderr.toString()}`);
    return new Uint8Array(readFileSync(to));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
