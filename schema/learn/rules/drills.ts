// What a drill asks and how its answers are marked. Invariant: questions and answers are lists of numbers, so that the rows hold
// them, both sides mark them alike, and a card can ask the same again.
import { thresholdOf, type Trial } from './staircase.ts';

export const DRILL_KINDS = [
  'interval-melodic',
  'interval-harmonic',
  'chord',
  'scale',
  'cadence',
  'pitch-difference',
  'pitch-match',
  'tempo-guess',
  'tempo-difference',
  'rhythm-tap',
  'timing',
  'eq-boost',
  'eq-cut',
  'eq-match',
  'stereo-place',
  'stereo-width',
  'delay-time',
  'reverb-time',
  'level-difference',
  'compression',
  'distortion',
] as const;
export type DrillKind = (typeof DRILL_KINDS)[number];

/** What changes with the difficulty: from its value at 0 to its value at 1. */
export interface DrillScale {
  from: number;
  to: number;
  /** In equal ratios instead of equal steps. */
  isLog: boolean;
  unit: string;
}

export type DrillAnswer =
  /** The place of a choice. With `grows` the scale is the number of choices offered, from the front of the list. */
  | { kind: 'choice'; choices: readonly string[]; grows: boolean }
  /** One number. `isShare`: the scale is the tolerance in percent of the right value, else in the answer's unit. */
  | { kind: 'number'; from: number; to: number; step: number; unit: string; isLog: boolean; isShare: boolean }
  /** Times of strokes in ms; the scale is the tolerance of their mean error. */
  | { kind: 'taps' }
  /** Frequency in Hz and gain in dB; the scale is the tolerance of the frequency in octaves. */
  | { kind: 'eq'; hz: readonly [number, number]; gainDb: number; gainToleranceDb: number };

export interface DrillConfig {
  scale: DrillScale;
  answer: DrillAnswer;
  /** Whether a region of an own track can be the sound. */
  ownTrack: boolean;
  /** The skill that a session is evidence for. */
  skill?: string;
}

/** What was asked and what was answered. */
export interface DrillTrial {
  at: number;
  asked: readonly number[];
  given: readonly number[];
  /** Time to the answer. */
  ms: number;
}

export const LEVELS = 10;
/** 1 to 10. */
export const levelAt = (place: number): number => Math.min(LEVELS, 1 + Math.floor(place * LEVELS + 1e-9));
/** The middle of a level. */
export const placeOfLevel = (level: number): number => (Math.max(1, Math.min(LEVELS, level)) - 0.5) / LEVELS;

/** The value of the scale at a difficulty: dB, cents, percent, choices. */
export const magnitudeAt = ({ from, to, isLog }: DrillScale, place: number): number =>
  isLog ? from * (to / from) ** place : from + (to - from) * place;

/** How many of the choices are offered. */
export const offeredCount = ({ scale, answer }: DrillConfig, place: number): number =>
  answer.kind !== 'choice' ? 0 : answer.grows ? Math.round(magnitudeAt(scale, place)) : answer.choices.length;

const FREE_ANSWER_GUESS = 0.05;

export const guessAt = (config: DrillConfig, place: number): number =>
  config.answer.kind === 'choice' ? 1 / offeredCount(config, place) : FREE_ANSWER_GUESS;

export function isTrialRight(config: DrillConfig, { at, asked, given }: Omit<DrillTrial, 'ms'>): boolean {
  const { answer, scale } = config;
  const tolerance = magnitudeAt(scale, at);
  const [right, said] = [asked[0], given[0]];
  if (right === undefined || said === undefined) return false;
  switch (answer.kind) {
    case 'choice':
      return said === right;
    case 'number':
      return Math.abs(said - right) <= (answer.isShare ? (Math.abs(right) * tolerance) / 100 : tolerance) + 1e-6;
    case 'taps':
      return meanTapError(asked, given) <= tolerance;
    case 'eq': {
      const [, rightDb = 0] = asked;
      const [, saidDb = 0] = given;
      return said > 0 && Math.abs(Math.log2(said / right)) <= tolerance && Math.abs(saidDb - rightDb) <= answer.gainToleranceDb;
    }
  }
}

