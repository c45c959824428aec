// A person's day: depends on their IANA zone, the local date, and the hour their day starts. Days are 'YYYY-MM-DD' text
// everywhere. The day of an action is stored when the action happens, so travel and late sync never change it.

const DAY_MS = 86_400_000;
const formatByZone = new Map<string, Intl.DateTimeFormat>();

function localFormat(zone: string): Intl.DateTimeFormat {
  let format = formatByZone.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
    });
    formatByZone.set(zone, format);
  }
  return format;
}

/**
 * The person's day at an instant: the local date, or the date before while the local clock is below `dayStartHour` (0–23).
 * Reads the wall clock instead of subtracting hours from the instant, so that a day of 23 or 25 hours keeps its bounds. Throws
 * RangeError for a zone that Intl does not know.
 */
export function personDay(at: Date, zone: string, dayStartHour: number): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of localFormat(zone).formatToParts(at)) parts[type] = value;
  const date = `${(parts.year ?? '').padStart(4, '0')}-${parts.month}-${parts.day}`;
  return Number(parts.hour) < dayStartHour ? addDays(date, -1) : date;
}

/** The hour of the wall clock at an instant, 0 to 23. Throws RangeError for a zone that Intl does not know. */
export const localHour = (at: Date, zone: string): number =>
  Number(
    localFormat(zone)
      .formatToParts(at)
      .find(({ type }) => type === 'hour')?.value,
  );

/** The day `count` days after (or before) a day. */
export const addDays = (day: string, count: number): string => numberToDay(dayToNumber(day) + count);

/** Whole days; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => dayToNumber(to) - dayToNumber(from);

/** Days since 1970-01-01 of a 'YYYY-MM-DD'. */
export const dayToNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

export const numberToDay = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** Of a day or an instant as ISO text. Histories are read day by day, so a day of the year 9999 would cost millions of steps. */
export const isWithinYears = (text: string): boolean => text >= '1900' && text < '2200';

/** The latest day that a person can have at an instant, in whatever zone. */
export const latestDay = (at: Date): string => addDays(at.toISOString().slice(0, 10), 1);

/** ISO: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The first day of the week that contains the day; `firstWeekday` as in `weekdayOf`. */
export const weekStart = (day: string, firstWeekday: number): string => addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));

/**
 * Validates the day of an act that lasted from `from` to `to`. The device sends the day, because only the device knows its
 * zone. A day more than one day outside the span is impossible and is replaced by the person's day at `to`. Pass UTC for an
 * unknown `zone`: no zone is more than a day away from it.
 */
export function boundDay(day: string | null, span: { from: Date; to: Date }, zone: string, dayStartHour: number): string {
  const last = personDay(span.to, zone, dayStartHour);
  if (day === null) return last;
  const first = addDays(personDay(span.from, zone, dayStartHour), -1);
  return day < first || day > addDays(last, 1) ? last : day;
}
