// A thousand seeds of the simulation: every one keeps I1–I8. A seed that fails prints what to run to see it.
import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { planSeed } from './plan.ts';
import { runPlan } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';
import { readCatalogue } from './sql/catalogue.ts';

const SEEDS = 1_000;
/** A share of the seeds that earlier found a bug, first. */
const BUDGET_MS = 175_000;

it('a seed gives the same trace whenever it runs', { timeout: 60_000 }, async () => {
  const shapes = await readCatalogue();
  for (const seed of [3, 28, 64]) {
    const first = await runPlan(planSeed(seed), shapes);
    const second = await runPlan(planSeed(seed), shapes);
    expect(second.hash).toBe(first.hash);
    expect(second.events).toBe(first.events);
  }
});

it(`${SEEDS} seeds keep every invariant, as many as fit into three minutes`, { timeout: 300_000 }, async () => {
  const endsAtMs = performance.now() + BUDGET_MS;
  const { seeds, failures } = await runSeeds({
    from: 1,
    count: SEEDS,
    processes: Math.min(2, availableParallelism()),
    onResult: ({ failure }) => failure !== null || performance.now() > endsAtMs,
  });
  const report = failures.map(({ seed, failure }) => `npm run simulate -- --from ${seed} --seeds 1   ${failure?.message ?? ''}`);
  expect(report).toEqual([]);
  // A machine under other load runs fewer; far fewer would prove nothing.
  expect(seeds).toBeGreaterThan(50);
});
