import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes, type WavOptions } from '#tests/audio/encode.ts';
import { noise } from '#tests/audio/signals.ts';
import { AudioFileError, bytesSource } from './audio-file.ts';
import { openAudio } from './open-audio.ts';

const RATE = 44_100;
/** Decaying bursts, one per second, which show the position of the sound. */
function impulses(seconds: number, sampleRateHz = RATE): Float32Array {
  const out = new Float32Array(seconds * sampleRateHz);
  for (let k = 1; k < seconds; k++) {
    for (let i = 0; i < 2000; i++) out[k * sampleRateHz + i] = 0.85 * Math.exp(-i / 200) * Math.cos(i * 0.3);
  }
  return out;
}

interface Decoded {
  codec: string;
  sampleRateHz: number;
  channels: number[][];
}

async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  const stream = await openAudio(bytesSource(bytes));
  try {
    const channels: number[][] = Array.from({ length: stream.channelCount }, () => []);
    for await (const piece of stream.pieces()) {
      channels.forEach((all, c) => {
        for (let i = 0; i < piece.count; i++) all.push(piece.channels[c]![i]!);
      });
    }
    return { codec: stream.codec, sampleRateHz: stream.sampleRateHz, channels };
  } finally {
    stream.close();
  }
}

/** Silences the decoders' console errors about damaged files. */
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

