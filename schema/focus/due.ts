// Due entries of a focus session, for when no device is open: a notification at its end, and closing it on the server.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { dueAt, notDue } from '../due/due.ts';
import { focusEndNotice } from './notice.ts';
import { isOpen, plannedEnd, type FocusPhase, type FocusTimes } from './rules.ts';

interface TimedSession extends FocusTimes {
  id: string;
  phase: FocusPhase;
  task_title: string | null;
}

/** Called with the session's new state after every command. */
export async function planFocusDue(db: CommandDb, ctx: CommandContext, session: TimedSession): Promise<void> {
  const { id: key, expires_at } = session;
  if (!isOpen(session)) {
    await notDue(db, ctx, 'focus_expiry', key);
    // A session that ran to its end is announced to closed devices, even when an open device reported the end first.
    if (!ranToItsEnd(session)) await notDue(db, ctx, 'focus_end', key);
    return;
  }
  if (expires_at) await dueAt(db, ctx, { kind: 'focus_expiry', key, at: expires_at, command: 'focus.expire', args: { id: key } });
  const end = plannedEnd(session);
  if (end && end > ctx.decidedAt) {
    await dueAt(db, ctx, { kind: 'focus_end', key, at: end, notice: focusEndNotice(session) });
  } else {
    await notDue(db, ctx, 'focus_end', key);
  }
}

function ranToItsEnd(session: FocusTimes): boolean {
  if (session.status !== 'completed') return false;
  const end = plannedEnd({ ...session, status: 'running' });
  return end !== null && session.completed_at?.getTime() === end.getTime();
}
