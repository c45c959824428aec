// Corrects the time that a device gave to an act, in the same way on the device and on the server
// (docs/decisions/0019-one-clock.md).

/**
 * Smaller differences may come from a slow request and are not corrected: otherwise a session's start and end would move
 * differently.
 */
export const TOLERATED_SKEW_MS = 15_000;

/** `atMs` without the known error of its clock. */
export const withoutSkew = (atMs: number, errorMs: number): number =>
  Math.abs(errorMs) > TOLERATED_SKEW_MS ? atMs + errorMs : atMs;
