// The rendered sum of two tracks, measured by the meter of the analysis.
import { expect, test } from 'vitest';
import { measure } from '#tests/audio/signals.ts';
import { pinkStream, whiteStream } from '#src/dsp/colored-noise.ts';
import {
  CROSSFADE_SECONDS,
  crossfadeGains,
  crossfadeSeconds,
  loudnessGain,
  sleepGain,
  TARGET_LUFS,
  volumeGain,
} from './levels.ts';

const SAMPLE_RATE_HZ = 48_000;

const noise = (seed: number, seconds: number, level: number): Float32Array => {
  const next = pinkStream(whiteStream(seed));
  return Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE_HZ) }, () => level * next());
};
const loudnessOf = async (channel: Float32Array): Promise<number> =>
  (await measure([channel, channel])).description.integratedLufs ?? NaN;

test('two tracks 8 dB apart cross over within 1 LU of one loudness at every moment', async () => {
  const [before, after] = [noise(1, 16, 0.3), noise(2, 16, 0.12)];
  const [first, second] = [loudnessGain(await loudnessOf(before)), loudnessGain(await loudnessOf(after))];
  expect(first / second).toBeCloseTo(0.4, 1);
  const startsAt = 8 * SAMPLE_RATE_HZ;
  const length = CROSSFADE_SECONDS * SAMPLE_RATE_HZ;
  const sum = Float32Array.from({ length: 16 * SAMPLE_RATE_HZ }, (_, at) => {
    const gains = crossfadeGains((at - startsAt) / length);
    return (before[at] ?? 0) * first * gains.out + (after[at] ?? 0) * second * gains.in;
  });
  const { column } = await measure([sum, sum]);
  // One short-term value is three seconds; the first ones begin in silence.
  for (const lufs of column('short_term').subarray(60)) expect(Math.abs(lufs - TARGET_LUFS)).toBeLessThan(1);
});

test('no track is turned up, and one that was not analysed is turned down as a usual one', () => {
  expect(loudnessGain(-30)).toBe(1);
  expect(20 * Math.log10(loudnessGain(-8))).toBeCloseTo(-12, 10);
  expect(20 * Math.log10(loudnessGain(null))).toBeCloseTo(-4, 10);
});

test('a short track keeps most of itself, and a stream without an end has no cross-fade', () => {
  expect(crossfadeSeconds(240)).toBe(CROSSFADE_SECONDS);
  expect(crossfadeSeconds(4)).toBe(1);
  expect(crossfadeSeconds(Infinity)).toBe(0);
  expect(crossfadeSeconds(NaN)).toBe(0);
});

test('the sleep timer leaves the volume alone until its last minute and then only goes down', () => {
  expect(sleepGain(600)).toBe(1);
  const gains = Array.from({ length: 61 }, (_, at) => sleepGain(60 - at));
  expect(gains).toEqual([...gains].sort((a, b) => b - a));
  expect(gains.at(-1)).toBe(0);
  expect(volumeGain(100)).toBe(1);
});
