// How fast a book is read and when it will be finished. Speed (units an hour) comes from sessions with a time; the forecast comes
// from what is read in a day, because days without reading count too. Its range is what resampling the days gives: the 10th and the
// 90th percentile of the remaining days, with fixed sampling, so that the same sessions always give the same forecast.
import { addDays, daysBetween } from '../../day.ts';

/** One session in the unit of the book. */
export interface PacedSession {
  day: string;
  /** How far it went; at least 0. */
  amount: number;
  ms: number;
}

export interface Speed {
  /** Units an hour. */
  perHour: number;
  /** From how many sessions with a time. */
  sessions: number;
}

const HOUR_MS = 3_600_000;
const LEAST_MS = 5 * 60_000;

/** Null before five minutes were timed. */
export function speedOf(sessions: readonly PacedSession[]): Speed | null {
  const timed = sessions.filter(({ ms, amount }) => ms > 0 && amount > 0);
  const ms = timed.reduce((sum, one) => sum + one.ms, 0);
  if (ms < LEAST_MS) return null;
  const amount = timed.reduce((sum, one) => sum + one.amount, 0);
  return { perHour: (amount / ms) * HOUR_MS, sessions: timed.length };
}

export type Finish =
  /** Nothing was read yet, or the length is not known. */
  { kind: 'unknown' } | { kind: 'on'; day: string; earliest: string; latest: string; perDay: number };

/** Days that the forecast looks back. */
const WINDOW_DAYS = 28;
const RUNS = 200;
const FURTHEST_DAYS = 3_650;

/**
 * When the rest will be read at the pace of the last four weeks, or of the days since the first session. A pace of one day is taken
 * as it is, so its range is a single day.
 */
export function finishOf(sessions: readonly PacedSession[], left: number, today: string): Finish {
  const read = sessions.filter(({ amount, day }) => amount > 0 && day <= today);
  const first = read.reduce((least, { day }) => (day < least ? day : least), today);
  const amount = read.reduce((sum, one) => sum + one.amount, 0);
  if (amount <= 0) return { kind: 'unknown' };
  if (left <= 0) return { kind: 'on', day: today, earliest: today, latest: today, perDay: 0 };
  const from = daysBetween(first, today) >= WINDOW_DAYS ? addDays(today, 1 - WINDOW_DAYS) : first;
  const byDay = Array.from({ length: daysBetween(from, today) + 1 }, () => 0);
  for (const one of read)
    if (one.day >= from) byDay[daysBetween(from, one.day)] = (byDay[daysBetween(from, one.day)] ?? 0) + one.amount;
  // Today is not over: without an entry it is no day without reading.
  if (byDay.length > 1 && byDay.at(-1) === 0) byDay.pop();
  const perDay = byDay.reduce((sum, one) => sum + one, 0) / byDay.length;
  if (perDay <= 0) return { kind: 'unknown' };
  const needed = Math.min(FURTHEST_DAYS, Math.ceil(left / perDay));
  const runs = sampledDays(byDay, left).toSorted((a, b) => a - b);
  const at = (share: number): number => runs[Math.floor(share * (runs.length - 1))] ?? needed;
  return {
    kind: 'on',
    day: addDays(today, needed),
    earliest: addDays(today, Math.min(needed, at(0.1))),
    latest: addDays(today, Math.max(needed, at(0.9))),
    perDay,
  };
}

/** How many days each run needs when its days are drawn from those read. */
function sampledDays(byDay: readonly number[], left: number): number[] {
  let seed = 20_260_101;
  const next = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * byDay.length);
  };
  return Array.from({ length: RUNS }, () => {
    let [days, rest] = [0, left];
    while (rest > 0 && days < FURTHEST_DAYS) {
      rest -= byDay[next()] ?? 0;
      days += 1;
    }
    return days;
  });
}
