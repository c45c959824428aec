// The sounds of lessons, measured: levels and pitches are what their descriptions say, and nothing clicks.
import { describe, expect, test } from 'vitest';
import { midiToHz, shiftedByCents, type Sound } from '#schema/learn/rules/sounds.ts';
import { chord, melody, tones } from '#schema/learn/content/make-sounds.ts';
import { lessons } from '#schema/learn/content/lessons/index.ts';
import { pinkNoise, rmsOf } from './noise.ts';
import { renderSound, secondsOf } from './render.ts';

const RATE = 48_000;
const CLICK_DB = -50;

const toDb = (gain: number): number => 20 * Math.log10(Math.max(gain, 1e-9));

/** Level of one frequency, by correlation with it over whole periods. */
function levelAt(samples: Float32Array, hz: number, from: number, length: number): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < length; i++) {
    const value = samples[from + i] ?? 0;
    const angle = (2 * Math.PI * hz * i) / RATE;
    re += value * Math.cos(angle);
    im += value * Math.sin(angle);
  }
  return (2 * Math.hypot(re, im)) / length;
}

/** Where a spectrum peaks within 30 cents of a frequency, in cents from it. */
function centsFrom(samples: Float32Array, hz: number): number {
  let best = { cents: 0, level: 0 };
  for (let cents = -30; cents <= 30; cents += 0.5) {
    const level = levelAt(samples, shiftedByCents(hz, cents), 4800, 43_200);
    if (level > best.level) best = { cents, level };
  }
  return best.cents;
}

/** Every sound of every lesson, by where it is heard. */
const lessonSounds: [string, Sound][] = lessons.flatMap((lesson) => [
  ...Object.entries(lesson.figures).flatMap(([name, figure]): [string, Sound][] => {
    if (figure.kind === 'grid') return [[`${lesson.key} ${name}`, figure.sound]];
    return (figure.sounds ?? []).map(({ label, sound }) => [`${lesson.key} ${name} ${label}`, sound]);
  }),
  ...lesson.quiz.flatMap(({ key, hear = [] }) =>
    hear.map(({ label, sound }): [string, Sound] => [`${lesson.key} quiz ${key} ${label}`, sound]),
  ),
]);

test('a sine has its frequency within half a cent and its level within 0.1 dB', () => {
  const { left } = renderSound(tones([440], 1.2, 'sine', -15), RATE);
  expect(Math.abs(centsFrom(left, 440))).toBeLessThanOrEqual(0.5);
  expect(toDb(levelAt(left, 440, 4800, 43_200))).toBeCloseTo(-15, 1);
});

test('the waves of one level have one RMS level', () => {
  const levels = (['sine', 'triangle', 'square', 'saw'] as const).map((wave) => {
    const { left } = renderSound(tones([220], 1, wave, -18), RATE);
    return toDb(rmsOf(left.slice(4800, 43_200)));
  });
  for (const level of levels) expect(level).toBeCloseTo(levels[0] as number, 1);
});

test('pink noise falls by 3 dB an octave', () => {
  const noise = pinkNoise(2 ** 18);
  const octave = (hz: number) => {
    let power = 0;
    const LINES = 24;
    for (let line = 0; line < LINES; line++)
      power += levelAt(noise, hz * 2 ** (line / LINES), 0, 2 ** 17) ** 2 * hz * 2 ** (line / LINES);
    return 10 * Math.log10(power);
  };
  const octaves = [125, 500, 2000, 8000].map(octave);
  for (const level of octaves) expect(Math.abs(level - (octaves[0] as number))).toBeLessThan(3);
});

test('noise has the level it names, and a peaking filter raises its frequency by its gain', () => {
  const flat = renderSound({ kind: 'noise', color: 'white', seconds: 4, db: -20 }, RATE).left;
  expect(toDb(rmsOf(flat.slice(4800, -4800)))).toBeCloseTo(-20, 1);
  const raised = renderSound(
    { kind: 'noise', color: 'white', seconds: 4, db: -20, peaks: [{ hz: 1000, gainDb: 9, q: 2 }] },
    RATE,
  ).left;
  // The same noise on both sides: the ratio at the centre is the filter's alone.
  expect(toDb(levelAt(raised, 1000, 0, 192_000) / levelAt(flat, 1000, 0, 192_000))).toBeCloseTo(9, 0);
  expect(toDb(levelAt(raised, 100, 0, 192_000) / levelAt(flat, 100, 0, 192_000))).toBeCloseTo(0, 0);
});

test('an equal-tempered fifth is 700 cents', () => {
  const [low, high] = [midiToHz(60), midiToHz(67)];
  expect(1200 * Math.log2(high / low)).toBeCloseTo(700, 6);
  const { left } = renderSound(melody([67], 1.2, 'sine'), RATE);
  expect(Math.abs(centsFrom(left, high))).toBeLessThanOrEqual(0.5);
});

test('strokes of a pattern fall on their steps, within a millisecond', () => {
  const sound: Sound = { kind: 'pattern', stepsPerMinute: 240, voices: [{ drum: 'click', steps: 'X...X...' }] };
  const { left } = renderSound(sound, RATE);
  const isLoud = (at: number) => Math.max(...left.slice(at * RATE, at * RATE + 0.01 * RATE).map(Math.abs)) > 0.1;
  const isSilent = (at: number) => Math.max(...left.slice((at - 0.05) * RATE, at * RATE).map(Math.abs)) < 0.001;
  expect([isLoud(0), isSilent(1), isLoud(1), isLoud(0.5)]).toEqual([true, true, true, false]);
});

describe('every sound that a lesson plays', () => {
  const named: [string, Sound][] = [['a chord', chord([60, 64, 67])], ...lessonSounds];

  test.each(named)('%s: begins and ends in silence, does not clip, and lasts under 13 seconds', (_name, sound) => {
    const { left, right } = renderSound(sound, RATE);
    expect(secondsOf(sound)).toBeLessThan(13);
    for (const side of [left, right]) {
      const edge = [...side.slice(0, 4), ...side.slice(-4)];
      expect(toDb(Math.max(...edge.map(Math.abs)))).toBeLessThan(CLICK_DB);
      let peak = 0;
      for (const value of side) peak = Math.max(peak, Math.abs(value));
      expect(toDb(peak)).toBeLessThan(-1);
    }
    expect(toDb(Math.max(rmsOf(left), rmsOf(right)))).toBeGreaterThan(-45);
  });
});
