// Between a wall clock in a zone and an instant: files of other apps say what the clock on the wall showed.

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The instant at which clocks in `zone` show `wall` ('YYYY-MM-DDTHH:MM:SS'). As RFC 5545 (3.3.5) says, a time that spring skips is read
 * with the offset before the gap, so it moves forward, and of a time that autumn shows twice the first is meant.
 */
export function wallToInstant(wall: string, zone: string): Date {
  const asUtc = Date.parse(`${wall}Z`);
  // Offsets are less than a day: a change on the wall's day lies between these two instants.
  const before = asUtc - offsetMs(asUtc - DAY_MS, zone);
  const after = asUtc - offsetMs(asUtc + DAY_MS, zone);
  const isSkipped = (instant: number): boolean => instant + offsetMs(instant, zone) !== asUtc;
  return new Date(before !== after && isSkipped(before) && !isSkipped(after) ? after : before);
}

/** What clocks in `zone` show at an instant, as 'YYYY-MM-DDTHH:MM:SS'. */
export const instantToWall = (at: Date, zone: string): string =>
  new Date(at.getTime() + offsetMs(at.getTime(), zone)).toISOString().slice(0, 19);

/**
 * How far the wall clock of the zone is ahead of UTC at an instant. Views ask it for hundreds of events and Intl takes 20 µs for an answer,
 * so the offsets at the midnights of UTC are kept: between two equal ones the clock does not change.
 */
function offsetMs(instant: number, zone: string): number {
  const midnight = Math.floor(instant / DAY_MS) * DAY_MS;
  const offset = keptOffset(midnight, zone);
  return offset === keptOffset(midnight + DAY_MS, zone) ? offset : readOffset(instant, zone);
}

const offsets = new Map<string, Map<number, number>>();
const OFFSETS_KEPT = 4_000;

function keptOffset(midnight: number, zone: string): number {
  const ofZone = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, ofZone);
  const known = ofZone.get(midnight);
  if (known !== undefined) return known;
  const offset = readOffset(midnight, zone);
  if (ofZone.size >= OFFSETS_KEPT) ofZone.clear();
  ofZone.set(midnight, offset);
  return offset;
}

function readOffset(instant: number, zone: string): number {
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute);
  return Math.round((shown - Math.floor(instant / MINUTE_MS) * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...numbers });
  formats.set(zone, format);
  return format;
}
