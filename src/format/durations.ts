// Formats durations and parses typed ones.

/** Formats seconds as "1:05" or "1:02:05". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/**
 * The full minutes of a measured time, as rewards count them. Add up seconds before calling this, so that one session has the same
 * minutes in the history, the charts and the goal.
 */
export const fullMinutes = (seconds: number): number => Math.floor(seconds / 60);

/** Formats whole minutes as "1 h 5 min". */
export function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Parses "90", "1:30" or "1:02:05" to seconds; null for an empty text, undefined for an invalid one. */
export function parseClock(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!/^\d{1,3}(:\d{1,2}){0,2}$/.test(trimmed) && !/^\d{1,6}$/.test(trimmed)) return undefined;
  return trimmed.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}

/** Parses "45", "1:30", "1h 30m" or "2 h" to minutes; null for an empty text, undefined for an invalid one. */
export function parseMinutes(text: string): number | null | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return null;
  const [, hours, minutes] = /^(?:(\d{1,3})\s*(?:h|:)\s*)?(?:(\d{1,5})\s*(?:m|min)?)?$/.exec(trimmed) ?? [];
  if (hours === undefined && minutes === undefined) return undefined;
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}
