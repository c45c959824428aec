// Goals: how far one is, what it is measured by, and when it will be reached at the pace so far.
import { addDays, daysBetween } from '../day.ts';

export const goalLimits = {
  title: 200,
  text: 10_000,
  category: 60,
  unit: 20,
  note: 2_000,
  value: 1_000_000_000,
  milestones: 100,
  goals: 500,
} as const;

export const GOAL_STATUSES = ['not_started', 'active', 'paused', 'completed', 'abandoned', 'archived'] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What linked records count: a measure of the totals of one kind (null: of all kinds), in units of so much. */
interface Metric {
  kind: string | null;
  measure: string;
  /** How much of the measure is one unit. */
  per: number;
  unit: string;
}

const HOUR_MS = 3_600_000;
const TONNE_G = 1_000_000;

/** Stored by key: keys are never renamed. */
export const GOAL_METRICS = {
  focus_hours: { kind: 'focus', measure: 'ms', per: HOUR_MS, unit: 'h' },
  focus_sessions: { kind: 'focus', measure: 'times', per: 1, unit: 'sessions' },
  workouts: { kind: 'workout', measure: 'times', per: 1, unit: 'workouts' },
  tonnage: { kind: 'workout', measure: 'volume_g', per: TONNE_G, unit: 't' },
  pages: { kind: 'reading', measure: 'pages', per: 1, unit: 'pages' },
  habit_days: { kind: 'habit', measure: 'times', per: 1, unit: 'days' },
  xp: { kind: null, measure: 'xp', per: 1, unit: 'XP' },
  books: { kind: 'book', measure: 'times', per: 1, unit: 'books' },
} as const satisfies Record<string, Metric>;

export type GoalMetric = keyof typeof GOAL_METRICS;
export const isGoalMetric = (key: unknown): key is GoalMetric => typeof key === 'string' && Object.hasOwn(GOAL_METRICS, key);

export interface GoalRange {
  start: number;
  target: number;
}

/** 0 to 1; a goal from 80 to 72 is half done at 76. A range without length is done or not. */
export function shareOf({ start, target }: GoalRange, value: number): number {
  if (start === target) return value >= target ? 1 : 0;
  return Math.min(1, Math.max(0, (value - start) / (target - start)));
}

export const isReached = (range: GoalRange, value: number): boolean => shareOf(range, value) >= 1;

/** A value and the day from which it held. */
export interface GoalPoint {
  day: string;
  value: number;
}

export type Forecast =
  /** Too little has happened to tell. */
  | { kind: 'unknown' }
  | { kind: 'reached' }
  /** It stands still, or moves away. */
  | { kind: 'never'; perWeek: number }
  /** `latest` is null when the slower pace would not get there. */
  | { kind: 'on'; day: string; earliest: string; latest: string | null; perWeek: number };

const LEAST_DAYS = 7;
const BLOCKS = 8;
/** Further away than this a day says nothing. */
const FURTHEST_DAYS = 20_000;

/**
 * When the target is reached at the pace since the first point. The range is what the pace would be one standard error faster and slower,
 * the error estimated from up to eight equal parts of the time so far. `points`: oldest first; the first is the start.
 */
export function forecastOf(range: GoalRange, points: readonly GoalPoint[], today: string): Forecast {
  const [first] = points;
  const now = valueOn(points, today) ?? range.start;
  if (isReached(range, now)) return { kind: 'reached' };
  const elapsed = first ? daysBetween(first.day, today) : 0;
  if (!first || elapsed < LEAST_DAYS) return { kind: 'unknown' };
  const toTarget = range.target >= range.start ? 1 : -1;
  const pace = (toTarget * (now - first.value)) / elapsed;
  const perWeek = toTarget * pace * 7;
  if (pace <= 0) return { kind: 'never', perWeek };
  const left = Math.abs(range.target - now);
  const error = standardError(points, first.day, elapsed, toTarget);
  const dayAt = (speed: number): string | null => {
    const days = Math.ceil(left / speed);
    return speed > 0 && days <= FURTHEST_DAYS ? addDays(today, days) : null;
  };
  const day = dayAt(pace);
  if (day === null) return { kind: 'never', perWeek };
  return { kind: 'on', day, earliest: dayAt(pace + error) ?? day, latest: dayAt(pace - error), perWeek };
}

/** Of the pace by day. */
function standardError(points: readonly GoalPoint[], firstDay: string, elapsed: number, toTarget: number): number {
  const blocks = Math.min(BLOCKS, elapsed);
  const edges = Array.from({ length: blocks + 1 }, (_, at) => Math.round((at * elapsed) / blocks));
  const paces = edges.slice(1).map((edge, at) => {
    const before = edges[at] ?? 0;
    const [from, to] = [addDays(firstDay, before), addDays(firstDay, edge)];
    return (toTarget * ((valueOn(points, to) ?? 0) - (valueOn(points, from) ?? 0))) / (edge - before);
  });
  const mean = paces.reduce((sum, one) => sum + one, 0) / paces.length;
  const variance = paces.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, paces.length - 1);
  return Math.sqrt(variance / paces.length);
}

/** The last value known on a day. */
export function valueOn(points: readonly GoalPoint[], day: string): number | null {
  const known = points.filter((point) => point.day <= day);
  return known.at(-1)?.value ?? null;
}

/** What each week must bring from now on to be there on the day; null when the day is over. */
export function neededPerWeek(range: GoalRange, value: number, today: string, targetDay: string): number | null {
  const days = daysBetween(today, targetDay);
  return days <= 0 ? null : ((range.target - value) / days) * 7;
}
