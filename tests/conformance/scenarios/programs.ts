// Routines, programs, proposals and body measures: what two devices do to one plan, and what stays when a plan is gone.
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import { jsonb } from '#schema/command/kit.ts';
import type { Database } from '#schema/database.ts';
import { EMPTY_PLANNED_SET } from '#schema/fitness/rules/plan.ts';
import { contentId, idFromParts } from '#schema/ids.ts';
import { scenarioId, scenarioUser, SCENARIO_START, step, type Scenario, type TableRows } from '../scenario.ts';
import { at, bench, finish, library, log, monday, session, squat } from '../training.ts';

const routine = scenarioId('routine');
const program = scenarioId('program');
const template = scenarioId('program template');
const [plannedSquat, plannedBench] = [scenarioId('planned squat'), scenarioId('planned bench')] as const;
const section = scenarioId('section');
const fives = [
  { reps: 5, weightKg: 60 },
  { reps: 5, weightKg: 60 },
];

const linear = { kind: 'linear', step: 2.5 } as const;
const save = (minute: number, more: object = {}, device: 'phone' | 'desktop' = 'phone') =>
  step(
    minute,
    'routine.save',
    {
      id: routine,
      name: 'Legs',
      folder: 'Summer',
      sections: [{ id: section, name: 'Main' }],
      exercises: [
        { id: plannedSquat, exerciseId: squat, sectionId: section, plan: fives, restSeconds: 180, progression: linear },
        { id: plannedBench, exerciseId: bench, sectionId: null, superset: 'A', plan: [{ reps: 8, repsMax: 12 }] },
      ],
      ...more,
    },
    { device },
  );

const planned = (rows: TableRows) => rows['workout_exercises'] ?? [];

const set = (weightKg: number) => ({ ...EMPTY_PLANNED_SET, reps: 5, weightKg });
const shippedSquat = contentId('exercise', 'squat');

/** A program of two weeks with one workout done twice a week; its exercise is known by its key. */
async function shippedProgram(db: Kysely<Database>): Promise<void> {
  await library(db);
  const stamps = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
  await db
    .insertInto('exercises')
    .values({ id: shippedSquat, name: 'Squat', measure: 'weight_reps', is_builtin: true, is_custom: false, ...stamps })
    .execute();
  const exercise = { exercise: 'squat', plan: [set(60), set(60)], progression: linear };
  await db
    .insertInto('program_templates')
    .values({
      id: template,
      template_key: 'two-weeks',
      name: 'Two weeks',
      description: 'Squats',
      goal: 'Strength',
      difficulty: 'beginner',
      duration_weeks: 2,
      days_per_week: 2,
      equipment: 'Barbell',
      source_name: 'Nobody',
      source_url: 'https://example.org',
      definition: jsonb({
        workouts: [
          { key: 'a', name: 'A', exercises: [exercise] },
          { key: 'b', name: 'B', exercises: [exercise] },
        ],
        weeks: [{ days: ['a', 'b'] }, { days: ['a', 'b'], isDeload: true, intensity: 0.8 }],
      }),
      ...stamps,
    })
    .execute();
}

const derived = (...parts: (string | number)[]) => idFromParts(scenarioUser, ...parts);
const workoutA = derived('program_routine', program, 'a');
const place = (week: number, order: number) => derived('program_day', program, week, order);
const follow = (minute: number, device: 'phone' | 'desktop' = 'phone') =>
  step(minute, 'program.follow', { id: program, templateId: template, day: monday, weekdays: [1, 4] }, { device });
const startPlanned = (minute: number, programWorkoutId: string, id = session) =>
  step(minute, 'workout.start', {
    id,
    name: 'A',
    day: monday,
    workoutId: workoutA,
    programWorkoutId,
    entries: [{ id: scenarioId(`entry ${id}`), exerciseId: squat, planId: derived('program_exercise', workoutA, 0) }],
  });

const second = scenarioId('second routine');
/** Its first workout is done and its second one is skipped. */
const twoDayProgram = [
  save(0),
  step(1, 'routine.save', { id: second, name: 'Arms', exercises: [] }),
  step(2, 'program.create', {
    id: program,
    name: 'Own',
    day: monday,
    weeks: [
      {
        id: scenarioId('own week'),
        days: [
          { id: scenarioId('own first'), workoutId: routine },
          { id: scenarioId('own second'), workoutId: second },
        ],
      },
    ],
  }),
  startPlanned(3, scenarioId('own first')),
  finish(4),
  step(5, 'program.skip', { programWorkoutId: scenarioId('own second'), isSkipped: true }),
];

