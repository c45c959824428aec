// Runs a group of benches in its own process, so that a group that never returns, not even to the event loop, can be ended with
// everything that it has started. Its temporary files are below one folder, which is removed afterwards.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { endProcesses } from './process-tree.ts';
import type { GroupMessage } from './report-group.ts';

export interface GroupRun {
  name: string;
  limitS: number;
  /** Arguments for Node. */
  program: readonly string[];
  onStep(what: string, seconds: number): void;
  /** Ends the group early. */
  signal?: AbortSignal;
}

export type GroupOutcome = { kind: 'done'; figures: Figure[] } | { kind: 'failed'; reason: string };

export async function runGroup({ name, limitS, program, onStep, signal }: GroupRun): Promise<GroupOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const startedMs = performance.now();
  const secondsNow = () => (performance.now() - startedMs) / 1000;
  let lastStep = 'starting';
  let lastStepS = 0;
  let limit: NodeJS.Timeout | undefined;
  // Its own process group: Ctrl-C reaches only this process, which then ends the whole tree.
  const child = spawn(process.execPath, program, {
    detached: true,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const failed = (what: string): GroupOutcome => ({
    kind: 'failed',
    reason: `the group ${name} ${what}; its last step, from ${lastStepS.toFixed(1)} s on: ${lastStep}`,
  });
  try {
    return await new Promise<GroupOutcome>((resolve) => {
      limit = setTimeout(() => resolve(failed(`did not end within ${limitS} s`)), limitS * 1000);
      signal?.addEventListener('abort', () => resolve(failed('was interrupted')));
      child.on('message', (message: GroupMessage) => {
        if (message.kind === 'step') {
          lastStep = message.what;
          lastStepS = secondsNow();
          onStep(lastStep, lastStepS);
        } else if (message.kind === 'figures') resolve({ kind: 'done', figures: message.figures });
        else resolve(failed(`ended with an error:\n${message.stack}\n`));
      });
      child.on('error', (error) => resolve(failed(`could not be started: ${error.message}`)));
      child.on('exit', (code, killedBy) => resolve(failed(`exited with ${killedBy ?? code} before it had figures`)));
    });
  } finally {
    clearTimeout(limit);
    await endProcesses(child.pid, folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
