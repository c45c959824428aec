// One process of runSeeds: runs the seeds it is sent. Traces stay here; a failing seed gives the same one again.
import { planSeed } from './plan.ts';
import { runPlan } from './run-seed.ts';
import { readCatalogue } from './sql/catalogue.ts';

const shapes = await readCatalogue();

process.on('message', (seed: number) => {
  void runPlan(planSeed(seed), shapes).then((result) => process.send?.({ ...result, trace: [] }));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
