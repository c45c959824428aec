import { describe, expect, it } from 'vitest';
import { bursts, measure, noise, silence, tones } from '#tests/audio/signals.ts';
import { compareFingerprints } from './fingerprint.ts';

const RATE = 44_100;
const every = (bpm: number, seconds: number, firstMs = 500) =>
  Array.from({ length: Math.floor((seconds - 1) * (bpm / 60)) }, (_, i) => firstMs + (i * 60_000) / bpm);

/** Chords as sums of sines with a few overtones. */
function chords(list: number[][], secondsEach: number, detuneCents = 0): Float32Array {
  const count = Math.round(secondsEach * RATE);
  const out = new Float32Array(list.length * count);
  list.forEach((notes, c) => {
    for (const midi of notes) {
      for (const [overtone, gain] of [
        [1, 0.1],
        [2, 0.04],
        [3, 0.02],
      ] as const) {
        const step = (2 * Math.PI * overtone * 440 * 2 ** ((midi - 69 + detuneCents / 100) / 12)) / RATE;
        for (let i = 0; i < count; i++)
          out[c * count + i]! += gain * Math.sin(step * i) * Math.min(1, i / 500, (count - i) / 500);
      }
    }
  });
  return out;
}
const triad = (root: number, minor = false) => [root, root + (minor ? 3 : 4), root + 7];

describe('onsets', () => {
  it('are within 12 ms of the bursts', async () => {
    const times = [500, 912, 1333, 2001, 2250, 3505, 4100, 4803];
    const { description } = await measure([bursts(times, 6)], RATE);
    expect(description.onsets).toHaveLength(times.length);
    description.onsets.forEach(({ timeMs }, i) => expect(Math.abs(timeMs - times[i]!)).toBeLessThan(12));
  });
  it('of a steady tone are only its start', async () => {
    const { description } = await measure([tones([silence(1), { dbfs: -12, seconds: 5 }], RATE)], RATE);
    expect(description.onsets.filter(({ timeMs }) => timeMs > 1100 && timeMs < 5900)).toEqual([]);
  });
  // A naive saw aliases: its spectrum changes with every period although the tone is steady.
  const saw = Float32Array.from({ length: 10 * RATE }, (_, i) => 0.6 * (((i * 440) / RATE) % 1) - 0.3);
  const coarse = tones([{ dbfs: -12, seconds: 10, hz: 440 }], RATE).map((v) => Math.round(v * 128) / 128);
  it.each([
    ['a saw that aliases', saw],
    ['a tone of 8 bits', coarse],
    ['white noise', noise(10 * RATE, 3).map((v) => v * 0.3)],
    ['quiet noise', noise(10 * RATE, 4).map((v) => v * 0.01)],
  ])('of %s are only its start, and it has no tempo', async (_name, sound) => {
    const { description } = await measure([sound], RATE);
    expect(description.onsets.filter(({ timeMs }) => timeMs > 100)).toEqual([]);
    expect(description.tempo).toBeNull();
    expect(description.beatsMs).toEqual([]);
  });
  it('of notes that swell for 80 ms are found', async () => {
    const melody = [0, 2, 4, 5, 7, 5, 4, 2, 0, 4, 7, 4];
    const sound = new Float32Array(melody.length * 0.5 * RATE);
    melody.forEach((step, n) => {
      const hz = 440 * 2 ** (step / 12);
      for (let i = 0; i < 0.5 * RATE; i++) {
        const level = Math.min(1, i / (0.08 * RATE), (0.5 * RATE - i) / (0.03 * RATE));
        for (const k of [1, 2, 3, 4])
          sound[n * 0.5 * RATE + i]! += (0.2 / k) * level * Math.sin((2 * Math.PI * k * hz * i) / RATE);
      }
    });
    const { onsets } = (await measure([sound], RATE)).description;
    const starts = melody.map((_step, n) => n * 500);
    const isFound = (ms: number) => onsets.some(({ timeMs }) => Math.abs(timeMs - ms) <= 50);
    expect(starts.filter(isFound).length).toBeGreaterThanOrEqual(11);
    expect(onsets.length).toBeLessThanOrEqual(14);
  });
});

