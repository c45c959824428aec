import { describe, expect, it } from 'vitest';
import { DeviceClock } from './device-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;
const TRUE_START = Date.parse('2026-03-02T09:00:00.000Z');

/** A device with a wrong wall clock that can sleep, be set, and ask the server. */
function device(errorMs: number) {
  const world = { trueMs: TRUE_START, wallMs: TRUE_START + errorMs, monotonicMs: 5_000 };
  const clock = new DeviceClock({ wallMs: () => world.wallMs, monotonicMs: () => world.monotonicMs });
  const pass = (ms: number, isAwake = true): void => {
    world.trueMs += ms;
    world.wallMs += ms;
    if (isAwake) world.monotonicMs += ms;
  };
  return {
    world,
    clock,
    pass,
    sleep: (ms: number) => pass(ms, false),
    set: (ms: number) => void (world.wallMs += ms),
    errorMs: () => clock.now() - world.trueMs,
    /** Asks the server; the arguments are the durations of the request and the answer. */
    ask(toMs = 10, backMs = 10) {
      const sentMs = world.monotonicMs;
      pass(toMs);
      const serverMs = world.trueMs;
      pass(backMs);
      clock.measure({ serverMs, sentMs, receivedMs: world.monotonicMs });
    },
  };
}

describe('a device’s clock', () => {
  it.each([
    ['five minutes ahead', 5 * MINUTE],
    ['five minutes behind', -5 * MINUTE],
    ['an hour ahead', HOUR],
    ['ten years ahead', 10 * YEAR],
    ['thirty years behind', -30 * YEAR],
  ])('that is %s tells the server’s time once the server was asked', (_title, errorMs) => {
    const { clock, ask, pass, errorMs: error } = device(errorMs);
    expect(error()).toBe(errorMs);
    expect(clock.isMeasured).toBe(false);
    ask();
    pass(HOUR);
    expect(error()).toBe(0);
    expect(clock.isMeasured).toBe(true);
  });

  it('set back three hours while the app runs shows the right time as before', () => {
    const { clock, ask, set, pass, errorMs } = device(2 * MINUTE);
    ask();
    set(-3 * HOUR);
    expect(errorMs()).toBe(0);
    pass(MINUTE);
    expect(errorMs()).toBe(0);
    expect(clock.isMeasured).toBe(true);
  });

  it('that jumps ahead is followed, because the device may have slept, and is unconfirmed until the server was asked', () => {
    const slept = device(0);
    slept.ask();
    slept.sleep(2 * HOUR);
    expect(slept.errorMs()).toBe(0);
    expect(slept.clock.isMeasured).toBe(false);
    slept.ask();
    expect(slept.errorMs()).toBe(0);
    expect(slept.clock.isMeasured).toBe(true);

    const moved = device(0);
    moved.ask();
    moved.set(2 * HOUR);
    expect(moved.errorMs()).toBe(2 * HOUR);
    moved.ask();
    expect(moved.errorMs()).toBe(0);
  });

  it('never goes back between two measurements, not even by a millisecond', () => {
    const { clock, set, pass } = device(0);
    const before = clock.now();
    set(-400);
    expect(clock.now()).toBe(before);
    pass(1_000);
    expect(clock.now()).toBeGreaterThan(before);
  });

  it('is not changed by an answer that agrees with it within the answer’s round trip', () => {
    const { ask, errorMs } = device(HOUR);
    ask(5, 5);
    ask(3_000, 40);
    expect(errorMs()).toBe(0);
  });

  it('knows the error of a command made before the server was asked, and no error of one made after', () => {
    const { clock, ask, set } = device(HOUR);
    clock.now();
    const early = clock.commandClock;
    set(-3 * HOUR);
    clock.now();
    ask();
    expect(clock.errorMs(early)).toBe(-HOUR);
    expect(clock.errorMs(undefined)).toBe(-HOUR);
    expect(clock.errorMs(clock.commandClock)).toBe(0);
  });

  it('keeps the time of a command made under a measured clock, even when the clock was set while the app was closed', () => {
    const first = device(HOUR);
    first.ask();
    const made = first.clock.commandClock;
    const second = device(-2 * HOUR);
    second.clock.learn(first.clock.state, false);
    expect(second.errorMs()).toBe(-3 * HOUR);
    const unsure = second.clock.commandClock;
    second.ask();
    expect(second.errorMs()).toBe(0);
    expect(second.clock.errorMs(made)).toBe(0);
    expect(second.clock.errorMs(unsure)).toBe(3 * HOUR);
  });

  it('notifies when the time jumps', () => {
    const { clock, ask, set, pass } = device(HOUR);
    let said = 0;
    clock.subscribe(() => (said += 1));
    pass(1_000);
    clock.now();
    expect(said).toBe(0);
    ask();
    expect(said).toBe(1);
    ask();
    expect(said).toBe(1);
    set(-HOUR);
    clock.now();
    expect(said).toBe(2);
  });
});
