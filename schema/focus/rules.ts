// The focus timer as pure rules. A session is a set of timestamps, and its elapsed time is always computed from them. So the
// elapsed time is right after sleep, a reload or an empty battery, and on another device. Invariants: elapsed time never
// decreases over time, a pause adds none, a closed session never opens again (docs/decisions/0008-focus-two-devices.md).
import type { Measured } from '../progress/rules/rates.ts';
import type { PomodoroSettings } from '../settings/rules.ts';

export const FOCUS_MODES = ['pomodoro', 'countdown', 'stopwatch'] as const;
export type FocusMode = (typeof FOCUS_MODES)[number];
export const FOCUS_PHASES = ['focus', 'short_break', 'long_break'] as const;
export type FocusPhase = (typeof FOCUS_PHASES)[number];
export type FocusStatus = 'running' | 'paused' | 'completed' | 'abandoned' | 'expired';
export const OPEN_STATUSES = ['running', 'paused'] as const satisfies FocusStatus[];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A planned end counts as reached this close to it, because a device's clock is corrected separately for each request. */
const DUE_TOLERANCE_MS = 2_000;
/** After its planned end, the server waits this long for a device to close the session before it does so itself. */
export const DUE_GRACE_MS = 15 * MINUTE_MS;
/** Limits of a stopwatch that was not stopped, and of a pause that was not ended. */
export const STOPWATCH_LIMIT_MS = 12 * HOUR_MS;
export const PAUSE_LIMIT_MS = 24 * HOUR_MS;
/** A shorter session pays nothing, and counts as abandoned when another session takes its place. */
export const SHORTEST_PAID_MS = MINUTE_MS;
export const LONGEST_SESSION_SECONDS = 12 * 3_600;

/** The columns of focus_sessions that determine the elapsed time. `duration_seconds` is null for a stopwatch. */
export interface FocusTimes {
  status: FocusStatus;
  duration_seconds: number | null;
  started_at: Date;
  paused_at: Date | null;
  /** The sum of all ended pauses. */
  paused_ms: number;
  completed_at: Date | null;
  abandoned_at: Date | null;
  /** When the session ends without a command; for an expired session, when it ended. */
  expires_at: Date | null;
}

/** The columns of a session that a plan changes. */
export type FocusChange = Partial<FocusTimes> & { paused_remaining_seconds?: number | null; focused_seconds?: number };

export const isOpen = (session: { status: FocusStatus }): boolean => session.status === 'running' || session.status === 'paused';

const durationMs = (session: FocusTimes): number =>
  session.duration_seconds === null ? Infinity : session.duration_seconds * 1_000;

/** The time at which the session's clock stopped, at most `at`: a pause or the end stops it. */
function clockStop(session: FocusTimes, at: Date): Date {
  const stop =
    session.completed_at ??
    session.abandoned_at ??
    session.paused_at ??
    (session.status === 'expired' ? session.expires_at : null);
  return stop ?? at;
}

/** Milliseconds of focus until `at`, without pauses; between 0 and the planned length. */
export function elapsedMs(session: FocusTimes, at: Date): number {
  const ranMs = clockStop(session, at).getTime() - session.started_at.getTime() - session.paused_ms;
  return Math.min(durationMs(session), Math.max(0, ranMs));
}

/** Milliseconds until the planned end, 0 after it; null for a stopwatch. */
export const remainingMs = (session: FocusTimes, at: Date): number | null =>
  session.duration_seconds === null ? null : durationMs(session) - elapsedMs(session, at);

/** When a running session reaches its planned length; null while paused, after the end, and for a stopwatch. */
export function plannedEnd(session: FocusTimes): Date | null {
  if (session.status !== 'running' || session.duration_seconds === null) return null;
  return new Date(session.started_at.getTime() + session.paused_ms + durationMs(session));
}

/** Whether a running session has reached its planned end. */
export function isDue(session: FocusTimes, at: Date): boolean {
  const end = plannedEnd(session);
  return end !== null && at.getTime() >= end.getTime() - DUE_TOLERANCE_MS;
}

