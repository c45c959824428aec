// `npm run simulate -- --seeds N --from S`: runs seeds of the simulation and prints `seeds=N failed=F steps=…`. The first failing
// seed is shrunk and its trace printed. `--stop`: ends at the first failure; `--no-shrink`; `--trace`: prints a seed's whole trace.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import {
  coverageToText,
  COVERING_SEEDS,
  planSeed,
  readCatalogue,
  runPlan,
  runSeeds,
  shrinkPlan,
  uncovered,
  type SeedResult,
} from '#tests/simulation/index.ts';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    stop: { type: 'boolean', default: false },
    'no-shrink': { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
  },
});

const count = Number(options.seeds);
const from = Number(options.from);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(from))
  throw new Error('--seeds and --from must be whole numbers');

const describe = ({ seed, hash, events, failure }: SeedResult): string =>
  `seed ${seed} ${hash} after ${events} events: ${failure?.message ?? 'every invariant held'}`;

async function explain(failed: SeedResult): Promise<void> {
  const { plan, result, runs } = await shrinkPlan(planSeed(failed.seed), failed, await readCatalogue());
  console.log(`\nshrunk to ${plan.steps.length} steps in ${runs} runs: ${result.failure?.message ?? ''}`);
  for (const step of plan.steps) console.log(`  ${JSON.stringify(step)}`);
  console.log(`\ntrace ${result.hash}`);
  for (const line of result.trace) console.log(`  ${line}`);
}

if (options.trace) {
  const result = await runPlan(planSeed(from), await readCatalogue());
  for (const line of result.trace) console.log(line);
  console.log(describe(result));
}

const startedMs = performance.now();
const { seeds, failed, events, failures, coverage, pglite } = await runSeeds({
  from,
  count,
  processes: availableParallelism(),
  onResult: (result) => {
    if (result.failure) console.log(describe(result));
    return options.stop && result.failure !== null;
  },
});
const first = failures.toSorted((a, b) => a.seed - b.seed)[0];
// A seed that hung cannot be shrunk, because it would hang again.
if (first && first.events > 0 && !options['no-shrink']) await explain(first);
console.log(coverageToText(coverage));
console.log(`repeated on PGlite: ${pglite.seeds} seeds, ${pglite.statements} statements`);
const missing = seeds >= COVERING_SEEDS ? uncovered(coverage) : [];
if (missing.length > 0) console.log(`never happened in ${seeds} seeds: ${missing.join(', ')}`);
console.log(`seeds=${seeds} failed=${failed} steps=${events} seconds=${((performance.now() - startedMs) / 1000).toFixed(1)}`);
process.exit(failed === 0 && missing.length === 0 ? 0 : 1);
