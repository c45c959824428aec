// What the shipped programs are written with: their lifts, and the schemes of sets and weeks that several of them share.
import { EMPTY_PLANNED_SET, type PlannedSetRule, type Progression } from '../rules/plan.ts';

export interface Planned {
  exercise: string;
  plan: PlannedSetRule[];
  progression?: Progression;
  /** Where one exercise stands twice with schemes of their own. */
  track?: string;
  restSeconds: number;
  superset?: string;
  note?: string;
}

export interface Week {
  name?: string;
  isDeload?: boolean;
  notes?: string;
  intensity?: number;
  days: readonly string[];
}

export interface ShippedProgram {
  key: string;
  name: string;
  description: string;
  goal: string;
  difficulty: 'beginner' | 'intermediate' | 'advanced';
  equipment: string;
  source: { name: string; url: string };
  workouts: readonly { key: string; name: string; exercises: readonly Planned[] }[];
  weeks: readonly Week[];
}

export const SQUAT = 'Barbell_Squat';
export const BENCH = 'Barbell_Bench_Press_-_Medium_Grip';
export const PRESS = 'Standing_Military_Press';
export const DEADLIFT = 'Barbell_Deadlift';
export const ROW = 'Bent_Over_Barbell_Row';

export const set = (figures: Partial<PlannedSetRule>): PlannedSetRule => ({ ...EMPTY_PLANNED_SET, ...figures });
export const times = (count: number, figures: Partial<PlannedSetRule>): PlannedSetRule[] =>
  Array.from({ length: count }, () => set(figures));

/** The same reps in every set; the weight climbs each time all of them were done. */
export const straight = (exercise: string, sets: number, reps: number, stepKg: number, restSeconds = 180): Planned => ({
  exercise,
  plan: times(sets, { reps }),
  progression: { kind: 'linear', step: stepKg },
  restSeconds,
});

/** A range of reps; they climb to its top, then the weight does. */
export const range = (
  exercise: string,
  sets: number,
  [from, to]: readonly [number, number],
  restSeconds = 90,
  more = {},
): Planned => ({
  exercise,
  plan: times(sets, { reps: from, repsMax: to }),
  progression: { kind: 'double', step: null },
  restSeconds,
  ...more,
});

export const held = (exercise: string, sets: number, seconds: number, restSeconds = 60, more = {}): Planned => ({
  exercise,
  plan: times(sets, { durationSeconds: seconds }),
  progression: { kind: 'double', step: null },
  restSeconds,
  ...more,
});

export const weeks = (
  count: number,
  days: (week: number) => readonly string[],
  more: (week: number) => Partial<Week> = () => ({}),
) => Array.from({ length: count }, (_, at): Week => ({ days: days(at + 1), ...more(at + 1) }));

/** A, B, A in one week and B, A, B in the next. */
export const alternating = (week: number): readonly string[] => (week % 2 === 1 ? ['a', 'b', 'a'] : ['b', 'a', 'b']);
