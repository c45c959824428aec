// Files whose headers contain false values, for each codec.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes } from '#tests/audio/encode.ts';
import { sealFirstPage } from '#tests/audio/ogg.ts';
import { noise } from '#tests/audio/signals.ts';
import { AudioFileError, bytesSource, type ByteSource } from './audio-file.ts';
import { openAudio } from './open-audio.ts';

const RATE = 44_100;
const SECONDS = 3;
const sound = noise(RATE * SECONDS, 3).map((value, i) => 0.4 * Math.sin(i / 20) + 0.1 * value);
const wav = wavBytes([sound, sound], { sampleRateHz: RATE });

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

interface Answer {
  /** Seconds of sound, or null with the message of the refusal. */
  seconds: number | null;
  words: string;
}

/** Reads a file to its end. The result is sound or a refusal; any other error fails the test. */
async function answerOf(source: ByteSource): Promise<Answer> {
  let seconds = 0;
  try {
    const stream = await openAudio(source);
    try {
      for await (const { count } of stream.pieces()) seconds += count / stream.sampleRateHz;
    } finally {
      stream.close();
    }
    return { seconds, words: stream.notice ?? '' };
  } catch (cause) {
    if (!(cause instanceof AudioFileError)) throw cause;
    return { seconds: null, words: cause.message };
  }
}

const at = (bytes: Uint8Array, text: string) => Buffer.from(bytes).indexOf(text, 0, 'latin1');

type Lie = (view: DataView, bytes: Uint8Array<ArrayBuffer>) => void;
interface Case {
  what: string;
  extension: string;
  args: string[];
  lie: Lie;
  /** The required result, where only one is right. */
  seconds?: number;
  words?: RegExp;
}

const FLAC = { extension: 'flac', args: ['-c:a', 'flac'] };
const MP3 = { extension: 'mp3', args: ['-c:a', 'libmp3lame', '-b:a', '128k'] };
const VORBIS = { extension: 'ogg', args: ['-c:a', 'libvorbis'] };
const OPUS = { extension: 'opus', args: ['-c:a', 'libopus'] };
const sealed =
  (lie: Lie): Lie =>
  (view, bytes) => {
    lie(view, bytes);
    sealFirstPage(bytes);
  };

const CASES: Case[] = [
  {
    what: 'ten times its length',
    ...FLAC,
    lie: (v) => v.setUint32(22, v.getUint32(22) * 10),
    words: /should contain 30\.0 s .* only 3\.0 s/,
  },
  { what: 'a tenth of its length', ...FLAC, lie: (v) => v.setUint32(22, Math.floor(v.getUint32(22) / 10)) },
  { what: 'a length of days', ...FLAC, lie: (v) => v.setUint8(21, v.getUint8(21) | 0x0f), words: /only 3\.0 s/ },
  { what: 'one channel where there are two', ...FLAC, lie: (v) => v.setUint8(20, v.getUint8(20) & 0xf1) },
  { what: 'eight channels where there are two', ...FLAC, lie: (v) => v.setUint8(20, v.getUint8(20) | 0x0e) },
  { what: 'no sample rate', ...FLAC, lie: (v) => [18, 19].forEach((i) => v.setUint8(i, 0)) },
  { what: 'a frame count of 4 billion', ...MP3, lie: (v, b) => v.setUint32(at(b, 'Info') + 8, 0xffffffff), seconds: SECONDS },
  { what: 'a frame count of 1', ...MP3, lie: (v, b) => v.setUint32(at(b, 'Info') + 8, 1) },
  { what: 'an ID3 tag longer than the file', ...MP3, lie: (v) => v.setUint32(6, 0x7f7f7f7f), words: /\w/ },
  {
    what: 'another rate in its first frame',
    ...MP3,
    lie: (v, b) => v.setUint8(at(b, 'Info') - 34, v.getUint8(at(b, 'Info') - 34) ^ 0x04),
  },
  { what: 'no sample rate', ...VORBIS, lie: sealed((v) => v.setUint32(40, 0, true)), words: /\w/ },
  { what: '255 channels', ...VORBIS, lie: sealed((v) => v.setUint8(39, 255)), words: /\w/ },
  { what: 'a rate of 2 billion', ...VORBIS, lie: sealed((v) => v.setUint32(40, 2e9, true)), words: /\w/ },
  { what: '255 channels', ...OPUS, lie: sealed((v) => v.setUint8(37, 255)), words: /\w/ },
  { what: 'no channels', ...OPUS, lie: sealed((v) => v.setUint8(37, 0)), words: /\w/ },
  { what: 'a pre-skip longer than the file', ...OPUS, lie: sealed((v) => v.setUint16(38, 0xffff, true)) },
];

describe('a file with a false header', () => {
  it.for(CASES)(
    '.$extension that says $what is read or refused with a message',
    async ({ extension, args, lie, seconds, words }, { skip }) => {
      skip(!hasFfmpeg, FFMPEG_MISSING);
      const bytes = encodeBy(args, extension, wav);
      lie(new DataView(bytes.buffer), bytes);
      const answer = await answerOf(bytesSource(bytes));
      if (answer.seconds === null) expect(answer.words).toMatch(/\w.*\.$/);
      else expect(answer.seconds).toBeLessThan(SECONDS + 1);
      if (words) expect(answer.words).toMatch(words);
      if (seconds !== undefined) expect(answer.seconds).toBeCloseTo(seconds, 1);
    },
  );

  it('a file of 17 GiB is refused before it is read', async () => {
    let readBytes = 0;
    const source: ByteSource = {
      size: 17 * 2 ** 30,
      read: (start, end) => {
        readBytes += end - start;
        return Promise.resolve(new Uint8Array(end - start));
      },
    };
    expect((await answerOf(source)).words).toBe('The file is larger than 16 GiB.');
    expect(readBytes).toBe(0);
  });

  it.each([0x00, 0xff, 0x49, 0x4f])('16 GiB of the byte %i are refused after reading only their start', async (byte) => {
    let readBytes = 0;
    const source: ByteSource = {
      size: 16 * 2 ** 30,
      read: (start, end) => {
        readBytes += end - start;
        return Promise.resolve(new Uint8Array(end - start).fill(byte));
      },
    };
    expect((await answerOf(source)).words).toMatch(/\w.*\.$/);
    expect(readBytes).toBeLessThan(1 << 20);
  });
});
