// The simulation as part of the tests: a seed always gives the same trace; hundreds of seeds break no invariant and cover
// every fault; and every planted bug still matches the code (`npm run mutate` plants them).
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { uncovered } from './coverage.ts';
import { mutants } from './mutants.ts';
import { planSeed } from './plan.ts';
import { runPlan } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';
import { readCatalogue } from './sql/catalogue.ts';

it('a seed always gives the same trace', { timeout: 120_000 }, async () => {
  const shapes = await readCatalogue();
  for (const seed of [3, 28, 64]) {
    const first = await runPlan(planSeed(seed), shapes);
    const second = await runPlan(planSeed(seed), shapes);
    expect(second.hash).toBe(first.hash);
    expect(second.events).toBe(first.events);
  }
});

/** As many as a test run has time for; `npm run simulate` runs thousands. */
const SEEDS = 420;
/** A program that somebody completes is the rarest of what must happen: no seed before has one. */
const FROM = 401;

it('no invariant breaks in hundreds of seeds, and each fault happens in some of them', { timeout: 20 * 60_000 }, async () => {
  // Read once here, so that the processes find it in the cache.
  await readCatalogue();
  const { failures, coverage, pglite } = await runSeeds({
    from: FROM,
    count: SEEDS,
    processes: Math.min(2, availableParallelism()),
    onResult: () => false,
  });
  expect(failures.map(({ seed, failure }) => `seed ${seed}: ${failure?.message ?? ''}`)).toEqual([]);
  expect(uncovered(coverage)).toEqual([]);
  expect(pglite.seeds).toBe(Math.floor(SEEDS / 100));
});

it('every planted bug changes exactly one place of the current code', async () => {
  for (const { name, file, find, replace } of mutants) {
    const text = await readFile(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
    expect(text.split(find), `${name} in ${file}`).toHaveLength(2);
    expect(text.replace(find, () => replace)).not.toBe(text);
  }
});
