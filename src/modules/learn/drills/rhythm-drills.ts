// Drills of tempo and rhythm. Times are exact: strokes stand on samples.
import { magnitudeAt } from '#schema/learn/rules/drills.ts';
import type { Drum } from '#schema/learn/rules/sounds.ts';
import { addDrum, DRUM_SECONDS } from '../sound/drums.ts';
import { matched } from '../sound/loudness.ts';
import type { Rendered } from '../sound/render.ts';
import { words, type AskDrill, type Heard } from './question.ts';
import { between, betweenLog, pick, type Random } from './random.ts';

interface Stroke {
  drum: Drum;
  ms: number;
  strength: number;
}

const LEAD_MS = 20;

/** Strokes in the middle, after a moment of silence. */
export function renderStrokes(strokes: readonly Stroke[], rate: number): Rendered {
  const last = Math.max(...strokes.map(({ ms }) => ms));
  const length = Math.ceil(((LEAD_MS + last) / 1000 + DRUM_SECONDS + 0.02) * rate);
  const out = new Float32Array(length);
  for (const { drum, ms, strength } of strokes) {
    const stroke = new Float32Array(Math.ceil(DRUM_SECONDS * rate));
    addDrum(stroke, drum, strength, rate);
    const from = Math.round(((LEAD_MS + ms) * rate) / 1000);
    for (let i = 0; i < stroke.length && from + i < length; i++) (out[from + i] as number) += stroke[i] as number;
  }
  return { left: out, right: out.slice() };
}

const heardOf = (label: string, strokes: readonly Stroke[]): Heard => ({
  label,
  render: (rate) => matched([renderStrokes(strokes, rate)], rate)[0] as Rendered,
});

const BEATS = 8;

/** Kick and snare on the beats, hats on the eighths: the beat is not in doubt. */
function groove(bpm: number, beats = BEATS): Stroke[] {
  const beatMs = 60_000 / bpm;
  return Array.from({ length: beats }, (_, beat) => [
    { drum: beat % 2 === 0 ? ('kick' as const) : ('snare' as const), ms: beat * beatMs, strength: 1 },
    { drum: 'hat' as const, ms: beat * beatMs, strength: 0.6 },
    { drum: 'hat' as const, ms: (beat + 0.5) * beatMs, strength: 0.35 },
  ]).flat();
}

export const askTempoGuess: AskDrill = ({ at, random, asked }) => {
  const bpm = asked?.[0] ?? Math.round(betweenLog(random, 58, 185));
  return {
    asked: [bpm],
    at,
    heard: [heardOf(words.play, groove(bpm))],
    compared: ([given]) =>
      given === undefined
        ? [heardOf(words.asked, groove(bpm))]
        : [heardOf(words.asked, groove(bpm)), heardOf(words.answered, groove(given))],
  };
};

/** 0 is faster, 1 is slower. */
export const askTempoDifference: AskDrill = ({ config, at, random, asked }) => {
  const percent = magnitudeAt(config.scale, at);
  const choice = asked?.[0] ?? pick(random, 2);
  const bpm = betweenLog(random, 75, 150);
  const second = choice === 0 ? bpm * (1 + percent / 100) : bpm / (1 + percent / 100);
  return {
    asked: [choice],
    at,
    heard: [heardOf(words.first, groove(bpm)), heardOf(words.second, groove(second))],
  };
};

const STEPS = 16;
const TAP_BPM = 84;
const STEP_MS = 60_000 / TAP_BPM / 4;
/** Four clicks before the rhythm. */
export const COUNT_IN_MS = 4 * 4 * STEP_MS;

/** Times of strokes over one bar: quarters and eighths at first, sixteenths later. The first stroke is on one. */
function tapPattern(random: Random, at: number): number[] {
  const grid = at < 0.35 ? 2 : 1;
  const count = 3 + Math.round(at * 5) + pick(random, 2);
  const steps = new Set([0]);
  while (steps.size < Math.min(count, STEPS / grid)) steps.add(grid * pick(random, STEPS / grid));
  return [...steps].sort((a, b) => a - b).map((step) => Math.round(step * STEP_MS));
}

export const askRhythmTap: AskDrill = ({ at, random, asked }) => {
  const times = asked ? [...asked] : tapPattern(random, at);
  const clicks = [0, 1, 2, 3].map((beat): Stroke => ({ drum: 'click', ms: beat * 4 * STEP_MS, strength: beat === 0 ? 1 : 0.6 }));
  const strokes = (list: readonly number[]) => list.map((ms): Stroke => ({ drum: 'clap', ms: COUNT_IN_MS + ms, strength: 1 }));
  return {
    asked: times,
    at,
    heard: [heardOf(words.play, [...clicks, ...strokes(times)])],
    compared: (given) => [
      heardOf(words.asked, [...clicks, ...strokes(times)]),
      ...(given.length > 0 ? [heardOf(words.answered, [...clicks, ...strokes(given)])] : []),
    ],
  };
};

const EVEN_STROKES = 7;

/** One row is even; in the other one stroke, neither the first nor the last, comes late. */
export const askTiming: AskDrill = ({ config, at, random, asked }) => {
  const lateMs = magnitudeAt(config.scale, at);
  const uneven = asked?.[0] ?? pick(random, 2);
  const everyMs = between(random, 240, 340);
  const which = 2 + pick(random, EVEN_STROKES - 3);
  const row = (isUneven: boolean) =>
    Array.from({ length: EVEN_STROKES }, (_, index): Stroke => ({
      drum: 'click',
      ms: index * everyMs + (isUneven && index === which ? lateMs : 0),
      strength: 1,
    }));
  return {
    asked: [uneven],
    at,
    heard: [heardOf(words.first, row(uneven === 0)), heardOf(words.second, row(uneven === 1))],
  };
};
