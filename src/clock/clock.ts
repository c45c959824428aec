// The clock of this page or worker. Code that shows, compares or stamps a time must use this clock, never the device's.
import { finite, readStored, record } from '#src/stored-json.ts';
import { DeviceClock, type ClockState } from './device-clock.ts';
import { deviceReadings } from './readings.ts';

const KEY = 'cadence.clock';
const stored = record({ offsetMs: finite, stepsMs: finite });

/**
 * The state that the previous page stored, available at the first paint. A worker has no localStorage and gets the state by
 * message.
 */
const lastKnown = (): ClockState | undefined => readStored(KEY, stored) ?? undefined;

export const clock = new DeviceClock(deviceReadings, lastKnown());

/** The server's time, as this device knows it. */
export const now = (): Date => new Date(clock.now());

/** Takes the state from the leading tab's worker. */
export function learnClock(state: ClockState, isMeasured: boolean): void {
  clock.learn(state, isMeasured);
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify(state));
  } catch {
    // Storage is unavailable; the next page learns the state again.
  }
}

let unsureSinceMs: number | undefined = deviceReadings.monotonicMs();
clock.subscribe(() => {
  unsureSinceMs = clock.isMeasured ? undefined : (unsureSinceMs ?? deviceReadings.monotonicMs());
});

/**
 * Resolves when the server has confirmed the time, or when the time has been unconfirmed for `timeoutMs`: a device without a
 * network uses the time it knows, immediately when it has been unconfirmed for longer.
 */
export function whenMeasured(timeoutMs: number): Promise<void> {
  clock.now();
  if (unsureSinceMs === undefined) return Promise.resolve();
  const leftMs = unsureSinceMs + timeoutMs - deviceReadings.monotonicMs();
  if (leftMs <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = clock.subscribe(() => clock.isMeasured && done());
    const timer = setTimeout(done, leftMs);
    function done(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}
