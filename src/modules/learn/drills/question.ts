// What a question of a drill is: what is asked, what can be heard, and what the answer can be tried with.
import type { DrillConfig } from '#schema/learn/rules/drills.ts';
import type { Rendered } from '../sound/render.ts';
import type { Random } from './random.ts';

export interface Heard {
  label: string;
  render(sampleRateHz: number): Rendered;
}

export interface DrillQuestion {
  asked: number[];
  /** Difficulty, 0 to 1. */
  at: number;
  /** Played in order; the first is played when the question is put. */
  heard: Heard[];
  /** How one's own answer sounds, for drills in which something is set by hand. */
  tried?: (given: readonly number[]) => Heard;
  /** What is heard after the answer, for comparison: what was asked and, where it differs, what was answered. */
  compared?: (given: readonly number[]) => Heard[];
  /** For the piano: the MIDI number of the note from which the answer is played. */
  rootMidi?: number;
}

/** A sound to work on; null for the drill's own. */
export type Material = ((sampleRateHz: number) => Rendered) | null;

export interface Asking {
  config: DrillConfig;
  /** Difficulty, 0 to 1. */
  at: number;
  random: Random;
  material: Material;
  /** What to ask; left out, it is drawn. */
  asked?: readonly number[] | undefined;
}

export type AskDrill = (asking: Asking) => DrillQuestion;

export const words = {
  play: 'Listen',
  first: 'First',
  second: 'Second',
  flat: 'Without EQ',
  withEq: 'With EQ',
  target: 'Target',
  yours: 'Yours',
  reference: 'Reference',
  asked: 'What it was',
  answered: 'What you chose',
} as const;

/** Renders once for each sample rate: several buttons play parts of the same work. */
export function onceFor<Result>(make: (sampleRateHz: number) => Result): (sampleRateHz: number) => Result {
  const made = new Map<number, Result>();
  return (sampleRateHz) => {
    let result = made.get(sampleRateHz);
    if (result === undefined) {
      result = make(sampleRateHz);
      made.set(sampleRateHz, result);
    }
    return result;
  };
}
