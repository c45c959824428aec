import { describe, expect, it } from 'vitest';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes } from '#tests/audio/encode.ts';
import { noise } from '#tests/audio/signals.ts';
import { bytesSource, type ByteSource } from './audio-file.ts';
import { openAudio } from './open-audio.ts';

const RATE = 44_100;
const SECONDS = 30;
const SECONDS_READ = 2;
const hiss = noise(SECONDS * RATE, 5);
/** A rising tone and intermittent noise, so that no two parts are alike. */
const left = hiss.map((value, i) => 0.3 * Math.sin(i * 0.05 * (1 + i / RATE / 60)) + 0.2 * value * Math.abs(Math.sin(i / 5000)));
const right = left.map((value, i) => 0.5 * value + 0.1 * hiss[(i * 7) % hiss.length]!);

const wav = wavBytes([left, right], { sampleRateHz: RATE });

interface Read {
  channels: Float32Array[];
  count: number;
  rate: number;
  /** Bytes of the file that the decoder had received when its first sound came. */
  firstBytes: number;
}

async function read(source: ByteSource, from: number, most: number): Promise<Read> {
  const stream = await openAudio(source);
  const channels = Array.from({ length: stream.channelCount }, () => new Float32Array(most));
  let [count, firstBytes] = [0, 0];
  for await (const piece of stream.pieces(from)) {
    if (count === 0 && piece.count > 0) firstBytes = piece.bytesRead;
    const taken = Math.min(piece.count, most - count);
    channels.forEach((channel, c) => channel.set(piece.channels[c]!.subarray(0, taken), count));
    count += taken;
    if (count === most) break;
  }
  stream.close();
  return { channels: channels.map((channel) => channel.subarray(0, count)), count, rate: stream.sampleRateHz, firstBytes };
}

const mp3 = (...args: string[]) => ({ extension: 'mp3', args: ['-c:a', 'libmp3lame', ...args] });
const FILES = [
  mp3('-b:a', '192k'),
  mp3('-q:a', '3'),
  mp3('-b:a', '32k', '-ar', '22050'),
  mp3('-b:a', '64k', '-ac', '1'),
  mp3('-b:a', '128k', '-write_xing', '0'),
  mp3('-b:a', '128k', '-reservoir', '0'),
  { extension: 'mp2', args: ['-c:a', 'mp2', '-b:a', '192k'] },
  { extension: 'flac', args: ['-c:a', 'flac'] },
  { extension: 'flac', args: ['-c:a', 'flac', '-ac', '1', '-frame_size', '1000'] },
  { extension: 'ogg', args: ['-c:a', 'libvorbis', '-q:a', '5'] },
  { extension: 'opus', args: ['-c:a', 'libopus', '-b:a', '128k'] },
];

const encode = ({ extension, args }: (typeof FILES)[number]) => encodeBy(args, extension, wav);

/** The largest difference between a sought part and the same part of the whole file. */
function farthest(part: Read, whole: Read, from: number): number {
  let worst = 0;
  part.channels.forEach((channel, c) => {
    for (let i = 0; i < channel.length; i++) worst = Math.max(worst, Math.abs(channel[i]! - whole.channels[c]![from + i]!));
  });
  return worst;
}

describe('seeking into the middle of a compressed file', () => {
  it.for(FILES)('.$extension $args: gives sample for sample what decoding from the start gives', async (file, { skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const bytes = encode(file);
    const whole = await read(bytesSource(bytes), 0, 60 * 48_000);
    const source = bytesSource(bytes);
    for (const second of [14.337, 22, SECONDS - 1]) {
      const from = Math.round(second * whole.rate);
      const part = await read(source, from, SECONDS_READ * whole.rate);
      expect(part.count).toBe(Math.min(SECONDS_READ * whole.rate, whole.count - from));
      expect(farthest(part, whole, from)).toBeLessThan(1e-6);
      // The decoder did not read through the file to get there.
      expect(part.firstBytes).toBeGreaterThan(bytes.length * 0.3);
    }
  });

  /**
   * Reads from the start and from each of `seconds`; the sought parts must equal the whole and must not come from reading
   * through.
   */
  async function expectSought(bytes: Uint8Array<ArrayBuffer>, seconds: readonly number[]): Promise<void> {
    const whole = await read(bytesSource(bytes), 0, 120 * 48_000);
    const source = bytesSource(bytes);
    for (const second of seconds) {
      const part = await read(source, second * RATE, RATE);
      expect(part.count).toBe(RATE);
      expect(farthest(part, whole, second * RATE)).toBeLessThan(1e-6);
      expect(part.firstBytes).toBeGreaterThan(bytes.length * 0.2);
    }
  }

  it('works with other bytes between the frames', async ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const good = encode(mp3('-b:a', '128k'));
    const bytes = new Uint8Array(good.length + 700);
    const cut = Math.floor(good.length * 0.2);
    bytes.set(good.subarray(0, cut));
    bytes.set(good.subarray(cut), cut + 700);
    await expectSought(bytes, [12, 20, 27]);
  });

  it('works in a file joined from several with their tags', async ({ skip }) => {
    skip(!hasFfmpeg, FFMPEG_MISSING);
    const tags = ['-metadata', 'title=One', '-write_id3v1', '1', '-write_apetag', '1'];
    const parts = [encode(mp3('-b:a', '128k', ...tags)), encode(mp3('-q:a', '4', ...tags))];
    await expectSought(new Uint8Array(Buffer.concat(parts)), [20, 29, 31, 45]);
  });
});
