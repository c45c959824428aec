import { expect, it } from 'vitest';
import { ClockKeeper } from './clock-keeper.ts';
import { DeviceClock } from './device-clock.ts';

const HOUR = 3_600_000;
const TRUE_START = Date.parse('2026-03-02T09:00:00.000Z');

/** A device whose clock is one hour ahead, and whose timers the test fires. */
function device(answer: (world: { trueMs: number }) => Promise<number>) {
  const world = { trueMs: TRUE_START, wallMs: TRUE_START + HOUR, monotonicMs: 0, asked: 0 };
  const clock = new DeviceClock({ wallMs: () => world.wallMs, monotonicMs: () => world.monotonicMs });
  let timers: (() => void)[] = [];
  const keeper = new ClockKeeper({
    clock,
    monotonicMs: () => world.monotonicMs,
    ask: () => {
      world.asked += 1;
      return answer(world);
    },
    setTimer: (_ms, ring) => {
      timers.push(ring);
      return () => undefined;
    },
    onChange: () => undefined,
  });
  const pass = async (ms: number): Promise<void> => {
    for (const key of ['trueMs', 'wallMs', 'monotonicMs'] as const) world[key] += ms;
    const due = timers;
    timers = [];
    for (const ring of due) ring();
    // Lets the promises of the requests settle.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { world, clock, keeper, pass };
}

it('asks when the app starts and again after a jump ahead, and not at every check', async () => {
  const { world, clock, keeper, pass } = device(async ({ trueMs }) => trueMs);
  keeper.start();
  await keeper.measure();
  expect(clock.now()).toBe(world.trueMs);
  const asked = world.asked;
  await pass(2_000);
  await pass(2_000);
  expect(world.asked).toBe(asked);
  world.wallMs += 5 * HOUR;
  await pass(2_000);
  await keeper.measure();
  expect(clock.now()).toBe(world.trueMs);
});

it('asks less and less often while the server does not answer', async () => {
  const { world, keeper, pass } = device(() => Promise.reject(new Error('no network')));
  keeper.start();
  await keeper.measure();
  for (let look = 0; look < 60; look += 1) await pass(2_000);
  expect(world.asked).toBeLessThan(10);
});

it('takes the answer with the shortest round trip', async () => {
  const waysMs = [900, 10, 400];
  const { world, clock, keeper } = device(async (at) => {
    const wayMs = waysMs.shift() ?? 0;
    // The whole delay is on the way back, the worst case.
    const { trueMs } = at;
    for (const key of ['trueMs', 'wallMs', 'monotonicMs'] as const) (at as Record<string, number>)[key]! += wayMs;
    return trueMs;
  });
  await keeper.measure();
  expect(Math.abs(clock.now() - world.trueMs)).toBeLessThanOrEqual(5);
});
