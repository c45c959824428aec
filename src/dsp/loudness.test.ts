import { describe, expect, it } from 'vitest';
import { amplitude, measure, silence, tones, type Tone } from '#tests/audio/signals.ts';
import { kWeightingCoefficients } from './loudness.ts';

const stereo = (parts: readonly Tone[]) => {
  const channel = tones(parts);
  return measure([channel, channel]);
};
const repeat = (times: number, parts: readonly Tone[]): Tone[] => Array.from({ length: times }, () => parts).flat();
const tone = (dbfs: number, seconds: number): Tone => ({ dbfs, seconds });

describe('EBU Tech 3341', () => {
  it.each([
    { number: 1, level: -23 },
    { number: 2, level: -33 },
  ])('case $number: a steady tone reads $level LUFS momentary, short-term and integrated', async ({ level }) => {
    const { description, column } = await stereo([tone(level, 20)]);
    expect(description.integratedLufs).toBeCloseTo(level, 1);
    expect(description.maxMomentaryLufs).toBeCloseTo(level, 1);
    expect(description.maxShortTermLufs).toBeCloseTo(level, 1);
    for (const lufs of column('momentary').subarray(20)) expect(Math.abs(lufs - level)).toBeLessThan(0.1);
    for (const lufs of column('short_term').subarray(31)) expect(Math.abs(lufs - level)).toBeLessThan(0.1);
  });

  it.each([
    { number: 3, parts: [tone(-36, 10), tone(-23, 60), tone(-36, 10)] },
    { number: 4, parts: [tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10), tone(-72, 10)] },
    { number: 5, parts: [tone(-26, 20), tone(-20, 20.1), tone(-26, 20)] },
  ])('case $number: the gates leave −23 LUFS integrated', async ({ parts }) => {
    const { description } = await stereo(parts);
    expect(Math.abs((description.integratedLufs ?? 0) + 23)).toBeLessThanOrEqual(0.1);
  });

  it('case 6: five channels with their weights measure −23 LUFS', async () => {
    const [front, centre, surround] = [-28, -24, -30].map((dbfs) => tones([tone(dbfs, 20)])) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const { description } = await measure([front, front, centre, surround, surround]);
    expect(Math.abs((description.integratedLufs ?? 0) + 23)).toBeLessThanOrEqual(0.1);
  });

  it('case 9: the short-term loudness stays at −23 LUFS from 3 s on', async () => {
    const { column } = await stereo(repeat(5, [tone(-20, 1.34), tone(-30, 1.66)]));
    // A step has the value of its last hop, so entry 29 is the first with 3 s.
    for (const lufs of column('short_term').subarray(30)) expect(Math.abs(lufs + 23)).toBeLessThanOrEqual(0.1);
  });

  it('case 10: the maximum short-term loudness of a single tone of 3 s is −23 LUFS wherever it starts', async () => {
    for (let i = 0; i < 20; i++) {
      const { description } = await stereo([silence(0.15 * i), tone(-23, 3), silence(1)]);
      expect(Math.abs((description.maxShortTermLufs ?? 0) + 23)).toBeLessThanOrEqual(0.1);
    }
  });

  it('case 11: the maximum short-term loudness is found wherever it starts', async () => {
    for (let i = 0; i < 20; i++) {
      const { description } = await stereo([silence(0.15 * i), tone(-38 + i, 3), silence(3 - 0.15 * i)]);
      expect(Math.abs((description.maxShortTermLufs ?? 0) - (-38 + i))).toBeLessThanOrEqual(0.1);
    }
  });

  it('case 12: the momentary loudness stays at −23 LUFS from 1 s on', async () => {
    const { column } = await stereo(repeat(25, [tone(-20, 0.18), tone(-30, 0.22)]));
    for (const lufs of column('momentary').subarray(20)) expect(Math.abs(lufs + 23)).toBeLessThanOrEqual(0.1);
  });

  it('case 13: the maximum momentary loudness of a single tone burst is −23 LUFS wherever it starts', async () => {
    for (let i = 0; i < 20; i++) {
      const { description } = await stereo([silence(0.02 * i), tone(-23, 0.4), silence(1)]);
      expect(Math.abs((description.maxMomentaryLufs ?? 0) + 23)).toBeLessThanOrEqual(0.1);
    }
  });

  it('case 14: the maximum momentary loudness rises by 1 LU from burst to burst', async () => {
    for (let i = 0; i < 20; i++) {
      const { description } = await stereo([silence(0.02 * i), tone(-38 + i, 0.4), silence(0.4 - 0.02 * i)]);
      expect(Math.abs((description.maxMomentaryLufs ?? 0) - (-38 + i))).toBeLessThanOrEqual(0.1);
    }
  });

  it.each([
    { number: 15, gain: 0.5, divisor: 4, degrees: 0, expected: -6 },
    { number: 16, gain: 0.5, divisor: 4, degrees: 45, expected: -6 },
    { number: 17, gain: 0.5, divisor: 6, degrees: 60, expected: -6 },
    { number: 18, gain: 0.5, divisor: 8, degrees: 67.5, expected: -6 },
    { number: 19, gain: 1.41, divisor: 4, degrees: 45, expected: 3 },
  ])(
    'case $number: the true peak of fs/$divisor at $degrees° is $expected dBTP',
    async ({ gain, divisor, degrees, expected }) => {
      const channel = Float32Array.from(
        { length: 48_000 },
        (_, n) => gain * Math.sin((2 * Math.PI * n) / divisor + (degrees * Math.PI) / 180),
      );
      // The tone is faded in, because an abrupt start is a click with a peak of its own.
      for (let n = 0; n < 2400; n++) {
        channel[n]! *= n / 2400;
        channel[47_999 - n]! *= n / 2400;
      }
      const { description } = await measure([channel, channel]);
      expect(description.truePeakDb).toBeGreaterThanOrEqual(expected - 0.4);
      expect(description.truePeakDb).toBeLessThanOrEqual(expected + 0.2);
    },
  );
});

