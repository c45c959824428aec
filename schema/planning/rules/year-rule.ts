// Yearly rules by the number of the week, and by days of the year that are limited by weekdays: rrule-temporal 2.2.8 ends the weeks at the
// turn of the year and does not limit the days. Weeks belong to the year that has most of their days (RFC 5545, 3.3.10, BYWEEKNO), so an
// interval counts those years. Everything here is a wall as milliseconds, as `wallToMs` gives it.
import { DAY_MS, wallToMs } from './walls.ts';
import type { RuleParts } from './recurrence.ts';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** The years that a rule is followed: a rule that never comes ends here. */
const YEARS = 400;

const numbers = (parts: RuleParts, name: string): number[] | null => parts.get(name)?.split(',').map(Number) ?? null;

/** Whether this file computes the rule. */
export const isYearRule = (parts: RuleParts): boolean =>
  parts.get('FREQ') === 'YEARLY' &&
  !parts.has('RSCALE') &&
  (parts.has('BYWEEKNO') || (parts.has('BYYEARDAY') && parts.has('BYDAY'))) &&
  !/\d/.test(parts.get('BYDAY') ?? '');

/** The occurrences, oldest first, without the limits of COUNT and UNTIL. */
export function* yearRuleTimes(parts: RuleParts, start: string): Generator<number> {
  const first = wallToMs(start);
  const day = first - (first % DAY_MS);
  const clocks = clocksOf(parts, first - day);
  const positions = numbers(parts, 'BYSETPOS');
  const weeks = numbers(parts, 'BYWEEKNO');
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  const from = weeks ? weekYear(day, weekStart) : yearOf(day);
  const interval = Number(parts.get('INTERVAL') ?? 1);
  for (let year = from; year < from + YEARS; year += interval) {
    const days = weeks ? daysOfWeeks(year, weeks, weekStart) : daysOfYear(year, numbers(parts, 'BYYEARDAY') ?? []);
    const times = days.filter((one) => isAllowed(parts, one, day)).flatMap((one) => clocks.map((clock) => one + clock));
    const chosen = positions
      ? times.filter((_, at) => positions.some((nth) => nth - 1 === at || times.length + nth === at))
      : times;
    for (const time of chosen) if (time >= first) yield time;
  }
}

function clocksOf(parts: RuleParts, clock: number): number[] {
  const hours = numbers(parts, 'BYHOUR') ?? [Math.floor(clock / 3_600_000)];
  const minutes = numbers(parts, 'BYMINUTE') ?? [Math.floor(clock / 60_000) % 60];
  const seconds = numbers(parts, 'BYSECOND') ?? [Math.floor(clock / 1_000) % 60];
  return hours
    .flatMap((hour) => minutes.flatMap((minute) => seconds.map((second) => ((hour * 60 + minute) * 60 + second) * 1_000)))
    .toSorted((a, b) => a - b);
}

const yearOf = (day: number): number => new Date(day).getUTCFullYear();
const weekday = (day: number): number => new Date(day).getUTCDay();

/** The first day of week 1: the week that has at least four days of the year. */
function firstWeek(year: number, weekStart: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((weekday(fourth) - weekStart + 7) % 7) * DAY_MS;
}

function weekYear(day: number, weekStart: number): number {
  const year = yearOf(day);
  if (day >= firstWeek(year + 1, weekStart)) return year + 1;
  return day < firstWeek(year, weekStart) ? year - 1 : year;
}

function daysOfWeeks(year: number, weeks: readonly number[], weekStart: number): number[] {
  const first = firstWeek(year, weekStart);
  const count = Math.round((firstWeek(year + 1, weekStart) - first) / (7 * DAY_MS));
  const numbered = weeks.map((week) => (week < 0 ? count + 1 + week : week)).filter((week) => week >= 1 && week <= count);
  return [...new Set(numbered)]
    .toSorted((a, b) => a - b)
    .flatMap((week) => Array.from({ length: 7 }, (_, at) => first + ((week - 1) * 7 + at) * DAY_MS));
}

function daysOfYear(year: number, named: readonly number[]): number[] {
  const length = Math.round((Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY_MS);
  const days = named.map((day) => (day < 0 ? length + 1 + day : day)).filter((day) => day >= 1 && day <= length);
  return [...new Set(days)].toSorted((a, b) => a - b).map((day) => Date.UTC(year, 0, day));
}

/** Without a weekday in the rule the one of the start is meant. */
function isAllowed(parts: RuleParts, day: number, start: number): boolean {
  const at = new Date(day);
  const name = WEEKDAYS[at.getUTCDay()] ?? '';
  const isOnWeekday =
    parts
      .get('BYDAY')
      ?.split(',')
      .map((one) => one.slice(-2))
      .includes(name) ?? weekday(day) === weekday(start);
  const isInMonth = numbers(parts, 'BYMONTH')?.includes(at.getUTCMonth() + 1) ?? true;
  return isOnWeekday && isInMonth && isOnDate(parts, at);
}

function isOnDate(parts: RuleParts, at: Date): boolean {
  const year = at.getUTCFullYear();
  const [days, named] = [numbers(parts, 'BYMONTHDAY'), numbers(parts, 'BYYEARDAY')];
  const ofMonth = at.getUTCDate();
  const inMonth = new Date(Date.UTC(year, at.getUTCMonth() + 1, 0)).getUTCDate();
  return (
    (days === null || days.includes(ofMonth) || days.includes(ofMonth - inMonth - 1)) &&
    (named === null || daysOfYear(year, named).includes(at.getTime()))
  );
}
