// The open session as this device last saw it, kept outside the replica so that the timer is there with the first paint.
// Only a cache: the replica's rows replace it as soon as they are known. Losing it loses nothing.
import { finite, instant, oneOf, orNull, readStored, record, text } from '#src/stored-json.ts';
import type { ActiveFocus } from './model.ts';

const CACHE_KEY = 'cadence.focus';

const session = record({
  id: text,
  mode: oneOf(['pomodoro', 'countdown', 'stopwatch', 'break']),
  phase: oneOf(['focus', 'short_break', 'long_break']),
  cycle: finite,
  status: oneOf(['running', 'paused', 'completed', 'abandoned', 'expired']),
  duration_seconds: orNull(finite),
  started_at: instant,
  paused_at: orNull(instant),
  paused_ms: finite,
  completed_at: orNull(instant),
  abandoned_at: orNull(instant),
  expires_at: orNull(instant),
  task_title: orNull(text),
  tag: orNull(text),
  day: orNull(text),
});
const snapshot = record({
  session: orNull(session),
  /** The session this device started last: another one in the replica came from elsewhere. */
  startedHere: orNull(text),
});

export interface BootSnapshot {
  session: ActiveFocus | null;
  startedHere: string | null;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export const readBootSnapshot = (storage?: Storage): BootSnapshot =>
  readStored(CACHE_KEY, snapshot, storage) ?? { session: null, startedHere: null };

export function writeBootSnapshot(next: BootSnapshot, storage?: Storage): void {
  try {
    (storage ?? localStorage).setItem(CACHE_KEY, JSON.stringify(next));
  } catch {
    // No room or no storage: the next start shows the timer a second later.
  }
}
