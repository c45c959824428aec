// What an occurrence may be paid: the rates of its kind applied to the measured amounts, minus time that was paid already,
// limited by a possible pace, by the limit of a day and by age. Pure, so that device and server decide the same.
import { rates, TIME_MEASURES, type KindRates, type Measure, type Measured, type OccurrenceKind } from './rates.ts';

export interface Pay {
  xp: number;
  coins: number;
}

export const NOTHING: Pay = { xp: 0, coins: 0 };

export interface Span {
  from: Date;
  to: Date;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A device that was offline for a summer is still paid; older occurrences count in the history and pay nothing. */
export const BACKDATING_DAYS = 60;

/** Spans may be shorter than their amounts and end later than now by this much, because clocks are corrected to about a second. */
const CLOCK_TOLERANCE_MS = 2_000;

/** Larger than any real sum; sums of such amounts stay exact and within int8. */
const MOST_OF_A_MEASURE = 1_000_000_000_000;

/** Whether an occurrence that ended at `end` is paid when it is decided at `decidedAt`: not long afterwards, and not before its end. */
export function isPaidThen(end: Date, decidedAt: Date): boolean {
  const agoMs = decidedAt.getTime() - end.getTime();
  return agoMs >= -CLOCK_TOLERANCE_MS && agoMs <= BACKDATING_DAYS * DAY_MS;
}

/** The part of a span that is paid for this kind. */
export function paidSpan(kind: OccurrenceKind, span: Span): Span {
  const longestMs = rates[kind]?.longestMs ?? Infinity;
  return { from: span.from, to: new Date(Math.min(span.to.getTime(), span.from.getTime() + longestMs)) };
}

/** Limits amounts to possible values: whole, not negative, and no more time than the span contains. */
export function possibleAmounts(kind: OccurrenceKind, amounts: Measured, span: Span): Measured {
  const spanMs = Math.min(span.to.getTime() - span.from.getTime() + CLOCK_TOLERANCE_MS, rates[kind]?.longestMs ?? Infinity);
  const entries = Object.entries(amounts).map(([measure, amount]) => {
    const most = TIME_MEASURES.has(measure) ? Math.min(spanMs, MOST_OF_A_MEASURE) : MOST_OF_A_MEASURE;
    return [measure, Math.max(0, Math.min(Math.round(amount), most))] as const;
  });
  return Object.fromEntries(entries.filter(([, amount]) => amount > 0));
}

/** Whether the amounts are enough to count as an occurrence. */
export function isOccurrence(kind: OccurrenceKind, amounts: Measured): boolean {
  const table = rates[kind];
  return !table || hasEnough(table, atPossiblePace(table, amounts));
}

/** What the rates pay when `paidMs` of its time was already paid for something else. */
export function worthOf(kind: OccurrenceKind, amounts: Measured, paidMs: number): Pay {
  const table = rates[kind];
  if (!table) return NOTHING;
  const left = atPossiblePace(table, withoutTime(amounts, paidMs));
  if (!hasEnough(table, left)) return NOTHING;
  return table.rates.reduce((sum, { of, per, upTo, xp = 0, coins = 0 }) => {
    const times = Math.floor(Math.min(left[of] ?? 0, upTo) / per);
    return { xp: sum.xp + times * xp, coins: sum.coins + times * coins };
  }, NOTHING);
}

const hasEnough = ({ needs }: KindRates, amounts: Measured): boolean => !needs || (amounts[needs.of] ?? 0) >= needs.least;

const withoutTime = (amounts: Measured, paidMs: number): Measured =>
  Object.fromEntries(
    Object.entries(amounts).map(([measure, amount]) => [
      measure,
      TIME_MEASURES.has(measure) ? Math.max(0, amount - Math.max(0, paidMs)) : amount,
    ]),
  );

function atPossiblePace({ pace = [] }: KindRates, amounts: Measured): Measured {
  const minutes = Math.floor((amounts.ms ?? 0) / MINUTE_MS);
  const bounded: Partial<Record<Measure, number>> = { ...amounts };
  for (const { of, perMinute } of pace) bounded[of] = Math.min(bounded[of] ?? 0, minutes * perMinute);
  return bounded;
}

/** The most that a day pays for a kind. */
export const dayLimit = (kind: OccurrenceKind): Pay => rates[kind]?.day ?? NOTHING;

/** Limits a pay to what the day's limit leaves. */
export function withinDay(kind: OccurrenceKind, pay: Pay, paidThatDay: Pay): Pay {
  const limit = dayLimit(kind);
  const room = (wanted: number, most: number, paid: number): number => Math.max(0, Math.min(wanted, most - paid));
  return {
    xp: room(pay.xp, limit.xp, paidThatDay.xp),
    coins: room(pay.coins, limit.coins, paidThatDay.coins),
  };
}

/** Milliseconds of a span that the other spans cover, counting their overlaps once. */
export function coveredMs(span: Span, others: readonly Span[]): number {
  const rising = [...others].sort((one, other) => one.from.getTime() - other.from.getTime());
  let covered = 0;
  let reachedMs = span.from.getTime();
  for (const other of rising) {
    const fromMs = Math.max(reachedMs, other.from.getTime());
    const toMs = Math.min(span.to.getTime(), other.to.getTime());
    covered += Math.max(0, toMs - fromMs);
    reachedMs = Math.max(reachedMs, toMs);
  }
  return covered;
}
