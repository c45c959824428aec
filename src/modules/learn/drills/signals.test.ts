// What each drill plays, measured by the analysis that measures tracks (src/dsp): levels, cents, milliseconds and reductions are
// what the difficulty says, choices are equally loud, and nothing clicks.
import { describe, expect, test } from 'vitest';
import { drills } from '#schema/learn/content/drills.ts';
import { CADENCES, CHORDS, EQ_BANDS_HZ, INTERVALS, SCALES } from '#schema/learn/rules/drill-choices.ts';
import { isTrialRight, magnitudeAt, type DrillConfig, type DrillKind } from '#schema/learn/rules/drills.ts';
import { midiToHz } from '#schema/learn/rules/sounds.ts';
import { measure } from '#tests/audio/signals.ts';
import { renderSound, type Rendered } from '../sound/render.ts';
import { compressed, COMPRESSION_DEPTH_DB, reverberated } from '../sound/process.ts';
import { askOf } from './ask.ts';
import type { DrillQuestion, Heard } from './question.ts';
import { seededRandom } from './random.ts';

const RATE = 48_000;
const CLICK_DB = -50;
const SAME_LOUDNESS_LU = 0.5;

const toDb = (gain: number): number => 20 * Math.log10(Math.max(gain, 1e-9));
const configOf = (key: DrillKind): DrillConfig => drills.find((drill) => drill.key === key)?.config as DrillConfig;

function ask(key: DrillKind, at: number, seed: number, asked?: readonly number[]): DrillQuestion {
  const question = askOf(key)?.({ config: configOf(key), at, random: seededRandom(seed), material: null, asked });
  if (!question) throw new Error(`no drill ${key}`);
  return question;
}
const triedOf = ({ tried }: DrillQuestion, given: readonly number[]): Rendered => {
  if (!tried) throw new Error('nothing can be tried');
  return tried(given).render(RATE);
};
const heardOf = (question: DrillQuestion, index = 0): Rendered => (question.heard[index] as Heard).render(RATE);
const analysed = async ({ left, right }: Rendered) => (await measure([left, right], RATE)).description;
const loudness = async (sound: Rendered): Promise<number> => (await analysed(sound)).integratedLufs ?? Number.NaN;

/** Level of one frequency under a Hann window, as the peak of a sine. */
function levelAt(samples: Float32Array, hz: number, from: number, length: number): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < length; i++) {
    const window = 1 - Math.cos((2 * Math.PI * (i + 0.5)) / length);
    const angle = (2 * Math.PI * hz * i) / RATE;
    re += window * (samples[from + i] ?? 0) * Math.cos(angle);
    im += window * (samples[from + i] ?? 0) * Math.sin(angle);
  }
  return (2 * Math.hypot(re, im)) / length;
}

/** The frequency near `hz` at which the sound is strongest, in cents from it. */
function centsNear(samples: Float32Array, hz: number, from: number, length: number, reach: number): number {
  let best = { cents: 0, level: 0 };
  const look = (first: number, last: number, step: number) => {
    for (let cents = first; cents <= last; cents += step) {
      const level = levelAt(samples, hz * 2 ** (cents / 1200), from, length);
      if (level > best.level) best = { cents, level };
    }
  };
  look(-reach, reach, 5);
  look(best.cents - 5, best.cents + 5, 0.25);
  return best.cents;
}

/** Where strokes begin, in ms: the first sample that is loud after a silence. */
function strokesMs(samples: Float32Array, quietMs = 12): number[] {
  let peak = 0;
  for (const value of samples) peak = Math.max(peak, Math.abs(value));
  const found: number[] = [];
  let lastLoud = Number.NEGATIVE_INFINITY;
  samples.forEach((value, i) => {
    if (Math.abs(value) < peak * 0.1) return;
    if (i - lastLoud > (quietMs * RATE) / 1000) found.push((1000 * i) / RATE);
    lastLoud = i;
  });
  return found;
}

const PLACES = [0, 0.5, 1];
const cases = drills.flatMap(({ key }) => PLACES.map((at) => [key, at] as const));