describe('WAV', () => {
  const sound = [noise(3000, 1).map((v) => v * 0.9), noise(3000, 2).map((v) => v * 0.9)];
  it.each<WavOptions & { step: number }>([
    { sampleRateHz: 8000, encoding: 'u8', step: 1 / 128 },
    { sampleRateHz: RATE, encoding: 's16', step: 1 / 32_768 },
    { sampleRateHz: 48_000, encoding: 's24', step: 1e-6 },
    { sampleRateHz: 96_000, encoding: 's32', step: 1e-7 },
    { sampleRateHz: RATE, encoding: 'f32', step: 1e-9 },
    { sampleRateHz: RATE, encoding: 'f64', step: 1e-7 },
    { sampleRateHz: RATE, encoding: 's24', extensible: true, step: 1e-6 },
    { sampleRateHz: RATE, encoding: 's16', container: 'RF64', step: 1 / 32_768 },
  ])(
    'of $encoding at $sampleRateHz Hz ($container, extensible: $extensible) reads as it was written',
    async ({ step, ...options }) => {
      const { codec, sampleRateHz, channels } = await decode(wavBytes(sound, options));
      expect([codec, sampleRateHz]).toEqual(['wav', options.sampleRateHz]);
      sound.forEach((written, c) => {
        expect(channels[c]).toHaveLength(written.length);
        written.forEach((value, i) => expect(Math.abs(channels[c]![i]! - value)).toBeLessThanOrEqual(step));
      });
    },
  );

  it('is read to the end of the file when the recorder never wrote the size', async () => {
    for (const size of [0, 0xffffffff]) {
      const bytes = wavBytes(sound, { sampleRateHz: RATE });
      new DataView(bytes.buffer).setUint32(40, size, true);
      expect((await decode(bytes)).channels[0]).toHaveLength(3000);
    }
  });

  it.each([
    { what: 'a byte short', lie: 0, cut: 1, frames: 2999 },
    { what: 'with a size 36 bytes too large', lie: 36, cut: 0, frames: 3000 },
  ])('a file $what is read, and what is missing is said', async ({ lie, cut, frames }) => {
    const whole = wavBytes(sound, { sampleRateHz: RATE });
    const view = new DataView(whole.buffer);
    view.setUint32(40, view.getUint32(40, true) + lie, true);
    const stream = await openAudio(bytesSource(whole.slice(0, whole.length - cut)));
    let count = 0;
    for await (const piece of stream.pieces()) count += piece.count;
    expect(count).toBe(frames);
    expect(stream.notice).toMatch(/bytes shorter than its header says/);
  });

  it('with 20-bit samples is read from the upper bits of three bytes', async () => {
    const wide = wavBytes(sound, { sampleRateHz: RATE, encoding: 's24' });
    const { channels } = await decode(wide);
    new DataView(wide.buffer).setUint16(34, 20, true);
    expect((await decode(wide)).channels).toEqual(channels);
  });

  it('takes the loudspeakers from the channel mask, and the usual ones when the mask is empty or too short', async () => {
    const four = wavBytes([...sound, ...sound].slice(0, 4), { sampleRateHz: RATE, extensible: true });
    const speakers = async (mask: number) => {
      new DataView(four.buffer).setUint32(40, mask, true);
      return (await openAudio(bytesSource(four))).speakers;
    };
    expect(await speakers(0x10f & ~0x8)).toEqual(['FL', 'FR', 'FC', 'BC']);
    expect(await speakers(0x0f)).toEqual(['FL', 'FR', 'FC', 'LFE']);
    expect(await speakers(0)).toBeUndefined();
    expect(await speakers(0x3)).toEqual(['FL', 'FR', 'BL', 'BR']);
  });

  it('NaN and infinite samples become silence', async () => {
    const bytes = wavBytes([Float32Array.of(0.5, Number.NaN, Number.POSITIVE_INFINITY, 0.25)], {
      sampleRateHz: RATE,
      encoding: 'f32',
    });
    expect((await decode(bytes)).channels[0]).toEqual([0.5, 0, 0, 0.25]);
  });

  const change = (edit: (view: DataView) => void, bytes = wavBytes(sound, { sampleRateHz: RATE })) => {
    edit(new DataView(bytes.buffer));
    return bytes;
  };
  it.each([
    { what: 'an empty file', bytes: new Uint8Array(0), words: /empty/ },
    {
      what: 'a file cut in its header',
      bytes: wavBytes(sound, { sampleRateHz: RATE }).slice(0, 30),
      words: /incomplete|no audio/,
    },
    { what: 'no channels', bytes: change((v) => v.setUint16(22, 0, true)), words: /0 channels/ },
    { what: 'a thousand channels', bytes: change((v) => v.setUint16(22, 1000, true)), words: /1000 channels/ },
    { what: 'no sample rate', bytes: change((v) => v.setUint32(24, 0, true)), words: /0 samples per second/ },
    { what: 'a compressed kind', bytes: change((v) => v.setUint16(20, 0x02, true)), words: /Microsoft ADPCM/ },
    { what: 'odd bits', bytes: change((v) => v.setUint16(34, 13, true)), words: /13 bits/ },
    { what: 'a lying sample size', bytes: change((v) => v.setUint16(32, 7, true)), words: /contradicts itself/ },
    { what: 'sound before its format', bytes: change((v) => v.setUint32(12, 0x41414141, true)), words: /does not describe/ },
    { what: 'a chunk that swallows the rest', bytes: change((v) => v.setUint32(16, 0xfffffff0, true)), words: /no audio/ },
    { what: 'text', bytes: new TextEncoder().encode('hello '.repeat(500)), words: /is not supported/ },
  ])('refuses $what in words', async ({ bytes, words }) => {
    const refused = decode(new Uint8Array(bytes));
    await expect(refused).rejects.toThrow(AudioFileError);
    await expect(refused).rejects.toThrow(words);
  });

  it('with any damage is read or refused with a message', async () => {
    const good = wavBytes(sound, { sampleRateHz: RATE, extensible: true });
    const places = noise(600, 7);
    for (let n = 0; n < 300; n++) {
      const bytes = good.slice(0, n % 3 === 0 ? Math.floor(Math.abs(places[n]!) * good.length) : good.length);
      for (let k = 0; k < 3; k++)
        bytes[Math.floor(Math.abs(places[(n * 2 + k) % 600]!) * Math.min(80, bytes.length))] = (n * 37 + k * 101) & 255;
      await decode(bytes).catch((cause: unknown) => expect(cause).toBeInstanceOf(AudioFileError));
    }
  });
});

