// Formats days, months and instants. A day is 'YYYY-MM-DD' in the person's zone already, so it is formatted as UTC and no zone
// shifts it.
import { addDays } from '#schema/day.ts';
import { now } from '#src/clock/clock.ts';
import { times } from './written.ts';

const inUtc = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' });

const withWeekday = inUtc({ weekday: 'short', day: 'numeric', month: 'short' });
const short = inUtc({ day: 'numeric', month: 'short' });
const withYear = inUtc({ day: 'numeric', month: 'short', year: 'numeric' });
const long = inUtc({ weekday: 'long', day: 'numeric', month: 'long' });
const month = inUtc({ month: 'long', year: 'numeric' });
const monthName = inUtc({ month: 'short' });
const narrowWeekday = inUtc({ weekday: 'narrow' });
const longWeekday = inUtc({ weekday: 'long' });
const moment = times({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
const momentWithYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const momentMonth = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const timeInUtc = times({ hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
const weekdayTime = times({ weekday: 'short', hour: 'numeric', minute: '2-digit' });
const timeOfDay = times({ hour: 'numeric', minute: '2-digit' });

const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** With the weekday for a day of this year, with the year for any other. */
export const formatDay = (day: string): string =>
  day.startsWith(String(now().getFullYear())) ? withWeekday.format(noonOf(day)) : formatDayWithYear(day);
/** For the axis of a chart. */
export const formatDayShort = (day: string): string => short.format(noonOf(day));
export const formatDayWithYear = (day: string): string => withYear.format(noonOf(day));
/** "Nov 23 – 29, 2026". */
export const formatDayRange = (from: string, to: string): string => withYear.formatRange(noonOf(from), noonOf(to));
/** "Thursday, 26 November". */
export const formatDayLong = (day: string): string => long.format(noonOf(day));

/** `of` is 'YYYY-MM'. */
export const formatMonth = (of: string): string => month.format(noonOf(`${of}-15`));
/** The month of a moment in this device's zone. */
export const formatMonthOf = (at: Date): string => momentMonth.format(at);
/** "Nov". */
export const formatMonthName = (of: string): string => monthName.format(noonOf(`${of}-15`));

/** An instant in this device's zone: day and time for this year, day and year for any other. */
export const formatMoment = (at: Date): string =>
  (at.getFullYear() === now().getFullYear() ? moment() : momentWithYear).format(at);
/** A time of day, in minutes after midnight. */
export const formatMinuteOfDay = (minutes: number): string => timeInUtc().format(minutes * 60_000);
/** "Thu, 4:30 PM", for a moment of the last days. */
export const formatWeekdayTime = (at: Date): string => weekdayTime().format(at);
export const formatTimeOfDay = (at: Date): string => timeOfDay().format(at);

/** A Monday. */
const MONDAY = '2024-01-01';

/** The seven weekdays, starting from `firstWeekday` (1 is Monday). */
export const weekdayNames = (firstWeekday: number): { short: string; long: string }[] =>
  Array.from({ length: 7 }, (_, at) => {
    const day = noonOf(addDays(MONDAY, firstWeekday - 1 + at));
    return { short: narrowWeekday.format(day), long: longWeekday.format(day) };
  });
