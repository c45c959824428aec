// What the focus screens show, computed from rows, settings and the time. Pure.
import {
  elapsedMs,
  expiryOf,
  nextPomodoroStep,
  phaseSeconds,
  plannedEnd,
  planStart,
  remainingMs,
  type FocusPhase,
  type PomodoroStep,
} from '#schema/focus/rules.ts';
import { addDays, weekStart } from '#schema/day.ts';
import type { PomodoroSettings } from '#schema/settings/rules.ts';
import { fullMinutes } from '#src/format/durations.ts';
import type { Period } from '#src/format/periods.ts';
import type { ActiveFocusRow, FocusDayRow } from './queries.ts';

export type ActiveFocus = ActiveFocusRow;
export type SetupMode = 'pomodoro' | 'countdown' | 'stopwatch';

/** What the person set up; becomes a session at Start. */
export interface FocusPlan {
  mode: SetupMode;
  phase: FocusPhase;
  cycle: number;
  durationSeconds: number | null;
  title: string;
  tag: string;
  link?: FocusLink | null;
}

/** What a session is for: a habit that it ticks, a goal, an inbox item, or the event that it fills. */
export interface FocusLink {
  kind: 'habit' | 'goal' | 'task' | 'event';
  id: string;
}

/** The session as it will be once the replica has applied the start. */
export function planToSession(id: string, plan: FocusPlan, day: string, at: Date): ActiveFocus {
  return {
    ...planStart(plan.durationSeconds, at),
    id,
    mode: plan.phase === 'focus' ? plan.mode : 'break',
    phase: plan.phase,
    cycle: plan.cycle,
    task_title: plan.title.trim() || null,
    tag: plan.tag.trim() || null,
    day,
  };
}

export interface TimerView {
  /** Milliseconds to show: what is left, or of a stopwatch what has run. */
  shownMs: number;
  /** 0 to 1: how much of the ring is filled. */
  fraction: number;
  elapsedMs: number;
  remainingMs: number | null;
}

const HOUR_MS = 3_600_000;

export function timerView(session: ActiveFocus, at: Date): TimerView {
  const elapsed = elapsedMs(session, at);
  const remaining = remainingMs(session, at);
  // A stopwatch has no end: its ring goes round once an hour.
  if (remaining === null)
    return { shownMs: elapsed, fraction: (elapsed % HOUR_MS) / HOUR_MS, elapsedMs: elapsed, remainingMs: null };
  const whole = elapsed + remaining;
  return { shownMs: remaining, fraction: whole === 0 ? 0 : remaining / whole, elapsedMs: elapsed, remainingMs: remaining };
}

