// A person's actions on a device: ordinary commands of several modules. They mostly use ids of this device, sometimes of
// another device of the same person, which this device may not have received.
import { contentId } from '#schema/ids.ts';
import { addDays, personDay } from '#schema/day.ts';
import type { Random } from '../random.ts';
import { onRecent, recent, type Action, type ActionGroup, type ActionPlan, type Made, type Makers } from './maker.ts';
import { musicMakers } from './music-actions.ts';
import { noteMakers } from './note-actions.ts';
import { planMakers } from './plan-actions.ts';
import { progressMakers } from './progress-actions.ts';
import { studyMakers } from './study-actions.ts';
import { trainingMakers } from './training-actions.ts';

/** Shared exercises: imports change them, people train the first. */
export const simulationExercises = ['Squat', 'Deadlift', 'Press'].map((name) => ({ id: contentId('simulation', name), name }));
export const simulationExercise = contentId('simulation', 'Squat');

/** Cheap enough for what people earn here. People compete for the only treat, which comes back when it is given back. */
export const simulationShelf = [
  { id: contentId('simulation', 'freeze'), name: 'Freeze', cost: 2, kind: 'streak_freeze', stock: null },
  { id: contentId('simulation', 'boost'), name: 'Boost', cost: 3, kind: 'xp_boost', stock: null },
  { id: contentId('simulation', 'frame'), name: 'Frame', cost: 2, kind: 'frame', stock: 2 },
  { id: contentId('simulation', 'face'), name: 'Face', cost: 1, kind: 'frame', stock: null },
  { id: contentId('simulation', 'treat'), name: 'Treat', cost: 1, kind: 'treat', stock: 1 },
];
const REGISTERS = 3;
/** Its clock change happens during most runs, at the hour at which this person's day starts. */
const ZONE = 'Europe/Berlin';
const DAY_STARTS_AT = 2;

const onFocus = onRecent(({ focus }) => focus);
const onThing = onRecent(({ things }) => things);

