// The fitness scenarios in PGlite alone, without a Postgres: fast feedback while working on the commands.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPgliteDatabase } from './pglite-database.ts';
import { runScenario, type CommandDatabase } from './scenario.ts';
import { scenarios } from './scenarios/fitness.ts';
import { scenarios as runningWorkouts } from './scenarios/running-workouts.ts';

let pglite: CommandDatabase;
beforeAll(async () => {
  pglite = await openPgliteDatabase();
});
afterAll(() => pglite?.close());

describe('training in the replica', () => {
  it.each([...scenarios, ...runningWorkouts])('$title', async (scenario) => {
    const { outcomes, rows } = await runScenario(pglite, scenario);
    expect(outcomes).toEqual(scenario.steps.map(({ outcome }) => outcome ?? 'applied'));
    scenario.then?.(rows);
  });
});