describe.each(cases)('%s at %s', (key, at) => {
  const question = ask(key, at, 7);
  const sounds = [...question.heard, ...(question.tried ? [question.tried([200, 6])] : [])].map(({ render }) => render(RATE));

  test('begins and ends in silence and does not clip', () => {
    for (const { left, right } of sounds) {
      for (const side of [left, right]) {
        const edges = [...side.slice(0, 3), ...side.slice(-3)].map(Math.abs);
        expect(toDb(Math.max(...edges))).toBeLessThan(CLICK_DB);
        let peak = 0;
        for (const value of side) peak = Math.max(peak, Math.abs(value));
        expect(toDb(peak)).toBeLessThanOrEqual(-0.99);
        expect(side.some(Number.isNaN)).toBe(false);
      }
    }
  });

  test('what is compared is equally loud, unless the level is the question', async () => {
    if (key === 'level-difference') return;
    const loudnesses = await Promise.all(sounds.map(loudness));
    for (const lufs of loudnesses) expect(Math.abs(lufs - (loudnesses[0] as number))).toBeLessThan(SAME_LOUDNESS_LU);
  });

  test('the right answer is marked right', () => {
    expect(isTrialRight(configOf(key), { at, asked: question.asked, given: question.asked })).toBe(true);
    expect(isTrialRight(configOf(key), { at, asked: question.asked, given: [] })).toBe(false);
  });
});

const NAMED = ['interval-melodic', 'interval-harmonic', 'chord', 'scale', 'cadence'] as const;

test.each(NAMED)('%s: all things to be named are equally loud', async (key) => {
  const { answer } = configOf(key);
  const count = answer.kind === 'choice' ? answer.choices.length : 0;
  const all = await Promise.all(Array.from({ length: count }, (_, choice) => loudness(heardOf(ask(key, 1, 3, [choice])))));
  expect(Math.max(...all) - Math.min(...all)).toBeLessThan(SAME_LOUDNESS_LU);
});

const tuning = 3;

test.each(INTERVALS.map(({ name, semitones }, choice) => [name, semitones, choice] as const))(
  'interval %s is %s semitones, within 3 cents',
  (_name, semitones, choice) => {
    const question = ask('interval-melodic', 0, 5, [choice]);
    const root = midiToHz(question.rootMidi as number);
    const { left } = heardOf(question);
    expect(Math.abs(centsNear(left, root, 4800, 24_000, 40))).toBeLessThan(tuning);
    expect(Math.abs(centsNear(left, root * 2 ** (semitones / 12), 0.95 * RATE, 24_000, 40))).toBeLessThan(tuning);
  },
);

/** How many of the wanted pitches are in the sound: each stands out of what lies between the semitones. */
function holds(samples: Float32Array, midis: readonly number[], from: number): boolean {
  return midis.every((midi) => {
    const [on, beside] = [0, 0.5].map((shift) => levelAt(samples, midiToHz(midi + shift), from, 38_400)) as [number, number];
    return toDb(on) - toDb(beside) > 12;
  });
}

test('chords hold their notes, and a major chord does not hold the notes of a minor one', () => {
  for (const [choice, { semitones }] of CHORDS.entries()) {
    const { left } = heardOf(ask('chord', 1, 3, [choice]));
    const root = 50 + Math.floor(seededRandom(3)() * 11);
    expect(
      holds(
        left,
        semitones.map((semitone) => root + semitone),
        2400,
      ),
    ).toBe(true);
    if (choice === 0) expect(holds(left, [root + 3], 2400)).toBe(false);
  }
});

test('scales and cadences hold the notes that their names promise', () => {
  const scaleRoot = 53 + Math.floor(seededRandom(3)() * 10);
  for (const [choice, { semitones }] of SCALES.entries()) {
    const { left } = heardOf(ask('scale', 1, 3, [choice]));
    for (const [place, semitone] of semitones.entries()) {
      const from = Math.round((place * 0.32 + 0.02) * RATE);
      const short = (midi: number) => levelAt(left, midiToHz(midi), from, 13_000);
      expect(toDb(short(scaleRoot + semitone)) - toDb(short(scaleRoot + semitone + 1))).toBeGreaterThan(6);
    }
  }
  const cadenceRoot = 57 + Math.floor(seededRandom(3)() * 8);
  for (const [choice, { chords }] of CADENCES.entries()) {
    const { left } = heardOf(ask('cadence', 1, 3, [choice]));
    const last = (chords.at(-1) ?? []).map((semitone) => cadenceRoot + semitone);
    expect(holds(left, last, Math.round(2.4 * RATE))).toBe(true);
  }
});