export const scenarios: Scenario[] = [
  {
    title: 'A routine is saved as a whole: what was left out of it is gone, and the later of two devices decides.',
    given: library,
    steps: [
      save(0),
      save(1, { name: 'Legs and more' }, 'desktop'),
      save(2, { folder: null, sections: [], exercises: [{ id: plannedSquat, exerciseId: squat, plan: fives }] }),
    ],
    then: (rows) => {
      expect(rows['workouts']).toMatchObject([{ name: 'Legs', folder: null, is_template: true }]);
      expect(planned(rows)).toMatchObject([{ id: plannedSquat, section_id: null, sets: 2, reps: 5, weight: 60 }]);
      expect(rows['workout_sections']).toBeUndefined();
    },
  },
  {
    title: 'A routine with an exercise that nobody has, or with the rows of another one, is refused.',
    given: library,
    steps: [
      save(0),
      { ...save(1, { exercises: [{ id: plannedBench, exerciseId: scenarioId('nothing'), plan: [] }] }), outcome: 'not_found' },
      { ...save(2, { id: scenarioId('another routine') }), outcome: 'conflict' },
    ],
    then: (rows) => expect(planned(rows)).toHaveLength(2),
  },
  {
    title: 'Routines stand in the folder and the order that were given last.',
    given: library,
    steps: [
      save(0),
      step(1, 'routine.save', { id: scenarioId('second'), name: 'Arms', exercises: [] }),
      step(2, 'routine.arrange', { folder: 'Winter', ids: [scenarioId('second'), routine, scenarioId('gone')] }),
    ],
    then: (rows) => {
      const places = (rows['workouts'] ?? []).map(({ name, folder, sort_order }) => [name, folder, sort_order]);
      expect(places.sort()).toEqual([
        ['Arms', 'Winter', 0],
        ['Legs', 'Winter', 1],
      ]);
    },
  },
  {
    title: 'A workout that was moved before the start of its program is open in it again.',
    given: library,
    steps: [...twoDayProgram, step(6, 'workout.move', { id: session, startedAt: at(-120), completedAt: at(-60), day: monday })],
    then: (rows) => expect(rows['training_programs']).toMatchObject([{ completed_at: null }]),
  },
  {
    title: 'A program whose only open workout goes with its routine is done.',
    given: library,
    steps: [...twoDayProgram.slice(0, -1), step(6, 'routine.delete', { id: second })],
    then: (rows) => expect(rows['training_programs']).toMatchObject([{ completed_at: expect.any(String) as string }]),
  },
  {
    title: 'A program that lost all of its workouts is empty, not done.',
    given: library,
    steps: [...twoDayProgram, step(6, 'routine.delete', { id: second }), step(7, 'routine.delete', { id: routine })],
    then: (rows) => expect(rows['training_programs']).toMatchObject([{ completed_at: null }]),
  },
  {
    title: 'A deleted routine leaves the workouts that followed it, and comes back by saving it again.',
    given: library,
    steps: [
      save(0),
      step(1, 'workout.start', { id: session, name: 'Legs', day: monday, workoutId: routine, entries: [] }),
      step(2, 'routine.delete', { id: routine }),
      step(2, 'routine.delete', { id: routine }, { device: 'desktop' }),
      save(3),
    ],
    then: (rows) => {
      expect(rows['workout_sessions']).toMatchObject([{ id: session, workout_id: null }]);
      expect(planned(rows)).toHaveLength(2);
    },
  },
  {
    title: 'A program is copied when it is followed, and once, whichever device follows it.',
    given: shippedProgram,
    steps: [follow(0), follow(1, 'desktop')],
    then: (rows) => {
      expect(rows['training_programs']).toMatchObject([{ name: 'Two weeks', is_active: true, started_on: monday }]);
      expect(rows['program_weeks']).toHaveLength(2);
      expect(rows['program_workouts']).toHaveLength(4);
      expect((rows['program_workouts'] ?? []).filter(({ intensity_modifier }) => intensity_modifier === 0.8)).toHaveLength(2);
      expect(planned(rows)).toMatchObject([{ exercise_id: shippedSquat }, { exercise_id: shippedSquat }]);
    },
  },
  {
    title: 'A program is done when every workout of it is finished or skipped, and not any more when one is deleted.',
    given: shippedProgram,
    steps: [
      follow(0),
      ...[place(0, 1), place(1, 0), place(1, 1)].map((id, at) =>
        step(1 + at, 'program.skip', { programWorkoutId: id, isSkipped: true }),
      ),
      startPlanned(10, place(0, 0)),
      finish(40),
      step(50, 'workout.delete', { id: session }),
      startPlanned(60, place(0, 0), scenarioId('second workout')),
      step(90, 'workout.finish', { id: scenarioId('second workout'), day: monday }),
    ],
    then: (rows) => {
      expect(rows['training_programs']).toMatchObject([{ completed_at: '2026-03-02T10:30:00+00:00' }]);
    },
  },
  {
    title: 'One program is followed at a time; pausing, restarting and leaving keep what was done.',
    given: shippedProgram,
    steps: [
      follow(0),
      startPlanned(1, place(0, 0)),
      finish(30),
      save(31),
      step(32, 'program.create', {
        id: scenarioId('own program'),
        name: 'Mine',
        day: monday,
        weeks: [{ id: scenarioId('own week'), days: [{ id: scenarioId('own day'), workoutId: routine, dayOfWeek: 2 }] }],
      }),
      step(33, 'program.pause', { id: program, isPaused: false }),
      step(34, 'program.pause', { id: program, isPaused: true }, { device: 'desktop' }),
      step(35, 'program.restart', { id: program, day: '2026-03-03' }),
      step(36, 'program.leave', { id: program }),
    ],
    then: (rows) => {
      expect(rows['training_programs']).toMatchObject([{ name: 'Mine', is_active: false }]);
      expect(rows['workouts']).toMatchObject([{ id: routine }]);
      expect(rows['program_workouts']).toHaveLength(1);
      expect(rows['workout_sessions']).toMatchObject([{ workout_id: null, program_workout_id: null, status: 'completed' }]);
    },
  },
  {
    title: 'A proposal is answered once, and an accepted one changes the lift in every workout of the program.',
    given: shippedProgram,
    steps: [
      follow(0),
      startPlanned(1, place(0, 0)),
      finish(30),
      step(31, 'progression.answer', {
        sessionId: session,
        planId: derived('program_exercise', workoutA, 0),
        isAccepted: true,
        change: { weightKg: 62.5, oneRepMaxKg: 80 },
      }),
      step(
        32,
        'progression.answer',
        { sessionId: session, planId: derived('program_exercise', workoutA, 0), isAccepted: false, change: {} },
        { device: 'desktop' },
      ),
    ],
    then: (rows) => {
      expect(planned(rows).map(({ weight }) => weight)).toEqual([62.5, 62.5]);
      expect(rows['progression_answers']).toMatchObject([{ is_accepted: true }]);
      expect(rows['exercise_preferences']).toMatchObject([{ exercise_id: shippedSquat, one_rep_max_kg: 80 }]);
    },
  },
  {
    title: 'Warm-up sets stand before the sets of an exercise, and once.',
    given: library,
    steps: [
      step(0, 'workout.start', { id: session, name: 'Legs', day: monday, entries: [] }),
      log(1, 'a1'),
      ...[2, 3].map((minute) =>
        step(minute, 'workout.addWarmups', {
          sessionId: session,
          entryId: scenarioId('entry a'),
          sets: [{ id: scenarioId('warm-up'), weightKg: 40, reps: 5 }],
        }),
      ),
    ],
    then: (rows) => {
      const order = (rows['exercise_sets'] ?? []).map(({ set_number, kind }) => [set_number, kind]);
      expect(order.sort()).toEqual([
        [1, 'warmup'],
        [2, 'normal'],
      ]);
    },
  },
  {
    title: 'What a person sets for an exercise is one row; what is not given stays.',
    given: library,
    steps: [
      step(0, 'exercise.prefer', { exerciseId: squat, restSeconds: 240 }),
      step(1, 'exercise.prefer', { exerciseId: squat, oneRepMaxKg: 140 }, { device: 'desktop' }),
      step(2, 'exercise.prefer', { exerciseId: scenarioId('nothing'), restSeconds: 60 }, { outcome: 'not_found' }),
    ],
    then: (rows) => expect(rows['exercise_preferences']).toMatchObject([{ rest_seconds: 240, one_rep_max_kg: 140 }]),
  },
  {
    title: 'A body measure is one row for a kind and a day; a value that no body has is refused.',
    steps: [
      step(0, 'body.log', { kind: 'weight', day: monday, value: 80 }),
      step(1, 'body.log', { kind: 'weight', day: monday, value: 79.5 }, { device: 'desktop' }),
      step(2, 'body.log', { kind: 'waist', day: monday, value: 84 }),
      step(3, 'body.log', { kind: 'weight', day: monday, value: 7_000 }, { outcome: 'limit_exceeded' }),
      step(4, 'body.delete', { kind: 'waist', day: monday }),
    ],
    then: (rows) => expect(rows['body_measures']).toMatchObject([{ kind: 'weight', value: 79.5 }]),
  },
];
