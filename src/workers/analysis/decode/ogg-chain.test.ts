// Common variations of Ogg files: output gain, chained streams, padding after a tag; and slightly malformed WAV files.
import { describe, expect, it } from 'vitest';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes } from '#tests/audio/encode.ts';
import { sealFirstPage } from '#tests/audio/ogg.ts';
import { bytesSource } from './audio-file.ts';
import { openAudio } from './open-audio.ts';

const RATE = 48_000;
const SECONDS = 2;

const tone = (hz: number, rateHz = RATE) =>
  Float32Array.from({ length: rateHz * SECONDS }, (_, n) => 0.4 * Math.sin((2 * Math.PI * hz * n) / rateHz));

const encoded = (extension: 'opus' | 'ogg', channels: Float32Array[], sampleRateHz = RATE) =>
  encodeBy(['-c:a', extension === 'opus' ? 'libopus' : 'libvorbis'], extension, wavBytes(channels, { sampleRateHz }));

async function decode(bytes: Uint8Array<ArrayBuffer>) {
  const stream = await openAudio(bytesSource(bytes));
  const samples: number[] = [];
  try {
    for await (const { channels, count } of stream.pieces()) samples.push(...(channels[0] as Float32Array).subarray(0, count));
  } finally {
    stream.close();
  }
  return samples;
}

const rms = (samples: readonly number[]) => Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

const joined = (...files: Uint8Array[]) => new Uint8Array(Buffer.concat(files));

describe('Opus output gain', () => {
  it.for([-6, 3.5])('of %f dB is applied to the sound', async (gainDb, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const plain = encoded('opus', [tone(440)]);
    const changed = plain.slice();
    const packetAt = 27 + (changed[26] as number);
    new DataView(changed.buffer).setInt16(packetAt + 16, gainDb * 256, true);
    sealFirstPage(changed);
    const difference = 20 * Math.log10(rms(await decode(changed)) / rms(await decode(plain)));
    expect(difference).toBeCloseTo(gainDb, 2);
  });
});

describe('a chained Ogg file', () => {
  it.for(['opus', 'ogg'] as const)('.%s returns the sound of each of its streams in turn', async (extension, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const [first, second] = [encoded(extension, [tone(440)]), encoded(extension, [tone(880)])];
    const apart = [...(await decode(first)), ...(await decode(second))];
    const together = await decode(joined(first, second));
    expect(together.length).toBe(apart.length);
    const worst = together.reduce((most, value, at) => Math.max(most, Math.abs(value - (apart[at] as number))), 0);
    expect(worst).toBeLessThan(1e-6);
  });

  it('whose streams differ in sample rate or channels is refused, naming both', async ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const stereo = encoded('ogg', [tone(440), tone(440)]);
    const mono = encoded('ogg', [tone(440, 44_100)], 44_100);
    await expect(decode(joined(stereo, mono))).rejects.toThrow(
      'The audio changes within the file from 48000 Hz and 2 channels to 44100 Hz and 1 channel.',
    );
  });
});

describe('an MP3 file', () => {
  it('is found after a tag followed by 100 KiB of zeros', async ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const mp3 = encodeBy(['-c:a', 'libmp3lame', '-write_id3v2', '0'], 'mp3', wavBytes([tone(440)], { sampleRateHz: RATE }));
    const tag = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 10, ...new Uint8Array(10));
    const samples = await decode(joined(tag, new Uint8Array(100 * 1024), mp3));
    expect(samples.length).toBe((await decode(mp3)).length);
  });
});