/** When an open session ends if no command comes. */
export function expiryOf(session: FocusTimes): Date {
  if (session.paused_at) return new Date(session.paused_at.getTime() + PAUSE_LIMIT_MS);
  const end = plannedEnd(session);
  if (end) return new Date(end.getTime() + DUE_GRACE_MS);
  return new Date(session.started_at.getTime() + session.paused_ms + STOPWATCH_LIMIT_MS);
}

/** Applies a change, so that the page can show it before the replica has it. */
export const withChange = <Session extends FocusTimes>(session: Session, change: FocusChange): Session => ({
  ...session,
  ...change,
});

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/** The columns of a session that starts at `at`. */
export function planStart(durationSeconds: number | null, at: Date): FocusTimes {
  const times: FocusTimes = {
    status: 'running',
    duration_seconds: durationSeconds,
    started_at: at,
    paused_at: null,
    paused_ms: 0,
    completed_at: null,
    abandoned_at: null,
    expires_at: null,
  };
  return { ...times, expires_at: expiryOf(times) };
}

/** Null when the session is not running: a second pause changes nothing. */
export function planPause(session: FocusTimes, at: Date): FocusChange | null {
  if (session.status !== 'running') return null;
  // When the clock went back, the time before the end of the last pause must stay counted.
  const pausedAt = later(at, new Date(session.started_at.getTime() + session.paused_ms));
  const paused: FocusTimes = { ...session, status: 'paused', paused_at: pausedAt };
  const remaining = remainingMs(paused, pausedAt);
  return {
    status: 'paused',
    paused_at: pausedAt,
    paused_remaining_seconds: remaining === null ? null : Math.ceil(remaining / 1_000),
    expires_at: expiryOf(paused),
  };
}

/** Null when the session is not paused: a second resume changes nothing. */
export function planResume(session: FocusTimes, at: Date): FocusChange | null {
  if (session.status !== 'paused') return null;
  const running: FocusTimes = { ...session, ...endOfPause(session, at), status: 'running' };
  return {
    status: 'running',
    paused_at: null,
    paused_ms: running.paused_ms,
    paused_remaining_seconds: null,
    expires_at: expiryOf(running),
  };
}

/** Extends an open session with a planned end. Null for a stopwatch, for a closed session, and beyond the longest length. */
export function planExtend(session: FocusTimes, seconds: number, at: Date): FocusChange | null {
  if (!isOpen(session) || session.duration_seconds === null) return null;
  const duration = session.duration_seconds + seconds;
  if (duration > LONGEST_SESSION_SECONDS) return null;
  const extended: FocusTimes = { ...session, duration_seconds: duration };
  const remaining = remainingMs(extended, at);
  return {
    duration_seconds: duration,
    expires_at: expiryOf(extended),
    ...(session.status === 'paused' && remaining !== null ? { paused_remaining_seconds: Math.ceil(remaining / 1_000) } : {}),
  };
}

/** Ends an open session: completed at its planned end at the latest, or abandoned at `at`. Null when it is closed. */
export function planEnd(session: FocusTimes, outcome: 'completed' | 'abandoned', at: Date): FocusChange | null {
  if (!isOpen(session)) return null;
  const planned = outcome === 'completed' && isDue(session, at) ? plannedEnd(session) : null;
  const end = planned ?? later(at, session.started_at);
  return closed(
    session,
    end,
    outcome === 'completed' ? { status: outcome, completed_at: end } : { status: outcome, abandoned_at: end },
  );
}

/**
 * Ends a session after its expiry: a timed session is complete; a stopwatch and a pause expire. Null before `expires_at`, and
 * when the session is closed.
 */
export function planExpire(session: FocusTimes, at: Date): FocusChange | null {
  const expiry = expiryOf(session);
  if (!isOpen(session) || at < expiry) return null;
  if (session.status === 'running' && session.duration_seconds !== null) return planEnd(session, 'completed', at);
  return closed(session, session.paused_at ?? expiry, { status: 'expired', expires_at: session.paused_at ?? expiry });
}

/**
 * Ends a session whose timer has reached its end, without the grace period that `planExpire` leaves to other devices. Null
 * before the end.
 */