test('notes that differ in pitch differ by the cents of the difficulty', () => {
  for (const at of PLACES) {
    for (const choice of [0, 1]) {
      const question = ask('pitch-difference', at, 9, [choice]);
      const random = seededRandom(9);
      const hz = midiToHz(55 + (74 - 55) * random());
      const { left } = heardOf(question);
      const first = centsNear(left, hz, 2400, 28_800, 20);
      const second = centsNear(left, hz, Math.round(0.95 * RATE) + 2400, 28_800, 130);
      const cents = magnitudeAt(configOf('pitch-difference').scale, at);
      expect(Math.abs(second - first - (choice === 0 ? cents : -cents))).toBeLessThan(0.6);
    }
  }
});

test('the own note of the tuning drill is in tune when the slider is where it should be, and off by what is missing', () => {
  const question = ask('pitch-match', 0.5, 4);
  const right = question.asked[0] as number;
  const reference = heardOf(question).left;
  const random = seededRandom(4);
  random();
  random();
  const hz = midiToHz(55 + 15 * random());
  const centsOf = (given: number) => centsNear(triedOf(question, [given]).left, hz, 4800, 43_200, 130);
  const base = centsNear(reference, hz, 4800, 43_200, 130);
  expect(Math.abs(centsOf(right) - base)).toBeLessThan(0.6);
  expect(Math.abs(centsOf(right + 20) - base - 20)).toBeLessThan(0.6);
});

test('a groove has the tempo that is asked, by the tempo estimate of the analysis', async () => {
  for (const bpm of [80, 120, 150]) {
    const { left } = heardOf(ask('tempo-guess', 0.5, 1, [bpm]));
    // The estimate needs more than eight beats: the groove goes round twice, on its beat.
    const loop = Math.round((8 * 60 * RATE) / bpm);
    const twice = new Float32Array(loop * 3);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < left.length && round * loop + i < twice.length; i++)
        twice[round * loop + i] = (twice[round * loop + i] as number) + (left[i] as number);
    }
    const { tempo } = await analysed({ left: twice, right: twice });
    const found = [tempo?.bpm ?? 0, ...(tempo?.alternatives ?? []).map((one) => one.bpm)];
    expect(Math.min(...found.map((one) => Math.abs(one - bpm) / bpm))).toBeLessThan(0.01);
  }
});

/** After how many ms, about `near`, a groove repeats itself most exactly. */
function periodMs({ left }: Rendered, near: number): number {
  const perMs = RATE / 1000;
  const envelope = Float64Array.from({ length: Math.floor(left.length / perMs) }, (_, ms) =>
    left.subarray(ms * perMs, (ms + 1) * perMs).reduce((sum, value) => sum + Math.abs(value), 0),
  );
  let best = { lag: 0, value: 0 };
  for (let lag = Math.round(0.7 * near); lag < 1.35 * near; lag++) {
    let value = 0;
    for (let ms = 0; ms < 1200; ms++) value += (envelope[ms] as number) * (envelope[ms + lag] ?? 0);
    if (value > best.value) best = { lag, value };
  }
  return best.lag;
}

test('tempi that are compared differ by the percent of the difficulty', () => {
  for (const at of PLACES) {
    const question = ask('tempo-difference', at, 2, [0]);
    const percent = magnitudeAt(configOf('tempo-difference').scale, at);
    const twoBeatsMs = 120_000 / (75 * 2 ** seededRandom(2)());
    const [first, second] = [0, 1].map((index) => periodMs(heardOf(question, index), twoBeatsMs)) as [number, number];
    expect(Math.abs(100 * (first / second - 1) - percent)).toBeLessThan(0.3);
  }
});

