// The axes of charts: round values, round lengths of time, and days placed by real time. Pure.
// Invariant: ticks lie within the axis, ascend, and are never more than asked for.
import { dayToNumber, weekdayOf, weekStart } from '#schema/day.ts';
import { formatDayShort, formatMonthName } from '#src/format/days.ts';
import { formatClock } from '#src/format/durations.ts';
import { formatDecimal, formatHundredths, formatNumber } from '#src/format/numbers.ts';
import { daysBack, monthStarts } from '#src/format/periods.ts';

/** What the values of an axis are; it decides which values are round. */
export type ValueScale = 'number' | 'count' | 'percent' | 'minutes' | 'seconds';

export interface ValueAxis {
  low: number;
  high: number;
  ticks: number[];
  /** Of the labels, where the scale knows it: minutes are labelled in hours when there are many. */
  unit: string | null;
  label(tick: number): string;
}

const NICE = [1, 2, 2.5, 5, 10];

/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that divides `span` into at most `most` parts. */
export function niceStep(span: number, most: number): number {
  const rough = Math.max(span, Number.MIN_VALUE) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  // A step that misses by the error of a division is taken.
  return clean((NICE.find((digit) => digit * power >= rough * (1 - 1e-9)) ?? 10) * power);
}

/** Multiples of a step within an axis. */
export function ticksBy(step: number, low: number, high: number): number[] {
  const slack = step * 1e-9;
  const first = Math.ceil((low - slack) / step);
  const last = Math.floor((high + slack) / step);
  // Not −0, which some would print.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => clean((first + at) * step) || 0);
}

/** Round values from `low` to `high`, in at most `most` parts. */
export const niceTicks = (low: number, high: number, most: number): number[] => ticksBy(niceStep(high - low, most), low, high);

const clean = (value: number): number => Number(value.toPrecision(12));

const MINUTE_STEPS = [1, 2, 5, 10, 15, 30, 60];
const HOUR_STEPS = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const SECOND_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 36_000];
const HOURS_FROM_MINUTES = 120;

/** The smallest of `steps` that divides `span` into at most `most` parts. */
const stepOf = (steps: readonly number[], span: number, most: number): number =>
  steps.find((step) => step >= (span / most) * (1 - 1e-9)) ?? niceStep(span, most);

/** The values' axis. Bars stand on zero; a line is about change, so its axis may start above zero. */
export function valueAxis(values: readonly number[], scale: ValueScale, kind: 'line' | 'bars', most: number): ValueAxis {
  const { low, high } = boundsOf(values, scale, kind);
  const span = high - low;
  switch (scale) {
    case 'minutes': {
      const isHours = high > HOURS_FROM_MINUTES;
      const step = isHours ? 60 * stepOf(HOUR_STEPS, span / 60, most) : stepOf(MINUTE_STEPS, span, most);
      const label = (tick: number) => (isHours ? formatDecimal(tick / 60) : formatNumber(tick));
      return { low, high, ticks: ticksBy(step, low, high), unit: isHours ? 'h' : 'min', label };
    }
    case 'seconds': {
      const ticks = ticksBy(stepOf(SECOND_STEPS, span, most), low, high);
      return { low, high, ticks, unit: (ticks.at(-1) ?? 0) >= 3_600 ? 'h:min:s' : 'min:s', label: formatClock };
    }
    case 'count':
      return { low, high, ticks: ticksBy(wholeStep(span, most), low, high), unit: null, label: formatNumber };
    case 'percent':
      return { low, high, ticks: ticksBy(wholeStep(span, most), low, high), unit: '%', label: formatNumber };
    case 'number':
      return { low, high, ticks: niceTicks(low, high, most), unit: null, label: formatHundredths };
  }
}

function wholeStep(span: number, most: number): number {
  const step = niceStep(span, most);
  return Number.isInteger(step) ? step : Math.ceil(step);
}

function boundsOf(values: readonly number[], scale: ValueScale, kind: 'line' | 'bars'): { low: number; high: number } {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const cap = scale === 'percent' ? 100 : Infinity;
  if (kind === 'bars') return { low: Math.min(0, least * 1.06), high: greatest > 0 ? Math.min(cap, greatest * 1.06) : 1 };
  const room = greatest === least ? Math.abs(greatest) * 0.1 || 1 : greatest - least;
  const low = least - room * (greatest === least ? 1 : 0.25);
  return { low: least >= 0 ? Math.max(0, low) : low, high: Math.min(cap, greatest + room * (greatest === least ? 1 : 0.08)) };
}

interface DayTick {
  day: string;
  label: string;
}

type DayStep = readonly [unit: 'day' | 'week' | 'month' | 'year', every: number];
const DAY_STEPS: readonly DayStep[] = [
  ...([1, 2, 3] as const).map((every): DayStep => ['day', every]),
  ...([1, 2] as const).map((every): DayStep => ['week', every]),
  ...([1, 2, 3, 6] as const).map((every): DayStep => ['month', every]),
  ...([1, 2, 5, 10, 20, 50] as const).map((every): DayStep => ['year', every]),
];
const DAYS_OF = { day: 1, week: 7, month: 30.4, year: 365.2 } as const;

/**
 * Days to be marked from `from` to `to`, both included, at most `most`: days, beginnings of weeks, of months or of years, by how
 * long that is.
 */
export function dayTicks(from: string, to: string, most: number, firstWeekday = 1): DayTick[] {
  const span = dayToNumber(to) - dayToNumber(from) + 1;
  for (const step of DAY_STEPS) {
    const [unit, every] = step;
    // Steps far too fine are not tried: ten years have many days.
    if (span / (DAYS_OF[unit] * every) > most + 1) continue;
    const days = daysBy(step, from, to, firstWeekday);
    if (days.length > 0 && days.length <= most) return days.map((day) => ({ day, label: labelOf(day, unit) }));
  }
  return [{ day: from, label: formatDayShort(from) }];
}

function daysBy([unit, every]: DayStep, from: string, to: string, firstWeekday: number): string[] {
  switch (unit) {
    case 'day':
      return daysBack(to, from, every);
    case 'week':
      return daysBack(weekStart(to, firstWeekday), from, 7 * every);
    case 'month':
      return monthStarts(from, to).filter((day) => (Number(day.slice(5, 7)) - 1) % every === 0);
    case 'year':
      return monthStarts(from, to).filter((day) => day.endsWith('-01-01') && Number(day.slice(0, 4)) % every === 0);
  }
}

/** A month's name says enough but for January, which begins a year. */
function labelOf(day: string, unit: DayStep[0]): string {
  if (unit === 'day' || unit === 'week') return formatDayShort(day);
  return unit === 'year' || day.slice(5, 7) === '01' ? day.slice(0, 4) : formatMonthName(day.slice(0, 7));
}

/** The weekday on which the periods of weekly bars begin; null for other points. */
export function weekdayOfBars(days: readonly string[]): number | null {
  const [first, ...rest] = days;
  if (first === undefined || rest.length === 0) return null;
  return rest.every((day) => (dayToNumber(day) - dayToNumber(first)) % 7 === 0) ? weekdayOf(first) : null;
}
