// Proposals of progression: what the next session of a planned exercise should be, and why. Pure. All sets that met their aim raise
// the reps, and at the top of the range the weight; an aim missed in two sessions in a row lowers the weight.
import { aimedReps, isWorking, NO_CHANGE, type PlanChange, type PlannedSetRule, type Progression } from './plan.ts';
import type { Measure, SetFigures } from './strength.ts';
import { roundToPlates } from './plan.ts';
import { toKg, weightStep, type WeightUnit } from './weight-units.ts';

export type ProposalKind = 'reps' | 'weight' | 'time' | 'max' | 'less';

/** Numbers for the words that say why. */
export interface Proposal {
  kind: ProposalKind;
  change: PlanChange;
  /** What was met or missed, and in how many sets. */
  sets: number;
  aim: number;
  fromKg: number | null;
  toKg: number | null;
}

export interface DoneExercise {
  plan: readonly PlannedSetRule[];
  /** The finished working sets in order. */
  sets: readonly SetFigures[];
}

interface Asked {
  measure: Measure;
  progression: Progression;
  /** Newest first: the session to answer, then those before it. */
  history: readonly DoneExercise[];
  oneRepMaxKg: number | null;
  unit: WeightUnit;
}

const LESS = 0.9;
const TIME_STEP_SECONDS = 5;

export function proposeProgression({ measure, progression, history, oneRepMaxKg, unit }: Asked): Proposal | null {
  const [last, before] = history;
  if (!last || progression.kind === 'none' || last.sets.length === 0) return null;
  const planned = last.plan.filter(isWorking);
  if (planned.length === 0) return null;
  if (measure === 'time') return timeProposal(planned, last.sets, progression);
  const aims = planned.map(aimedReps);
  const aim = Math.max(...aims.map((one) => one ?? 0));
  if (aim <= 0) return null;
  const facts = { sets: planned.length, aim };
  if (isMet(planned, last.sets)) {
    if (progression.kind === 'max') return maxProposal(facts, progression, oneRepMaxKg, unit);
    return higher({ planned, done: last.sets, facts, measure, progression, unit });
  }
  if (!before || isMet(before.plan.filter(isWorking), before.sets) || before.sets.length === 0) return null;
  return lower({ planned, done: last.sets, before: before.sets, facts, progression, oneRepMaxKg, unit });
}

/** Every planned set was done, with the reps it aimed at and not less weight than planned. */
export function isMet(planned: readonly PlannedSetRule[], done: readonly SetFigures[]): boolean {
  return (
    done.length >= planned.length &&
    planned.every((set, at) => {
      const own = done[at];
      const aim = aimedReps(set);
      return (
        own !== undefined &&
        (aim === null || (own.reps ?? 0) >= aim) &&
        (set.weightKg === null || own.weightKg === null || own.weightKg >= set.weightKg - 0.01)
      );
    })
  );
}

interface Step {
  planned: readonly PlannedSetRule[];
  done: readonly SetFigures[];
  facts: { sets: number; aim: number };
  progression: Progression;
  unit: WeightUnit;
}

const stepKg = ({ step }: Progression, unit: WeightUnit): number => step ?? toKg(weightStep(unit), unit);

/** What was lifted in every set: the lightest of the sets that were planned as heavy as the heaviest. */
function liftedKg(done: readonly SetFigures[]): number | null {
  const weights = done.flatMap(({ weightKg }) => weightKg ?? []);
  return weights.length === 0 ? null : Math.max(...weights);
}

/** A weight on the person's own grid: a pound person never sees 134.9999. */
const onGrid = (weightKg: number, step: number, unit: WeightUnit): number =>
  step >= toKg(weightStep(unit), unit) - 0.01 ? roundToPlates(weightKg, unit) : Math.round(weightKg * 100) / 100;

function higher({ planned, done, facts, measure, progression, unit }: Step & { measure: Measure }): Proposal | null {
  const [first] = planned;
  const top = first?.repsMax ?? null;
  const canClimb = progression.kind === 'double' && top !== null && facts.aim < top;
  if (canClimb) {
    const aim = facts.aim + 1;
    return { kind: 'reps', change: { ...NO_CHANGE, aim }, ...facts, fromKg: null, toKg: null };
  }
  const lifted = liftedKg(done);
  if (measure !== 'weight_reps' || lifted === null || planned.some(({ percent }) => percent !== null)) return null;
  const step = stepKg(progression, unit);
  const weightKg = onGrid(lifted + step, step, unit);
  const aim = top === null ? null : (first?.reps ?? null);
  return { kind: 'weight', change: { ...NO_CHANGE, weightKg, aim }, ...facts, fromKg: lifted, toKg: weightKg };
}

function maxProposal(
  facts: { sets: number; aim: number },
  progression: Progression,
  oneRepMaxKg: number | null,
  unit: WeightUnit,
): Proposal | null {
  if (oneRepMaxKg === null) return null;
  const step = stepKg(progression, unit);
  const raised = onGrid(oneRepMaxKg + step, step, unit);
  return { kind: 'max', change: { ...NO_CHANGE, oneRepMaxKg: raised }, ...facts, fromKg: oneRepMaxKg, toKg: raised };
}

function lower({
  done,
  before,
  facts,
  progression,
  oneRepMaxKg,
  unit,
}: Step & { before: readonly SetFigures[]; oneRepMaxKg: number | null }): Proposal | null {
  if (progression.kind === 'max') {
    if (oneRepMaxKg === null) return null;
    const lowered = roundToPlates(oneRepMaxKg * LESS, unit);
    return { kind: 'less', change: { ...NO_CHANGE, oneRepMaxKg: lowered }, ...facts, fromKg: oneRepMaxKg, toKg: lowered };
  }
  const [lifted, liftedBefore] = [liftedKg(done), liftedKg(before)];
  // Another weight than last time is another aim: that is the first miss of it.
  if (lifted === null || liftedBefore === null || Math.abs(lifted - liftedBefore) > 0.01) return null;
  const weightKg = roundToPlates(lifted * LESS, unit);
  if (weightKg >= lifted) return null;
  return { kind: 'less', change: { ...NO_CHANGE, weightKg }, ...facts, fromKg: lifted, toKg: weightKg };
}

function timeProposal(planned: readonly PlannedSetRule[], done: readonly SetFigures[], { step }: Progression): Proposal | null {
  const aim = Math.max(...planned.map(({ durationSeconds }) => durationSeconds ?? 0));
  const isReached =
    aim > 0 && done.length >= planned.length && done.every(({ durationSeconds }) => (durationSeconds ?? 0) >= aim);
  if (!isReached) return null;
  const durationSeconds = aim + (step ?? TIME_STEP_SECONDS);
  return {
    kind: 'time',
    change: { ...NO_CHANGE, durationSeconds },
    sets: planned.length,
    aim,
    fromKg: null,
    toKg: null,
  };
}
