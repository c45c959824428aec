// Runs many seeds in one process per core. A worker receives seeds by message, one at a time, so that a slow seed delays no
// other.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { addCounts, type Counts } from './coverage.ts';
import type { SeedResult } from './run-seed.ts';

export interface RunOptions {
  from: number;
  count: number;
  processes: number;
  /** Called with each result; return true to stop. */
  onResult: (result: SeedResult) => boolean | void;
  /** The path of the seed worker; mutants run in another folder. */
  worker?: string;
}

export interface RunSummary {
  seeds: number;
  failed: number;
  events: number;
  failures: SeedResult[];
  coverage: Counts;
  /** The seeds repeated on a real PGlite, and the number of their statements. */
  pglite: { seeds: number; statements: number };
}

/** In real time. A seed takes less than a second; a few take a minute. */
const PATIENCE_MS = 180_000;

const WORKER = fileURLToPath(new URL('seed-worker.ts', import.meta.url));

export async function runSeeds({ from, count, processes, onResult, worker = WORKER }: RunOptions): Promise<RunSummary> {
  const summary: RunSummary = { seeds: 0, failed: 0, events: 0, failures: [], coverage: {}, pglite: { seeds: 0, statements: 0 } };
  let next = from;
  let isStopped = false;
  const hear = (result: SeedResult): void => {
    addResult(summary, result);
    isStopped = onResult(result) === true || isStopped;
  };
  /** Runs one process until there are no more seeds or a seed does not end. */
  const runOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = startWorker(worker);
      let patience: NodeJS.Timeout | undefined;
      let isHanging = false;
      const give = (): void => {
        if (isStopped || next >= from + count) return child.disconnect();
        const seed = next++;
        patience = setTimeout(() => {
          isHanging = true;
          child.kill('SIGKILL');
          hear(hangingSeed(seed));
        }, PATIENCE_MS);
        child.send(seed);
      };
      child.on('message', (message: SeedResult | 'ready') => {
        if (isHanging) return;
        clearTimeout(patience);
        if (message !== 'ready') hear(message);
        give();
      });
      child.on('exit', (code) => {
        clearTimeout(patience);
        if (isHanging) runOne().then(resolve, reject);
        else if (code === 0) resolve();
        else reject(new Error(`a seed worker exited with ${code}`));
      });
    });
  await Promise.all(Array.from({ length: Math.min(processes, count) }, runOne));
  return summary;
}

function startWorker(file: string): ChildProcess {
  return fork(file, [], {
    // Rows are immutable, so most garbage is young: a larger young generation halves the collector's work.
    execArgv: ['--import', 'tsx', '--max-semi-space-size=64'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function addResult(summary: RunSummary, result: SeedResult): void {
  summary.seeds += 1;
  summary.events += result.events;
  addCounts(summary.coverage, result.coverage);
  summary.pglite.seeds += result.repeated > 0 ? 1 : 0;
  summary.pglite.statements += result.repeated;
  if (!result.failure) return;
  summary.failed += 1;
  summary.failures.push(result);
}

/** The result of a seed that loops without an event, which a limit on events cannot stop. */
const hangingSeed = (seed: number): SeedResult => ({
  seed,
  hash: '',
  events: 0,
  failure: { invariant: 'I8', message: `did not end within ${PATIENCE_MS / 1000} s` },
  trace: [],
  coverage: {},
  repeated: 0,
});
