// Planned sets of an exercise and what becomes of them: what a routine or a program plans, what a session starts with, and what the
// summary compares with. Weights are kilograms.
// zod/mini: Today reads plans.
import * as z from 'zod/mini';
import { SET_KINDS, type SetFigures, type SetKind } from './strength.ts';
import { fromKg, toKg, weightStep, type WeightUnit } from './weight-units.ts';

const number = z._default(z.nullable(z.number()), null);

const plannedSet = z.object({
  kind: z._default(z.enum(SET_KINDS), 'normal'),
  /** The reps, or the fewest of a range. */
  reps: number,
  /** The most reps of a range. */
  repsMax: number,
  /** Within the range: the reps to reach this time. */
  aim: number,
  weightKg: number,
  /** Of the one-rep max, instead of a weight. */
  percent: number,
  rpe: number,
  durationSeconds: number,
  distanceM: number,
});
export type PlannedSetRule = z.infer<typeof plannedSet>;

export const EMPTY_PLANNED_SET: PlannedSetRule = {
  kind: 'normal',
  reps: null,
  repsMax: null,
  aim: null,
  weightKg: null,
  percent: null,
  rpe: null,
  durationSeconds: null,
  distanceM: null,
};

/** What the column holds; nothing that is not a planned set. */
export const readPlan = (value: unknown): PlannedSetRule[] =>
  Array.isArray(value) ? value.flatMap((set) => plannedSet.safeParse(set).data ?? []) : [];

/** How a plan changes with what was done. `step` is in kg, or in seconds for a time. */
export const PROGRESSIONS = ['none', 'linear', 'double', 'max'] as const;

const progression = z.object({ kind: z._default(z.enum(PROGRESSIONS), 'double'), step: number });
export type Progression = z.infer<typeof progression>;

export const readProgression = (value: unknown): Progression =>
  progression.safeParse(value).data ?? { kind: 'double', step: null };

export const isWorking = ({ kind }: { kind: SetKind }): boolean => kind !== 'warmup';

/** The reps of a planned set that a tick should reach. */
export const aimedReps = ({ aim, reps }: Pick<PlannedSetRule, 'aim' | 'reps'>): number | null => aim ?? reps;

/** The nearest weight that a bar with usual plates can have, in the person's unit. */
export function roundToPlates(weightKg: number, unit: WeightUnit): number {
  const step = weightStep(unit);
  return toKg(Math.round(fromKg(weightKg, unit) / step) * step, unit);
}

interface Loading {
  /** Of the exercise; null when it is not known. */
  oneRepMaxKg: number | null;
  /** Of the week and the day. */
  intensity: number;
  unit: WeightUnit;
}

/** What stands in the row of a set when a session starts from the plan. */
export function figuresOfPlan(set: PlannedSetRule, { oneRepMaxKg, intensity, unit }: Loading): SetFigures {
  const share = set.percent === null ? null : oneRepMaxKg === null ? null : (oneRepMaxKg * set.percent) / 100;
  const full = share ?? set.weightKg;
  const isChanged = share !== null || intensity !== 1;
  return {
    weightKg: full === null ? null : isChanged ? roundToPlates(full * intensity, unit) : full,
    reps: aimedReps(set),
    durationSeconds: set.durationSeconds,
    distanceM: set.distanceM,
  };
}

/** The columns of workout_exercises that say the same in short: the number of working sets and the figures of the first. */
export function planInShort(plan: readonly PlannedSetRule[]) {
  const working = plan.filter(isWorking);
  const [first] = working;
  return {
    sets: working.length,
    reps: first?.reps ?? null,
    weight: first?.weightKg ?? null,
    duration: first?.durationSeconds ?? null,
  };
}

/** A planned exercise with a new weight, aim, or time in its working sets. Sets of a percentage keep it. */
export interface PlanChange {
  weightKg: number | null;
  aim: number | null;
  durationSeconds: number | null;
  oneRepMaxKg: number | null;
}

export const NO_CHANGE: PlanChange = { weightKg: null, aim: null, durationSeconds: null, oneRepMaxKg: null };

/** `weightKg` becomes the heaviest working set's; sets that are planned lighter stay lighter by as much. */
export function withPlanChange(plan: readonly PlannedSetRule[], change: PlanChange): PlannedSetRule[] {
  const weights = plan.filter(isWorking).flatMap(({ weightKg }) => weightKg ?? []);
  const heaviest = weights.length === 0 ? null : Math.max(...weights);
  return plan.map((set) => {
    if (!isWorking(set)) return set;
    const less = heaviest === null || set.weightKg === null ? 0 : heaviest - set.weightKg;
    return {
      ...set,
      ...(change.weightKg !== null && set.percent === null && { weightKg: Math.max(0, change.weightKg - less) }),
      ...(change.aim !== null && { aim: change.aim }),
      ...(change.durationSeconds !== null && { durationSeconds: change.durationSeconds }),
    };
  });
}
