// Axes of the curves: where a value lies, and which values are marked.
import { niceTicks } from '#src/ui/chart-axis.ts';

export interface Scale {
  from: number;
  to: number;
  isLog: boolean;
}

/** The range of values, wide enough for round marks; equal ends are spread so that nothing divides by zero. */
export function scaleOf(values: readonly number[], isLog = false): Scale {
  const from = Math.min(...values);
  const to = Math.max(...values);
  if (isLog) return { from, to, isLog };
  const room = to === from ? 1 : (to - from) * 0.04;
  return { from: from === 0 ? 0 : from - room, to: to + room, isLog };
}

/** 0 to 1 along the axis. */
export function shareOf({ from, to, isLog }: Scale, value: number): number {
  if (isLog) return Math.log(value / from) / Math.log(to / from);
  return (value - from) / (to - from);
}

/** Round values within the scale, about `count` of them. */
export function marksOf({ from, to, isLog }: Scale, count: number): number[] {
  return isLog ? logMarks(from, to, count) : niceTicks(from, to, count);
}

function logMarks(from: number, to: number, count: number): number[] {
  const decades = Math.log10(to / from);
  const factors = decades * 3 <= count + 1 ? [1, 2, 5] : [1];
  const marks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    for (const factor of factors) {
      const value = Number((factor * 10 ** power).toPrecision(10));
      if (value >= from * 0.999 && value <= to * 1.001) marks.push(value);
    }
  }
  return marks;
}

/** Short, for an axis: 2000 is 2k. */
export function markToText(value: number): string {
  if (Math.abs(value) >= 1000) return `${Number((value / 1000).toPrecision(3))}k`;
  return String(Number(value.toPrecision(4))).replace('-', '−');
}
