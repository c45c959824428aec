// The focus timer as pure rules. A session is timestamps: how long it has run is always computed from them and never counted,
// so it is right after sleep, a reload, a dead battery and on another device. Invariants: elapsed time never falls while time
// goes on, a pause adds none, a closed session never opens again (docs/decisions/0008-focus-two-devices.md).
import type { PomodoroSettings } from './settings.ts';

export const FOCUS_MODES = ['pomodoro', 'countdown', 'stopwatch'] as const;
export type FocusMode = (typeof FOCUS_MODES)[number];
export const FOCUS_PHASES = ['focus', 'short_break', 'long_break'] as const;
export type FocusPhase = (typeof FOCUS_PHASES)[number];
export type FocusStatus = 'running' | 'paused' | 'completed' | 'abandoned' | 'expired';
export const OPEN_STATUSES = ['running', 'paused'] as const satisfies FocusStatus[];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A planned end counts as reached this close to it: a device's clock is corrected for each request by itself. */
const DUE_TOLERANCE_MS = 2_000;
/** How long a timed session that reached its end waits for a device before the server closes it. */
export const DUE_GRACE_MS = 15 * MINUTE_MS;
/** A stopwatch nobody stopped, and a pause nobody ended. */
export const STOPWATCH_LIMIT_MS = 12 * HOUR_MS;
export const PAUSE_LIMIT_MS = 24 * HOUR_MS;
/** A session shorter than this pays nothing, and when another takes its place it counts as abandoned. */
export const SHORTEST_PAID_MS = MINUTE_MS;
/** One session pays for at most this many minutes. */
export const MOST_PAID_MINUTES = 240;
export const LONGEST_SESSION_SECONDS = 12 * 3_600;

/** The columns of focus_sessions that say how long it has run. `duration_seconds` is null for a stopwatch. */
export interface FocusTimes {
  status: FocusStatus;
  duration_seconds: number | null;
  started_at: Date;
  paused_at: Date | null;
  /** All ended pauses together. */
  paused_ms: number;
  completed_at: Date | null;
  abandoned_at: Date | null;
  /** When the session ends by itself; of an expired session, when it did. */
  expires_at: Date | null;
}

/** What a plan changes of a session, by column. */
export type FocusChange = Partial<FocusTimes> & { paused_remaining_seconds?: number | null; focused_seconds?: number };

export const isOpen = (session: { status: FocusStatus }): boolean => session.status === 'running' || session.status === 'paused';

const durationMs = (session: FocusTimes): number =>
  session.duration_seconds === null ? Infinity : session.duration_seconds * 1_000;

/** Until when the session's clock has run at `at`: a pause or an end stops it. */
function clockStop(session: FocusTimes, at: Date): Date {
  const stop =
    session.completed_at ??
    session.abandoned_at ??
    session.paused_at ??
    (session.status === 'expired' ? session.expires_at : null);
  return stop ?? at;
}

/** Milliseconds of focus at `at`, without pauses; at most the planned length, never below 0. */
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

/** When an open session ends by itself if nobody acts. */
export function expiryOf(session: FocusTimes): Date {
  if (session.paused_at) return new Date(session.paused_at.getTime() + PAUSE_LIMIT_MS);
  const end = plannedEnd(session);
  if (end) return new Date(end.getTime() + DUE_GRACE_MS);
  return new Date(session.started_at.getTime() + session.paused_ms + STOPWATCH_LIMIT_MS);
}

/** Applies a change; for showing a session on the page before the replica has it. */
export const withChange = <Session extends FocusTimes>(session: Session, change: FocusChange): Session => ({
  ...session,
  ...change,
});

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/** The times of a session that starts at `at`. */
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

