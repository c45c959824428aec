// The open session as this device last saw it, kept outside the replica so that the timer is there with the first paint.
// Only a cache: the replica's rows replace it as soon as they are known. Losing it loses nothing.
// zod/mini: this runs before the first paint, and the whole of zod is a tenth of the page's budget.
import * as z from 'zod/mini';
import type { ActiveFocus } from './model.ts';

const CACHE_KEY = 'cadence.focus';

const instant = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text)),
);
const session = z.object({
  id: z.string(),
  mode: z.enum(['pomodoro', 'countdown', 'stopwatch', 'break']),
  phase: z.enum(['focus', 'short_break', 'long_break']),
  cycle: z.number(),
  status: z.enum(['running', 'paused', 'completed', 'abandoned', 'expired']),
  duration_seconds: z.nullable(z.number()),
  started_at: instant,
  paused_at: z.nullable(instant),
  paused_ms: z.number(),
  completed_at: z.nullable(instant),
  abandoned_at: z.nullable(instant),
  expires_at: z.nullable(instant),
  task_title: z.nullable(z.string()),
  tag: z.nullable(z.string()),
  day: z.nullable(z.string()),
});
const snapshot = z.object({
  session: z.nullable(session),
  /** The session this device started last: another one in the replica came from elsewhere. */
  startedHere: z.nullable(z.string()),
});

export interface BootSnapshot {
  session: ActiveFocus | null;
  startedHere: string | null;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export function readBootSnapshot(storage?: Storage): BootSnapshot {
  const nothing: BootSnapshot = { session: null, startedHere: null };
  try {
    const read = snapshot.safeParse(JSON.parse((storage ?? localStorage).getItem(CACHE_KEY) ?? 'null'));
    return read.success ? read.data : nothing;
  } catch {
    return nothing;
  }
}

export function writeBootSnapshot(next: BootSnapshot, storage?: Storage): void {
  try {
    (storage ?? localStorage).setItem(CACHE_KEY, JSON.stringify(next));
  } catch {
    // No room or no storage: the next start shows the timer a second later.
  }
}
