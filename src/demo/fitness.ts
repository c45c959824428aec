// Training in the demo year: three routines in turn as a program of the year plans them, a run at the weekend, and the body's weight
// on Sundays. Weights rise from session to session and fall in every eighth week and after the illness; some sets fail.
import { contentId } from '#schema/ids.ts';
import type { Act, DemoCommand, DemoDay, Life } from './life.ts';

interface Lift {
  /** Key of the shipped exercise. */
  key: string;
  /** Kilograms at the start and at the end of the year; null for body weight. */
  kg: readonly [number, number] | null;
  reps: readonly [number, number];
  sets: number;
  /** The smallest change of weight on the bar or rack. */
  stepKg?: number;
  warmup?: boolean;
}

const ROUTINES: readonly { name: string; lifts: readonly Lift[] }[] = [
  {
    name: 'Push',
    lifts: [
      { key: 'Barbell_Bench_Press_-_Medium_Grip', kg: [55, 82.5], reps: [5, 8], sets: 4, warmup: true },
      { key: 'Standing_Military_Press', kg: [32.5, 47.5], reps: [5, 8], sets: 3 },
      { key: 'Incline_Dumbbell_Press', kg: [16, 26], reps: [8, 12], sets: 3, stepKg: 2 },
      { key: 'Side_Lateral_Raise', kg: [6, 10], reps: [10, 15], sets: 3, stepKg: 1 },
      { key: 'Triceps_Pushdown', kg: [20, 32.5], reps: [10, 12], sets: 3 },
    ],
  },
  {
    name: 'Pull',
    lifts: [
      { key: 'Barbell_Deadlift', kg: [80, 137.5], reps: [3, 5], sets: 3, warmup: true },
      { key: 'Pullups', kg: null, reps: [4, 10], sets: 4 },
      { key: 'Bent_Over_Barbell_Row', kg: [45, 67.5], reps: [6, 10], sets: 3 },
      { key: 'Face_Pull', kg: [15, 25], reps: [12, 15], sets: 3 },
      { key: 'Dumbbell_Bicep_Curl', kg: [9, 15], reps: [8, 12], sets: 3, stepKg: 1 },
    ],
  },
  {
    name: 'Legs',
    lifts: [
      { key: 'Barbell_Squat', kg: [65, 107.5], reps: [5, 6], sets: 4, warmup: true },
      { key: 'Romanian_Deadlift', kg: [55, 85], reps: [8, 10], sets: 3 },
      { key: 'Leg_Press', kg: [100, 170], reps: [10, 12], sets: 3, stepKg: 5 },
      { key: 'Standing_Calf_Raises', kg: [40, 70], reps: [12, 15], sets: 3, stepKg: 5 },
      { key: 'Hanging_Leg_Raise', kg: null, reps: [6, 14], sets: 3 },
    ],
  },
];
const RUN = 'Running_Treadmill';

/** All shipped exercises in the demo year, for tests. */
export const DEMO_EXERCISES: readonly string[] = [...ROUTINES.flatMap(({ lifts }) => lifts.map(({ key }) => key)), RUN];

const NOTES = [
  'Slept badly.',
  'Everything felt light today.',
  'Shoulder a little stiff, kept it slow.',
  'New shoes.',
  'Short on time.',
] as const;

const SECOND_MS = 1000;

export function* fitnessYear({ days, random, at }: Life): Generator<Act> {
  let next = 0;
  const plan = planOfYear(at(days[0]?.day ?? '', FIRST_MINUTE), days[0]?.day ?? '', random);
  yield plan.act;
  for (const of of days) {
    if (of.kind === 'ill' || of.kind === 'holiday') continue;
    const isLiftDay = [1, 3, 5].includes(of.weekday) && !random.chance(0.12);
    const isRunDay = of.weekday === 6 && random.chance(0.6);
    if (isLiftDay) {
      yield liftAct(of, at(of.day, random.between(17 * 60 + 30, 18 * 60 + 50)), { turn: next, plan }, random);
      next += 1;
    }
    if (of.weekday === 7) yield [weighed(of, at(of.day, 8 * 60), random)];
    if (isRunDay) yield runAct(of, at(of.day, random.between(9 * 60, 11 * 60)), random);
  }
}

/** The progress from the first weight to the last, 0 to 1: lower in every eighth week and in the weeks after an illness. */
function strengthOf({ week, progress }: DemoDay): number {
  const isLight = week % 8 === 7;
  const afterIllness = week === 24 ? 0.12 : week === 25 ? 0.06 : 0;
  return Math.max(0, Math.sqrt(progress) - afterIllness - (isLight ? 0.15 : 0));
}

const toStep = (kg: number, step: number): number => Math.round(kg / step) * step;

const FIRST_MINUTE = 10 * 60;
const WEEKS = 52;
const WEEKDAYS = [1, 3, 5] as const;

interface PlanOfYear {
  act: Act;
  routines: readonly { id: string; exercises: readonly { id: string; exerciseId: string; plan: object[] }[] }[];
  /** The places of the program in order. */
  places: readonly string[];
}

