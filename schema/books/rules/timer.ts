// The reading timer: a set of timestamps, from which the time is always computed. So the time is right after sleep, a reload or
// an empty battery, and on another device. Invariants: time never decreases, a pause adds none, an ended session never runs again.

export type SessionStatus = 'running' | 'paused' | 'ended';

export interface TimedReading {
  status: SessionStatus;
  started_at: Date;
  ended_at: Date | null;
  paused_at: Date | null;
  /** The sum of all ended pauses. */
  paused_ms: number;
}

/** A timer that was forgotten counts at most this long. */
export const LONGEST_READING_MS = 8 * 3_600_000;
/** Shorter sessions without pages are not kept. */
export const SHORTEST_READING_MS = 60_000;

/** Milliseconds read until `at`, without pauses. */
export function readMs({ started_at, ended_at, paused_at, paused_ms }: TimedReading, at: Date): number {
  const stop = ended_at ?? paused_at ?? at;
  return Math.min(LONGEST_READING_MS, Math.max(0, stop.getTime() - started_at.getTime() - paused_ms));
}

type TimerChange = Partial<Pick<TimedReading, 'status' | 'paused_at' | 'paused_ms' | 'ended_at'>>;

/** Null when the timer does not run: a second pause changes nothing. */
export function planPause(session: TimedReading, at: Date): TimerChange | null {
  if (session.status !== 'running') return null;
  const earliest = session.started_at.getTime() + session.paused_ms;
  return { status: 'paused', paused_at: new Date(Math.max(at.getTime(), earliest)) };
}

/** Null when the timer is not paused. */
export function planResume(session: TimedReading, at: Date): TimerChange | null {
  if (session.status !== 'paused' || session.paused_at === null) return null;
  const pausedMs = Math.max(0, at.getTime() - session.paused_at.getTime());
  return { status: 'running', paused_at: null, paused_ms: Math.min(MOST_PAUSED_MS, session.paused_ms + pausedMs) };
}

/** The column is an int. */
const MOST_PAUSED_MS = 2_000_000_000;

/** The end of a session at `at`, and how long was read. A paused session ends when its pause began. */
export function planStop(session: TimedReading, at: Date): { ended_at: Date; duration_ms: number } {
  const stop = session.paused_at ?? at;
  const ended = new Date(Math.max(stop.getTime(), session.started_at.getTime()));
  return { ended_at: ended, duration_ms: readMs({ ...session, ended_at: ended }, ended) };
}
