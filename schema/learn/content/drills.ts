// The drills. Keys and the order of choices never change: scores, answers and cards refer to them. Choices of a list that grows
// stand in the order in which they are added, those that are told apart most easily first.
import type { DrillAnswer, DrillConfig, DrillKind, DrillScale } from '../rules/drills.ts';
import { CADENCES, CHORDS, EQ_BANDS_HZ, INTERVALS, SCALES } from '../rules/drill-choices.ts';
import type { TopicKey } from './topics.ts';

export interface Drill {
  key: DrillKind;
  topic: TopicKey;
  title: string;
  /** What is heard and what to answer. */
  description: string;
  difficulty: 'beginner' | 'intermediate' | 'advanced';
  /** The skill that practice is evidence for. */
  skill: string;
  config: DrillConfig;
}

const ratio = (from: number, to: number, unit: string): DrillScale => ({ from, to, unit, isLog: true });
const growing = (count: number, unit: string): DrillScale => ({ from: 2, to: count, unit, isLog: false });
const named = (choices: readonly string[]): DrillAnswer => ({ kind: 'choice', choices, grows: true });
const oneOf = (...choices: string[]): DrillAnswer => ({ kind: 'choice', choices, grows: false });
const FIRST_OR_SECOND = oneOf('The first', 'The second');

const bandName = (hz: number): string => (hz < 1000 ? `${hz} Hz` : `${hz / 1000} kHz`);
const BANDS: DrillAnswer = oneOf(...EQ_BANDS_HZ.map(bandName));

const namesOf = (list: readonly { name: string }[]): readonly string[] => list.map(({ name }) => name);