/**
 * Mean distance of taps from strokes, in ms, after the constant lag of hand and loudspeaker is taken out. Infinite when their
 * numbers differ.
 */
export function meanTapError(asked: readonly number[], given: readonly number[]): number {
  if (asked.length !== given.length || asked.length === 0) return Number.POSITIVE_INFINITY;
  const differences = given.map((at, index) => at - (asked[index] as number));
  const lag = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
  return differences.reduce((sum, difference) => sum + Math.abs(difference - lag), 0) / differences.length;
}

export interface MarkedDrill {
  rightCount: number;
  /** Place of the threshold, 0 to 1; null for too few answers. */
  score: number | null;
  /** What becomes cards. */
  mistakes: string[];
  /** Right answers in a row: at the start, at the end, and the most. */
  runs: { first: number; last: number; longest: number };
}

/** A staircase always ends in mistakes near the threshold, which teach little: only the clearest become cards. */
const MOST_CARDS = 3;

export function markDrill(config: DrillConfig, trials: readonly DrillTrial[]): MarkedDrill {
  const marked = trials.map((trial) => ({ trial, isRight: isTrialRight(config, trial) }));
  const forScore: Trial[] = marked.map(({ trial: { at }, isRight }) => ({ at, isRight, guess: guessAt(config, at) }));
  const wrong = marked.filter(({ isRight }) => !isRight).map(({ trial }) => trial);
  const easiestFirst = wrong.toSorted((a, b) => a.at - b.at);
  return {
    rightCount: trials.length - wrong.length,
    score: thresholdOf(forScore),
    mistakes: [...new Set(easiestFirst.map((trial) => itemOf(config, trial)))].slice(0, MOST_CARDS),
    runs: runsOf(marked.map(({ isRight }) => isRight)),
  };
}

function runsOf(rights: readonly boolean[]): MarkedDrill['runs'] {
  let [longest, run] = [0, 0];
  for (const isRight of rights) {
    run = isRight ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  const firstWrong = rights.indexOf(false);
  return { first: firstWrong === -1 ? rights.length : firstWrong, last: run, longest };
}

/** What was asked, as a card names it: the numbers and the level. A thing to be named is one card, whatever the level was. */
export function itemOf({ answer }: DrillConfig, { at, asked }: Pick<DrillTrial, 'at' | 'asked'>): string {
  const isNamed = answer.kind === 'choice' && answer.grows;
  return `${asked.join(',')}@${isNamed ? LEVELS : levelAt(at)}`;
}

export interface DrillItem {
  asked: number[];
  at: number;
}

const ITEM = /^(-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)*)@(\d{1,2})$/;

/** Null for what is no item of the drill. */
export function readItem({ answer }: DrillConfig, item: string): DrillItem | null {
  const [, numbers, level] = ITEM.exec(item) ?? [];
  if (numbers === undefined || level === undefined || Number(level) < 1 || Number(level) > LEVELS) return null;
  const asked = numbers.split(',').map(Number);
  if (answer.kind === 'choice' && !(asked.length === 1 && answer.choices[asked[0] as number] !== undefined)) return null;
  if (answer.kind === 'eq' && asked.length !== 2) return null;
  // The hardest level offers all of the choices, from its end.
  const isNamed = answer.kind === 'choice' && answer.grows;
  return { asked, at: isNamed ? 1 : placeOfLevel(Number(level)) };
}

/** A drill's configuration as its row holds it; null where it cannot be read. */
export function readDrill(value: unknown): DrillConfig | null {
  const config = value as Partial<DrillConfig> | null;
  if (!config?.scale || !config.answer) return null;
  const { scale, answer, ownTrack = false, skill } = config;
  return { scale, answer, ownTrack, ...(skill !== undefined && { skill }) };
}