export const planDue = (session: FocusTimes, at: Date): FocusChange | null =>
  isDue(session, at) ? planEnd(session, 'completed', at) : planExpire(session, new Date(at.getTime() + DUE_TOLERANCE_MS));

function closed(session: FocusTimes, end: Date, change: FocusChange): FocusChange {
  const pauseEnded = endOfPause(session, end);
  const focusedMs = elapsedMs({ ...session, ...pauseEnded }, end);
  return { ...pauseEnded, ...change, paused_remaining_seconds: null, focused_seconds: Math.round(focusedMs / 1_000) };
}

function endOfPause(session: FocusTimes, at: Date): { paused_at: null; paused_ms: number } {
  const pauseMs = session.paused_at ? Math.max(0, at.getTime() - session.paused_at.getTime()) : 0;
  return { paused_at: null, paused_ms: session.paused_ms + pauseMs };
}

/**
 * The amounts of an ended session: its focused time, plus `planned_ms` when it reached its planned length. Null when it counts
 * as no focus: a break, an abandoned session, a stopwatch that was not stopped. schema/progress/rules/rates.ts says what it
 * pays.
 */
export function focusAmounts(session: FocusTimes & { phase: FocusPhase }): Measured | null {
  const focusedMs = elapsedMs(session, session.started_at);
  // A session that was paused before it expired has less than the limit on its clock.
  const leftRunning = session.status === 'expired' && focusedMs >= STOPWATCH_LIMIT_MS;
  if (session.phase !== 'focus' || isOpen(session) || session.status === 'abandoned' || leftRunning) return null;
  const ranToEnd = session.duration_seconds !== null && focusedMs >= durationMs(session) - DUE_TOLERANCE_MS;
  if (!ranToEnd) return { ms: focusedMs };
  // A planned length reached within the tolerance counts as exactly that length.
  return { ms: durationMs(session), planned_ms: durationMs(session) };
}

/** A session that was merged into another one, with the time that it was recorded with. */
export interface MergedPart {
  id: string;
  ms: number;
}

/**
 * The times of several ended sessions as one: from the first start to the last end, with the sum of their focus. Sessions that
 * overlap cannot have more focus than the time between the ends.
 */
export function mergedTimes(sessions: readonly FocusTimes[]): { from: Date; to: Date; spanMs: number; focusedMs: number } {
  const endMs = (one: FocusTimes): number => (one.completed_at ?? one.started_at).getTime();
  const from = new Date(Math.min(...sessions.map((one) => one.started_at.getTime())));
  const to = new Date(Math.max(...sessions.map(endMs)));
  const spanMs = to.getTime() - from.getTime();
  const sumMs = sessions.reduce((total, one) => total + elapsedMs(one, one.started_at), 0);
  return { from, to, spanMs, focusedMs: Math.min(spanMs, sumMs) };
}

/** Divides a new length among a session and its parts: each part keeps what it had as long as there is time, the session has the rest. */
export function sharedMs(totalMs: number, parts: readonly MergedPart[]): number[] {
  let leftMs = totalMs;
  const shares = parts.map(({ ms }) => {
    const share = Math.min(ms, leftMs);
    leftMs -= share;
    return share;
  });
  return [leftMs, ...shares];
}

export interface PomodoroStep {
  phase: FocusPhase;
  /** The number of this focus phase in its set, or of the one before this break: 1 to `every`. */
  cycle: number;
}

/** The phase after a pomodoro phase: a break after focus, a long one after every `every`-th; focus after a break. */
export function nextPomodoroStep({ phase, cycle }: PomodoroStep, { every }: Pick<PomodoroSettings, 'every'>): PomodoroStep {
  if (phase === 'focus') return { phase: cycle >= every ? 'long_break' : 'short_break', cycle };
  return { phase: 'focus', cycle: phase === 'long_break' || cycle >= every ? 1 : cycle + 1 };
}

export function phaseSeconds(phase: FocusPhase, pomodoro: PomodoroSettings): number {
  const minutes = { focus: pomodoro.focus, short_break: pomodoro.short, long_break: pomodoro.long }[phase];
  return minutes * 60;
}
