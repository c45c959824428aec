// Drills of equalisers, level, dynamics and space. Everything that is compared is brought to one loudness, except where the level
// is the question.
import { EQ_BANDS_HZ } from '#schema/learn/rules/drill-choices.ts';
import { magnitudeAt } from '#schema/learn/rules/drills.ts';
import { midiToHz } from '#schema/learn/rules/sounds.ts';
import { matched, scaled } from '../sound/loudness.ts';
import {
  added,
  compressed,
  distorted,
  echoed,
  equalised,
  placed,
  reverberated,
  widened,
  withFadedEdges,
} from '../sound/process.ts';
import { dbToGain, renderSound, type Rendered } from '../sound/render.ts';
import { drumMaterial, grooveMaterial, spectralMaterial } from './material.ts';
import { onceFor, words, type AskDrill, type Asking, type Heard, type Material } from './question.ts';
import { between, betweenLog, pick } from './random.ts';
import { renderStrokes } from './rhythm-drills.ts';

const BAND_Q = 1.4;

/** Several versions of a sound at one loudness; each is a button. */
function versions(labels: readonly string[], make: (rate: number) => Rendered[]): Heard[] {
  const all = onceFor((rate: number) => matched(make(rate), rate));
  return labels.map((label, index) => ({ label, render: (rate) => all(rate)[index] as Rendered }));
}

/** Two versions of which one was changed: what is asked is its place. */
function changedOne(
  { at, random, asked }: Asking,
  base: NonNullable<Material>,
  change: (sound: Rendered, rate: number) => Rendered,
): ReturnType<AskDrill> {
  const place = asked?.[0] ?? pick(random, 2);
  const heard = versions([words.first, words.second], (rate) => {
    const plain = base(rate);
    const changed = change(plain, rate);
    return place === 0 ? [changed, plain] : [plain, changed];
  });
  return { asked: [place], at, heard };
}

const askBand =
  (sign: 1 | -1): AskDrill =>
  ({ config, at, random, asked, material }) => {
    const gainDb = sign * magnitudeAt(config.scale, at);
    const band = asked?.[0] ?? pick(random, EQ_BANDS_HZ.length);
    const base = material ?? spectralMaterial(random);
    const filtered = (which: number) => (rate: number) =>
      equalised(base(rate), { hz: EQ_BANDS_HZ[which] ?? EQ_BANDS_HZ[0], gainDb, q: BAND_Q }, rate);
    const heard = versions([words.withEq, words.flat], (rate) => [filtered(band)(rate), base(rate)]);
    return {
      asked: [band],
      at,
      heard,
      compared: ([given]) =>
        given === undefined || given === band
          ? heard
          : versions([words.asked, words.answered, words.flat], (rate) => [
              filtered(band)(rate),
              filtered(given)(rate),
              base(rate),
            ]),
    };
  };

export const askEqBoost = askBand(1);
export const askEqCut = askBand(-1);

const MATCH_Q = 1;

export const askEqMatch: AskDrill = ({ config, at, random, asked, material }) => {
  const [lowest, highest] = config.answer.kind === 'eq' ? config.answer.hz : [80, 10_000];
  const hz = asked?.[0] ?? Math.round(betweenLog(random, lowest * 1.2, highest / 1.2));
  const gainDb = asked?.[1] ?? Math.round(between(random, 6, 11)) * (random() < 0.5 ? -1 : 1);
  const base = onceFor(material ?? spectralMaterial(random));
  const withEq = (peak: readonly number[]) => (rate: number) =>
    matched([equalised(base(rate), { hz: peak[0] ?? 1000, gainDb: peak[1] ?? 0, q: MATCH_Q }, rate)], rate)[0] as Rendered;
  return {
    asked: [hz, gainDb],
    at,
    heard: [
      { label: words.target, render: onceFor(withEq([hz, gainDb])) },
      { label: words.flat, render: onceFor((rate) => matched([base(rate)], rate)[0] as Rendered) },
    ],
    tried: (given) => ({ label: words.yours, render: withEq(given) }),
  };
};

