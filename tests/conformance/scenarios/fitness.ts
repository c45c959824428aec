// Training on one device and on two: sets are never lost, records follow the sets, a workout is paid once, and an import adds
// nothing twice.
import { expect } from 'vitest';
import { scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';
import {
  at,
  bench,
  entryA,
  entryB,
  finish,
  library,
  log,
  monday,
  pulls,
  records,
  session,
  setId,
  sets,
  squat,
  start,
} from '../training.ts';

const layout = (rows: TableRows) => rows['workout_sessions']?.[0]?.['layout'] as { id: string; exerciseId: string }[];
const imported = {
  source: 'strong',
  key: '2025-02-03T17:05:09|Push',
  name: 'Push',
  startedAt: '2025-02-03T22:05:09.000Z',
  durationSeconds: 3_600,
  day: '2025-02-03',
  notes: null,
  entries: [
    {
      exercise: { name: 'Bench Press (Barbell)', id: bench, measure: 'weight_reps' },
      note: 'Wide grip',
      sets: [
        { kind: 'normal', weightKg: 80, reps: 5 },
        { kind: 'normal', weightKg: 85, reps: 3, rpe: 9 },
      ],
    },
    { exercise: { name: 'Janky  curl', id: null, measure: 'weight_reps' }, sets: [{ kind: 'normal', weightKg: 20, reps: 10 }] },
  ],
} as const;
const importSteps = (minute: number, device: 'phone' | 'desktop') =>
  step(minute, 'workout.import', structuredClone(imported) as unknown as Parameters<typeof step<'workout.import'>>[2], {
    device,
  });
const importMany = (minute: number, keys: string[], device: 'phone' | 'desktop' = 'phone') => {
  const sessions = keys.map((key) => ({ ...structuredClone(imported), key }));
  return step(minute, 'workout.import_many', { sessions } as unknown as Parameters<typeof step<'workout.import_many'>>[2], {
    device,
  });
};

const importFrom = (minute: number, keys: string[], device: 'phone' | 'desktop' = 'phone') => {
  const { source: _, ...session } = structuredClone(imported);
  const args = { source: 'hevy', sessions: keys.map((key) => ({ ...session, key })) };
  return step(minute, 'workout.importFrom', args as unknown as Parameters<typeof step<'workout.importFrom'>>[2], { device });
};
const undoImport = (minute: number, keys: string[], device: 'phone' | 'desktop' = 'phone') =>
  step(minute, 'workout.undoImport', { source: 'strong', keys }, { device });

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'Logging a set schedules the end of its rest; the next set, a change and a skip move or cancel it.',
    given: library,
    steps: [
      start,
      log(5, 'a1'),
      log(6, 'a2'),
      step(6, 'set.rest', { id: setId('a2'), endsAt: at(9) }),
      // Corrects the values of a set that was already logged.
      { ...log(6, 'a2', { weightKg: 105 }), minute: 7 },
    ],
    then: (rows) =>
      expect(rows['due']).toMatchObject([{ kind: 'rest_end', key: setId('a2'), due_at: '2026-03-02T09:09:00+00:00' }]),
  },
  {
    title: 'A skipped rest, a set of another person and a finished workout leave no notification scheduled.',
    given: library,
    steps: [
      start,
      log(5, 'a1'),
      step(6, 'set.rest', { id: setId('a1'), endsAt: null }),
      step(6, 'set.rest', { id: setId('nobody'), endsAt: at(9) }),
      step(6, 'set.rest', { id: setId('a1'), endsAt: at(200) }, { outcome: 'limit_exceeded' }),
      log(7, 'a2'),
      finish(8),
    ],
    then: (rows) => expect(rows['due']).toBeUndefined(),
  },
  {
    title: 'A finished workout keeps its logged sets, drops the others, gets its records and is paid.',
    given: library,
    steps: [
      start,
      log(5, 'a1'),
      log(8, 'warm', { weightKg: 200, kind: 'warmup' }),
      log(12, 'a3', { weightKg: 110, reps: 3 }),
      finish(40),
    ],
    then: (rows) => {
      expect(sets(rows)).toHaveLength(3);
      expect(
        records(rows, 'weight')
          .map((row) => [row['value'], row['previous_value']])
          .toSorted(),
      ).toEqual([
        [100, null],
        [110, 100],
      ]);
      expect(rows['workout_sessions']).toMatchObject([{ status: 'completed', xp_awarded: 24, coins_awarded: 5, day: monday }]);
      expect(rows['points_ledger']).toMatchObject([{ xp: 24, coins: 5, reason: 'Legs' }]);
    },
  },
  {
    title: 'Sets logged on the desktop while the phone finishes are kept, their records count, and the workout is paid once.',
    given: library,
    steps: [start, log(5, 'a1'), finish(30), log(20, 'a2', { weightKg: 120 }, 'desktop'), finish(35, 'desktop')],
    then: (rows) => {
      expect(sets(rows)).toHaveLength(2);
      expect(records(rows, 'weight').some((row) => row['value'] === 120)).toBe(true);
      expect(rows['points_ledger']).toHaveLength(1);
    },
  },
  {
    title: 'Correcting a set updates its records, and deleting it removes them.',
    given: library,
    steps: [
      start,
      log(5, 'a1', { weightKg: 100 }),
      log(10, 'a2', { weightKg: 1_000 }),
      step(11, 'set.update', { id: setId('a2'), weightKg: 105, rpe: 8.5, note: 'Typed a zero too many' }),
      log(12, 'a3', { weightKg: 140 }),
      step(13, 'set.delete', { id: setId('a3') }),
      step(13, 'set.delete', { id: setId('a3') }, { device: 'desktop' }),
    ],
    then: (rows) =>
      expect(
        records(rows, 'weight')
          .map((row) => row['value'])
          .toSorted(),
      ).toEqual([100, 105]),
  },
  {
    title:
      'In an assisted exercise less assistance is a record, more is not, and assistance has no volume and no estimated maximum.',
    given: library,
    steps: [
      start,
      log(5, 'help 60', { weightKg: 60, reps: 8, exerciseId: pulls, entryId: entryB }),
      log(9, 'help 70', { weightKg: 70, reps: 8, exerciseId: pulls, entryId: entryB }),
      log(14, 'help 50', { weightKg: 50, reps: 8, exerciseId: pulls, entryId: entryB }),
      log(19, 'help by sign', { weightKg: -40, reps: 8 }),
      { ...log(20, 'no such help', { weightKg: -1_401, reps: 8 }), outcome: 'limit_exceeded' },
      finish(21),
    ],
    then: (rows) => {
      expect(
        records(rows, 'weight')
          .map((row) => [row['value'], row['previous_value']])
          .toSorted(),
      ).toEqual([
        [-40, null],
        [-50, -60],
        [-60, null],
      ]);
      expect([...records(rows, 'volume'), ...records(rows, 'e1rm')]).toEqual([]);
      const lifted = (rows['occurrence_totals'] ?? []).filter(({ measure }) => measure === 'volume_g');
      expect(lifted.filter(({ amount }) => amount !== 0)).toEqual([]);
    },
  },
  {
    title: 'A reordering on the phone and an addition on the desktop are merged into one layout.',
    given: library,
    steps: [
      start,
      step(1, 'workout.addExercise', {
        sessionId: session,
        entry: { id: entryB, exerciseId: bench, sets: [{ id: setId('b1') }] },
      }),
      step(
        2,
        'workout.addExercise',
        { sessionId: session, entry: { id: scenarioId('entry c'), exerciseId: pulls }, at: 0 },
        { device: 'desktop' },
      ),
      step(3, 'workout.reorderExercises', { sessionId: session, entryIds: [entryB, entryA] }),
      step(4, 'workout.annotateExercise', { sessionId: session, entryId: entryB, note: 'Slow', superset: 'A' }),
    ],
    then: (rows) => expect(layout(rows).map(({ id }) => id)).toEqual([entryB, entryA, scenarioId('entry c')]),
  },
  {
    title: 'A set performed before the other device swapped the exercise keeps its exercise.',
    given: library,
    steps: [
      start,
      log(3, 'a1'),
      step(5, 'workout.swapExercise', { sessionId: session, entryId: entryA, exerciseId: bench }),
      log(4, 'late', { weightKg: 90 }, 'desktop'),
    ],
    then: (rows) => {
      expect(layout(rows)).toMatchObject([{ id: entryA, exerciseId: bench }, { exerciseId: squat }]);
      expect(
        records(rows, 'weight')
          .map((row) => row['exercise_id'])
          .toSorted(),
      ).toEqual([bench, squat].toSorted());
    },
  },
  {
    title: 'Removing an exercise removes its sets and records; a set that arrives later restores the exercise.',
    given: library,
    steps: [
      start,
      log(3, 'a1', { weightKg: 130 }),
      step(5, 'workout.removeExercise', { sessionId: session, entryId: entryA }),
      log(4, 'late', { weightKg: 90 }, 'desktop'),
    ],
    then: (rows) => {
      expect(layout(rows)).toMatchObject([{ id: entryA, exerciseId: squat }]);
      expect(records(rows, 'weight').map((row) => row['value'])).toEqual([90]);
    },
  },
  {
    title: 'A discarded workout leaves no rows, a finished one cannot be discarded, and deleting it takes its pay back.',
    given: library,
    steps: [
      step(0, 'workout.start', { id: scenarioId('second'), name: 'Second', day: monday }),
      step(1, 'workout.discard', { id: scenarioId('second') }),
      step(1, 'workout.discard', { id: scenarioId('second') }, { device: 'desktop' }),
      start,
      log(3, 'a1'),
      finish(9),
      step(10, 'workout.discard', { id: session }, { device: 'desktop', outcome: 'already_ended' }),
      step(11, 'workout.edit', { id: session, name: 'Leg day', notes: 'Good', rating: 4, completedAt: at(20) }),
      step(12, 'workout.edit', { id: session, completedAt: at(-5) }, { outcome: 'limit_exceeded' }),
      step(15, 'workout.delete', { id: session }),
      log(16, 'too late', {}, 'desktop'),
    ].map((one) => (one.name === 'set.log' && one.minute === 16 ? { ...one, outcome: 'not_found' } : one)),
    then: (rows) => {
      expect(rows['workout_sessions']).toBeUndefined();
      expect(rows['exercise_sets']).toBeUndefined();
      expect(rows['personal_records']).toBeUndefined();
      expect(rows['user_wallet']).toMatchObject([{ total_coins: 0 }]);
    },
  },
  {
    title: 'Impossible weights and workouts in the future or in 1999 are rejected with the limit.',
    given: library,
    steps: [
      start,
      { ...log(5, 'a1', { weightKg: 1_401 }), outcome: 'limit_exceeded' },
      { ...log(5, 'a1', { reps: 1_001 }), outcome: 'limit_exceeded' },
      step(
        6,
        'set.log',
        {
          id: setId('x'),
          sessionId: session,
          entryId: entryA,
          exerciseId: squat,
          setNumber: 1,
          completedAt: '1999-12-31T00:00:00.000Z',
        },
        { outcome: 'limit_exceeded' },
      ),
      step(
        6,
        'set.log',
        { id: setId('x'), sessionId: session, entryId: entryA, exerciseId: squat, setNumber: 1, completedAt: at(3_000) },
        { outcome: 'limit_exceeded' },
      ),
      step(
        6,
        'set.log',
        {
          id: setId('x'),
          sessionId: session,
          entryId: entryA,
          exerciseId: scenarioId('unknown'),
          setNumber: 1,
          completedAt: at(5),
        },
        { outcome: 'not_found' },
      ),
      step(7, 'set.update', { id: setId('unknown'), reps: 5 }, { outcome: 'not_found' }),
    ],
  },
  {
    title: 'A custom exercise can be created and changed; its measure determines its records.',
    steps: [
      step(0, 'exercise.create', { id: squat, name: 'Belt squat', measure: 'weight_reps', muscles: ['quadriceps'] }),
      start,
      log(5, 'a1'),
      step(6, 'exercise.update', { id: squat, name: 'Belt squat machine', measure: 'reps', equipment: 'machine' }),
      step(7, 'exercise.update', { id: bench, name: 'Not mine' }, { outcome: 'not_found' }),
    ],
    then: (rows) =>
      expect(rows['exercises']).toMatchObject([{ name: 'Belt squat machine', measure: 'reps', muscle_groups: ['quadriceps'] }]),
  },
  {
    title: 'The same file imported twice and on two devices adds its sessions, sets and custom exercises once, and pays nothing.',
    given: library,
    steps: [importSteps(0, 'phone'), importSteps(1, 'phone'), importSteps(2, 'desktop')],
    then: (rows) => {
      expect(rows['workout_sessions']).toMatchObject([{ status: 'completed', source: 'strong', day: '2025-02-03' }]);
      expect(sets(rows)).toHaveLength(3);
      expect((rows['exercises'] ?? []).filter((row) => row['is_custom'])).toMatchObject([{ name: 'Janky  curl' }]);
      expect(records(rows, 'weight')).toHaveLength(3);
      expect(rows['points_ledger']).toBeUndefined();
    },
  },
  {
    title: 'Importing sessions together gives the same rows as importing them one by one, and an existing session is unchanged.',
    given: library,
    steps: [
      importSteps(0, 'phone'),
      importMany(1, ['2025-02-03T17:05:09|Push', '2025-02-05T17:05:09|Push', '2025-02-07T17:05:09|Push']),
      importMany(2, ['2025-02-05T17:05:09|Push', '2025-02-07T17:05:09|Push'], 'desktop'),
    ],
    then: (rows) => {
      expect((rows['workout_sessions'] ?? []).map((row) => row['source_key'])).toHaveLength(3);
      expect(sets(rows)).toHaveLength(9);
      expect((rows['exercises'] ?? []).filter((row) => row['is_custom'])).toHaveLength(1);
      expect(records(rows, 'weight')).toHaveLength(3);
    },
  },
  {
    title:
      'Undoing an import removes its sessions, sets, records and exercises; undoing it twice changes nothing, and it can be imported again.',
    given: library,
    steps: [
      importMany(0, ['2025-02-03T17:05:09|Push', '2025-02-05T17:05:09|Push']),
      undoImport(1, ['2025-02-03T17:05:09|Push', '2025-02-05T17:05:09|Push']),
      undoImport(2, ['2025-02-03T17:05:09|Push', 'never imported'], 'desktop'),
      importMany(3, ['2025-02-05T17:05:09|Push'], 'desktop'),
    ],
    then: (rows) => {
      expect(rows['workout_sessions']).toMatchObject([{ source_key: '2025-02-05T17:05:09|Push' }]);
      expect(sets(rows)).toHaveLength(3);
      expect((rows['exercises'] ?? []).filter((row) => row['is_custom'])).toHaveLength(1);
      expect(records(rows, 'weight')).toHaveLength(3);
    },
  },
  {
    title: 'The same session from two apps counts as two sessions, and each is imported once.',
    given: library,
    steps: [
      importMany(0, ['2025-02-03T17:05:09|Push']),
      importFrom(1, ['hevy|2025-02-03T17:05:09|Push', 'hevy|2025-02-05T17:05:09|Push']),
      importFrom(2, ['hevy|2025-02-05T17:05:09|Push'], 'desktop'),
    ],
    then: (rows) =>
      expect((rows['workout_sessions'] ?? []).map((row) => row['source']).toSorted()).toEqual(['hevy', 'hevy', 'strong']),
  },
  {
    title: 'Undoing an import keeps other training, and keeps its exercises that another workout uses.',
    given: library,
    steps: [
      importMany(0, ['2025-02-03T17:05:09|Push', '2025-02-05T17:05:09|Push']),
      start,
      log(5, 'a1'),
      undoImport(9, ['2025-02-05T17:05:09|Push']),
    ],
    then: (rows) => {
      expect((rows['workout_sessions'] ?? []).map((row) => row['source_key']).toSorted()).toEqual([
        '2025-02-03T17:05:09|Push',
        null,
      ]);
      expect((rows['exercises'] ?? []).filter((row) => row['is_custom'])).toMatchObject([{ name: 'Janky  curl' }]);
      expect(sets(rows).filter((row) => row['completed_at'] !== null)).toHaveLength(4);
    },
  },
];
