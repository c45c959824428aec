import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes } from '#tests/audio/encode.ts';
import { noise } from '#tests/audio/signals.ts';
import { buildMp3Decoder, mp3SourceHash } from '../../../../../scripts/build-wasm.ts';
import { bytesSource } from '../audio-file.ts';
import { frameHeader, id3Length } from '../mp3-header.ts';
import { openAudio } from '../open-audio.ts';
import { MP3_DECODER_COMPILER, MP3_DECODER_SOURCES, MP3_DECODER_WASM } from './decoder-wasm.ts';

const RATE = 44_100;
const hiss = noise(4 * RATE, 11);
/** A tone under bursts of noise, which make encoders switch to short blocks; left and right differ. */
const left = hiss.map((value, i) => 0.25 * Math.sin(i * 0.03) + (i % 9000 < 300 ? 0.6 : 0.02) * value);
const right = left.map((value, i) => 0.6 * value + 0.1 * Math.sin(i * 0.21));
const wav = wavBytes([left, right], { sampleRateHz: RATE });

async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<number[][]> {
  const stream = await openAudio(bytesSource(bytes));
  const channels: number[][] = Array.from({ length: stream.channelCount }, () => []);
  for await (const piece of stream.pieces()) {
    channels.forEach((all, c) => {
      for (let i = 0; i < piece.count; i++) all.push(piece.channels[c]![i]!);
    });
  }
  stream.close();
  return channels;
}

/** ffmpeg's decoded samples, one channel after the other. */
function decodeByFfmpeg(bytes: Uint8Array, channelCount: number): Float32Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'cadence-mp3-'));
  try {
    const path = join(folder, 'in.mp3');
    writeFileSync(path, bytes);
    const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 'f32le', '-'], { maxBuffer: 1 << 28 });
    const view = new DataView(stdout.buffer, stdout.byteOffset, stdout.length);
    const length = stdout.length / 4 / channelCount;
    return Array.from({ length: channelCount }, (_, c) =>
      Float32Array.from({ length }, (_, i) => view.getFloat32(4 * (i * channelCount + c), true)),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the MP3 decoder', () => {
  it('was compiled from the sources beside it', () => {
    expect(MP3_DECODER_SOURCES).toBe(mp3SourceHash());
  });

  it('equals a new compilation of those sources', ({ skip }) => {
    const built = buildMp3Decoder();
    skip(built?.compiler !== MP3_DECODER_COMPILER, `${MP3_DECODER_COMPILER} is not installed`);
    expect(Buffer.from(built!.binary).toString('base64') === MP3_DECODER_WASM).toBe(true);
  });

  it.for([
    ['-b:a', '192k'],
    ['-q:a', '2'],
    ['-b:a', '320k', '-joint_stereo', '0'],
    ['-b:a', '96k', '-ac', '1'],
    ['-q:a', '5', '-ar', '22050'],
    ['-b:a', '24k', '-ar', '8000', '-ac', '1'],
    ['-b:a', '128k', '-write_xing', '0'],
  ])('decodes %j as ffmpeg does, to the sample', async (args, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const mp3 = encodeBy(['-c:a', 'libmp3lame', ...args], 'mp3', wav);
    const ours = await decode(mp3);
    const theirs = decodeByFfmpeg(mp3, ours.length);
    ours.forEach((channel, c) => {
      expect(channel).toHaveLength(theirs[c]!.length);
      let farthest = 0;
      channel.forEach((value, i) => (farthest = Math.max(farthest, Math.abs(value - theirs[c]![i]!))));
      expect(farthest).toBeLessThan(1e-4);
    });
  });

  it.for([
    ['mp3', 'libmp3lame'],
    ['mp2', 'mp2'],
  ] as const)('keeps the time of .%s after frames that are damaged', async ([extension, codec], { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const good = encodeBy(['-c:a', codec, '-b:a', '192k'], extension, wav);
    const bad = good.slice();
    let at = id3Length(good, 0);
    for (let frame = 0; frame < 84; frame++) {
      const header = frameHeader(good, at)!;
      if (frame >= 80) bad.fill(0xa5, at + 4, at + header.length);
      at += header.length;
    }
    const [whole, hurt] = [await decode(good), await decode(bad)];
    expect(hurt[0]).toHaveLength(whole[0]!.length);
    const tail = whole[0]!.length - RATE;
    expect(hurt[0]!.slice(tail)).toEqual(whole[0]!.slice(tail));
    expect(hurt[0]!.every(Number.isFinite)).toBe(true);
  });
});
