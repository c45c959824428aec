// Runs many seeds, in as many processes as there are cores. A worker gets seeds by message, one at a time, so that a slow one
// holds nobody up.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
}

const WORKER = fileURLToPath(new URL('seed-worker.ts', import.meta.url));

export async function runSeeds({ from, count, processes, onResult, worker = WORKER }: RunOptions): Promise<RunSummary> {
  const summary: RunSummary = { seeds: 0, failed: 0, events: 0, failures: [] };
  let next = from;
  let isStopped = false;
  const runOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child: ChildProcess = fork(worker, [], {
        execArgv: ['--import', 'tsx'],
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
