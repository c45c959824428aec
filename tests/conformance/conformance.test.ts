// I1 at the level of commands: every command runs in PGlite, set up as the replica, and in the server's Postgres, and
// afterwards all rows of all tables must be equal. A command without a scenario fails the suite.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCommands } from '#schema/commands.ts';
import { openPgliteDatabase } from './pglite-database.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import { runScenario, type CommandDatabase } from './scenario.ts';
import { scenariosByDomain } from './scenarios/index.ts';
import { unusedTables } from './unused-tables.ts';

/** The tables that some scenario's commands changed. */
const written = new Set<string>();
let pglite: CommandDatabase;
let postgres: CommandDatabase;

beforeAll(async () => {
  [pglite, postgres] = await Promise.all([openPgliteDatabase(), openPostgresDatabase()]);
});

afterAll(async () => {
  await Promise.all([pglite?.close(), postgres?.close()]);
});

describe.each(Object.entries(scenariosByDomain))('%s', (_domain, scenarios) => {
  it.each(scenarios)('$title', async (scenario) => {
    const onServer = await runScenario(postgres, scenario);
    const onDevice = await runScenario(pglite, scenario);
    expect(onServer.outcomes).toEqual(scenario.steps.map(({ outcome }) => outcome ?? 'applied'));
    expect(onDevice.outcomes).toEqual(onServer.outcomes);
    expect(onDevice.rows).toEqual(onServer.rows);
    // A replica can undo what it applied before the server, without a trace.
    expect(onDevice.undone).toEqual(onDevice.before);
    scenario.then?.(onServer.rows);
    for (const [table, rows] of Object.entries(onServer.rows)) {
      if (JSON.stringify(rows) !== JSON.stringify(onServer.before[table])) written.add(table);
    }
  });
});

it('every table is written by a command, by content that ships or by a named part of the server, and is read', async () => {
  const { unwritten, unread } = await unusedTables(written);
  expect({ unwritten, unread }).toEqual({ unwritten: [], unread: [] });
});

it('every command is applied by at least one scenario', () => {
  const applied = Object.values(scenariosByDomain).flatMap((scenarios) =>
    scenarios.flatMap(({ steps }) => steps.filter(({ outcome }) => outcome === undefined).map(({ name }) => name)),
  );
  const without = allCommands.map(({ name }) => name).filter((name) => !applied.some((one) => one === name));
  expect(without).toEqual([]);
});

it('the suite detects a scenario that leaves different rows on the two sides', async () => {
  const [scenario] = Object.values(scenariosByDomain).flat();
  if (!scenario) throw new Error('there are no scenarios');
  const result = await runScenario(pglite, scenario);
  const other = await runScenario(pglite, { ...scenario, steps: scenario.steps.slice(0, 1) });
  expect(other.rows).not.toEqual(result.rows);
});
