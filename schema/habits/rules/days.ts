// A habit's history day by day: what each day counts as, from the entries, the schedule and the pauses. Days between the repetitions of a
// habit of "so many times within so many days" are done as well, as in Loop (EntryList.kt): otherwise a weekly habit could have no streak.
import { dayToNumber, daysBetween, numberToDay } from '../../day.ts';
import { isDayByDay, isScheduled, isTick, meetsTarget, paceOf, type HabitRule } from './habit.ts';

export interface HabitEntry {
  day: string;
  mark: 'done' | 'skipped' | 'missed';
  /** Of measured habits. */
  value: number | null;
}

export interface Pause {
  from_day: string;
  /** Included; null while the pause goes on. */
  to_day: string | null;
}

/**
 * `auto`: covered by repetitions near it. `off`: not scheduled, or paused. `open`: nothing is known. `partial`: a value that does not
 * reach the target.
 */
export type DayMark = 'done' | 'auto' | 'skipped' | 'off' | 'missed' | 'partial' | 'open';

export interface HabitDay {
  day: string;
  mark: DayMark;
  /** Of a measured habit, else 1 for a day that was ticked. */
  amount: number;
}

export interface HistorySpan {
  from: string;
  to: string;
}

/** Every day of the span, oldest first. Entries outside of it are not looked at. */
export function daysOf(
  rule: HabitRule,
  entries: readonly HabitEntry[],
  pauses: readonly Pause[],
  { from, to }: HistorySpan,
): HabitDay[] {
  const length = daysBetween(from, to) + 1;
  if (length <= 0) return [];
  const start = dayToNumber(from);
  const days: HabitDay[] = Array.from({ length }, (_, at) => ({ day: numberToDay(start + at), mark: 'open', amount: 0 }));
  for (const entry of entries) {
    const day = days[dayToNumber(entry.day) - start];
    if (day) Object.assign(day, markOf(rule, entry));
  }
  if (!isDayByDay(rule)) {
    if (rule.kind === 'check') coverByRepetitions(rule, days);
    else judgeBySums(rule, days);
  }
  for (const day of days) if (day.mark === 'open' && isOff(rule, pauses, day.day)) day.mark = 'off';
  return days;
}

function markOf(rule: HabitRule, entry: HabitEntry): Pick<HabitDay, 'mark' | 'amount'> {
  const amount = rule.kind === 'check' ? Number(entry.mark === 'done') : (entry.value ?? 0);
  if (entry.mark !== 'done') return { mark: entry.mark, amount: rule.kind === 'check' ? 0 : amount };
  if (isTick(rule, entry)) return { mark: 'done', amount };
  return { mark: rule.target_type === 'at_most' ? 'missed' : 'partial', amount };
}

const isOff = (rule: HabitRule, pauses: readonly Pause[], day: string): boolean =>
  !isScheduled(rule, day) || pauses.some(({ from_day, to_day }) => from_day <= day && (to_day === null || day <= to_day));

/** Indices of days: the interval that enough repetitions fill, and its last repetition. */
interface Interval {
  begin: number;
  center: number;
  end: number;
}

function coverByRepetitions(rule: HabitRule, days: readonly HabitDay[]): void {
  for (const { begin, end } of snapTogether(intervalsOf(rule, days))) {
    for (let at = Math.max(0, begin); at <= Math.min(end, days.length - 1); at += 1) {
      const day = days[at];
      if (day && (day.mark === 'open' || day.mark === 'missed')) day.mark = 'auto';
    }
  }
}

/** Newest first, as `snapTogether` wants them. */
function intervalsOf(rule: HabitRule, days: readonly HabitDay[]): Interval[] {
  const { times, within } = paceOf(rule);
  const ticked = days.flatMap(({ mark }, at) => (mark === 'done' ? [at] : [])).reverse();
  return ticked.flatMap((begin, at) => {
    const center = ticked[at - times + 1];
    if (center === undefined) return [];
    const size = rule.frequency === 'monthly' ? monthSize(days[begin]?.day ?? '') : within;
    return center - begin < size ? [{ begin, center, end: begin + size - 1 }] : [];
  });
}

/** A month from this day on: as long as the calendar month, so that the 15th is followed by the 15th. */
function monthSize(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const monthLength = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return date === monthLength ? 30 : monthLength;
}

/** Moves an interval that overlaps the next one into the past, as far as its last repetition allows. */
function snapTogether(intervals: Interval[]): Interval[] {
  for (let at = 1; at < intervals.length; at += 1) {
    const [next, current] = [intervals[at - 1], intervals[at]];
    if (!next || !current) continue;
    const overlap = current.end - next.begin;
    if (overlap < 0) continue;
    const shift = Math.min(current.end - current.center, overlap + 1);
    intervals[at] = { begin: current.begin - shift, center: current.center, end: current.end - shift };
  }
  return intervals;
}

/** A measured habit of a week or longer: a day is done while the sum of its last days meets the target. */
function judgeBySums(rule: HabitRule, days: readonly HabitDay[]): void {
  const { within } = paceOf(rule);
  let sum = 0;
  for (const [at, day] of days.entries()) {
    sum += day.amount - (days[at - within]?.amount ?? 0);
    const isKnown = day.mark !== 'open';
    if (day.mark === 'skipped' || day.mark === 'missed') continue;
    const isMet = meetsTarget(rule, sum) && (isKnown || rule.target_type === 'at_least');
    if (isMet) day.mark = isKnown ? 'done' : 'auto';
    else if (isKnown) day.mark = rule.target_type === 'at_most' ? 'missed' : 'partial';
  }
}
