// Training beyond one running workout, in the seeds that act in further domains: routines, programs of one's own and a shipped one, and
// workouts that are entered or moved afterwards. Devices edit and leave what other devices follow.
import { contentId } from '#schema/ids.ts';
import { onRecent, recent, type Made, type Makers } from './maker.ts';
import type { Random } from '../random.ts';

const exercises = ['Squat', 'Deadlift', 'Press'].map((name) => contentId('simulation', name));

/** One week of two workouts, so that a run may finish it. */
export const simulationProgram = {
  id: contentId('simulation', 'program'),
  template_key: 'sim',
  name: 'Two days',
  description: 'One week',
  goal: 'strength',
  difficulty: 'beginner',
  duration_weeks: 1,
  days_per_week: 2,
  equipment: 'barbell',
  source_name: 'The simulation',
  source_url: 'https://example.org',
  definition: {
    workouts: [{ key: 'a', name: 'A', exercises: [] }],
    weeks: [{ days: ['a', 'a'] }],
  },
};

const planned = (random: Random, exerciseId: string) => ({
  id: random.uuid(),
  exerciseId,
  plan: [{ reps: 5, repsMax: 5 + random.below(4), weightKg: 60 }],
});

/** A past time of the last day, and an hour after it. */
const pastTimes = (random: Random, at: string) => {
  const from = Date.parse(at) - random.below(86_400) * 1_000 - 3_600_000;
  return { startedAt: new Date(from).toISOString(), completedAt: new Date(from + 3_600_000).toISOString() };
};

const onProgram = onRecent(({ programs }) => programs);

function programOf(random: Random, made: Made, day: string): Record<string, unknown> | undefined {
  const routine = recent(random, made.routines);
  if (routine === undefined) return undefined;
  const id = random.uuid();
  made.programs.push(id);
  const days = Array.from({ length: 1 + random.below(2) }, () => {
    const place = { id: random.uuid(), workoutId: recent(random, made.routines) ?? routine };
    made.places.push(place);
    return place;
  });
  return { id, name: 'Own program', day, weeks: [{ id: random.uuid(), days }] };
}

export const trainingMakers: Makers = {
  routineSave: {
    weight: 1,
    // Sometimes over one that another device saved, or that a program follows.
    make: (random, made) => {
      const again = random.chance(0.4) ? recent(random, made.routines) : undefined;
      const id = again ?? random.uuid();
      if (again === undefined) made.routines.push(id);
      const list = exercises.filter(() => random.chance(0.6)).map((exercise) => planned(random, exercise));
      return { name: 'routine.save', args: { id, name: `Routine ${random.below(99)}`, exercises: list } };
    },
  },
  routineArrange: {
    weight: 0.3,
    make: (random, made) =>
      made.routines.length === 0
        ? undefined
        : { name: 'routine.arrange', args: { folder: random.pick([null, 'Legs']), ids: made.routines.slice(-3).toReversed() } },
  },
  routineDelete: {
    weight: 0.3,
    make: (random, made) => {
      const id = recent(random, made.routines);
      return id === undefined ? undefined : { name: 'routine.delete', args: { id } };
    },
  },
  programCreate: {
    weight: 1.2,
    make: (random, made, { day }) => {
      const args = programOf(random, made, day);
      return args && { name: 'program.create', args };
    },
  },
  programFollow: {
    weight: 0.3,
    make: (random, made, { day }) => {
      const id = random.uuid();
      made.programs.push(id);
      return { name: 'program.follow', args: { id, templateId: simulationProgram.id, day } };
    },
  },
  programPause: { weight: 0.5, make: onProgram('program.pause', (random) => ({ isPaused: random.chance(0.5) })) },
  programRestart: { weight: 0.3, make: onProgram('program.restart', (_random, day) => ({ day })) },
  programLeave: { weight: 0.2, make: onProgram('program.leave') },
  programSkip: {
    weight: 0.7,
    make: (random, made) => {
      const place = recent(random, made.places);
      return place && { name: 'program.skip', args: { programWorkoutId: place.id, isSkipped: random.chance(0.6) } };
    },
  },
  plannedWorkoutStart: {
    weight: 2,
    make: (random, made, { day }) => {
      const place = recent(random, made.places);
      if (!place) return undefined;
      const workout = { id: random.uuid(), entry: random.uuid(), sets: [], isPlanned: true as const };
      made.workouts.push(workout);
      const entries = [{ id: workout.entry, exerciseId: exercises[0], sets: [] }];
      const plan = { workoutId: place.workoutId, programWorkoutId: place.id };
      return { name: 'workout.start', args: { id: workout.id, name: 'Planned', day, ...plan, entries } };
    },
  },
  // Runs are short: what follows a plan is finished soon.
  plannedWorkoutFinish: {
    weight: 1.5,
    make: (random, made, { day }) => {
      const planned = made.workouts.filter(({ isPlanned }) => isPlanned);
      const workout = recent(random, planned);
      return workout && { name: 'workout.finish', args: { id: workout.id, day } };
    },
  },
  workoutLog: {
    weight: 0.7,
    make: (random, made, { day, at }) => {
      const workout = { id: random.uuid(), entry: random.uuid(), sets: [] };
      made.workouts.push(workout);
      return { name: 'workout.log', args: { id: workout.id, name: 'Entered', ...pastTimes(random, at), day } };
    },
  },
  workoutMove: {
    weight: 0.7,
    make: (random, made, { day, at }) => {
      const workout = recent(random, made.workouts);
      return workout && { name: 'workout.move', args: { id: workout.id, ...pastTimes(random, at), day } };
    },
  },
  workoutDelete: {
    weight: 0.3,
    make: (random, made) => {
      const workout = recent(random, made.workouts);
      return workout && { name: 'workout.delete', args: { id: workout.id } };
    },
  },
};
