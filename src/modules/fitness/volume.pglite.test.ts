import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setVolumeKg, type Measure } from '#schema/fitness/rules/strength.ts';
import { sessionKysely } from '#schema/session.ts';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { SCENARIO_START, scenarioId, scenarioUser, type CommandDatabase } from '#tests/conformance/scenario.ts';
import { recentSessions, volumeByDay } from './queries.ts';

let database: CommandDatabase;
beforeAll(async () => {
  database = await openPgliteDatabase();
});
afterAll(() => database?.close());

const DAY = '2026-03-02';
const session = scenarioId('volume session');
const exerciseIds = {
  weight_reps: scenarioId('squat'),
  assisted_reps: scenarioId('pulls'),
  // Its row never arrives.
  reps: scenarioId('missing'),
} as const;

interface LoggedSet {
  measure: keyof typeof exerciseIds;
  weightKg: number | null;
  reps: number | null;
  isDone: boolean;
}

async function volumesOf(sets: readonly LoggedSet[]): Promise<{ session: number; day: number }> {
  const db = sessionKysely(database.run);
  await database.run('BEGIN', []);
  try {
    const at = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
    await db
      .insertInto('exercises')
      .values(
        (['weight_reps', 'assisted_reps'] as const).map((measure) => ({
          id: exerciseIds[measure],
          name: measure,
          measure,
          is_builtin: true,
          is_custom: false,
          ...at,
        })),
      )
      .execute();
    await db
      .insertInto('workout_sessions')
      .values({
        id: session,
        user_id: scenarioUser,
        status: 'completed',
        day: DAY,
        started_at: SCENARIO_START,
        updated_at: SCENARIO_START,
      })
      .execute();
    if (sets.length > 0) {
      await db
        .insertInto('exercise_sets')
        .values(
          sets.map(({ measure, weightKg, reps, isDone }, place) => ({
            id: scenarioId(`volume ${place}`),
            user_id: scenarioUser,
            session_id: session,
            exercise_id: exerciseIds[measure],
            set_number: place + 1,
            weight: weightKg,
            reps,
            completed_at: isDone ? SCENARIO_START : null,
          })),
        )
        .execute();
    }
    const [ofSession] = (await db.executeQuery(recentSessions(1).compile())).rows;
    const [ofDay] = (await db.executeQuery(volumeByDay(DAY).compile())).rows;
    return { session: ofSession?.volume_kg ?? Number.NaN, day: ofDay?.volume_kg ?? Number.NaN };
  } finally {
    await database.run('ROLLBACK', []);
  }
}

it('help of 60 kg × 8 is in no sum of a day or a session: 4,350 kg with it are 3,870 kg', async () => {
  const lifted = { measure: 'weight_reps', weightKg: 129, reps: 10, isDone: true } as const;
  const help = { measure: 'assisted_reps', weightKg: 60, reps: 8, isDone: true } as const;
  expect(await volumesOf([lifted, lifted, lifted, help])).toEqual({ session: 3870, day: 3870 });
});

it('the sums in SQL are those of the rule, for help of either sign and for an exercise that has not arrived', async () => {
  const measures: Measure[] = ['weight_reps', 'assisted_reps', 'reps'];
  const logged = fc.record({
    measure: fc.constantFrom(...measures) as fc.Arbitrary<LoggedSet['measure']>,
    weightKg: fc.option(fc.integer({ min: -200, max: 200 })),
    reps: fc.option(fc.nat(20)),
    isDone: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(logged, { maxLength: 12 }), async (sets) => {
      const expected = sets.filter(({ isDone }) => isDone).reduce((sum, set) => sum + setVolumeKg(set, set.measure), 0);
      expect(await volumesOf(sets)).toEqual({ session: expected, day: expected });
    }),
    { numRuns: 30 },
  );
});
