// The exports of the simulation for scripts/simulate.ts and scripts/mutate.ts.
export { coverageToText, COVERING_SEEDS, uncovered } from './coverage.ts';
export type { Mutant } from './mutant.ts';
export { mutants } from './mutants.ts';
export { planSeed } from './plan.ts';
export { runPlan, type SeedResult } from './run-seed.ts';
export { runSeeds } from './run-seeds.ts';
export { shrinkPlan } from './shrink.ts';
export { readCatalogue } from './sql/catalogue.ts';
