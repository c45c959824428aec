// Sets of each muscle in a week. A set counts once for each muscle that its exercise trains directly, and half for each one it trains
// along the way: the "fractional" count, which fitted the growth of muscles best of the three counts that Pelland et al. compared
// ("The Resistance Training Dose-Response", SportRxiv 2024, https://osf.io/6z3xu).
import { weekStart } from '../../day.ts';

export const SHARE_OF_SECONDARY = 0.5;

/** Sets of a muscle in a week, after the meta-analysis of Schoenfeld, Ogborn and Krieger (2017). */
export const MUSCLE_RANGE = { from: 10, to: 20 } as const;

export interface TrainedExercise {
  day: string;
  /** Working sets, warm-ups left out. */
  sets: number;
  muscles: readonly string[];
  secondary: readonly string[];
}

export type SetsByMuscle = ReadonlyMap<string, number>;

/** The counted sets of each muscle, the most trained first; muscles with as many in the order of their names. */
export function setsOfMuscles(trained: readonly TrainedExercise[]): SetsByMuscle {
  const counted = new Map<string, number>();
  const add = (muscle: string, sets: number) => counted.set(muscle, (counted.get(muscle) ?? 0) + sets);
  for (const { sets, muscles, secondary } of trained) {
    const direct = new Set(muscles);
    for (const muscle of direct) add(muscle, sets);
    for (const muscle of new Set(secondary)) if (!direct.has(muscle)) add(muscle, sets * SHARE_OF_SECONDARY);
  }
  return new Map([...counted].toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1)));
}

/** The same for each week that has sets, by the first day of the week. */
export function setsOfMusclesByWeek(
  trained: readonly TrainedExercise[],
  firstWeekday: number,
): ReadonlyMap<string, SetsByMuscle> {
  const byWeek = new Map<string, TrainedExercise[]>();
  for (const row of trained) {
    const week = weekStart(row.day, firstWeekday);
    byWeek.set(week, [...(byWeek.get(week) ?? []), row]);
  }
  return new Map([...byWeek].map(([week, rows]) => [week, setsOfMuscles(rows)]));
}

/** Where a week's sets of a muscle lie against the range. */
export const placeInRange = (sets: number): 'below' | 'within' | 'above' =>
  sets < MUSCLE_RANGE.from ? 'below' : sets > MUSCLE_RANGE.to ? 'above' : 'within';
