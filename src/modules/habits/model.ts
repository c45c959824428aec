// What the pages say of habits, computed from rows.
import { addDays, weekdayOf, weekStart } from '#schema/day.ts';
import { daysOf, type HabitDay, type HabitEntry, type Pause } from '#schema/habits/rules/days.ts';
import type { HabitRule } from '#schema/habits/rules/habit.ts';
import { scoresOf } from '#schema/habits/rules/score.ts';
import { currentStreak, longestStreak, streaksOf, type HabitStreak } from '#schema/habits/rules/streaks.ts';
import type { HabitRow, PauseRow } from './queries.ts';
import { moved } from '#src/moved.ts';

/** Days of history that lists look at: a year, and what repetitions before it cover. */
export const LIST_DAYS = 400;

export interface HabitSummary {
  row: HabitRow;
  today: HabitDay;
  /** The person's entry of today. */
  entry: HabitEntry | null;
  /** In days. */
  streak: number;
  /** 0 to 1. */
  score: number;
  /** Ticks since the first day of the week, for habits of so many times a week. */
  thisWeek: number;
}

const MARKS: Readonly<Record<string, HabitEntry['mark']>> = { d: 'done', s: 'skipped', m: 'missed' };
const DAY_LENGTH = 10;

/** As `habitsWithEntries` writes them. */
export const parseEntries = (text: string | null): HabitEntry[] =>
  text === null || text === ''
    ? []
    : text.split(',').map((one) => ({
        day: one.slice(0, DAY_LENGTH),
        mark: MARKS[one.charAt(DAY_LENGTH)] ?? 'done',
        value: one.length > DAY_LENGTH + 1 ? Number(one.slice(DAY_LENGTH + 1)) : null,
      }));

export const pausesFor = (pauses: readonly PauseRow[], habitId: string): Pause[] =>
  pauses.filter(({ habit_id }) => habit_id === null || habit_id === habitId);

export interface Summarising {
  pauses: readonly PauseRow[];
  today: string;
  firstWeekday: number;
}

export function summaryOf(row: HabitRow, { pauses, today, firstWeekday }: Summarising): HabitSummary {
  const entries = parseEntries(row.entries);
  const first = entries.reduce((least, { day }) => (day < least ? day : least), today);
  const days = daysOf(row, entries, pausesFor(pauses, row.id), { from: first, to: today });
  const streak = currentStreak(days, streaksOf(days));
  const isWholeWindow = streak !== null && streak.length >= LIST_DAYS - 1;
  const monday = weekStart(today, firstWeekday);
  return {
    row,
    today: days.at(-1) ?? { day: today, mark: 'open', amount: 0 },
    entry: entries.find(({ day }) => day === today) ?? null,
    streak: isWholeWindow ? row.current_streak : (streak?.length ?? 0),
    score: scoresOf(row, days).at(-1) ?? 0,
    thisWeek: days.filter(({ day, mark }) => day >= monday && mark === 'done').length,
  };
}

/** Whether the habit asks for something today that is not done yet. */
export const isDue = ({ today }: Pick<HabitSummary, 'today'>): boolean => today.mark === 'open' || today.mark === 'partial';
/** Whether it belongs to the day at all: it asks for something, or had an answer. */
export const isOfToday = ({ today, entry }: HabitSummary): boolean => entry !== null || isDue({ today });

export interface HabitHistory {
  days: HabitDay[];
  scores: number[];
  streaks: HabitStreak[];
  current: HabitStreak | null;
  longest: HabitStreak | null;
}

/** From the first entry, or today where there is none. */
export function historyOf(
  rule: HabitRule,
  entries: readonly HabitEntry[],
  pauses: readonly Pause[],
  today: string,
): HabitHistory {
  const first = entries.reduce((least, { day }) => (day < least ? day : least), today);
  const last = entries.reduce((most, { day }) => (day > most ? day : most), today);
  const days = daysOf(rule, entries, pauses, { from: first, to: last }).filter(({ day }) => day <= today);
  const streaks = streaksOf(days);
  return {
    days,
    scores: scoresOf(rule, days),
    streaks,
    current: currentStreak(days, streaks),
    longest: longestStreak(streaks),
  };
}

/** Of each weekday, 1 to 7, the share of its days that were done; days off and skipped ones are not counted. */
export function shareByWeekday(days: readonly HabitDay[]): { weekday: number; share: number; done: number }[] {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const counted = days.filter(({ day, mark }) => weekdayOf(day) === weekday && mark !== 'off' && mark !== 'skipped');
    const done = counted.filter(({ mark }) => mark === 'done').length;
    return { weekday, done, share: counted.length === 0 ? 0 : done / counted.length };
  });
}

const MONTHS = 12;

/** Ticks, or of a measured habit the sum, in each of the last twelve months, oldest first. */
export function totalsByMonth(rule: HabitRule, days: readonly HabitDay[], today: string): { month: string; total: number }[] {
  const totals = new Map<string, number>();
  for (const { day, mark, amount } of days) {
    const of = day.slice(0, 7);
    totals.set(of, (totals.get(of) ?? 0) + (rule.kind === 'measure' ? amount : Number(mark === 'done')));
  }
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, at) => {
    const of = new Date(Date.UTC(year, month - 1 - (MONTHS - 1 - at), 15)).toISOString().slice(0, 7);
    return { month: of, total: totals.get(of) ?? 0 };
  });
}

/** The score from a day on, as few points as a curve needs. */
export function scorePoints({ days, scores }: HabitHistory, from: string): { day: string; score: number }[] {
  const points = days.map(({ day }, at) => ({ day, score: scores[at] ?? 0 })).filter(({ day }) => day >= from);
  const every = Math.max(1, Math.ceil(points.length / 180));
  return points.filter((_, at) => (points.length - 1 - at) % every === 0);
}

/** How much one tap adds to a value: a glass, five pages, a thousand steps. */
export function stepOf({ target_value }: Pick<HabitRule, 'target_value'>): number {
  const target = target_value ?? 0;
  if (target <= 20) return 1;
  const tenth = target / 20;
  const power = 10 ** Math.floor(Math.log10(tenth));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= tenth) ?? power;
}

/** The pause that holds on a day. */
export const pauseOn = (pauses: readonly PauseRow[], day: string): PauseRow | null =>
  pauses.find(({ from_day, to_day }) => from_day <= day && (to_day === null || day <= to_day)) ?? null;

/** In their order; habits without a group come under the empty name, first. */
export function byGroup<Item extends { row: Pick<HabitRow, 'group_name'> }>(items: readonly Item[]): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = item.row.group_name ?? '';
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].toSorted(([a], [b]) => Number(a !== '') - Number(b !== ''));
}

/** The order of all habits after one was moved within those shown. */
export function orderAfter(all: readonly string[], shown: readonly string[], id: string, to: number): string[] {
  const next = moved(shown, id, to);
  const isShown = new Set(shown);
  let at = 0;
  return all.map((one) => (isShown.has(one) ? (next[at++] ?? one) : one));
}

export const firstShownDay = (today: string): string => addDays(today, -LIST_DAYS);
