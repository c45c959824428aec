// Drills of pitch and harmony. Every note has the same wave and level, and everything heard is brought to one loudness.
import { CADENCES, CHORDS, INTERVALS, SCALES } from '#schema/learn/rules/drill-choices.ts';
import { magnitudeAt, offeredCount } from '#schema/learn/rules/drills.ts';
import { midiToHz, shiftedByCents, type Note, type Sound } from '#schema/learn/rules/sounds.ts';
import { matched } from '../sound/loudness.ts';
import { renderSound, type Rendered } from '../sound/render.ts';
import { words, type AskDrill, type Asking, type Heard } from './question.ts';
import { between, pick } from './random.ts';

const NOTE_DB = -18;
const NOTE_SECONDS = 0.85;

const note = (hz: number, at: number, seconds: number, wave: Note['wave'] = 'pluck'): Note => ({
  hz,
  at,
  seconds,
  wave: wave ?? 'pluck',
  db: NOTE_DB,
});

const atOneLoudness = (sound: Sound, rate: number): Rendered => matched([renderSound(sound, rate)], rate)[0] as Rendered;

/** A thing to be named: the same root, so that only the thing differs when they are compared. */
function naming(
  { config, at, random, asked }: Asking,
  soundOf: (choice: number) => Sound,
  rootMidi?: number,
): ReturnType<AskDrill> {
  const choice = asked?.[0] ?? pick(random, offeredCount(config, at));
  const heardOf = (which: number, label: string): Heard => ({ label, render: (rate) => atOneLoudness(soundOf(which), rate) });
  return {
    asked: [choice],
    at,
    heard: [heardOf(choice, words.play)],
    compared: ([given]) =>
      given === undefined || given === choice
        ? [heardOf(choice, words.asked)]
        : [heardOf(choice, words.asked), heardOf(given, words.answered)],
    ...(rootMidi !== undefined && { rootMidi }),
  };
}

const HARD = 0.5;

/** Upwards first; from the middle of the scale on downwards as well. */
export const askMelodicInterval: AskDrill = (asking) => {
  const root = 50 + pick(asking.random, 13);
  const direction = asking.at >= HARD && asking.random() < 0.5 ? -1 : 1;
  const start = direction === 1 ? root : root + 12;
  return naming(
    asking,
    (choice) => {
      const { semitones } = INTERVALS[choice] ?? INTERVALS[0];
      const midis = [start, start + direction * semitones];
      return { kind: 'notes', notes: midis.map((midi, index) => note(midiToHz(midi), index * 0.7, NOTE_SECONDS)) };
    },
    start,
  );
};

export const askHarmonicInterval: AskDrill = (asking) => {
  const root = 50 + pick(asking.random, 13);
  return naming(asking, (choice) => {
    const { semitones } = INTERVALS[choice] ?? INTERVALS[0];
    return { kind: 'notes', notes: [root, root + semitones].map((midi) => note(midiToHz(midi), 0, 1.6)) };
  });
};

export const askChord: AskDrill = (asking) => {
  const root = 50 + pick(asking.random, 11);
  return naming(asking, (choice) => ({
    kind: 'notes',
    notes: (CHORDS[choice] ?? CHORDS[0]).semitones.map((semitones) => note(midiToHz(root + semitones), 0, 1.8)),
  }));
};

export const askScale: AskDrill = (asking) => {
  const root = 53 + pick(asking.random, 10);
  return naming(asking, (choice) => ({
    kind: 'notes',
    notes: (SCALES[choice] ?? SCALES[0]).semitones.map((semitones, index) =>
      note(midiToHz(root + semitones), index * 0.32, NOTE_SECONDS),
    ),
  }));
};

export const askCadence: AskDrill = (asking) => {
  const root = 57 + pick(asking.random, 8);
  return naming(asking, (choice) => ({
    kind: 'notes',
    notes: (CADENCES[choice] ?? CADENCES[0]).chords.flatMap((chord, index) =>
      chord.map((semitones) => note(midiToHz(root + semitones), index * 0.75, index === 3 ? 1.4 : 0.9)),
    ),
  }));
};

const TONE_SECONDS = 0.7;
const BETWEEN_TONES_SECONDS = 0.95;

/** 0 is higher, 1 is lower. */
export const askPitchDifference: AskDrill = ({ config, at, random, asked }) => {
  const cents = magnitudeAt(config.scale, at);
  const choice = asked?.[0] ?? pick(random, 2);
  const hz = midiToHz(between(random, 55, 74));
  const second = shiftedByCents(hz, choice === 0 ? cents : -cents);
  const sound: Sound = {
    kind: 'notes',
    notes: [note(hz, 0, TONE_SECONDS, 'triangle'), note(second, BETWEEN_TONES_SECONDS, TONE_SECONDS, 'triangle')],
  };
  return { asked: [choice], at, heard: [{ label: words.play, render: (rate) => atOneLoudness(sound, rate) }] };
};

const WIDEST_DETUNE = 100;

/** The answer is how far the slider must be moved: the own note starts out of tune by as much the other way. */
export const askPitchMatch: AskDrill = ({ at, random, asked }) => {
  const right = asked?.[0] ?? Math.round(between(random, 15, WIDEST_DETUNE)) * (random() < 0.5 ? -1 : 1);
  const hz = midiToHz(between(random, 55, 70));
  const tone = (label: string, cents: number): Heard => ({
    label,
    render: (rate) => atOneLoudness({ kind: 'notes', notes: [note(shiftedByCents(hz, cents), 0, 1.2, 'triangle')] }, rate),
  });
  return {
    asked: [right],
    at,
    heard: [tone(words.reference, 0)],
    tried: ([given = 0]) => tone(words.yours, given - right),
  };
};
