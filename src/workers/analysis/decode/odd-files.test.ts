// Files that an analyser reads wrongly without a word when it is careless: containers with sync words of MP3 in them, free
// format, damaged and truncated streams, and the uncompressed kinds that musicians have.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes } from '#tests/audio/encode.ts';
import { noise } from '#tests/audio/signals.ts';
import { bytesSource } from './audio-file.ts';
import { openAudio } from './open-audio.ts';

const RATE = 48_000;
const SECONDS = 4;
/** A tone that rises, so that sound at a wrong time differs. */
const sweep = Float32Array.from({ length: RATE * SECONDS }, (_, n) => 0.4 * Math.sin(0.02 * n + 1.2e-7 * n * n));
const wav = wavBytes([sweep], { sampleRateHz: RATE });

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

async function decode(bytes: Uint8Array<ArrayBuffer>) {
  const stream = await openAudio(bytesSource(bytes));
  const samples: number[] = [];
  try {
    for await (const { channels, count } of stream.pieces()) {
      for (let i = 0; i < count; i++) samples.push((channels[0] as Float32Array)[i] as number);
    }
  } finally {
    stream.close();
  }
  return { codec: stream.codec, samples, notice: stream.notice, speakers: stream.speakers };
}

/** The largest difference of two sounds between two samples. */
const distance = (a: readonly number[], b: ArrayLike<number>, from: number, until: number): number => {
  let most = 0;
  for (let i = from; i < until; i++) most = Math.max(most, Math.abs((a[i] ?? 9) - (b[i] ?? 9)));
  return most;
};

describe('sound in containers', () => {
  it.for([
    { args: ['-c:a', 'libopus', '-b:a', '128k'], extension: 'webm', codec: 'opus', lossy: 0.1 },
    { args: ['-c:a', 'libvorbis', '-q:a', '7'], extension: 'webm', codec: 'vorbis', lossy: 0.1 },
    { args: ['-c:a', 'libopus', '-b:a', '128k'], extension: 'mp4', codec: 'opus', lossy: 0.1 },
    { args: ['-c:a', 'libmp3lame', '-b:a', '192k'], extension: 'mp4', codec: 'mp3', lossy: 0.1 },
    { args: ['-c:a', 'flac', '-strict', '-2'], extension: 'mp4', codec: 'flac', lossy: 1e-4 },
    { args: ['-c:a', 'flac'], extension: 'mka', codec: 'flac', lossy: 1e-4 },
    { args: ['-c:a', 'alac'], extension: 'm4a', codec: 'alac', lossy: 1e-4 },
    { args: ['-c:a', 'alac'], extension: 'mov', codec: 'alac', lossy: 1e-4 },
    { args: ['-c:a', 'alac'], extension: 'caf', codec: 'alac', lossy: 1e-4 },
    { args: ['-c:a', 'pcm_s16be'], extension: 'mov', codec: 'pcm', lossy: 1e-4 },
    { args: ['-c:a', 'libmp3lame', '-b:a', '192k'], extension: 'wav', codec: 'mp3', lossy: 9 },
    { args: ['-c:a', 'pcm_mulaw'], extension: 'wav', codec: 'wav', lossy: 0.02 },
    { args: ['-c:a', 'pcm_alaw'], extension: 'wav', codec: 'wav', lossy: 0.02 },
    { args: ['-c:a', 'pcm_s24be'], extension: 'aiff', codec: 'aiff', lossy: 1e-4 },
    { args: ['-c:a', 'pcm_s16le', '-f', 'aiff'], extension: 'aifc', codec: 'aiff', lossy: 1e-4 },
    { args: ['-c:a', 'pcm_f32be', '-f', 'aiff'], extension: 'aifc', codec: 'aiff', lossy: 1e-4 },
    { args: ['-c:a', 'pcm_s16be'], extension: 'caf', codec: 'caf', lossy: 1e-4 },
    { args: ['-c:a', 'pcm_f32le'], extension: 'caf', codec: 'caf', lossy: 1e-4 },
    { args: [], extension: 'w64', codec: 'w64', lossy: 1e-4 },
    { args: [], extension: 'au', codec: 'au', lossy: 1e-4 },
  ])('$codec in .$extension ($args) is read at its time', async ({ args, extension, codec, lossy }, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const read = await decode(encodeBy(args, extension, wav));
    expect(read.codec).toBe(codec);
    expect(Math.abs(read.samples.length / RATE - SECONDS)).toBeLessThan(0.05);
    expect(distance(read.samples, sweep, 4800, sweep.length - 4800)).toBeLessThan(lossy);
  });

  it.for([
    { args: ['-c:a', 'wmav2'], extension: 'wma', words: /Windows Media/ },
    { args: ['-c:a', 'mp2', '-f', 'mpegts'], extension: 'ts', words: /transport stream/ },
    { args: ['-c:a', 'adpcm_ms'], extension: 'wav', words: /Microsoft ADPCM/ },
    { args: ['-c:a', 'adpcm_ima_wav'], extension: 'wav', words: /IMA ADPCM/ },
    { args: ['-c:a', 'alac'], extension: 'mka', words: /Apple Lossless/ },
  ])('.$extension ($args) is refused by its name', async ({ args, extension, words }, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    await expect(decode(encodeBy(args, extension, wav))).rejects.toThrow(words);
  });
});