const CODECS = [
  { codec: 'mp3', args: ['-c:a', 'libmp3lame', '-b:a', '192k'], extension: 'mp3' },
  { codec: 'mp3', args: ['-c:a', 'libmp3lame', '-q:a', '4', '-ac', '1'], extension: 'mp3' },
  { codec: 'flac', args: ['-c:a', 'flac'], extension: 'flac' },
  { codec: 'flac', args: ['-c:a', 'flac'], extension: 'oga' },
  { codec: 'vorbis', args: ['-c:a', 'libvorbis', '-q:a', '6'], extension: 'ogg' },
  { codec: 'opus', args: ['-c:a', 'libopus', '-b:a', '128k'], extension: 'opus' },
] as const;

describe('compressed files', () => {
  it.for(CODECS)(
    '$codec in .$extension ($args) starts where it was recorded, within 1 ms',
    async ({ codec, args, extension }, { skip }) => {
      skip(!hasFfmpeg, FFMPEG_MISSING);
      const original = impulses(6);
      const result = await decode(encodeBy(args, extension, wavBytes([original, original], { sampleRateHz: RATE })));
      expect(result.codec).toBe(codec);
      expect(result.channels).toHaveLength(args.includes('-ac' as never) ? 1 : 2);
      expect(Math.abs(result.channels[0]!.length / result.sampleRateHz - 6)).toBeLessThan(0.001);
      for (let second = 1; second < 6; second++) {
        const from = Math.round((second - 0.5) * result.sampleRateHz);
        const start = result.channels[0]!.findIndex((value, i) => i >= from && Math.abs(value) > 0.3);
        expect(Math.abs(start / result.sampleRateHz - second)).toBeLessThan(0.001);
      }
    },
  );

  it.for(CODECS)(
    '$codec in .$extension, damaged or truncated, is read or refused with a message',
    async ({ args, extension }, { skip }) => {
      skip(!hasFfmpeg, FFMPEG_MISSING);
      const sound = noise(RATE * 2, 3).map((v, i) => 0.4 * Math.sin(i / 20) + 0.1 * v);
      const good = encodeBy(args, extension, wavBytes([sound, sound], { sampleRateHz: RATE }));
      const places = noise(200, 9);
      for (let n = 0; n < 12; n++) {
        const bytes = good.slice(0, n % 2 === 0 ? Math.floor(Math.abs(places[n]!) * good.length) : good.length);
        // Every other file also contains a section of random bytes.
        if (n % 4 > 1)
          bytes.fill(
            n * 53,
            Math.floor(Math.abs(places[n + 50]!) * bytes.length),
            Math.floor(Math.abs(places[n + 50]!) * bytes.length) + 60,
          );
        for (let k = 0; k < n; k++)
          bytes[Math.floor(Math.abs(places[(n * 7 + k) % 200]!) * bytes.length)] = (n * 37 + k * 101) & 255;
        await decode(bytes).catch((cause: unknown) => expect(cause).toBeInstanceOf(AudioFileError));
      }
    },
  );

  it('a truncated FLAC file is read as far as it goes, and the missing length is said', async ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const sound = noise(RATE * 4, 3).map((v) => v * 0.5);
    const flac = encodeBy(['-c:a', 'flac'], 'flac', wavBytes([sound], { sampleRateHz: RATE }));
    const stream = await openAudio(bytesSource(flac.slice(0, flac.length / 2)));
    let count = 0;
    for await (const piece of stream.pieces()) count += piece.count;
    expect(count).toBeGreaterThan(RATE);
    expect(stream.notice).toMatch(/contain 4\.0 s of audio, but only [12]\.\d s/);
  });

  it.for([{ args: ['-c:a', 'aac'], words: /^AAC audio can't be decoded/ }])(
    '$args in MP4 is refused by its name where no decoder is available',
    async ({ args, words }, { skip }) => {
      skip(!hasFfmpeg, FFMPEG_MISSING);
      const sound = noise(RATE, 3);
      await expect(decode(encodeBy(args, 'm4a', wavBytes([sound], { sampleRateHz: RATE })))).rejects.toThrow(words);
    },
  );
});
