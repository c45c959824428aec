// A person trains once at a time. What becomes of a workout that still runs when another one is started, on this device or on another.

/** Nobody trains longer: a workout that runs longer was forgotten. */
const LONGEST_WORKOUT_MS = 12 * 3_600_000;

/** Started so close together that they are one workout, whichever of the two the server hears of first. */
export const isJoined = (startedAt: Date, otherStartedAt: Date): boolean =>
  Math.abs(otherStartedAt.getTime() - startedAt.getTime()) <= LONGEST_WORKOUT_MS;

/** Started so long before the other that it was never finished. */
export const isForgotten = (startedAt: Date, otherStartedAt: Date): boolean =>
  otherStartedAt.getTime() - startedAt.getTime() > LONGEST_WORKOUT_MS;
