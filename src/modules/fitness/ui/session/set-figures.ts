// Which figures a set of each kind of exercise has, how they are typed, and what one tap of + or − changes.
import { figuresProblem } from '#schema/fitness/rules/limits.ts';
import type { Measure } from '#schema/fitness/rules/strength.ts';
import { fromKg, stepWeight, toKg, type WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { formatClock, parseClock } from '#src/format/durations.ts';
import { parseDecimal } from '#src/format/numbers.ts';
import { distanceUnit, fromMetres, shownWeight, toMetres, type DoneFigures } from '../../format.ts';
import { strings } from '../../strings.ts';

export type FigureName = keyof DoneFigures;

export interface FigureKind {
  name: FigureName;
  /** The argument of set.update. */
  arg: 'weightKg' | 'reps' | 'durationSeconds' | 'distanceM';
  label: string;
  inputMode: 'decimal' | 'numeric' | 'text';
  toText(value: number): string;
  parse(text: string): number | null | undefined;
  /** An example of what can be typed, said when the text is none. */
  hint: string;
  step(value: number, direction: 1 | -1): number;
}

const nothing = { weightKg: null, reps: null, durationSeconds: null, distanceM: null };

/** Why a typed figure cannot be saved, in words; null when it can. */
export function figureProblem({ arg, parse, hint }: FigureKind, text: string): string | null {
  const value = parse(text);
  return value === undefined ? hint : figuresProblem({ ...nothing, [arg]: value });
}

const TIME_STEP_SECONDS = 5;
const DISTANCE_STEP = 0.25;
const words = strings.session;

const weight = (unit: WeightUnit, isHelp: boolean): FigureKind => ({
  name: 'weight',
  arg: 'weightKg',
  label: isHelp ? words.help(unit) : words.weight(unit),
  inputMode: 'decimal',
  toText: (kg) => String(shownWeight(kg, unit)),
  parse: (text) => {
    const typed = parseDecimal(text);
    return typed === null || typed === undefined ? typed : toKg(typed, unit);
  },
  hint: words.hints.weight(unit),
  step: (kg, direction) => toKg(stepWeight(fromKg(kg, unit), direction, unit), unit),
});

const reps: FigureKind = {
  name: 'reps',
  arg: 'reps',
  label: words.reps,
  inputMode: 'numeric',
  toText: String,
  parse: parseDecimal,
  hint: words.hints.reps,
  step: (value, direction) => Math.max(0, value + direction),
};

const duration: FigureKind = {
  name: 'duration',
  arg: 'durationSeconds',
  label: words.time,
  inputMode: 'text',
  toText: formatClock,
  parse: parseClock,
  hint: words.hints.time,
  step: (seconds, direction) => Math.max(0, seconds + direction * TIME_STEP_SECONDS),
};

const distance = (unit: WeightUnit): FigureKind => ({
  name: 'distance_m',
  arg: 'distanceM',
  label: words.distance(distanceUnit(unit)),
  inputMode: 'decimal',
  toText: (metres) => String(fromMetres(metres, unit)),
  parse: (text) => {
    const typed = parseDecimal(text);
    return typed === null || typed === undefined ? typed : toMetres(typed, unit);
  },
  hint: words.hints.distance(distanceUnit(unit)),
  step: (metres, direction) => toMetres(Math.max(0, fromMetres(metres, unit) + direction * DISTANCE_STEP), unit),
});

/** One or two figures; the second is null where one is enough. */
export function figuresOf(measure: Measure, unit: WeightUnit): [FigureKind, FigureKind | null] {
  switch (measure) {
    case 'weight_reps':
      return [weight(unit, false), reps];
    case 'assisted_reps':
      return [weight(unit, true), reps];
    case 'reps':
      return [reps, null];
    case 'time':
      return [duration, null];
    case 'distance_time':
      return [distance(unit), duration];
  }
}
