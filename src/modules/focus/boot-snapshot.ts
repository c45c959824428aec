// The open session as this device last saw it, kept outside the replica so that the timer is there with the first paint.
// Only a cache: the replica's rows replace it as soon as they are known. Losing it loses nothing.
import { z } from 'zod';
import type { ActiveFocus } from './model.ts';

const CACHE_KEY = 'cadence.focus';

const instant = z.iso.datetime().transform((text) => new Date(text));
const session = z.object({
  id: z.string(),
  mode: z.enum(['pomodoro', 'countdown', 'stopwatch', 'break']),
  phase: z.enum(['focus', 'short_break', 'long_break']),
  cycle: z.number(),
  status: z.enum(['running', 'paused', 'completed', 'abandoned', 'expired']),
  duration_seconds: z.number().nullable(),
  started_at: instant,
  paused_at: instant.nullable(),
  paused_ms: z.number(),
  completed_at: instant.nullable(),
  abandoned_at: instant.nullable(),
  expires_at: instant.nullable(),
  task_title: z.string().nullable(),
  tag: z.string().nullable(),
  day: z.string().nullable(),
});
const snapshot = z.object({
  session: session.nullable(),
  /** The session this device started last: another one in the replica came from elsewhere. */
  startedHere: z.string().nullable(),
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