/** Short noise bursts: broad sounds are placed best. */
export const askStereoPlace: AskDrill = ({ at, random, asked }) => {
  const place = asked?.[0] ?? Math.round(between(random, -100, 100));
  const heardAt = (label: string, pan: number): Heard => ({
    label,
    render: (rate) => {
      const strokes = [0, 260, 520].map((ms) => ({ drum: 'clap' as const, ms, strength: 1 }));
      return matched([placed(renderStrokes(strokes, rate), pan / 100)], rate)[0] as Rendered;
    },
  });
  return {
    asked: [place],
    at,
    heard: [heardAt(words.play, place)],
    compared: ([given]) =>
      given === undefined ? [heardAt(words.asked, place)] : [heardAt(words.asked, place), heardAt(words.answered, given)],
  };
};

export const askStereoWidth: AskDrill = (asking) => {
  const sideDb = magnitudeAt(asking.config.scale, asking.at);
  // Half up, half down: neither version is the original.
  const base = asking.material ?? grooveMaterial(asking.random);
  const narrow: Material = (rate) => widened(base(rate), -sideDb / 2);
  return changedOne(asking, narrow, (sound) => widened(sound, sideDb));
};

const ECHO_DB = -4;

export const askDelayTime: AskDrill = ({ at, random, asked }) => {
  const ms = asked?.[0] ?? Math.round(betweenLog(random, 60, 700));
  const heardAt = (label: string, delayMs: number): Heard => ({
    label,
    render: (rate) => {
      const dry = renderStrokes(
        [0, 1400].map((time) => ({ drum: 'snare' as const, ms: time, strength: 1 })),
        rate,
      );
      return matched([echoed(dry, delayMs, ECHO_DB, rate)], rate)[0] as Rendered;
    },
  });
  return {
    asked: [ms],
    at,
    heard: [heardAt(words.play, ms)],
    compared: ([given]) =>
      given === undefined ? [heardAt(words.asked, ms)] : [heardAt(words.asked, ms), heardAt(words.answered, given)],
  };
};

const WET_DB = -16;

export const askReverbTime: AskDrill = ({ config, at, random, asked }) => {
  const longer = 1 + magnitudeAt(config.scale, at) / 100;
  const place = asked?.[0] ?? pick(random, 2);
  const shortSeconds = between(random, 0.5, 1.1);
  const dry = (rate: number) => renderStrokes([{ drum: 'snare', ms: 0, strength: 1 }], rate);
  const inRoom = (seconds: number, rate: number): Rendered =>
    withFadedEdges(
      added([
        { sound: dry(rate), db: 0 },
        { sound: reverberated(dry(rate), seconds, rate), db: WET_DB },
      ]),
      rate,
    );
  const heard = versions([words.first, words.second], (rate) => {
    const rooms = [inRoom(shortSeconds * longer, rate), inRoom(shortSeconds, rate)];
    return place === 0 ? rooms : rooms.toReversed();
  });
  return { asked: [place], at, heard };
};

export const askLevelDifference: AskDrill = ({ config, at, random, asked, material }) => {
  const db = magnitudeAt(config.scale, at);
  const louder = asked?.[0] ?? pick(random, 2);
  const base = material ?? grooveMaterial(random);
  const pair = onceFor((rate: number) => {
    // The quieter one: then the louder one does not clip either.
    const quiet = matched([scaled(base(rate), 1)], rate)[0] as Rendered;
    const [down, up] = [dbToGain(-db / 2 - 2), dbToGain(db / 2 - 2)];
    return louder === 0 ? [scaled(quiet, up), scaled(quiet, down)] : [scaled(quiet, down), scaled(quiet, up)];
  });
  const heard = [words.first, words.second].map((label, index) => ({
    label,
    render: (rate: number) => pair(rate)[index] as Rendered,
  }));
  return { asked: [louder], at, heard };
};

export const askCompression: AskDrill = (asking) => {
  const reductionDb = magnitudeAt(asking.config.scale, asking.at);
  const base = asking.material ?? drumMaterial(asking.random);
  return changedOne(asking, base, (sound, rate) => withFadedEdges(compressed(sound, reductionDb, rate), rate));
};

export const askDistortion: AskDrill = (asking) => {
  const percent = magnitudeAt(asking.config.scale, asking.at);
  const hz = midiToHz(between(asking.random, 45, 62));
  const base: Material = (rate) =>
    renderSound({ kind: 'notes', notes: [{ hz, at: 0, seconds: 1.4, wave: 'sine', db: -12 }] }, rate);
  return changedOne(asking, base, (sound) => distorted(sound, percent));
};
