// One process of runSeeds: runs the seeds that it receives. Traces stay in the process, because a failing seed reproduces its
// trace.
import { planSeed } from './plan.ts';
import { runPlan } from './run-seed.ts';
import { readCatalogue } from './sql/catalogue.ts';

/** One in this many seeds is repeated on a real PGlite. */
const PGLITE_EVERY = 100;

const shapes = await readCatalogue();

process.on('message', (seed: number) => {
  void runPlan(planSeed(seed), shapes, seed % PGLITE_EVERY === 0).then((result) => process.send?.({ ...result, trace: [] }));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