describe('tempo', () => {
  it.each([70, 93.5, 120, 128, 140, 174])('is %d for clicks at that tempo, and its beats are the clicks', async (bpm) => {
    const { description } = await measure([bursts(every(bpm, 20), 20)], RATE);
    expect(Math.abs((description.tempo?.bpm ?? 0) - bpm)).toBeLessThan(0.3);
    expect(description.tempo?.steady).toBe(true);
    for (const clickMs of every(bpm, 18)) {
      expect(Math.min(...description.beatsMs.map((ms) => Math.abs(ms - clickMs)))).toBeLessThan(15);
    }
  });
  it('has half, double, 2/3 and 3/2 as alternatives', async () => {
    const { description } = await measure([bursts(every(120, 20), 20)], RATE);
    for (const bpm of [60, 240, 80, 180]) {
      expect(description.tempo?.alternatives.some((other) => Math.abs(other.bpm / bpm - 1) < 0.03)).toBe(true);
    }
  });
  it('is null for a steady tone', async () => {
    const { description } = await measure([tones([{ dbfs: -12, seconds: 10 }], RATE)], RATE);
    expect(description.tempo).toBeNull();
  });
  it('keeps one grid through a passage without beats', async () => {
    const times = every(126, 40).filter((ms) => ms < 16_000 || ms > 23_000);
    const { description } = await measure([bursts(times, 40)], RATE);
    expect(description.tempo?.steady).toBe(true);
    for (const ms of times) expect(Math.min(...description.beatsMs.map((beat) => Math.abs(beat - ms)))).toBeLessThan(25);
  });
  it('follows beats that become slower', async () => {
    const times: number[] = [];
    for (let ms = 500; ms < 38_000; ms += 460 + (ms / 38_000) * 60) times.push(ms);
    const { description } = await measure([bursts(times, 40)], RATE);
    expect(description.tempo?.steady).toBe(false);
    const isHit = (ms: number) => description.beatsMs.some((beat) => Math.abs(beat - ms) < 40);
    expect(times.filter(isHit).length).toBeGreaterThan(0.9 * times.length);
  });
  it('has its beats where the chords change, not on the clicks halfway between', async () => {
    const seconds = 32;
    const beats = every(100, seconds, 600);
    const clicks = bursts(
      beats.map((ms) => ms + 300),
      seconds,
    );
    const roots = [48, 53, 55, 50, 57, 52];
    const harmony = chords(
      Array.from({ length: 26 }, (_, i) => triad(roots[i % roots.length]!)),
      1.2,
    );
    const { description } = await measure([clicks.map((v, i) => 0.9 * v + 0.1 * (harmony[i] ?? 0))], RATE);
    expect(Math.abs((description.tempo?.bpm ?? 0) - 100)).toBeLessThan(0.5);
    expect(description.beatsMs.length).toBeGreaterThan(48);
    const nearest = (ms: number) => Math.min(...beats.map((beat) => Math.abs(beat - ms)));
    const inside = description.beatsMs.filter((ms) => ms > 1000 && ms < 30_000);
    expect(inside.filter((ms) => nearest(ms) >= 60)).toEqual([]);
  });
  it('is the same for the same sound in fewer bits', async () => {
    const clicks = bursts(every(140, 12), 12);
    const heard = [];
    for (const bits of [8, 16, 24]) {
      const steps = 2 ** (bits - 1);
      heard.push((await measure([clicks.map((v) => Math.round(v * steps) / steps)], RATE)).description.tempo?.bpm ?? 0);
    }
    for (const bpm of heard) expect(Math.abs(bpm - 140)).toBeLessThan(0.5);
  });
});

describe('key', () => {
  const [c, f, g, a] = [60, 65, 67, 57];
  it.each([
    { key: 'C major', music: [triad(c), triad(f), triad(g), triad(c)], cents: 0 },
    { key: 'C major', music: [triad(c), triad(f), triad(g), triad(c)], cents: 35 },
    { key: 'A minor', music: [triad(a, true), triad(a + 5, true), triad(a + 7), triad(a, true)], cents: 0 },
    { key: 'Eb major', music: [triad(c + 3), triad(f + 3), triad(g + 3), triad(c + 3)], cents: -20 },
  ])('of a cadence in $key, $cents cents off, is $key', async ({ key, music, cents }) => {
    const { description } = await measure([chords([...music, ...music], 1, cents)], RATE);
    expect(description.key?.key).toBe(key);
    expect(Math.abs((description.key?.tuningCents ?? 99) - cents)).toBeLessThan(8);
    expect(description.key?.alternatives).toHaveLength(3);
  });
});

