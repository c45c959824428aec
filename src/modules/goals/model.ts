// What the pages say of a goal, computed from rows.
import { forecastOf, shareOf, type Forecast, type GoalPoint, type GoalRange } from '#schema/goals/rules.ts';
import type { GoalRow, MilestoneRow } from './queries.ts';

export interface GoalSources {
  updates: readonly { day: string; value: number }[];
  days: readonly { day: string; amount: number }[];
  milestones: readonly Pick<MilestoneRow, 'is_completed'>[];
}

export interface GoalStanding {
  range: GoalRange;
  value: number;
  /** 0 to 1. */
  share: number;
  /** Oldest first, from the start; empty for milestones, whose days say little of a pace. */
  points: GoalPoint[];
  forecast: Forecast;
}

export function standingOf(goal: GoalRow, sources: GoalSources, today: string): GoalStanding {
  if (goal.progress_by === 'milestones') return milestoneStanding(sources.milestones);
  const range = { start: goal.start_value, target: goal.target_value };
  const points = pointsOf(goal, sources);
  const value = points.at(-1)?.value ?? goal.start_value;
  return { range, value, share: shareOf(range, value), points, forecast: forecastOf(range, points, today) };
}

function milestoneStanding(milestones: GoalSources['milestones']): GoalStanding {
  const value = milestones.filter(({ is_completed }) => is_completed).length;
  const range = { start: 0, target: Math.max(1, milestones.length) };
  const share = shareOf(range, value);
  return { range, value, share, points: [], forecast: share >= 1 ? { kind: 'reached' } : { kind: 'unknown' } };
}

function pointsOf(goal: GoalRow, { updates, days }: GoalSources): GoalPoint[] {
  const begin = { day: goal.start_day ?? updates[0]?.day ?? days[0]?.day ?? '1900-01-01', value: goal.start_value };
  if (goal.progress_by === 'hand') return [begin, ...updates.map(({ day, value }) => ({ day, value }))];
  let value = goal.start_value;
  return [begin, ...days.map(({ day, amount }) => ({ day, value: (value += amount) }))];
}

const SHOWN_POINTS = 60;

/** As many points as a curve needs from a day on, each the value at the end of its day. */
export function curveOf({ points }: GoalStanding, from: string): GoalPoint[] {
  const byDay = [...new Map(points.filter(({ day }) => day >= from).map((point) => [point.day, point])).values()];
  const every = Math.max(1, Math.ceil(byDay.length / SHOWN_POINTS));
  return byDay.filter((_, at) => (byDay.length - 1 - at) % every === 0);
}

const OPEN = new Set(['active', 'not_started', 'paused']);
export const isOpen = ({ status }: Pick<GoalRow, 'status'>): boolean => OPEN.has(status);
