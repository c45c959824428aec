// The device's wall clock and monotonic clock.
import type { ClockReadings } from './device-clock.ts';

export const deviceReadings: ClockReadings = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };
