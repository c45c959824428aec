// Files that ffmpeg makes from known samples, compared with them one by one.
import { describe, expect, it } from 'vitest';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes, type WavOptions } from '#tests/audio/encode.ts';
import { noise } from '#tests/audio/signals.ts';
import { AudioFileError, bytesSource } from '../audio-file.ts';
import { openAudio } from '../open-audio.ts';

const RATE = 48_000;

/** A sound per channel that the predictor must follow: a sweep, then noise at full scale, then silence and a click. */
function sounds(channelCount: number): Float32Array[] {
  return Array.from({ length: channelCount }, (_, c) => {
    const hiss = noise(RATE, c + 1);
    return Float32Array.from({ length: 3 * RATE + 1234 }, (_v, n) => {
      if (n < RATE) return 0.5 * Math.sin(0.01 * (c + 1) * n + 1e-6 * n * n) + 0.001 * (hiss[n] as number);
      if (n < 1.5 * RATE) return 0.999 * (hiss[n - RATE] as number);
      return n === 2 * RATE + c ? -1 : 0;
    });
  });
}

async function decode(bytes: Uint8Array<ArrayBuffer>, from = 0) {
  const stream = await openAudio(bytesSource(bytes));
  const channels = Array.from({ length: stream.channelCount }, (): number[] => []);
  try {
    for await (const piece of stream.pieces(from)) {
      channels.forEach((out, c) => {
        for (let i = 0; i < piece.count; i++) out.push((piece.channels[c] as Float32Array)[i] as number);
      });
    }
  } finally {
    stream.close();
  }
  const { codec, speakers, notice, sampleRateHz } = stream;
  return { codec, speakers, notice, sampleRateHz, channels };
}

/** The samples of a sound after it was written with so many bits. */
const written = (sound: Float32Array, bits: number): number[] => {
  const full = 2 ** (bits - 1);
  return Array.from(sound, (v) => Math.max(-full, Math.min(full - 1, Math.round(v * full))) / full);
};

const CASES: { bits: 16 | 24; channelCount: number; extension: string; map?: string }[] = [
  { bits: 16, channelCount: 1, extension: 'm4a' },
  { bits: 16, channelCount: 2, extension: 'm4a' },
  { bits: 24, channelCount: 1, extension: 'm4a' },
  { bits: 24, channelCount: 2, extension: 'mov' },
  { bits: 16, channelCount: 6, extension: 'm4a', map: '0|1|2|3|4|5:5.1' },
  { bits: 24, channelCount: 6, extension: 'caf', map: '0|1|2|3|4|5:5.1' },
  { bits: 16, channelCount: 2, extension: 'caf' },
  { bits: 16, channelCount: 3, extension: 'm4a', map: '0|1|2:3.0' },
];

const encoded = ({ bits, channelCount, extension, map }: (typeof CASES)[number], all = sounds(channelCount)) => {
  const encoding: NonNullable<WavOptions['encoding']> = bits === 16 ? 's16' : 's24';
  const order = map ? ['-af', `channelmap=${map}`] : [];
  const args = [...order, '-c:a', 'alac', '-sample_fmt', bits === 16 ? 's16p' : 's32p'];
  return encodeBy(args, extension, wavBytes(all, { sampleRateHz: RATE, encoding }));
};

describe('Apple Lossless', () => {
  it.for(CASES)(
    'of $bits bits and $channelCount channels in .$extension is decoded to the samples that were written',
    { timeout: 60_000 },
    async (sort, { skip }) => {
      skip(!hasFfmpeg, FFMPEG_MISSING);
      const all = sounds(sort.channelCount);
      const read = await decode(encoded(sort, all));
      expect([read.codec, read.sampleRateHz, read.notice]).toEqual(['alac', RATE, undefined]);
      expect(read.channels.map(({ length }) => length)).toEqual(all.map(({ length }) => length));
      read.channels.forEach((samples, c) => {
        const expected = written(all[c] as Float32Array, sort.bits);
        expect(samples.findIndex((value, i) => value !== expected[i])).toBe(-1);
      });
    },
  );

  it.for(['caf', 'm4a'])('in .%s gives the same samples from a later position', async (extension, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const bytes = encoded({ bits: 16, channelCount: 2, extension });
    const [all, later] = [await decode(bytes), await decode(bytes, 2 * RATE - 100)];
    expect(later.channels[1]).toEqual(all.channels[1]?.slice(2 * RATE - 100));
  });

  it.for(['caf', 'm4a'])('in .%s, damaged or cut, is read or refused with a message', async (extension, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const good = encoded({ bits: 16, channelCount: 2, extension });
    const places = noise(64, 9).map(Math.abs);
    for (let n = 0; n < 12; n++) {
      const bytes = good.slice(0, n % 3 === 0 ? Math.floor((places[n] as number) * good.length) : good.length);
      for (let k = 0; k < n; k++)
        bytes[Math.floor((places[(n * 7 + k) % 64] as number) * bytes.length)] = (n * 37 + k * 101) & 255;
      const error = await decode(bytes).then(
        () => null,
        (cause: unknown) => cause,
      );
      if (error !== null) expect(error).toBeInstanceOf(AudioFileError);
    }
  });

  it('in CAF that ends early is read as far as it goes, and what is missing is said', async ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const whole = encoded({ bits: 16, channelCount: 1, extension: 'caf' });
    // ffmpeg writes the packet table at the end: the sound is shortened in the header instead.
    const view = new DataView(whole.buffer);
    let at = 8;
    while (String.fromCharCode(...whole.subarray(at, at + 4)) !== 'data') at += 12 + Number(view.getBigInt64(at + 4));
    const size = Number(view.getBigInt64(at + 4));
    const half = Math.floor(size / 2);
    const cut = new Uint8Array([...whole.subarray(0, at + 12 + half), ...whole.subarray(at + 12 + size)]);
    new DataView(cut.buffer).setBigInt64(at + 4, BigInt(half));
    const read = await decode(cut);
    expect(read.channels[0]?.length).toBeGreaterThan(RATE / 2);
    expect(read.notice).toMatch(/should contain about 3\.\d s of audio, but ends after [01]\.\d s/);
  });
});