/** 'm:ss' or 'h:mm:ss'. What is left rounds up, so that a new timer shows its full length and 0:00 means the end. */
export function formatClock(ms: number, rounding: 'up' | 'down'): string {
  const total = rounding === 'up' ? Math.ceil(ms / 1_000) : Math.floor(ms / 1_000);
  const [hours, minutes, seconds] = [Math.floor(total / 3_600), Math.floor((total % 3_600) / 60), total % 60];
  const tail = String(seconds).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

export const clockText = (session: ActiveFocus, at: Date): string => {
  const view = timerView(session, at);
  return formatClock(view.shownMs, view.remainingMs === null ? 'down' : 'up');
};

/** 'PT…' for <time dateTime>. */
export const isoDuration = (ms: number): string => `PT${Math.max(0, Math.round(ms / 1_000))}S`;

/** When time alone ends an open session: at its planned length, else when nobody can still mean it. */
export const endByTime = (session: ActiveFocus): Date => plannedEnd(session) ?? expiryOf(session);

/** Names one end of one session: it is proposed once, whatever becomes of the proposal. A pause or more time makes another end. */
export const endKey = (session: ActiveFocus): string => `${session.id} ${endByTime(session).getTime()}`;

/** How long after its end a pomodoro phase still leads to the next one. */
const STEP_HOLDS_MS = 2 * HOUR_MS;

/** How long after the time of a break that nobody took it is still offered. */
const BREAK_HOLDS_MS = 10 * 60_000;

/** The pomodoro step that follows from the session that ended last. */
export function nextStep(last: ActiveFocus | null, pomodoro: PomodoroSettings, at: Date): PomodoroStep {
  const first: PomodoroStep = { phase: 'focus', cycle: 1 };
  if (!last || (last.mode !== 'pomodoro' && last.mode !== 'break')) return first;
  const end = last.completed_at ?? last.abandoned_at ?? last.expires_at;
  if (!end || at.getTime() - end.getTime() > STEP_HOLDS_MS) return first;
  // An abandoned focus is done again; an abandoned break is over.
  if (last.phase === 'focus' && last.status !== 'completed') return { phase: 'focus', cycle: last.cycle };
  const next = nextPomodoroStep({ phase: last.phase, cycle: last.cycle }, pomodoro);
  // Whoever rested as long as the break is had it.
  const isOver = next.phase !== 'focus' && at.getTime() - end.getTime() >= stepSeconds(next, pomodoro) * 1_000 + BREAK_HOLDS_MS;
  return isOver ? nextPomodoroStep(next, pomodoro) : next;
}

export const stepSeconds = (step: PomodoroStep, pomodoro: PomodoroSettings): number => phaseSeconds(step.phase, pomodoro);

/** The minute to speak aloud, or null: every fifth, and the last one. */
export function spokenMinute(view: TimerView): number | null {
  const minutes = view.remainingMs === null ? Math.floor(view.elapsedMs / 60_000) : Math.ceil(view.remainingMs / 60_000);
  if (minutes === 0) return null;
  return minutes % 5 === 0 || (view.remainingMs !== null && minutes === 1) ? minutes : null;
}

/** Minutes of focus that count for a day: what ended then, and what runs now. */
export function dayMinutes(rows: readonly FocusDayRow[], day: string, active: ActiveFocus | null, at: Date): number {
  const ended = rows.find((row) => row.day === day)?.seconds ?? 0;
  const running = active && active.phase === 'focus' ? elapsedMs(active, at) / 1_000 : 0;
  return fullMinutes(ended + running);
}

/** Seconds of focus by the hour of the day in which a session began: 24 numbers. */
export function secondsByHour(
  rows: readonly { started_at: Date; focused_seconds: number | null }[],
  hourOf: (at: Date) => number,
): number[] {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { started_at, focused_seconds } of rows) {
    const hour = hourOf(started_at);
    hours[hour] = (hours[hour] ?? 0) + (focused_seconds ?? 0);
  }
  return hours;
}

export interface ChartWindow {
  from: string;
  to: string;
  period: Period;
}

export type ChartRange = 'day' | 'week' | 'month' | 'year';

/** The days of a chart `back` ranges before the current one: whole weeks, months and years. */
export function chartWindow(range: ChartRange, back: number, today: string, firstWeekday: number): ChartWindow {
  if (range === 'day') {
    const day = addDays(today, -back);
    return { from: day, to: day, period: 'day' };
  }
  if (range === 'week') {
    const from = addDays(weekStart(today, firstWeekday), -7 * back);
    return { from, to: addDays(from, 6), period: 'day' };
  }
  const [year = 0, month = 1] = today.split('-').map(Number);
  if (range === 'year') return { from: `${year - back}-01-01`, to: `${year - back}-12-31`, period: 'month' };
  const first = (at: number) => new Date(Date.UTC(year, at, 1)).toISOString().slice(0, 10);
  return { from: first(month - 1 - back), to: addDays(first(month - back), -1), period: 'day' };
}

/** Sessions grouped by the person's day, in the order they come; rows without a day fall under the date they began. */
export function historyByDay<Row extends { day: string | null; started_at: Date }>(
  rows: readonly Row[],
): { day: string; sessions: Row[] }[] {
  const groups: { day: string; sessions: Row[] }[] = [];
  for (const row of rows) {
    const day = row.day ?? row.started_at.toISOString().slice(0, 10);
    const last = groups.at(-1);
    if (last?.day === day) last.sessions.push(row);
    else groups.push({ day, sessions: [row] });
  }
  return groups;
}
