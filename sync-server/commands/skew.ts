// Converts a device's time of action to the server's clock. See docs/decisions/0019-one-clock.md.
import { withoutSkew } from '#schema/skew.ts';

/** A device whose clock lost power reports 1970. Earlier times are clamped, because a timestamp column may not hold them. */
const EARLIEST_MS = 0;

/** `at` corrected by the device's skew when the skew is significant, never before 1970 and never after the server's now. */
export function actedAt(at: string, sentAt: string, now: Date): Date {
  const corrected = withoutSkew(Date.parse(at), now.getTime() - Date.parse(sentAt));
  return new Date(Math.min(Math.max(corrected, EARLIEST_MS), now.getTime()));
}