describe('stereo', () => {
  it('has width 0 for mono, 1 for opposite channels, 0.5 for uncorrelated ones', async () => {
    const [a, b] = [noise(RATE * 2, 1), noise(RATE * 2, 2)];
    const widths = [];
    for (const right of [a, a.map((v) => -v), b]) widths.push((await measure([a, right], RATE)).description.stereo);
    expect(widths.map(({ width }) => Math.round(width * 10) / 10)).toEqual([0, 1, 0.5]);
    expect(widths.map(({ correlation }) => Math.round(correlation * 10) / 10 + 0)).toEqual([1, -1, 0]);
    expect(widths[2]?.bands[20]?.width).toBeGreaterThan(0.4);
  });
});

describe('bands', () => {
  it('show a full-scale tone at 0 dB in its band and nothing in the others', async () => {
    const { column, description } = await measure([tones([{ dbfs: 0, seconds: 2, hz: 1000 }], RATE)], RATE);
    const band = Math.floor((32 * Math.log(1000 / 20)) / Math.log(1000));
    expect(column(`band_${band}`)[50]).toBeCloseTo(0, 0);
    expect(column(`band_${band + 4}`)[50]).toBeLessThan(-60);
    const loudest = description.balance.reduce((best, point) => (point.db > best.db ? point : best));
    expect(Math.abs(Math.log2(loudest.hz / 1000))).toBeLessThan(0.2);
    expect(column('centroid')[10]).toBeCloseTo(Math.log2(1000 / 20), 1);
  });
});

describe('sections', () => {
  it('start where the music changes', async () => {
    const low = chords(
      Array.from({ length: 20 }, () => triad(48)),
      1,
    );
    const high = noise(20 * RATE, 5).map((v) => v * 0.2);
    const whole = new Float32Array(60 * RATE);
    [low, high, low].forEach((part, i) => whole.set(part, i * 20 * RATE));
    const { description } = await measure([whole], RATE);
    expect(description.sections).toHaveLength(2);
    for (const [i, ms] of [20_000, 40_000].entries())
      expect(Math.abs(description.sections[i]!.timeMs - ms)).toBeLessThanOrEqual(1000);
  });
});

describe('the fingerprint', () => {
  const song = (seed: number) => {
    const list = Array.from({ length: 40 }, (_, i) =>
      triad(48 + Math.floor(12 * Math.abs(Math.sin(seed * 7 + i * 1.7))), i % 3 === 0),
    );
    const music = chords(list, 0.5);
    const hiss = noise(music.length, seed);
    return music.map((v, i) => v + 0.02 * hiss[i]!);
  };
  it('matches the same sound when it is quieter, noisier and starts later', async () => {
    const original = song(1);
    const hiss = noise(original.length, 99);
    const changed = original.map((v, i) => 0.3 * v + 0.002 * hiss[i]!).subarray(3 * RATE);
    const [a, b, c] = [
      (await measure([original], RATE)).description.fingerprint,
      (await measure([changed], RATE)).description.fingerprint,
      (await measure([song(2)], RATE)).description.fingerprint,
    ];
    expect(compareFingerprints(a, b)).toMatchObject({ same: true, offsetMs: 3000 });
    expect(compareFingerprints(a, c)).toMatchObject({ same: false });
    expect(compareFingerprints(a, 'nonsense')).toBeNull();
    expect(compareFingerprints('f1:%%', a)).toBeNull();
  });
});

describe('the key', () => {
  it('of noise and of drums alone is unknown', async () => {
    const white = noise(10 * RATE, 3).map((v) => v * 0.3);
    let last = 0;
    const brown = white.map((v) => (last = 0.998 * last + v * 0.1));
    const kicks = bursts(every(120, 10), 10, RATE, 60);
    const drums = kicks.map((v, i) => v + white[i]! * Math.exp(-(((i + RATE / 4) % (RATE / 2)) / 3000)));
    for (const sound of [white, brown, drums]) expect((await measure([sound], RATE)).description.key).toBeNull();
  });
  it('of one steady tone and of 10 ms of a chord is unknown', async () => {
    expect((await measure([tones([{ dbfs: -12, seconds: 5, hz: 440 }])])).description.key).toBeNull();
    expect((await measure([tones([{ dbfs: -12, seconds: 0.01, hz: 440 }])])).description.key).toBeNull();
  });
});