test('the strokes to be tapped and the late stroke stand on their milliseconds', () => {
  const tap = ask('rhythm-tap', 0.6, 8);
  const times = strokesMs(heardOf(tap).left, 60);
  const claps = times.slice(-tap.asked.length);
  claps.forEach((ms, index) => {
    expect(Math.abs(ms - (claps[0] as number) - (tap.asked[index] as number))).toBeLessThan(1.5);
  });
  for (const at of PLACES) {
    const question = ask('timing', at, 6, [1]);
    const rows = [0, 1].map((index) => strokesMs(heardOf(question, index).left, 60));
    const lateness = (rows[1] as number[]).map((ms, index) => ms - (rows[0]?.[index] as number));
    expect(Math.abs(Math.max(...lateness) - magnitudeAt(configOf('timing').scale, at))).toBeLessThan(0.1);
    expect(lateness.filter((ms) => ms > 0.05)).toHaveLength(1);
  }
});

const noiseMaterial = (rate: number) => renderSound({ kind: 'noise', color: 'pink', seconds: 3, db: -22, peaks: [] }, rate);

test('a band is boosted and cut by the dB of the difficulty, and nothing else', async () => {
  for (const [key, sign] of [
    ['eq-boost', 1],
    ['eq-cut', -1],
  ] as const) {
    for (const at of PLACES) {
      for (const band of [1, 4, 6]) {
        const config = configOf(key);
        const question = askOf(key)?.({ config, at, random: seededRandom(1), material: noiseMaterial, asked: [band] });
        const [changed, flat] = [0, 1].map((index) => heardOf(question as DrillQuestion, index)) as [Rendered, Rendered];
        const [withEq, without] = await Promise.all([analysed(changed), analysed(flat)]);
        const centreHz = EQ_BANDS_HZ[band] as number;
        const far = withEq.balance.flatMap(({ hz, db }, index) =>
          Math.abs(Math.log2(hz / centreHz)) > 3 && hz > 60 ? [db - (without.balance[index]?.db ?? 0)] : [],
        );
        // Both are equally loud, so everything else moved together, by this much.
        const level = far.reduce((sum, db) => sum + db, 0) / far.length;
        expect(Math.max(...far) - Math.min(...far)).toBeLessThan(1);
        const gain = toDb(levelAt(changed.left, centreHz, 4800, 120_000) / levelAt(flat.left, centreHz, 4800, 120_000));
        expect(Math.abs(gain - level - sign * magnitudeAt(config.scale, at))).toBeLessThan(0.5);
      }
    }
  }
});

test('matched by hand, the own EQ gives the samples of the target', () => {
  const question = ask('eq-match', 0.5, 12);
  const target = heardOf(question).left;
  const own = triedOf(question, question.asked).left;
  expect(own.length).toBe(target.length);
  expect(Math.max(...own.map((value, i) => Math.abs(value - (target[i] as number))))).toBeLessThan(1e-6);
});

test('a place is the level between the sides by the law of equal power', () => {
  for (const place of [-100, -40, 0, 25, 100]) {
    const { left, right } = heardOf(ask('stereo-place', 0.5, 2, [place]));
    const power = (side: Float32Array) => side.reduce((sum, value) => sum + value * value, 0);
    const angle = Math.atan2(Math.sqrt(power(right)), Math.sqrt(power(left)));
    expect((angle * 4) / Math.PI - 1).toBeCloseTo(place / 100, 3);
  }
});

test('the wider version has louder sides by the dB of the difficulty, by the analysis', async () => {
  for (const at of PLACES) {
    const question = ask('stereo-width', at, 3, [0]);
    const widths = await Promise.all([0, 1].map(async (index) => (await analysed(heardOf(question, index))).stereo.width));
    const ratioDb = widths.map((width) => 10 * Math.log10(width / (1 - width))) as [number, number];
    expect(ratioDb[0] - ratioDb[1]).toBeCloseTo(magnitudeAt(configOf('stereo-width').scale, at), 1);
  }
});

