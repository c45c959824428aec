// How a drill finds what a person can just hear. Difficulty is a place from 0 (easiest) to 1 (hardest) on the drill's scale.
// The weighted up-down method (C. Kaernbach, Perception & Psychophysics 49, 227–229, 1991): a right answer makes the next
// question one step harder, a wrong one three steps easier, so the places settle where 75 % of the answers are right.
// Invariant: the next place is a function of the answers so far, so a session that was interrupted goes on where it was.

export interface Trial {
  /** Difficulty, 0 to 1. */
  at: number;
  isRight: boolean;
  /** How likely a guess is right at this difficulty. */
  guess: number;
}

/** The share of right answers that the staircase settles at and that the score stands for. */
export const TARGET = 0.75;
const UP_STEPS = TARGET / (1 - TARGET);
const FIRST_STEP = 0.08;
const LEAST_STEP = 0.01;
/** Each turn of direction makes the step smaller. */
const STEP_SHRINKS = 0.75;
/** Where somebody without a score begins. */
export const FIRST_PLACE = 0.15;
/** A new session begins easier than the score, so that the first answers are mostly right. */
const WARM_UP = 0.1;

const clamp = (place: number): number => Math.max(0, Math.min(1, place));
const rounded = (place: number): number => Math.round(place * 10_000) / 10_000;

/** Where a session begins, from the score before it. */
export const startPlace = (score: number | null): number => (score === null ? FIRST_PLACE : rounded(clamp(score - WARM_UP)));

/** The difficulty of the next question. */
export function nextPlace(start: number, trials: readonly Pick<Trial, 'isRight'>[]): number {
  let [place, step] = [start, FIRST_STEP];
  let before: boolean | null = null;
  for (const { isRight } of trials) {
    if (before !== null && before !== isRight) step = Math.max(LEAST_STEP, step * STEP_SHRINKS);
    place = clamp(place + (isRight ? step : -UP_STEPS * step));
    before = isRight;
  }
  return rounded(place);
}

/** Fewer answers say too little. */
export const FEWEST_TRIALS = 10;
/** The share of slips: wrong answers although the difference was heard. */
const SLIPS = 0.02;
const SPREADS = [0.006, 0.015, 0.03, 0.06, 0.12];
const GRID_STEP = 0.004;
const logistic = (value: number): number => 1 / (1 + Math.exp(-value));
const logit = (share: number): number => Math.log(share / (1 - share));

/** How likely an answer is right for a listener who has 75 % right at `threshold`. `spread`: how gradual the change is. */
export function chanceRight(at: number, threshold: number, spread: number, guess: number): number {
  const known = 1 - guess - SLIPS;
  return guess + known * logistic((threshold - at) / spread + logit((TARGET - guess) / known));
}

/**
 * The place where 75 % of the answers are right: the mean of its posterior, from a flat prior, over all answers (Watson & Pelli,
 * QUEST, 1983, with several spreads instead of one). Null below FEWEST_TRIALS.
 */
export function thresholdOf(trials: readonly Trial[]): number | null {
  if (trials.length < FEWEST_TRIALS) return null;
  const candidates: { threshold: number; likelihood: number }[] = [];
  for (const spread of SPREADS) {
    for (let threshold = 0; threshold <= 1 + GRID_STEP / 2; threshold += GRID_STEP) {
      let likelihood = 0;
      for (const { at, isRight, guess } of trials) {
        const chance = chanceRight(at, threshold, spread, guess);
        likelihood += Math.log(isRight ? chance : 1 - chance);
      }
      candidates.push({ threshold, likelihood });
    }
  }
  const best = Math.max(...candidates.map(({ likelihood }) => likelihood));
  let [sum, weights] = [0, 0];
  for (const { threshold, likelihood } of candidates) {
    const weight = Math.exp(likelihood - best);
    sum += weight * threshold;
    weights += weight;
  }
  return rounded(sum / weights);
}
