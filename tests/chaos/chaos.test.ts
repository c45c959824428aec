// A few real kills of each kind in every test run. `npm run chaos` runs hundreds.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBrowserSide, runServerSide, resultDetails, Stack, type ChaosResult } from './index.ts';

const SEED = 'tests';
let stack: Stack;

beforeAll(async () => {
  stack = await Stack.start(SEED);
});
afterAll(() => stack.stop());

function expectClean(result: ChaosResult): void {
  const { lost, doubled, diverged, wrong } = result;
  expect({ lost, doubled, diverged, wrong }, resultDetails(result).join('\n')).toEqual({
    lost: [],
    doubled: [],
    diverged: [],
    wrong: [],
  });
  expect(result.saved).toBeGreaterThan(0);
}

test('when the server and Postgres are killed under load, no saved command is lost or applied twice, and every replica converges', async () => {
  const result = await runServerSide(stack, { kind: 'both', kills: 6, seed: SEED, deadLines: false });
  expectClean(result);
  expect(result.kills).toBeGreaterThanOrEqual(6);
});

test('when Chromium is killed while its page saves, the restarted page shows what was saved, and the server has it once', async () => {
  const result = await runBrowserSide(stack, { kills: 4, seed: SEED });
  expectClean(result);
  expect(result.kills).toBe(4);
});
