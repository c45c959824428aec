// Months as 'YYYY-MM' and the grid a calendar draws of them. Pure.
import { addDays, weekStart } from '#schema/day.ts';

export const yearOf = (day: string): string => day.slice(0, 4);
export const monthOf = (day: string): string => day.slice(0, 7);

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const months = year * 12 + (number - 1) + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The month's weeks, each of seven days; null before its first day and after its last. */
export function daysOfMonthGrid(month: string, firstWeekday: number): (string | null)[][] {
  const weeks: (string | null)[][] = [];
  for (let week = weekStart(`${month}-01`, firstWeekday); week <= `${month}-31`; week = addDays(week, 7)) {
    const days = Array.from({ length: 7 }, (_, at) => addDays(week, at)).map((day) => (monthOf(day) === month ? day : null));
    if (days.some((day) => day !== null)) weeks.push(days);
  }
  return weeks;
}