/** Null when it is not running: a second pause changes nothing. */
export function planPause(session: FocusTimes, at: Date): FocusChange | null {
  if (session.status !== 'running') return null;
  // A clock that went back must not take away what has run before the last pause ended.
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

/** Null when it is not paused: a second resume changes nothing. */
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

/** More time for an open session with a planned end. Null for a stopwatch or a closed session, and above the longest length. */
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

/** Ends an open session: completed no later than its planned end, abandoned as of now. Null when it is closed already. */
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
 * What time alone does to a session nobody ended. A timed one has run its length: it is complete. A pause nobody ended and a
 * stopwatch nobody stopped expire. Null before `expires_at`, and when it is closed already.
 */
export function planExpire(session: FocusTimes, at: Date): FocusChange | null {
  const expiry = expiryOf(session);
  if (!isOpen(session) || at < expiry) return null;
  if (session.status === 'running' && session.duration_seconds !== null) return planEnd(session, 'completed', at);
  return closed(session, session.paused_at ?? expiry, { status: 'expired', expires_at: session.paused_at ?? expiry });
}

function closed(session: FocusTimes, end: Date, change: FocusChange): FocusChange {
  const pauseEnded = endOfPause(session, end);
  const focusedMs = elapsedMs({ ...session, ...pauseEnded }, end);
  return { ...pauseEnded, ...change, paused_remaining_seconds: null, focused_seconds: Math.round(focusedMs / 1_000) };
}

function endOfPause(session: FocusTimes, at: Date): { paused_at: null; paused_ms: number } {
  const pauseMs = session.paused_at ? Math.max(0, at.getTime() - session.paused_at.getTime()) : 0;
  return { paused_at: null, paused_ms: session.paused_ms + pauseMs };
}

export interface FocusReward {
  xp: number;
  coins: number;
}

/**
 * What an ended session pays: 1 XP for each full minute of focus, 1 coin for each full five, and 1 XP more for each full five
 * when a planned session ran to its end. Linear, so that nothing is won by cutting or joining sessions; capped at
 * `MOST_PAID_MINUTES`; nothing for a break, an abandoned session, or a stopwatch nobody stopped. `paidAlreadyMs` is the part
 * of its time that another session has been paid for.
 */
export function focusReward(session: FocusTimes & { phase: FocusPhase }, paidAlreadyMs: number): FocusReward {
  const nothing = { xp: 0, coins: 0 };
  const focusedMs = elapsedMs(session, session.started_at);
  // One that was paused before it expired has less than the limit on its clock.
  const leftRunning = session.status === 'expired' && focusedMs >= STOPWATCH_LIMIT_MS;
  if (session.phase !== 'focus' || isOpen(session) || session.status === 'abandoned' || leftRunning) return nothing;
  const ranToEnd = session.duration_seconds !== null && focusedMs >= durationMs(session) - DUE_TOLERANCE_MS;
  // A planned length reached within the tolerance is that length.
  const paidMs = (ranToEnd ? durationMs(session) : focusedMs) - Math.max(0, paidAlreadyMs);
  if (paidMs < SHORTEST_PAID_MS) return nothing;
  const minutes = Math.min(MOST_PAID_MINUTES, Math.floor(paidMs / MINUTE_MS));
  const fives = Math.floor(minutes / 5);
  return { xp: minutes + (ranToEnd ? fives : 0), coins: fives };
}

/** Milliseconds of a wall-clock interval that lie within the others. The others do not overlap one another, or count twice. */
export function overlapMs(from: Date, to: Date, others: readonly { from: Date; to: Date }[]): number {
  return others.reduce((sum, other) => {
    const shared = Math.min(to.getTime(), other.to.getTime()) - Math.max(from.getTime(), other.from.getTime());
    return sum + Math.max(0, shared);
  }, 0);
}

export interface PomodoroStep {
  phase: FocusPhase;
  /** Which focus phase of the set this is, or follows: 1 to `every`. */
  cycle: number;
}

/** What follows a pomodoro phase: a break after focus, the long one after each `every`-th; focus after a break. */
export function nextPomodoroStep({ phase, cycle }: PomodoroStep, { every }: Pick<PomodoroSettings, 'every'>): PomodoroStep {
  if (phase === 'focus') return { phase: cycle >= every ? 'long_break' : 'short_break', cycle };
  return { phase: 'focus', cycle: phase === 'long_break' || cycle >= every ? 1 : cycle + 1 };
}

export function phaseSeconds(phase: FocusPhase, pomodoro: PomodoroSettings): number {
  const minutes = { focus: pomodoro.focus, short_break: pomodoro.short, long_break: pomodoro.long }[phase];
  return minutes * 60;
}
