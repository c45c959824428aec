import { expect, it } from 'vitest';
import { AmbienceMixer } from './mixer.ts';
import { AMBIENCE_DB, AMBIENCE_SOUNDS, ambienceStream, type AmbienceSound } from './sources.ts';

const RATE = 48_000;
const BLOCK = 128;
/** −50 dB to full scale. */
const SMALLEST_STEP = 10 ** (-50 / 20);

const toDb = (power: number) => 10 * Math.log10(power);

function samplesOf(sound: AmbienceSound, seconds: number): Float32Array {
  const next = ambienceStream(sound, 11, RATE);
  return Float32Array.from({ length: seconds * RATE }, () => next());
}

/** The power of one frequency by Goertzel's method, as a mean over windows of a tenth of a second. */
function powerAt(samples: Float32Array, hz: number): number {
  const length = RATE / 10;
  const turn = 2 * Math.cos((2 * Math.PI * hz) / RATE);
  let [sum, windows] = [0, 0];
  for (let start = 0; start + length <= samples.length; start += length) {
    let [s1, s2] = [0, 0];
    for (let at = 0; at < length; at++) {
      // Hann, so that the low end of brown noise does not leak into the high end.
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / length);
      [s1, s2] = [(samples[start + at] as number) * window + turn * s1 - s2, s1];
    }
    sum += s1 * s1 + s2 * s2 - turn * s1 * s2;
    windows += 1;
  }
  return sum / windows;
}

/** The mean of ten neighbours, because a single frequency of noise scatters. */
const powerAround = (samples: Float32Array, hz: number) =>
  Array.from({ length: 10 }, (_, at) => powerAt(samples, hz - 45 + 10 * at)).reduce((sum, power) => sum + power, 0);

it.each([
  ['white', 0],
  ['pink', -3],
  ['brown', -6],
] as const)('%s noise falls by %d dB an octave', (sound, slope) => {
  const samples = samplesOf(sound, 8);
  for (const hz of [200, 400, 800, 1_600, 3_200]) {
    expect(Math.abs(toDb(powerAround(samples, hz * 2) / powerAround(samples, hz)) - slope)).toBeLessThan(1);
  }
});

it.each(AMBIENCE_SOUNDS)('%s has the common level, no constant part and no sample near full scale', (sound) => {
  const samples = samplesOf(sound, 40);
  let [power, sum, peak] = [0, 0, 0];
  for (const value of samples) {
    power += value * value;
    sum += value;
    peak = Math.max(peak, Math.abs(value));
  }
  expect(Math.abs(toDb(power / samples.length) - AMBIENCE_DB)).toBeLessThan(1.5);
  expect(Math.abs(sum / samples.length)).toBeLessThan(0.001);
  expect(peak).toBeLessThan(0.6);
});

class Recorder {
  readonly mixer = new AmbienceMixer(RATE, 5);
  readonly left: number[] = [];
  readonly right: number[] = [];

  run(seconds: number): this {
    const [left, right] = [new Float32Array(BLOCK), new Float32Array(BLOCK)];
    for (let block = 0; block < (seconds * RATE) / BLOCK; block++) {
      this.mixer.render(left, right);
      this.left.push(...left);
      this.right.push(...right);
    }
    return this;
  }
}

it('a start and a stop make no step of more than −50 dB to full scale, however loud the mix is', () => {
  const tape = new Recorder();
  tape.mixer.setLevels({ white: 1, rain: 1, fire: 1 });
  tape.run(0.1);
  const startedAt = tape.left.length;
  tape.mixer.fadeTo(1, 0.4);
  tape.run(1);
  tape.mixer.fadeTo(0, 0.4);
  tape.run(0.5);
  expect(tape.mixer.isSilent).toBe(true);
  for (const channel of [tape.left, tape.right]) {
    const first = channel.findIndex((value) => value !== 0);
    const last = channel.findLastIndex((value) => value !== 0);
    expect(first).toBeGreaterThanOrEqual(startedAt);
    expect(Math.abs(channel[first] as number)).toBeLessThan(SMALLEST_STEP);
    expect(Math.abs(channel[last] as number)).toBeLessThan(SMALLEST_STEP);
    expect(Math.max(...channel.slice(startedAt + RATE / 2, startedAt + RATE).map(Math.abs))).toBeGreaterThan(0.05);
  }
});

it('a sound that is taken out of a mix fades: its last sample is as small', () => {
  const tape = new Recorder();
  tape.mixer.setLevels({ white: 1 });
  tape.mixer.fadeTo(1, 0.1);
  tape.run(0.5);
  tape.mixer.setLevels({});
  tape.run(0.5);
  const last = tape.left.findLastIndex((value) => value !== 0);
  expect(last).toBeLessThan(tape.left.length - 1);
  expect(Math.abs(tape.left[last] as number)).toBeLessThan(SMALLEST_STEP);
});

it('a stop during a start goes on from where the start was', () => {
  const tape = new Recorder();
  tape.mixer.setLevels({ brown: 1 });
  tape.mixer.fadeTo(1, 4);
  tape.run(0.3);
  const before = Math.max(...tape.left.slice(-RATE / 10).map(Math.abs));
  tape.mixer.fadeTo(0, 4);
  tape.run(0.1);
  expect(Math.max(...tape.left.slice(-RATE / 10).map(Math.abs))).toBeLessThan(before * 2);
});

it('the channels differ, and a sound stays as loud after another one joins', () => {
  const tape = new Recorder();
  tape.mixer.setLevels({ pink: 0.5 });
  tape.mixer.fadeTo(1, 0.1);
  tape.run(0.6);
  expect(tape.left.slice(-BLOCK)).not.toEqual(tape.right.slice(-BLOCK));
  tape.mixer.setLevels({ pink: 0.5, white: 0 });
  const before = tape.left.length;
  tape.run(0.5);
  const rms = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  expect(toDb((rms(tape.left.slice(before)) / rms(tape.left.slice(before - RATE / 4, before))) ** 2)).toBeLessThan(2);
});