describe('an MP3', () => {
  const mp3 = () => encodeBy(['-c:a', 'libmp3lame', '-b:a', '128k', '-write_xing', '0', '-id3v2_version', '0'], 'mp3', wav);

  it('in free format is read as the same sound with its bit rate stated', async ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const stated = mp3();
    const free = stated.slice();
    // 128 kbit/s at 48 kHz: every frame has 384 bytes.
    for (let at = 0; at + 4 <= free.length; at += 384) free[at + 2] = (free[at + 2] as number) & 0x0f;
    const [a, b] = [await decode(stated), await decode(free)];
    expect(b.samples.length).toBe(a.samples.length);
    expect(distance(b.samples, a.samples, 0, a.samples.length)).toBe(0);
  });

  it('is not found in noise that contains two frames in a row', async () => {
    const bytes = new Uint8Array(60_000).map((_, i) => (i * 31) % 251);
    for (const at of [5000, 5384]) bytes.set([0xff, 0xfb, 0x94, 0xc0], at);
    await expect(decode(bytes)).rejects.toThrow('This kind of file is not supported.');
  });

  it('that ends before the length in its header is read, and what is missing is said', async ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const whole = encodeBy(['-c:a', 'libmp3lame', '-b:a', '128k'], 'mp3', wav);
    expect((await decode(whole)).notice).toBeUndefined();
    const cut = await decode(whole.slice(0, whole.length / 2));
    expect(cut.samples.length).toBeGreaterThan(1.8 * RATE);
    expect(cut.notice).toMatch(/should contain 4\.0 s of audio, but ends after (1\.9|2\.0) s/);
  });
});