export const drills: readonly Drill[] = [
  {
    key: 'eq-boost',
    topic: 'hearing',
    title: 'Find the boost',
    description: 'Compare the sound with and without one boosted band, and name the band. The boost gets smaller.',
    difficulty: 'beginner',
    skill: 'frequency-ear',
    config: { scale: ratio(15, 1.5, 'dB'), answer: BANDS, ownTrack: true },
  },
  {
    key: 'eq-cut',
    topic: 'hearing',
    title: 'Find the cut',
    description: 'One band is turned down. Name it: holes are harder to hear than peaks.',
    difficulty: 'intermediate',
    skill: 'frequency-ear',
    config: { scale: ratio(24, 3, 'dB'), answer: BANDS, ownTrack: true },
  },
  {
    key: 'eq-match',
    topic: 'hearing',
    title: 'Match the EQ',
    description: 'Set the frequency and the gain of a filter so that your sound is the same as the target.',
    difficulty: 'advanced',
    skill: 'frequency-ear',
    config: {
      scale: ratio(1.5, 0.15, 'octaves'),
      answer: { kind: 'eq', hz: [80, 10_000], gainDb: 12, gainToleranceDb: 4 },
      ownTrack: true,
    },
  },
  {
    key: 'stereo-place',
    topic: 'hearing',
    title: 'Place in the stereo image',
    description: 'Point to where the sound is between left and right. Headphones make this fair.',
    difficulty: 'beginner',
    skill: 'space-ear',
    config: {
      scale: ratio(60, 5, 'points'),
      answer: { kind: 'number', from: -100, to: 100, step: 1, unit: '', isLog: false, isShare: false },
      ownTrack: false,
    },
  },
  {
    key: 'stereo-width',
    topic: 'hearing',
    title: 'Which is wider?',
    description: 'Two versions differ in the level of their sides. Choose the wider one.',
    difficulty: 'intermediate',
    skill: 'space-ear',
    config: { scale: ratio(12, 0.75, 'dB'), answer: FIRST_OR_SECOND, ownTrack: true },
  },
  {
    key: 'delay-time',
    topic: 'hearing',
    title: 'Delay time',
    description: 'A stroke is followed by its echo. Estimate the time between them.',
    difficulty: 'intermediate',
    skill: 'space-ear',
    config: {
      scale: ratio(60, 5, '%'),
      answer: { kind: 'number', from: 40, to: 1000, step: 1, unit: 'ms', isLog: true, isShare: true },
      ownTrack: false,
    },
  },
  {
    key: 'reverb-time',
    topic: 'hearing',
    title: 'Which reverb is longer?',
    description: 'The same strokes in two rooms. Choose the one that takes longer to die away.',
    difficulty: 'intermediate',
    skill: 'space-ear',
    config: { scale: ratio(150, 6, '%'), answer: FIRST_OR_SECOND, ownTrack: false },
  },
  {
    key: 'level-difference',
    topic: 'loudness',
    title: 'Which is louder?',
    description: 'Twice the same sound, one of them turned up. Choose the louder one.',
    difficulty: 'beginner',
    skill: 'dynamics-ear',
    config: { scale: ratio(6, 0.2, 'dB'), answer: FIRST_OR_SECOND, ownTrack: true },
  },
  {
    key: 'compression',
    topic: 'loudness',
    title: 'Which is compressed?',
    description: 'Both are equally loud; one was compressed. Listen to the strokes: their attack and what comes up between them.',
    difficulty: 'intermediate',
    skill: 'dynamics-ear',
    config: { scale: ratio(12, 1, 'dB'), answer: FIRST_OR_SECOND, ownTrack: true },
  },
  {
    key: 'distortion',
    topic: 'loudness',
    title: 'Which is distorted?',
    description: 'One of two equally loud sounds has harmonics added by distortion. Choose it.',
    difficulty: 'intermediate',
    skill: 'dynamics-ear',
    config: { scale: ratio(10, 0.2, '%'), answer: FIRST_OR_SECOND, ownTrack: false },
  },
  {
    key: 'interval-melodic',
    topic: 'pitch',
    title: 'Melodic intervals',
    description: 'Two notes, one after the other. Name the interval. With a MIDI keyboard, play the second note.',
    difficulty: 'beginner',
    skill: 'tonal-ear',
    config: { scale: growing(INTERVALS.length, 'intervals'), answer: named(namesOf(INTERVALS)), ownTrack: false },
  },
  {
    key: 'interval-harmonic',
    topic: 'pitch',
    title: 'Harmonic intervals',
    description: 'Two notes at the same time. Name the interval.',
    difficulty: 'intermediate',
    skill: 'tonal-ear',
    config: { scale: growing(INTERVALS.length, 'intervals'), answer: named(namesOf(INTERVALS)), ownTrack: false },
  },
  {
    key: 'chord',
    topic: 'pitch',
    title: 'Chords',
    description: 'Name the kind of chord you hear.',
    difficulty: 'intermediate',
    skill: 'tonal-ear',
    config: { scale: growing(CHORDS.length, 'chords'), answer: named(namesOf(CHORDS)), ownTrack: false },
  },
  {
    key: 'scale',
    topic: 'pitch',
    title: 'Scales',
    description: 'A scale is played upwards. Name it.',
    difficulty: 'intermediate',
    skill: 'tonal-ear',
    config: { scale: growing(SCALES.length, 'scales'), answer: named(namesOf(SCALES)), ownTrack: false },
  },
  {
    key: 'cadence',
    topic: 'pitch',
    title: 'Cadences',
    description: 'Four chords end a phrase. Name the cadence that the last two make.',
    difficulty: 'advanced',
    skill: 'tonal-ear',
    config: { scale: growing(CADENCES.length, 'cadences'), answer: named(namesOf(CADENCES)), ownTrack: false },
  },
  {
    key: 'pitch-difference',
    topic: 'pitch',
    title: 'Higher or lower?',
    description: 'Two notes that are nearly the same. Say whether the second is higher or lower.',
    difficulty: 'beginner',
    skill: 'tonal-ear',
    config: { scale: ratio(100, 2, 'cents'), answer: oneOf('Higher', 'Lower'), ownTrack: false },
  },
  {
    key: 'pitch-match',
    topic: 'pitch',
    title: 'Tune to the reference',
    description: 'Move the slider until your note is in tune with the reference.',
    difficulty: 'intermediate',
    skill: 'tonal-ear',
    config: {
      scale: ratio(60, 2, 'cents'),
      answer: { kind: 'number', from: -120, to: 120, step: 1, unit: 'cents', isLog: false, isShare: false },
      ownTrack: false,
    },
  },
  {
    key: 'tempo-guess',
    topic: 'rhythm',
    title: 'Estimate the tempo',
    description: 'Listen to the groove and say how many beats a minute it has.',
    difficulty: 'beginner',
    skill: 'timing',
    config: {
      scale: ratio(30, 2, '%'),
      answer: { kind: 'number', from: 50, to: 200, step: 1, unit: 'bpm', isLog: true, isShare: true },
      ownTrack: false,
    },
  },
  {
    key: 'tempo-difference',
    topic: 'rhythm',
    title: 'Faster or slower?',
    description: 'The same groove twice. Say whether the second is faster or slower.',
    difficulty: 'beginner',
    skill: 'timing',
    config: { scale: ratio(25, 1, '%'), answer: oneOf('Faster', 'Slower'), ownTrack: false },
  },
  {
    key: 'rhythm-tap',
    topic: 'rhythm',
    title: 'Tap the rhythm',
    description: 'Listen, then tap the same rhythm: by touch, with the space bar or on a MIDI keyboard.',
    difficulty: 'beginner',
    skill: 'timing',
    config: { scale: ratio(120, 15, 'ms'), answer: { kind: 'taps' }, ownTrack: false },
  },
  {
    key: 'timing',
    topic: 'rhythm',
    title: 'Which is uneven?',
    description: 'Two rows of strokes; one stroke of one row comes late. Choose the uneven row.',
    difficulty: 'intermediate',
    skill: 'timing',
    config: { scale: ratio(80, 4, 'ms'), answer: FIRST_OR_SECOND, ownTrack: false },
  },
];
