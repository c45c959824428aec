// The model database replaces PGlite in most seeds, so it must give the same results: every conformance scenario runs on both
// and all rows are compared.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPgliteDatabase } from '#tests/conformance/pglite-database.ts';
import { runScenario, type CommandDatabase } from '#tests/conformance/scenario.ts';
import { scenariosByDomain } from '#tests/conformance/scenarios/index.ts';
import { readCatalogue } from './catalogue.ts';
import { modelConformanceDatabase } from './model-conformance.ts';

let pglite: CommandDatabase;
let model: CommandDatabase;
/** Tables that the migrations fill. The model begins without rows, and commands do not touch these. */
let filled: string[];

beforeAll(async () => {
  pglite = await openPgliteDatabase();
  model = modelConformanceDatabase(await readCatalogue());
  const { before } = await runScenario(pglite, { title: 'nothing', steps: [] });
  filled = Object.keys(before).filter((table) => table !== 'users');
}, 240_000);

afterAll(() => pglite?.close());

describe.each(Object.entries(scenariosByDomain))('%s', (_domain, scenarios) => {
  it.each(scenarios)('$title', { timeout: 60_000 }, async (scenario) => {
    const onModel = await runScenario(model, scenario);
    const onPglite = await runScenario(pglite, scenario);
    expect(onModel.outcomes).toEqual(onPglite.outcomes);
    const rows = Object.entries(onPglite.rows).filter(([table]) => !filled.includes(table));
    expect(onModel.rows).toEqual(Object.fromEntries(rows));
  });
});