/**
 * The signal of cases 20 to 23, synthesised at four times the sample rate: fs/6 at half of full scale, with one period of fs/4
 * at full scale inserted at a zero crossing; band-limited, then every fourth sample from `offset` on.
 */
function burstBetweenSamples(offset: number): Float32Array {
  const RATIO = 4;
  const REACH = 40 * RATIO;
  const wide: number[] = [];
  const period = (samples: number, gain: number) => {
    for (let n = 0; n < samples; n++) wide.push(gain * Math.sin((2 * Math.PI * n) / samples));
  };
  for (let n = 0; n < 1000; n++) period(6 * RATIO, 0.5);
  period(4 * RATIO, 1);
  for (let n = 0; n < 1000; n++) period(6 * RATIO, 0.5);
  // Hann-windowed sinc at half the low rate.
  const taps = Array.from({ length: 2 * REACH + 1 }, (_, i) => {
    const x = (i - REACH) / RATIO;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    return (sinc * (0.5 + 0.5 * Math.cos((Math.PI * (i - REACH)) / REACH))) / RATIO;
  });
  const count = Math.floor((wide.length - offset) / RATIO);
  const fade = (n: number) => Math.min(1, n / 2000, (count - 1 - n) / 2000);
  return Float32Array.from({ length: count }, (_, n) => {
    const at = n * RATIO + offset;
    return fade(n) * taps.reduce((sum, tap, i) => sum + tap * (wide[at + i - REACH] ?? 0), 0);
  });
}

describe('EBU Tech 3341, between the samples', () => {
  it.each([20, 21, 22, 23])('case %i: one period of fs/4 is 0 dBTP wherever the samples fall', async (number) => {
    const channel = burstBetweenSamples(number - 20);
    const { description } = await measure([channel, channel]);
    expect(description.truePeakDb).toBeGreaterThanOrEqual(-0.4);
    expect(description.truePeakDb).toBeLessThanOrEqual(0.2);
  });
});

describe('EBU Tech 3342', () => {
  it.each([
    { levels: [-20, -30], range: 10 },
    { levels: [-20, -15], range: 5 },
    { levels: [-40, -20], range: 20 },
    { levels: [-50, -35, -20, -35, -50], range: 15 },
  ])('tones of $levels dBFS have a range of $range LU', async ({ levels, range }) => {
    const { description } = await stereo(levels.map((dbfs) => tone(dbfs, 20)));
    expect(Math.abs((description.rangeLu ?? 0) - range)).toBeLessThanOrEqual(1);
  });
});

describe('loudness', () => {
  it('uses the coefficients of BS.1770 at 48 kHz', () => {
    const table = [
      1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585, -1.99004745483398,
      0.99007225036621,
    ];
    kWeightingCoefficients(48_000).forEach((value, i) => expect(value).toBeCloseTo(table[i]!, 8));
  });

  it.each([8000, 22_050, 44_100, 96_000, 192_000])('is equal for the same tone at %i Hz', async (rate) => {
    const channel = tones([tone(-23, 5)], rate);
    const { description } = await measure([channel, channel], rate);
    expect(Math.abs((description.integratedLufs ?? 0) + 23)).toBeLessThan(0.15);
  });

  it('counts a mono channel once', async () => {
    const { description } = await measure([tones([tone(-20, 5)])]);
    expect(description.integratedLufs).toBeCloseTo(-23.01, 1);
  });

  it('is null for silence and for less than 400 ms', async () => {
    const nothing = await measure([new Float32Array(48_000), new Float32Array(48_000)]);
    expect(nothing.description).toMatchObject({
      integratedLufs: null,
      rangeLu: null,
      truePeakDb: null,
      plrDb: null,
      key: null,
      tempo: null,
    });
    const short = await stereo([tone(-20, 0.3)]);
    expect(short.description.integratedLufs).toBeNull();
    expect(short.description.samplePeakDb).toBeCloseTo(-20, 1);
  });

  it('is the same however the sound is split into pieces', async () => {
    const channel = tones([tone(-20, 1.3), tone(-30, 2.11), tone(-12, 0.7)]);
    const [whole, pieces] = [await measure([channel, channel], 48_000, 1e9), await measure([channel, channel], 48_000, 997)];
    expect(pieces.description).toEqual(whole.description);
    expect(pieces.column('band_12')).toEqual(whole.column('band_12'));
  });

  it('includes peak, RMS and crest factor of a sine', async () => {
    const { description } = await stereo([tone(-6, 3)]);
    expect(description.samplePeakDb).toBeCloseTo(-6, 1);
    expect(description.rmsDb).toBeCloseTo(-9.01, 1);
    expect(description.crestDb).toBeCloseTo(3.01, 1);
    expect(20 * Math.log10(amplitude(-6))).toBeCloseTo(-6, 6);
  });
});