const makers: Makers = {
  append: {
    weight: 12,
    make: (random) => ({ name: 'sim.append', args: { register: random.below(REGISTERS), token: random.uuid() } }),
  },
  earn: {
    weight: 2,
    // Sometimes for an occurrence that was recorded already, here or on another device.
    make: (random, made, { day }) => {
      const again = random.chance(0.3) ? recent(random, made.earned) : undefined;
      const earned = again ?? { occurrence: random.uuid(), coins: 1 + random.below(9) };
      if (!again) made.earned.push(earned);
      return { name: 'sim.earn', args: { ...earned, day } };
    },
  },
  spend: {
    weight: 3,
    make: (random) => ({ name: 'sim.spend', args: { occurrence: random.uuid(), coins: 1 + random.below(6) } }),
  },
  fail: { weight: 0.5, make: (random) => ({ name: 'sim.fail', args: { token: random.uuid() } }) },
  legacy: { weight: 0.5, make: (random) => ({ name: 'sim.legacy', args: { token: random.uuid() } }) },
  focusStart: {
    weight: 3,
    make: (random, made, { day }) => {
      const id = random.uuid();
      made.focus.push(id);
      return { name: 'focus.start', args: { id, mode: 'pomodoro', durationSeconds: 60 + random.below(1_500), day } };
    },
  },
  focusPause: { weight: 1, make: onFocus('focus.pause') },
  focusResume: { weight: 1, make: onFocus('focus.resume') },
  focusExtend: { weight: 1, make: onFocus('focus.extend', () => ({ seconds: 300 })) },
  focusComplete: { weight: 2, make: onFocus('focus.complete', (_random, day) => ({ day })) },
  // Proposes the end of a timer, which mostly has not ended yet.
  focusExpire: { weight: 1, make: onFocus('focus.expire') },
  focusAbandon: { weight: 0.5, make: onFocus('focus.abandon') },
  focusDelete: { weight: 0.7, make: onFocus('focus.delete') },
  focusInterrupt: { weight: 0.5, make: onFocus('focus.interrupt') },
  focusLog: {
    weight: 0.5,
    make: (random, made, { day, at }) => {
      const id = random.uuid();
      made.focus.push(id);
      const startedAt = new Date(Date.parse(at) - (600 + random.below(6_000)) * 1_000).toISOString();
      return { name: 'focus.log', args: { id, startedAt, seconds: 60 + random.below(500), day } };
    },
  },
  focusRetime: {
    weight: 0.5,
    make: (random, made, { day, at }) => {
      const id = recent(random, made.focus);
      const startedAt = new Date(Date.parse(at) - 7_200_000).toISOString();
      return id === undefined
        ? undefined
        : { name: 'focus.retime', args: { id, startedAt, seconds: 60 + random.below(3_000), day } };
    },
  },
  focusMerge: {
    weight: 0.5,
    make: (_random, made) => {
      const [id, ...others] = made.focus.slice(-3);
      return id === undefined || others.length === 0 ? undefined : { name: 'focus.merge', args: { id, others } };
    },
  },
  focusEdit: { weight: 0.7, make: onFocus('focus.edit', (random) => ({ title: `Task ${random.below(9)}` })) },
  captureAdd: {
    weight: 2,
    make: (random, made) => {
      const id = random.uuid();
      made.items.push(id);
      return { name: 'inbox.add', args: { id, title: `Thought ${random.below(99)}` } };
    },
  },
  captureEdit: {
    weight: 1.5,
    make: (random, made) => {
      const id = recent(random, made.items);
      return id === undefined ? undefined : { name: 'inbox.edit', args: { id, title: `Changed ${random.below(99)}` } };
    },
  },
  captureDelete: {
    weight: 1,
    make: (random, made) => {
      const id = recent(random, made.items);
      return id === undefined ? undefined : { name: 'inbox.delete', args: { id } };
    },
  },
  setting: {
    weight: 1.5,
    make: (random) =>
      random.chance(0.5)
        ? { name: 'settings.set', args: { key: 'units', value: random.pick(['kg', 'lb']) } }
        : { name: 'settings.set', args: { key: 'restSeconds', value: 30 + random.below(200) } },
  },
  habitAdd: {
    weight: 0.7,
    make: (random, made) => {
      const id = random.uuid();
      made.habits.push(id);
      // Some are ticked by focus sessions, which other devices end.
      const link = random.chance(0.4) ? { kind: 'focus', id: null, measure: null } : null;
      return { name: 'habit.add', args: { id, name: `Habit ${random.below(99)}`, link } };
    },
  },
  // Several devices mark the same few days: today and the days before.
  habitMark: {
    weight: 2.5,
    make: (random, made, { day }) => {
      const habitId = recent(random, made.habits);
      if (habitId === undefined) return undefined;
      const mark = random.pick(['done', 'done', 'done', 'none', 'skipped', 'missed']);
      return { name: 'habit.mark', args: { habitId, day: addDays(day, -random.below(4)), mark } };
    },
  },
  habitDelete: {
    weight: 0.3,
    make: (random, made) => {
      const id = recent(random, made.habits);
      return id === undefined ? undefined : { name: 'habit.delete', args: { id } };
    },
  },
  workoutStart: {
    weight: 1,
    make: (random, made, { day }) => {
      const workout = { id: random.uuid(), entry: random.uuid(), sets: [] };
      made.workouts.push(workout);
      const entries = [{ id: workout.entry, exerciseId: simulationExercise, sets: [] }];
      return { name: 'workout.start', args: { id: workout.id, name: 'Legs', day, entries } };
    },
  },
  setLog: {
    weight: 2,
    make: (random, made, { at }) => {
      const workout = recent(random, made.workouts);
      if (!workout) return undefined;
      const id = random.uuid();
      workout.sets.push(id);
      const figures = { weightKg: 60 + 2.5 * random.below(20), reps: 1 + random.below(10) };
      const set = { id, sessionId: workout.id, entryId: workout.entry, exerciseId: simulationExercise, setNumber: 1 };
      return { name: 'set.log', args: { ...set, ...figures, completedAt: at } };
    },
  },
  setDelete: {
    weight: 0.7,
    make: (random, made) => {
      const id = recent(random, recent(random, made.workouts)?.sets ?? []);
      return id === undefined ? undefined : { name: 'set.delete', args: { id } };
    },
  },
  workoutFinish: {
    weight: 0.7,
    make: (random, made, { day }) => {
      const workout = recent(random, made.workouts);
      return workout && { name: 'workout.finish', args: { id: workout.id, day } };
    },
  },
  // Mostly with too few coins, or for a piece that somebody else has bought.
  marketBuy: {
    weight: 3,
    make: (random, made, { day }) => {
      const id = random.uuid();
      made.things.push(id);
      return { name: 'market.buy', args: { id, itemId: random.pick(simulationShelf).id, day } };
    },
  },
  marketUse: { weight: 1, make: onThing('market.use', (_random, day) => ({ day })) },
  marketUnuse: { weight: 0.3, make: onThing('market.unuse') },
  marketWear: { weight: 0.7, make: onThing('market.wear', (random) => ({ isWorn: random.chance(0.7) })) },
  marketRefund: { weight: 1, make: onThing('market.refund') },
  marketCloseDay: {
    weight: 0.7,
    make: (random, _made, { day }) => ({ name: 'market.closeDay', args: { day: addDays(day, -random.below(3)) } }),
  },
  marketWish: {
    weight: 0.5,
    make: (random) => ({
      name: 'market.wish',
      args: { itemId: random.pick(simulationShelf).id, isWished: random.chance(0.6) },
    }),
  },
  marketRecommend: { weight: 0.3, make: (_random, _made, { day }) => ({ name: 'market.recommend', args: { day } }) },
};

const makersOf: Readonly<Record<ActionGroup, Makers>> = {
  progress: progressMakers,
  training: trainingMakers,
  music: musicMakers,
  study: studyMakers,
  notes: noteMakers,
  plans: planMakers,
};
const allMakers: Makers = Object.assign({}, makers, ...Object.values(makersOf));

const TIMES_MORE = 10;

const weightsByPlan = new Map<string, Record<string, number>>();
function weightsOf({ groups, frequent }: ActionPlan): Record<string, number> {
  const key = [...groups, ...frequent].join();
  const known = weightsByPlan.get(key);
  if (known) return known;
  const all = [makers, ...groups.map((group) => makersOf[group])].flatMap((some) => Object.entries(some));
  const unknown = frequent.find((name) => !all.some(([known]) => known === name));
  if (unknown !== undefined) throw new Error(`no maker of this seed is called ${unknown}`);
  const weights = Object.fromEntries(
    all.map(([name, { weight }]) => [name, frequent.includes(name) ? weight * TIMES_MORE : weight]),
  );
  weightsByPlan.set(key, weights);
  return weights;
}

/** Of the core and of the plan's further domains. */
export function nextAction(random: Random, made: Made, nowMs: number, plan: ActionPlan): Action {
  const at = new Date(nowMs).toISOString();
  const time = { day: personDay(new Date(nowMs), ZONE, DAY_STARTS_AT), at };
  const name = random.weighted(weightsOf(plan));
  const action = allMakers[name]?.make(random, made, time) ?? makers['append']?.make(random, made, time);
  if (!action) throw new Error('an append is always possible');
  return action;
}
