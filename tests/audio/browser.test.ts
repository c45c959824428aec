// AAC decoding, which only browsers offer, with the same code as the analysis worker, on the page of the audio bench.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { withAudioPage, type AudioPageFiles } from '#tests/bench/audio-browser.ts';
import { encodeBy, FFMPEG_MISSING, hasFfmpeg, wavBytes } from './encode.ts';
import { bursts, noise } from './signals.ts';

const RATE = 44_100;
const TIMES_MS = [1000, 2000, 3000, 4000];
const sound = bursts(TIMES_MS, 5, RATE);
const wav = wavBytes([sound, sound], { sampleRateHz: RATE });

/** The page fetches `/aac` for each test, so the served file may change between tests. */
const files: AudioPageFiles = {
  hour: { manifest: null as never, chunks: [] },
  song: new Uint8Array(0),
};
let page: Page;
/** Why AAC cannot be tested here; a Chromium without proprietary codecs cannot decode it. */
let missing: string | null = FFMPEG_MISSING;
let leave: () => void;
let left: Promise<void>;

beforeAll(async () => {
  if (!hasFfmpeg) return;
  await new Promise<void>((arrived, failed) => {
    left = withAudioPage(files, (opened) => {
      page = opened;
      arrived();
      return new Promise<void>((resolve) => {
        leave = resolve;
      });
    });
    left.catch(failed);
  });
  const config = { codec: 'mp4a.40.2', sampleRate: RATE, numberOfChannels: 2 };
  const hasAac = await page.evaluate(async (wanted) => (await AudioDecoder.isConfigSupported(wanted)).supported, config);
  missing = hasAac ? null : 'this browser does not decode AAC';
}, 120_000);

afterAll(async () => {
  leave?.();
  await left;
});

const attacks = (fromMs = 0): Promise<number[]> => page.evaluate((ms) => globalThis.audioBench.attacks('/aac', ms), fromMs);

describe('AAC', () => {
  it.for([
    { extension: 'm4a', args: ['-c:a', 'aac', '-b:a', '192k'] },
    { extension: 'm4a', args: ['-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart', '-ac', '1'] },
    { extension: 'mov', args: ['-c:a', 'aac', '-b:a', '128k'] },
  ])('in .$extension $args has the recorded start within 1 ms', { timeout: 60_000 }, async ({ extension, args }, { skip }) => {
    skip(missing !== null, missing ?? '');
    files.aac = encodeBy(args, extension, wav);
    const found = await attacks();
    expect(found).toHaveLength(TIMES_MS.length);
    found.forEach((ms, i) => expect(Math.abs(ms - TIMES_MS[i]!)).toBeLessThan(1));
    const later = await attacks(2500);
    expect(later).toHaveLength(2);
    later.forEach((ms, i) => expect(Math.abs(ms - found[i + 2]!)).toBeLessThan(0.03));
  });

  it('when damaged or truncated, is decoded or fails with a message', { timeout: 120_000 }, async ({ skip }) => {
    skip(missing !== null, missing ?? '');
    const good = encodeBy(['-c:a', 'aac', '-movflags', '+faststart'], 'm4a', wav);
    const places = noise(200, 9);
    for (let n = 0; n < 12; n++) {
      const bytes = good.slice(0, n % 2 === 0 ? Math.floor(Math.abs(places[n]!) * good.length) : good.length);
      for (let k = 0; k < 2 * n; k++) bytes[Math.floor(Math.abs(places[n * 8 + k]!) * bytes.length)] = (n * 37 + k * 101) & 255;
      // Some changes hit the header, which holds the positions of all parts.
      for (let k = 0; k < n; k++) bytes[40 + ((n * 97 + k * 131) % 1500)] = (n * 53 + k * 29) & 255;
      files.aac = bytes;
      const answer = await page.evaluate(() =>
        globalThis.audioBench.attacks('/aac').then(
          () => 'sound',
          (cause: unknown) => String(cause),
        ),
      );
      expect(answer).toMatch(/^sound$|^(AudioFileError|NeedsPageDecoder): \w.*\.$/);
    }
  });
});