describe('Ogg', () => {
  const CODECS = [
    { extension: 'opus', args: ['-c:a', 'libopus', '-b:a', '96k', '-page_duration', '200000'] },
    { extension: 'ogg', args: ['-c:a', 'libvorbis', '-q:a', '6', '-page_duration', '200000'] },
  ];

  it.for(CODECS)(
    '.$extension cut in the middle keeps its time and says that the end is missing',
    async ({ extension, args }, { skip }) => {
      skip(!hasFfmpeg, FFMPEG_MISSING);
      const whole = encodeBy(args, extension, wav);
      const all = await decode(whole);
      expect(all.notice).toBeUndefined();
      const cut = await decode(whole.slice(0, Math.floor(whole.length / 2)));
      expect(cut.samples.length).toBeGreaterThan(RATE);
      expect(cut.samples.length).toBeLessThan(all.samples.length);
      expect(distance(cut.samples, all.samples, 0, cut.samples.length - 3000)).toBeLessThan(1e-5);
      expect(cut.notice).toMatch(/the end of the audio is missing/);
    },
  );

  it.for(CODECS)(
    '.$extension with a damaged page is silent there, and nothing after it moves',
    async ({ extension, args }, { skip }) => {
      skip(!hasFfmpeg, FFMPEG_MISSING);
      const whole = encodeBy(args, extension, wav);
      const all = await decode(whole);
      const hurt = whole.slice();
      const middle = Math.floor(hurt.length / 2);
      hurt[middle] = (hurt[middle] as number) ^ 0x55;
      const read = await decode(hurt);
      expect(read.samples.length).toBe(all.samples.length);
      expect(distance(read.samples, all.samples, 3 * RATE, all.samples.length)).toBeLessThan(0.01);
      expect(read.notice).toMatch(/s of the Ogg file are damaged/);
    },
  );
});

describe('levels', () => {
  it.for(['pcm_u8', 'pcm_s16le'])('of FLAC from %s are those of the samples', async (encoding, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const full = Float32Array.from({ length: RATE }, (_, n) => (n % 96 < 48 ? -1 : 0.5));
    const source = wavBytes([full], { sampleRateHz: RATE, encoding: encoding === 'pcm_u8' ? 'u8' : 's16' });
    let flac: Uint8Array<ArrayBuffer>;
    if (encoding === 'pcm_u8') flac = flacOfEightBits(full);
    else flac = encodeBy(['-c:a', 'flac'], 'flac', source);
    const { samples } = await decode(flac);
    expect(Math.min(...samples)).toBeCloseTo(-1, 5);
    expect(Math.max(...samples)).toBeCloseTo(0.5, 5);
  });

  it('a WAV file eight bytes short is read, and so is one cut in its middle', async () => {
    const sound = [noise(3000, 1)];
    const whole = wavBytes(sound, { sampleRateHz: RATE });
    const short = await decode(whole.slice(0, whole.length - 8));
    expect([short.samples.length, short.notice]).toEqual([2996, expect.stringContaining('8 bytes shorter')]);
    const long = wavBytes([sweep], { sampleRateHz: RATE });
    expect((await decode(long.slice(0, long.length / 2))).notice).toMatch(
      /should contain 4\.0 s of audio, but ends after 2\.0 s/,
    );
  });
});

/** A FLAC file of 8 bits with verbatim subframes (RFC 9639), since encoders at hand write 16 bits or more. */
function flacOfEightBits(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const block = 4096;
  const blocks = Math.floor(samples.length / block);
  const info = new Uint8Array(42);
  const view = new DataView(info.buffer);
  info.set(new TextEncoder().encode('fLaC'));
  view.setUint8(4, 0x80);
  view.setUint8(7, 34);
  view.setUint16(8, block);
  view.setUint16(10, block);
  // 20 bits of rate, 3 of channels − 1, 5 of bits − 1, 36 of samples.
  view.setUint32(18, (RATE << 12) | (7 << 4));
  view.setUint32(22, blocks * block);
  const frames = Array.from({ length: blocks }, (_, n) => {
    const head = [0xff, 0xf8, 0xca, 0x02, n];
    const bytes = [...head, crc(head, 8, 0x07), 0x02];
    for (let i = 0; i < block; i++) bytes.push(Math.round(128 * (samples[n * block + i] as number)) & 0xff);
    const check = crc(bytes, 16, 0x8005);
    return [...bytes, check >> 8, check & 0xff];
  });
  return Uint8Array.from([...info, ...frames.flat()]);
}

function crc(bytes: readonly number[], bits: number, polynomial: number): number {
  let value = 0;
  const top = 1 << (bits - 1);
  for (const byte of bytes) {
    value ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) value = ((value << 1) ^ (value & top ? polynomial : 0)) & (2 * top - 1);
  }
  return value;
}
