// The fitness scenarios in PGlite alone: seconds instead of a Postgres, while working on the commands.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPgliteDatabase } from './pglite-database.ts';
import { runScenario, type CommandDatabase } from './scenario.ts';
import { fitnessScenarios } from './scenarios/fitness.ts';

let pglite: CommandDatabase;
beforeAll(async () => {
  pglite = await openPgliteDatabase();
});
afterAll(() => pglite?.close());

describe('training in the replica', () => {
  it.each(fitnessScenarios)('$title', async (scenario) => {
    const { outcomes, rows } = await runScenario(pglite, scenario);
    expect(outcomes).toEqual(scenario.steps.map(({ outcome }) => outcome ?? 'applied'));
    scenario.then?.(rows);
  });
});
