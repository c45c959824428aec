// Between a wall clock in a zone and an instant: files of other apps say what the clock on the wall showed.

const MINUTE_MS = 60_000;

/** The instant at which clocks in `zone` show `wall` ('YYYY-MM-DDTHH:MM:SS'). A time skipped in spring moves forward. */
export function wallToInstant(wall: string, zone: string): Date {
  const asUtc = Date.parse(`${wall}Z`);
  const first = asUtc - offsetMs(asUtc, zone);
  // The offset at the guess may be the one of the other side of a change.
  return new Date(asUtc - offsetMs(first, zone));
}

/** What clocks in `zone` show at an instant, as 'YYYY-MM-DDTHH:MM:SS'. */
export const instantToWall = (at: Date, zone: string): string =>
  new Date(at.getTime() + offsetMs(at.getTime(), zone)).toISOString().slice(0, 19);

/** How far the wall clock of the zone is ahead of UTC at an instant. */
function offsetMs(instant: number, zone: string): number {
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
