// Counts the SQL statements of the commands that pay the most, so that an additional query in a consumer is noticed.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { runScenario, scenarioId, SCENARIO_START, step, type CommandDatabase, type Step } from '#tests/conformance/scenario.ts';

let database: CommandDatabase;
beforeAll(async () => {
  database = await openPgliteDatabase();
}, 240_000);
afterAll(() => database?.close());

const squat = scenarioId('statements squat');
const at = (minute: number) => new Date(SCENARIO_START.getTime() + minute * 60_000).toISOString();

/** The number of statements of the last command. */
async function statementsOfLast(steps: Step[]): Promise<number> {
  let count = 0;
  const run: CommandDatabase['run'] = (sql, parameters) => {
    if (sql === 'SAVEPOINT command') count = 0;
    else if (!sql.startsWith('RELEASE') && !sql.includes('pg_class') && !sql.includes('to_jsonb(t)'))
      count += sql === 'ROLLBACK' ? 0 : 1;
    return database.run(sql, parameters);
  };
  await runScenario(
    { run, close: database.close },
    {
      title: 'Counted.',
      given: (db) =>
        db
          .insertInto('exercises')
          .values({ id: squat, name: 'Squat', measure: 'weight_reps', created_at: SCENARIO_START, updated_at: SCENARIO_START })
          .execute(),
      steps,
    },
  );
  return count;
}

const focused = (name: string, from: number): Step[] => {
  const id = scenarioId(`statements ${name}`);
  return [
    step(from, 'focus.start', { id, mode: 'countdown', durationSeconds: 1_500, day: '2026-03-02' }),
    step(from + 25, 'focus.complete', { id, day: '2026-03-02' }),
  ];
};

const trained = (name: string, from: number): Step[] => {
  const [sessionId, entryId] = [scenarioId(`statements ${name}`), scenarioId(`statements ${name} entry`)];
  const set = { sessionId, entryId, exerciseId: squat, setNumber: 1, kind: 'normal', weightKg: 100, reps: 5 } as const;
  return [
    step(from, 'workout.start', { id: sessionId, name, day: '2026-03-02', entries: [{ id: entryId, exerciseId: squat }] }),
    step(from + 5, 'set.log', { ...set, id: scenarioId(`statements ${name} set`), completedAt: at(from + 5) }),
    step(from + 20, 'workout.finish', { id: sessionId, day: '2026-03-02' }),
  ];
};

it('ending a focus session takes few statements, and fewer when the day was paid before', { timeout: 240_000 }, async () => {
  const first = await statementsOfLast(focused('one', 0));
  const second = await statementsOfLast([...focused('one', 0), ...focused('two', 60)]);
  expect(first).toBeLessThanOrEqual(24);
  expect(second).toBeLessThanOrEqual(20);
});

it('finishing a workout takes few statements, and fewer when the day was paid before', { timeout: 240_000 }, async () => {
  const first = await statementsOfLast(trained('one', 0));
  const second = await statementsOfLast([...trained('one', 0), ...trained('two', 60)]);
  expect(first).toBeLessThanOrEqual(26);
  expect(second).toBeLessThanOrEqual(22);
});
