import { expect, it } from 'vitest';
import { Alarms, LONGEST_STEP_MS } from './alarms.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-03-02T09:00:00.000Z');

/** A device that can sleep: meanwhile the wall clock advances, and timers and the monotonic clock stand still. */
function device() {
  const world = { wallMs: START, monotonicMs: 0 };
  let timers: { atMs: number; ring: () => void }[] = [];
  const rung: { id: number; wallMs: number }[] = [];
  const alarms = new Alarms({
    readings: { wallMs: () => world.wallMs, monotonicMs: () => world.monotonicMs },
    setTimer: (ms, ring) => {
      const timer = { atMs: world.monotonicMs + ms, ring };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    ring: ({ id }) => rung.push({ id, wallMs: world.wallMs }),
  });
  /** Time passes while awake: each timer fires on time. */
  const pass = (ms: number): void => {
    const endMs = world.monotonicMs + ms;
    for (;;) {
      const next = timers.filter(({ atMs }) => atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs)[0];
      const stepMs = (next?.atMs ?? endMs) - world.monotonicMs;
      world.wallMs += stepMs;
      world.monotonicMs += stepMs;
      if (!next) return;
      timers = timers.filter((other) => other !== next);
      next.ring();
    }
  };
  return { alarms, rung, pass, sleep: (ms: number) => void (world.wallMs += ms), set: (ms: number) => void (world.wallMs += ms) };
}

it('fires once and on time while the device is awake', () => {
  const { alarms, rung, pass } = device();
  alarms.hear({ kind: 'set', id: 1, atMs: START + 25 * MINUTE });
  pass(25 * MINUTE - 1);
  expect(rung).toEqual([]);
  pass(5 * MINUTE);
  expect(rung).toHaveLength(1);
  expect(rung[0]?.wallMs).toBeLessThan(START + 25 * MINUTE + 50);
});

it('fires within one step of waking when the instant passed during sleep', () => {
  const { alarms, rung, pass, sleep } = device();
  alarms.hear({ kind: 'set', id: 1, atMs: START + 25 * MINUTE });
  pass(10 * MINUTE);
  sleep(15 * MINUTE + 18_000);
  const wokeAt = START + 25 * MINUTE + 18_000;
  pass(LONGEST_STEP_MS);
  expect(rung.map(({ id }) => id)).toEqual([1]);
  expect(rung[0]?.wallMs).toBeLessThanOrEqual(wokeAt + LONGEST_STEP_MS);
});

it('fires on time when the device slept for part of the time before', () => {
  const { alarms, rung, pass, sleep } = device();
  alarms.hear({ kind: 'set', id: 1, atMs: START + 90_000 });
  pass(10_000);
  sleep(60_000);
  pass(19_000);
  expect(rung).toEqual([]);
  pass(1_500);
  expect(rung).toHaveLength(1);
});

it('fires on time after the clock was set back three hours', () => {
  const { alarms, rung, pass, set } = device();
  alarms.hear({ kind: 'set', id: 1, atMs: START + 90_000 });
  pass(10_000);
  set(-180 * MINUTE);
  pass(79_000);
  expect(rung).toEqual([]);
  pass(1_500);
  expect(rung).toHaveLength(1);
});

it('fires by the corrected clock of a device that is five minutes ahead or behind', () => {
  for (const errorMs of [5 * MINUTE, -5 * MINUTE]) {
    const { alarms, rung, pass } = device();
    alarms.hear({ kind: 'clock', state: { offsetMs: -errorMs, stepsMs: 0 } });
    alarms.hear({ kind: 'set', id: 1, atMs: START - errorMs + MINUTE });
    pass(MINUTE - 1_000);
    expect(rung).toEqual([]);
    pass(2_000);
    expect(rung).toHaveLength(1);
  }
});

it('does not fire a cancelled alarm, and fires each of several alarms at its own time', () => {
  const { alarms, rung, pass } = device();
  for (const [id, minutes] of [
    [1, 3],
    [2, 1],
    [3, 2],
  ] as const) {
    alarms.hear({ kind: 'set', id, atMs: START + minutes * MINUTE });
  }
  alarms.hear({ kind: 'forget', id: 3 });
  pass(10 * MINUTE);
  expect(rung.map(({ id }) => id)).toEqual([2, 1]);
});
