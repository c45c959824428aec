import { describe, expect, it } from 'vitest';
import { EMPTY_PLANNED_SET, figuresOfPlan, withPlanChange, NO_CHANGE, type PlannedSetRule } from './plan.ts';
import { proposeProgression, type DoneExercise } from './progression.ts';
import { fromKg, toKg } from './weight-units.ts';

const set = (figures: Partial<PlannedSetRule>): PlannedSetRule => ({ ...EMPTY_PLANNED_SET, ...figures });
const done = (weightKg: number | null, ...reps: number[]) =>
  reps.map((count) => ({ weightKg, reps: count, durationSeconds: null, distanceM: null }));
const session = (plan: readonly PlannedSetRule[], sets: DoneExercise['sets']): DoneExercise => ({ plan, sets });
const asked = { measure: 'weight_reps', oneRepMaxKg: null, unit: 'kg' } as const;

const fives = [set({ reps: 5, weightKg: 60 }), set({ reps: 5, weightKg: 60 }), set({ reps: 5, weightKg: 60 })];
const linear = { kind: 'linear', step: 2.5 } as const;
const eightToTwelve = (aim: number | null) => [
  set({ reps: 8, repsMax: 12, aim, weightKg: 20 }),
  set({ reps: 8, repsMax: 12, aim, weightKg: 20 }),
];
const double = { kind: 'double', step: 2.5 } as const;

describe('straight sets', () => {
  it('all sets met: the weight climbs by the step', () => {
    const proposal = proposeProgression({ ...asked, progression: linear, history: [session(fives, done(60, 5, 5, 6))] });
    expect(proposal).toMatchObject({ kind: 'weight', fromKg: 60, toKg: 62.5, sets: 3, aim: 5 });
  });

  it('one miss proposes nothing, a second one in a row less weight', () => {
    const missed = session(fives, done(60, 5, 5, 3));
    expect(proposeProgression({ ...asked, progression: linear, history: [missed] })).toBeNull();
    expect(
      proposeProgression({ ...asked, progression: linear, history: [missed, session(fives, done(60, 5, 5, 5))] }),
    ).toBeNull();
    expect(proposeProgression({ ...asked, progression: linear, history: [missed, missed] })).toMatchObject({
      kind: 'less',
      fromKg: 60,
      toKg: 55,
    });
  });

  it('a set that was left out, or done with less weight, is not met', () => {
    expect(proposeProgression({ ...asked, progression: linear, history: [session(fives, done(60, 5, 5))] })).toBeNull();
    expect(proposeProgression({ ...asked, progression: linear, history: [session(fives, done(55, 5, 5, 5))] })).toBeNull();
  });

  it('a first session without a planned weight takes the one that was lifted', () => {
    const open = fives.map((one) => ({ ...one, weightKg: null }));
    const proposal = proposeProgression({ ...asked, progression: linear, history: [session(open, done(40, 5, 5, 5))] });
    expect(proposal?.change.weightKg).toBe(42.5);
  });
});

describe('a range of reps', () => {
  it('the reps climb first, one by one', () => {
    const proposal = proposeProgression({
      ...asked,
      progression: double,
      history: [session(eightToTwelve(null), done(20, 9, 8))],
    });
    expect(proposal).toMatchObject({ kind: 'reps', change: { aim: 9, weightKg: null } });
  });

  it('at the top the weight climbs and the reps begin again', () => {
    const proposal = proposeProgression({
      ...asked,
      progression: double,
      history: [session(eightToTwelve(12), done(20, 12, 12))],
    });
    expect(proposal).toMatchObject({ kind: 'weight', change: { weightKg: 22.5, aim: 8 } });
  });

  it('body weight at the top of the range proposes nothing', () => {
    const plan = [set({ reps: 5, repsMax: 8, aim: 8 })];
    expect(
      proposeProgression({ ...asked, measure: 'reps', progression: double, history: [session(plan, done(null, 8))] }),
    ).toBeNull();
  });
});

it('a wave raises the one-rep max', () => {
  const plan = [set({ percent: 85.5, reps: 1 })];
  const proposal = proposeProgression({
    ...asked,
    progression: { kind: 'max', step: 5 },
    oneRepMaxKg: 140,
    history: [session(plan, done(120, 4))],
  });
  expect(proposal).toMatchObject({ kind: 'max', change: { oneRepMaxKg: 145 } });
});

it('a pound person gets whole pounds', () => {
  const plan = fives.map((one) => ({ ...one, weightKg: toKg(135, 'lb') }));
  const proposal = proposeProgression({
    ...asked,
    unit: 'lb',
    progression: { kind: 'linear', step: null },
    history: [session(plan, done(toKg(135, 'lb'), 5, 5, 5))],
  });
  expect(fromKg(proposal?.toKg ?? 0, 'lb')).toBe(140);
});

it('lighter sets of a plan stay lighter by as much', () => {
  const plan = [set({ reps: 5, weightKg: 100 }), set({ reps: 8, weightKg: 80 }), set({ kind: 'warmup', weightKg: 40 })];
  expect(withPlanChange(plan, { ...NO_CHANGE, weightKg: 105 }).map(({ weightKg }) => weightKg)).toEqual([105, 85, 40]);
});

it('a percentage becomes a weight that the bar can have, less in a light week', () => {
  const plan = set({ percent: 75, reps: 5 });
  expect(figuresOfPlan(plan, { oneRepMaxKg: 141, intensity: 1, unit: 'kg' }).weightKg).toBe(105);
  expect(figuresOfPlan(plan, { oneRepMaxKg: 141, intensity: 0.8, unit: 'kg' }).weightKg).toBe(85);
  expect(figuresOfPlan(plan, { oneRepMaxKg: null, intensity: 1, unit: 'kg' }).weightKg).toBeNull();
});