test('an echo comes after its milliseconds', () => {
  for (const ms of [75, 240, 640]) {
    const { left } = heardOf(ask('delay-time', 0.5, 2, [ms]));
    // The lag at which the sound is most like itself.
    const [part, longest] = [0.2 * RATE, 0.9 * RATE];
    const heard = new Float32Array(part + longest);
    heard.set(left.subarray(0, heard.length));
    let best = { lag: 0, value: 0 };
    for (let lag = Math.round(0.04 * RATE); lag < longest; lag++) {
      let value = 0;
      for (let i = 0; i < part; i++) value += (heard[i] as number) * (heard[i + lag] as number);
      if (value > best.value) best = { lag, value };
    }
    expect(Math.abs((1000 * best.lag) / RATE - ms)).toBeLessThan(0.1);
  }
}, 20_000);

test('a reverb falls by 60 dB in its time (Schroeder integration), and the longer room is longer by its percent', () => {
  for (const seconds of [0.5, 1, 2]) {
    const click = { left: new Float32Array(64).fill(0.5), right: new Float32Array(64).fill(0.5) };
    const { left, right } = reverberated(click, seconds, RATE);
    const energy = new Float64Array(left.length + 1);
    for (let i = left.length - 1; i >= 0; i--)
      energy[i] = (energy[i + 1] as number) + (left[i] as number) ** 2 + (right[i] as number) ** 2;
    const whenBelow = (db: number) => energy.findIndex((value) => 10 * Math.log10(value / (energy[0] as number)) < db) / RATE;
    // From −5 to −35 dB, doubled: T30 of ISO 3382.
    const t30 = 2 * (whenBelow(-35) - whenBelow(-5));
    expect(Math.abs(t30 / seconds - 1)).toBeLessThan(0.05);
  }
});

test('levels that are compared differ by the dB of the difficulty', async () => {
  for (const at of PLACES) {
    const question = ask('level-difference', at, 5, [1]);
    const [first, second] = await Promise.all([0, 1].map((index) => loudness(heardOf(question, index))));
    expect((second as number) - (first as number)).toBeCloseTo(magnitudeAt(configOf('level-difference').scale, at), 2);
  }
});

test('a compressor takes its dB from a steady tone at the peak, and nothing from a quiet one', () => {
  const loud = renderSound({ kind: 'notes', notes: [{ hz: 1000, at: 0, seconds: 1, db: -6 }] }, RATE);
  for (const db of [12, 6, 1]) {
    const peakOf = (sound: Rendered, from: number) => Math.max(...sound.left.slice(from, from + 480).map(Math.abs));
    expect(toDb(peakOf(loud, 24_000)) - toDb(peakOf(compressed(loud, db, RATE), 24_000))).toBeCloseTo(db, 0);
    const both = { left: new Float32Array(96_000), right: new Float32Array(96_000) };
    const quiet = 10 ** ((-COMPRESSION_DEPTH_DB - 6) / 20);
    for (const side of ['left', 'right'] as const) {
      both[side].set(loud[side].slice(0, 48_000));
      both[side].set(
        loud[side].slice(0, 47_000).map((value) => value * quiet),
        49_000,
      );
    }
    const out = compressed(both, db, RATE);
    expect(toDb(peakOf(both, 90_000)) - toDb(peakOf(out, 90_000))).toBeCloseTo(0, 1);
  }
});

test('the compressed drums have less crest than the plain ones, the more the easier', async () => {
  const crests = await Promise.all(
    [0, 1].flatMap((at) =>
      [0, 1].map(async (index) => (await analysed(heardOf(ask('compression', at, 5, [0]), index))).crestDb ?? 0),
    ),
  );
  const [easy, plain, hard] = crests as [number, number, number];
  expect(plain - easy).toBeGreaterThan(1);
  expect(plain - easy).toBeGreaterThan(plain - hard);
});

test('the distorted tone has its percent of third harmonic, and the plain one none', () => {
  for (const at of PLACES) {
    const question = ask('distortion', at, 5, [0]);
    const hz = midiToHz(45 + (62 - 45) * seededRandom(5)());
    const shareOf = (sound: Rendered) => levelAt(sound.left, 3 * hz, 9600, 38_400) / levelAt(sound.left, hz, 9600, 38_400);
    expect(100 * shareOf(heardOf(question, 0))).toBeCloseTo(magnitudeAt(configOf('distortion').scale, at), 1);
    expect(100 * shareOf(heardOf(question, 1))).toBeLessThan(0.05);
  }
});
