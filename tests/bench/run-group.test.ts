// A group that hangs, fails or exits ends with an error that names its last step, and nothing that it has started is left.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAlive } from './process-tree.ts';
import { runGroup } from './run-group.ts';

async function runUntilItsEnd(how: string, limitS: number) {
  const steps: string[] = [];
  const outcome = await runGroup({
    name: 'odd',
    limitS,
    program: ['--import', 'tsx', 'tests/bench/hanging-group.ts', how],
    onStep: (what) => steps.push(what),
  });
  const [, pid, folder] = /^started (\d+) in (.*)$/.exec(steps[1] ?? '') ?? [];
  return { outcome, steps, pid: Number(pid), folder: folder ?? '' };
}

describe('a group of benches', () => {
  it.each([
    ['hangs without returning to the event loop', 'hangs', 6, 'did not end within 6 s'],
    ['throws', 'throws', 60, 'the figure is missing'],
    ['exits without figures', 'exits', 60, 'exited with 0 before it had figures'],
  ])('that %s is reported with its last step and ended with all it has started', async (_what, how, limitS, reason) => {
    const { outcome, steps, pid, folder } = await runUntilItsEnd(how, limitS);
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining(reason) as string });
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/its last step, from [\d.]+ s on: measuring$/) as string });
    expect(steps.at(-1)).toBe('measuring');
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });
});
