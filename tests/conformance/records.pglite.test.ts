// After every command the records equal those computed from all sets of the exercise, although a command reads only the part of
// the history that its change can affect.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandsByName, type CommandArgs, type CommandName } from '#schema/commands.ts';
import { commandContext } from '#schema/command/define.ts';
import { recomputeRecords } from '#schema/fitness/commands/records.ts';
import { recordsOfExercise } from '#schema/fitness/rules/records.ts';
import { MEASURES, SET_KINDS } from '#schema/fitness/rules/strength.ts';
import { idFromParts, type ClientId } from '#schema/ids.ts';
import { sessionKysely } from '#schema/session.ts';
import { openPgliteDatabase } from './pglite-database.ts';
import { SCENARIO_START, scenarioId, scenarioUser, type CommandDatabase } from './scenario.ts';

let pglite: CommandDatabase;
beforeAll(async () => {
  pglite = await openPgliteDatabase();
});
afterAll(() => pglite?.close());

const EXERCISES = ['squat', 'dip', 'plank'].map(scenarioId);
const SESSIONS = ['monday', 'friday'].map(scenarioId);
const SETS = Array.from({ length: 120 }, (_, at) => scenarioId(`set ${at}`));
const SOURCE = 'strong';
const KEYS = ['one', 'two', 'three'];

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
/** Few moments, so that some have more sets than are read at once; this also produces ties and changes in the middle. */
const moment = fc.nat(24).map((minute) => new Date(SCENARIO_START.getTime() + minute * 60_000).toISOString());
const figures = {
  /** Weights that differ by rounding: a small change may create a record. */
  weightKg: fc.option(some([0, 20, 60, 60.0000005, 60.000001, 60.0000015, 80, 100])),
  reps: fc.option(some([1, 3, 8, 12])),
  durationSeconds: fc.option(some([0, 30, 45])),
};
const set = fc.record({
  id: some(SETS),
  sessionId: some(SESSIONS),
  entryId: some(SESSIONS),
  exerciseId: some(EXERCISES),
  setNumber: fc.constant(1),
  kind: some(SET_KINDS),
  ...figures,
  distanceM: fc.constant(null),
  completedAt: fc.option(moment, { freq: 12 }),
});
const imported = fc.record({
  key: some(KEYS),
  name: fc.constant('Imported'),
  day: fc.constant('2026-03-02'),
  startedAt: moment,
  durationSeconds: fc.constant(300),
  notes: fc.constant(null),
  entries: fc.array(
    fc.record({
      exercise: some(EXERCISES).map((id) => ({ id, name: 'Known', measure: 'weight_reps' as const })),
      sets: fc.array(fc.record({ kind: some(SET_KINDS), ...figures, distanceM: fc.constant(null) }), { maxLength: 20 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

type Op = { [Name in CommandName]: { name: Name; args: CommandArgs<Name> } }[CommandName];
const op = <Name extends CommandName>(name: Name, args: fc.Arbitrary<CommandArgs<Name>>): fc.Arbitrary<Op> =>
  args.map((given) => ({ name, args: given }) as Op);
const inEntry = { sessionId: some(SESSIONS), entryId: some(SESSIONS) };
const ops = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: op('set.log', set) },
    { weight: 4, arbitrary: op('set.update', fc.record({ id: some(SETS), ...figures, completedAt: fc.option(moment) })) },
    { weight: 4, arbitrary: op('set.delete', fc.record({ id: some(SETS) })) },
    { weight: 2, arbitrary: op('workout.importFrom', fc.record({ source: fc.constant(SOURCE), sessions: fc.tuple(imported) })) },
    {
      weight: 1,
      arbitrary: op('workout.undoImport', fc.record({ source: fc.constant(SOURCE), keys: fc.constant(KEYS) })),
    },
    { weight: 1, arbitrary: op('workout.removeExercise', fc.record(inEntry)) },
    { weight: 1, arbitrary: op('workout.swapExercise', fc.record({ ...inEntry, exerciseId: some(EXERCISES) })) },
    { weight: 1, arbitrary: op('exercise.update', fc.record({ id: some(EXERCISES), measure: some(MEASURES) })) },
    { weight: 1, arbitrary: op('workout.finish', fc.record({ id: some(SESSIONS), day: fc.constant('2026-03-02') })) },
    { weight: 1, arbitrary: op('workout.delete', fc.record({ id: some(SESSIONS) })) },
  ),
  { minLength: 1, maxLength: 20 },
);
const past = fc.uniqueArray(set, { selector: ({ id }) => id, maxLength: 100, size: 'max' });

type Db = ReturnType<typeof sessionKysely>;
const contextOf = (commandId: number) =>
  commandContext({
    userId: scenarioUser,
    clientId: idFromParts('conformance', 'phone') as ClientId,
    commandId,
    now: new Date(SCENARIO_START.getTime() + 3_600_000),
    decidedAt: new Date(SCENARIO_START.getTime() + 3_600_000),
  });

type PastSet = CommandArgs<'set.log'>;
async function insertPast(db: Db, sets: readonly PastSet[]): Promise<void> {
  const base = { user_id: scenarioUser, updated_at: SCENARIO_START };
  await db
    .insertInto('users')
    .values({ id: scenarioUser, email: 'person@example.org', created_at: SCENARIO_START, updated_at: SCENARIO_START })
    .execute();
  await db
    .insertInto('exercises')
    .values(
      EXERCISES.map((id, at) => ({
        ...base,
        id,
        name: `exercise ${at}`,
        measure: MEASURES[at] ?? 'reps',
        created_at: SCENARIO_START,
      })),
    )
    .execute();
  await db
    .insertInto('workout_sessions')
    .values(SESSIONS.map((id) => ({ ...base, id, started_at: SCENARIO_START })))
    .execute();
  if (sets.length > 0) {
    await db
      .insertInto('exercise_sets')
      .values(
        sets.map((one) => ({
          id: one.id,
          user_id: scenarioUser,
          session_id: one.sessionId,
          entry_id: one.entryId,
          exercise_id: one.exerciseId,
          set_number: one.setNumber,
          kind: one.kind ?? 'normal',
          weight: one.weightKg,
          reps: one.reps,
          duration: one.durationSeconds,
          completed_at: one.completedAt,
        })),
      )
      .execute();
  }
  for (const id of EXERCISES) await recomputeRecords(db, contextOf(0), id);
}

/** Runs a command and checks all records after it. */
async function applied(db: Db, commandId: number, name: string, args: unknown): Promise<void> {
  const definition = commandsByName.get(name);
  if (!definition) throw new Error(name);
  await definition.apply(db, definition.args.parse(args), contextOf(commandId));
  await expectAllRecords(db);
}

async function expectAllRecords(db: Db): Promise<void> {
  const sets = await db
    .selectFrom('exercise_sets')
    .select(['id', 'exercise_id', 'kind', 'weight', 'reps', 'duration', 'distance_m', 'completed_at'])
    .orderBy('id')
    .execute();
  const exercises = await db.selectFrom('exercises').select(['id', 'measure']).orderBy('id').execute();
  const wanted = exercises.flatMap(({ id, measure }) =>
    recordsOfExercise(
      sets.flatMap(({ weight, duration, distance_m, completed_at, exercise_id, ...one }) =>
        exercise_id === id && completed_at
          ? [{ ...one, weightKg: weight, durationSeconds: duration, distanceM: distance_m, completedAt: completed_at }]
          : [],
      ),
      measure,
    ).map(({ setId, type, value, reps, achievedAt, previousValue }) => [id, setId, type, value, reps, achievedAt, previousValue]),
  );
  const stored = await db
    .selectFrom('personal_records')
    .select(['exercise_id', 'exercise_set_id', 'record_type', 'value', 'reps', 'achieved_at', 'previous_value'])
    .orderBy('id')
    .execute();
  const lines = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  expect(lines(stored.map((row) => Object.values(row)))).toEqual(lines(wanted));
}

test('swapping an entry’s exercise keeps the records of a set that belongs to another exercise', async () => {
  const db = sessionKysely(pglite.run, () => undefined);
  const [own = '', other = ''] = EXERCISES;
  const [sessionId = ''] = SESSIONS;
  const past = { sessionId, entryId: sessionId, exerciseId: own, setNumber: 1, kind: 'normal', reps: 1 } as const;
  const [first = '', second = '', third = ''] = SETS;
  const at = (minute: number) => new Date(SCENARIO_START.getTime() + minute * 60_000).toISOString();
  const steps: { name: CommandName; args: unknown }[] = [
    { name: 'set.log', args: { ...past, id: second, exerciseId: other, completedAt: null } },
    { name: 'set.log', args: { ...past, id: third, completedAt: at(1) } },
    { name: 'workout.swapExercise', args: { sessionId, entryId: sessionId, exerciseId: other } },
  ];
  await pglite.run('BEGIN', []);
  try {
    await insertPast(db, [{ ...past, id: first, completedAt: at(0) }]);
    for (const [index, { name, args }] of steps.entries()) await applied(db, index + 1, name, args);
  } finally {
    await pglite.run('ROLLBACK', []);
  }
});

test('records are correct after every change of sets, in any order of time', { timeout: 180_000 }, async () => {
  const db = sessionKysely(pglite.run, () => undefined);
  await fc.assert(
    fc.asyncProperty(past, ops, async (sets, steps) => {
      await pglite.run('BEGIN', []);
      try {
        await insertPast(db, sets);
        await expectAllRecords(db);
        for (const [at, { name, args }] of steps.entries()) await applied(db, at + 1, name, args);
      } finally {
        await pglite.run('ROLLBACK', []);
      }
    }),
    { numRuns: 40 },
  );
});
