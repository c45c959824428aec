// Days, weeks and months in a row, each named by its first day ('YYYY-MM-DD').
import { addDays, daysBetween, weekStart } from '#schema/day.ts';
import { formatDay, formatDayRange, formatMonth } from './days.ts';

export type Period = 'day' | 'week' | 'month';

/** The first day of the period that a day is in. */
export function periodStart(day: string, period: Period, firstWeekday: number): string {
  if (period === 'day') return day;
  return period === 'week' ? weekStart(day, firstWeekday) : `${day.slice(0, 7)}-01`;
}

/** The first days of all periods from the one that contains `from` to the one that contains `to`, none left out. */
export function periodsBetween(from: string, to: string, period: Period, firstWeekday: number): string[] {
  const first = periodStart(from, period, firstWeekday);
  const last = periodStart(to, period, firstWeekday);
  if (period === 'month') return monthStarts(first, last);
  return daysBack(last, first, period === 'week' ? 7 : 1);
}

export interface Periods {
  /** Both included. */
  from: string;
  to: string;
  period: Period;
  firstWeekday: number;
}

/** The sum of each period, those without a row included. Rows outside or without a day are left out. */
export function totalsByPeriod<Row extends { day: string | null }>(
  rows: readonly Row[],
  valueOf: (row: Row) => number,
  { from, to, period, firstWeekday }: Periods,
): { start: string; total: number }[] {
  const totals = new Map(periodsBetween(from, to, period, firstWeekday).map((start) => [start, 0]));
  for (const row of rows) {
    if (row.day === null) continue;
    const start = periodStart(row.day, period, firstWeekday);
    const before = totals.get(start);
    if (before !== undefined) totals.set(start, before + valueOf(row));
  }
  return [...totals].map(([start, total]) => ({ start, total }));
}

/** Every `every`-th day counted back from `last` to `from`, ascending. */
export function daysBack(last: string, from: string, every: number): string[] {
  const count = Math.floor(daysBetween(from, last) / every) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => addDays(last, (at + 1 - count) * every));
}

/** The first days of the months within `from` and `to`, both included. */
export function monthStarts(from: string, to: string): string[] {
  const [year = 0, month = 1] = from.split('-').map(Number);
  const starts: string[] = [];
  for (let at = month - 1; ; at++) {
    const day = new Date(Date.UTC(year, at, 1)).toISOString().slice(0, 10);
    if (day > to) return starts;
    if (day >= from) starts.push(day);
  }
}

/** "Thu, Nov 26", "Nov 23 – 29, 2026", "November 2026". */
export function formatPeriod(start: string, period: Period): string {
  switch (period) {
    case 'day':
      return formatDay(start);
    case 'week':
      return formatDayRange(start, addDays(start, 6));
    case 'month':
      return formatMonth(start.slice(0, 7));
  }
}
