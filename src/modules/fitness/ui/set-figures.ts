// Which figures a set of each kind of exercise has, how they are typed, and what one tap of + or − changes.
import type { Measure } from '#schema/rules/fitness/strength.ts';
import { fromKg, stepWeight, toKg, type WeightUnit } from '#schema/rules/fitness/weight-units.ts';
import { distanceUnit, formatClock, fromMetres, parseClock, parseDecimal, toMetres, type DoneFigures } from '../format.ts';
import { strings } from '../strings.ts';

export type FigureName = keyof DoneFigures;

export interface FigureKind {
  name: FigureName;
  /** The argument of set.update. */
  arg: 'weightKg' | 'reps' | 'durationSeconds' | 'distanceM';
  label: string;
  inputMode: 'decimal' | 'numeric' | 'text';
  toText(value: number): string;
  parse(text: string): number | null | undefined;
  step(value: number, direction: 1 | -1): number;
}

const TIME_STEP_SECONDS = 5;
const DISTANCE_STEP = 0.25;
const words = strings.session;

const weight = (unit: WeightUnit, isHelp: boolean): FigureKind => ({
  name: 'weight',
  arg: 'weightKg',
  label: isHelp ? words.help(unit) : words.weight(unit),
  inputMode: 'decimal',
  toText: (kg) => String(fromKg(kg, unit)),
  parse: (text) => {
    const typed = parseDecimal(text);
    return typed === null || typed === undefined ? typed : toKg(typed, unit);
  },
  step: (kg, direction) => toKg(stepWeight(fromKg(kg, unit), direction, unit), unit),
});

const reps: FigureKind = {
  name: 'reps',
  arg: 'reps',
  label: words.reps,
  inputMode: 'numeric',
  toText: String,
  parse: (text) => {
    const typed = parseDecimal(text);
    return typed === null || typed === undefined || Number.isInteger(typed) ? typed : undefined;
  },
  step: (value, direction) => Math.max(0, value + direction),
};

const duration: FigureKind = {
  name: 'duration',
  arg: 'durationSeconds',
  label: words.time,
  inputMode: 'text',
  toText: formatClock,
  parse: parseClock,
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
