// Runs many seeds, in as many processes as there are cores. A worker gets seeds by message, one at a time, so that a slow one
// holds nobody up.
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
  /** Where this file's copy under test is; mutants run in another folder. */
  worker?: string;
}

export interface RunSummary {
  seeds: number;
  failed: number;
  events: number;
  failures: SeedResult[];
  coverage: Counts;
  /** Seeds repeated on a real PGlite, and how many statements these were. */
  pglite: { seeds: number; statements: number };
}

const WORKER = fileURLToPath(new URL('seed-worker.ts', import.meta.url));

export async function runSeeds({ from, count, processes, onResult, worker = WORKER }: RunOptions): Promise<RunSummary> {
  const summary: RunSummary = { seeds: 0, failed: 0, events: 0, failures: [], coverage: {}, pglite: { seeds: 0, statements: 0 } };
  let next = from;
  let isStopped = false;
  const runOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child: ChildProcess = fork(worker, [], {
        // Rows are never changed in place, so most garbage is young: room for it halves the collector's work.
        execArgv: ['--import', 'tsx', '--max-semi-space-size=64'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const give = (): void => {
        if (isStopped || next >= from + count) child.disconnect();
        else child.send(next++);
      };
      child.on('message', (message: SeedResult | 'ready') => {
        if (message !== 'ready') {
          summary.seeds += 1;
          summary.events += message.events;
          addCounts(summary.coverage, message.coverage);
          summary.pglite.seeds += message.repeated > 0 ? 1 : 0;
          summary.pglite.statements += message.repeated;
          if (message.failure) {
            summary.failed += 1;
            summary.failures.push(message);
          }
          isStopped = onResult(message) === true || isStopped;
        }
        give();
      });
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a seed worker ended with ${code}`))));
    });
  await Promise.all(Array.from({ length: Math.min(processes, count) }, runOne));
  return summary;
}
