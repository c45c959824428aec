// One workout runs at a time: a second start joins the running workout, and a forgotten workout ends.
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '#schema/database.ts';
import { scenarioId, SCENARIO_START, step, type Scenario, type TableRows } from '../scenario.ts';

const [session, second] = ['first workout', 'second workout'].map(scenarioId) as [string, string];
const [squat, bench] = ['running squat', 'running bench'].map(scenarioId) as [string, string];
const [entryA, entryB] = ['running entry a', 'running entry b'].map(scenarioId) as [string, string];
const monday = '2026-03-02';

const at = (minute: number) => new Date(SCENARIO_START.getTime() + minute * 60_000).toISOString();

async function library(db: Kysely<Database>): Promise<void> {
  const common = { measure: 'weight_reps', created_at: SCENARIO_START, updated_at: SCENARIO_START } as const;
  await db
    .insertInto('exercises')
    .values([
      { id: squat, name: 'Squat', ...common },
      { id: bench, name: 'Bench press', ...common },
    ])
    .execute();
}

/** On the phone. */
const start = step(0, 'workout.start', { id: session, name: 'Legs', day: monday, entries: [{ id: entryA, exerciseId: squat }] });
const log = (minute: number) => {
  const figures = { setNumber: 1, weightKg: 100, reps: 5, completedAt: at(minute) };
  return step(minute, 'set.log', {
    id: scenarioId('running a1'),
    sessionId: session,
    entryId: entryA,
    exerciseId: squat,
    ...figures,
  });
};
const finish = (minute: number) => step(minute, 'workout.finish', { id: session, day: monday });

/** On the desktop, received by the server at `arrives`. */
const startSecond = (minute: number, arrives = minute) => {
  const entries = [{ id: entryB, exerciseId: bench }];
  return step(minute, 'workout.start', { id: second, name: 'Bench', day: monday, entries }, { device: 'desktop', arrives });
};
const logSecond = (minute: number, arrives = minute) => {
  const of = { id: scenarioId('running b1'), sessionId: second, entryId: entryB, exerciseId: bench, setNumber: 1 };
  return step(minute, 'set.log', { ...of, reps: 8, completedAt: at(minute) }, { device: 'desktop', arrives });
};
const finishSecond = (minute: number) => step(minute, 'workout.finish', { id: second, day: monday }, { device: 'desktop' });

const sets = (rows: TableRows) => rows['exercise_sets'] ?? [];
const sessionOf = (rows: TableRows, id: string) => rows['workout_sessions']?.find((row) => row['id'] === id);
/** The status columns of the workouts, the first workout first. */
const sessions = (rows: TableRows) =>
  (rows['workout_sessions'] ?? [])
    .map((row) => ({ id: row['id'], name: row['name'], status: row['status'], joined_id: row['joined_id'] }))
    .toSorted((a, b) => Number(a.id === second) - Number(b.id === second));

export const scenarios: Scenario[] = [
  {
    title: 'When two devices start a workout, the later one joins the first with its exercises and sets, and they are paid once.',
    given: library,
    steps: [start, log(5), startSecond(10), logSecond(12), finishSecond(30), finish(31)],
    then: (rows) => {
      expect(sessionOf(rows, session)?.['layout']).toMatchObject([
        { id: entryA, exerciseId: squat },
        { id: entryB, exerciseId: bench },
      ]);
      expect(sets(rows).map((set) => set['session_id'])).toEqual([session, session]);
      expect(sessions(rows)).toEqual([
        { id: session, name: 'Legs', status: 'completed', joined_id: null },
        { id: second, name: null, status: 'joined', joined_id: session },
      ]);
      expect(rows['points_ledger']).toHaveLength(1);
    },
  },
  {
    title: 'When the workout that began first arrives second, both share its start time.',
    given: library,
    steps: [{ ...start, minute: 10 }, log(12), startSecond(4, 15), logSecond(13, 15)],
    then: (rows) => {
      expect(sessionOf(rows, session)).toMatchObject({ status: 'running', started_at: '2026-03-02T09:04:00+00:00' });
      expect(sets(rows).map((set) => set['session_id'])).toEqual([session, session]);
    },
  },
  {
    title: 'A device that does not know the other workout can neither discard nor delete a joined workout.',
    given: library,
    steps: [
      start,
      log(5),
      startSecond(10),
      step(11, 'workout.discard', { id: second }, { device: 'desktop', outcome: 'conflict' }),
      finish(20),
      step(21, 'workout.delete', { id: second }, { device: 'desktop', outcome: 'conflict' }),
      step(22, 'workout.start', { id: second, name: 'Bench', day: monday }, { device: 'desktop' }),
    ],
    then: (rows) => expect(sessions(rows)).toMatchObject([{ status: 'completed' }, { status: 'joined' }]),
  },
  {
    title: 'A forgotten workout ends with its last set when another begins a day later, and is removed if it has no set.',
    given: library,
    steps: [
      step(0, 'workout.start', { id: scenarioId('empty'), name: 'Empty', day: monday }),
      startSecond(13 * 60),
      logSecond(13 * 60 + 8),
      step(40 * 60, 'workout.start', { id: session, name: 'Legs', day: '2026-03-04' }),
    ],
    then: (rows) => {
      expect(sessions(rows)).toMatchObject([
        { id: session, status: 'running' },
        { id: second, status: 'completed' },
      ]);
      expect(sessionOf(rows, second)).toMatchObject({ completed_at: '2026-03-02T22:08:00+00:00', day: monday });
      expect(rows['points_ledger']).toHaveLength(1);
    },
  },
];
