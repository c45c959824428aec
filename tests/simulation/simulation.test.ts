// The simulation is only worth something if a seed is a proof: it must give the same trace whenever it runs. The seeds
// themselves run on demand (`npm run simulate`).
import { expect, it } from 'vitest';
import { planSeed } from './plan.ts';
import { runPlan } from './run-seed.ts';
import { readCatalogue } from './sql/catalogue.ts';

it('a seed gives the same trace whenever it runs', { timeout: 60_000 }, async () => {
  const shapes = await readCatalogue();
  for (const seed of [3, 28, 64]) {
    const first = await runPlan(planSeed(seed), shapes);
    const second = await runPlan(planSeed(seed), shapes);
    expect(second.hash).toBe(first.hash);
    expect(second.events).toBe(first.events);
  }
});
