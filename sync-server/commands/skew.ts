// When a person acted, by the server's clock. See docs/decisions/0006-clock-skew.md.
const TOLERATED_SKEW_MS = 60_000;
/** A device's clock with an empty battery says 1970; before it there is no action, and a column may not hold the time. */
const EARLIEST_MS = 0;

/** `at` moved by the device's skew if that is over a minute, never before 1970 and never later than the server's now. */
export function actedAt(at: string, sentAt: string, now: Date): Date {
  const skewMs = now.getTime() - Date.parse(sentAt);
  const corrected = Date.parse(at) + (Math.abs(skewMs) > TOLERATED_SKEW_MS ? skewMs : 0);
  return new Date(Math.min(Math.max(corrected, EARLIEST_MS), now.getTime()));
}