/** The routines and the program made of them: every eighth week is lighter. */
function planOfYear(start: Date, day: string, random: Life['random']): PlanOfYear {
  const routines = ROUTINES.map(({ name, lifts }) => ({
    id: random.id(start),
    name,
    exercises: lifts.map(({ key, reps: [reps, repsMax], sets, stepKg = 2.5 }) => ({
      id: random.id(start),
      exerciseId: contentId('exercise', key),
      restSeconds: repsMax <= 8 ? 180 : null,
      plan: Array.from({ length: sets }, () => ({ reps, repsMax, weightKg: null })),
      progression: { kind: 'double' as const, step: stepKg },
    })),
  }));
  const weeks = Array.from({ length: WEEKS }, (_, week) => ({
    id: random.id(start),
    isDeload: week % 8 === 7,
    intensity: week % 8 === 7 ? 0.85 : 1,
    days: WEEKDAYS.map((dayOfWeek, place) => ({
      id: random.id(start),
      workoutId: routines[(week * WEEKDAYS.length + place) % routines.length]?.id ?? '',
      dayOfWeek,
    })),
  }));
  const made: DemoCommand[] = routines.map((routine) => ({
    at: start,
    name: 'routine.save',
    args: { ...routine, folder: 'Push, pull, legs' },
  }));
  const program = { id: random.id(start), name: 'Push, pull, legs', day, weeks };
  return {
    act: [...made, { at: start, name: 'program.create', args: program }],
    routines,
    places: weeks.flatMap(({ days }) => days.map(({ id }) => id)),
  };
}

function weighed({ day, progress }: DemoDay, at: Date, random: Life['random']): DemoCommand {
  const value = Math.round((82 - 4 * progress + random.between(-6, 6) / 10) * 10) / 10;
  return { at, name: 'body.log', args: { kind: 'weight', day, value } };
}

function liftAct(of: DemoDay, start: Date, { turn, plan }: { turn: number; plan: PlanOfYear }, random: Life['random']): Act {
  const { name, lifts } = ROUTINES[turn % ROUTINES.length] ?? { name: '', lifts: [] };
  const sessionId = random.id(start);
  const routine = plan.routines[turn % ROUTINES.length];
  const entries = lifts.map(({ key }, place) => {
    const planned = routine?.exercises[place];
    return {
      id: random.id(start),
      exerciseId: contentId('exercise', key),
      planId: planned?.id ?? null,
      plan: planned?.plan ?? [],
    };
  });
  const follows = { workoutId: routine?.id ?? null, programWorkoutId: plan.places[turn] ?? null };
  const act: DemoCommand[] = [
    { at: start, name: 'workout.start', args: { id: sessionId, name, day: of.day, entries, ...follows } },
  ];
  let clock = start.getTime() + random.between(60, 300) * SECOND_MS;
  lifts.forEach((lift, place) => {
    const { id: entryId = '', exerciseId = '' } = entries[place] ?? {};
    const working = lift.kg && toStep(lift.kg[0] + (lift.kg[1] - lift.kg[0]) * strengthOf(of), lift.stepKg ?? 2.5);
    const warmups = lift.warmup ? [0.5, 0.75] : [];
    const bottom = lift.kg ? lift.reps[0] : lift.reps[0] + Math.round((lift.reps[1] - lift.reps[0]) * strengthOf(of) * 0.7);
    const sets = [
      ...warmups.map((share) => ({
        kind: 'warmup' as const,
        weightKg: working && toStep(working * share, 2.5),
        reps: 6,
        rpe: null,
      })),
      ...Array.from({ length: lift.sets }, (_, at) => {
        // Later sets have fewer reps.
        const reps = Math.max(1, random.between(bottom, lift.reps[1]) - (random.chance(0.4) ? Math.floor(at / 2) : 0));
        return {
          kind: 'normal' as const,
          weightKg: working,
          reps,
          rpe: random.chance(0.7) ? random.pick([7, 7.5, 8, 8.5, 9]) : null,
        };
      }),
    ];
    sets.forEach((set, at) => {
      clock += random.between(set.kind === 'warmup' ? 60 : 110, set.kind === 'warmup' ? 100 : 210) * SECOND_MS;
      const done = new Date(clock);
      act.push({
        at: done,
        name: 'set.log',
        args: { id: random.id(done), sessionId, entryId, exerciseId, setNumber: at + 1, ...set, completedAt: done.toISOString() },
      });
    });
    clock += random.between(60, 200) * SECOND_MS;
  });
  return [...act, ...endOf(of, sessionId, new Date(clock), random)];
}

function runAct(of: DemoDay, start: Date, random: Life['random']): Act {
  const sessionId = random.id(start);
  const entryId = random.id(start);
  const exerciseId = contentId('exercise', RUN);
  const km = random.between(4, 6) + Math.round(of.progress * 4);
  const secondsPerKm = 390 - Math.round(of.progress * 60) + random.between(-10, 15);
  const done = new Date(start.getTime() + km * secondsPerKm * SECOND_MS);
  return [
    {
      at: start,
      name: 'workout.start',
      args: { id: sessionId, name: 'Long run', day: of.day, entries: [{ id: entryId, exerciseId }] },
    },
    {
      at: done,
      name: 'set.log',
      args: {
        id: random.id(done),
        sessionId,
        entryId,
        exerciseId,
        setNumber: 1,
        durationSeconds: km * secondsPerKm,
        distanceM: km * 1000,
        completedAt: done.toISOString(),
      },
    },
    ...endOf(of, sessionId, new Date(done.getTime() + 120 * SECOND_MS), random),
  ];
}

function endOf({ day }: DemoDay, id: string, at: Date, random: Life['random']): Act {
  const act: DemoCommand[] = [
    { at, name: 'workout.finish', args: { id, day } },
    { at: new Date(at.getTime() + 10 * SECOND_MS), name: 'workout.edit', args: { id, effort: random.between(5, 9) } },
  ];
  if (random.chance(0.3)) {
    const notes = random.chance(0.5) ? random.pick(NOTES) : null;
    act.push({
      at: new Date(at.getTime() + 20 * SECOND_MS),
      name: 'workout.edit',
      args: { id, rating: random.between(3, 5), notes },
    });
  }
  return act;
}
