// Plans what is to happen by time after an archive of a device: a device does not keep what the server has planned.
import { commandContext, type CommandDb } from '#schema/command/define.ts';
import { planFocusDue } from '#schema/focus/due.ts';
import { planReminder as planHabit, REMINDED_COLUMNS } from '#schema/habits/due.ts';
import type { UserId } from '#schema/ids.ts';
import { planClose } from '#schema/market/freezes.ts';
import { planReminder as planEvent } from '#schema/planning/due.ts';
import { serverClientId } from '../commands/run.ts';

export async function planDue(db: CommandDb, now: Date, userId: UserId): Promise<void> {
  const ctx = commandContext({ userId, clientId: serverClientId(userId), commandId: 0, now, decidedAt: now });
  const habits = await db.selectFrom('habits').select(REMINDED_COLUMNS).where('user_id', '=', userId).orderBy('id').execute();
  for (const habit of habits) await planHabit(db, ctx, habit);
  const events = await db
    .selectFrom('calendar_events')
    .select('id')
    .where('user_id', '=', userId)
    .where('status', '=', 'planned')
    .orderBy('id')
    .execute();
  for (const { id } of events) await planEvent(db, ctx, id);
  const sessions = await db
    .selectFrom('focus_sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('completed_at', 'is', null)
    .where('abandoned_at', 'is', null)
    .orderBy('id')
    .execute();
  for (const session of sessions) await planFocusDue(db, ctx, session as Parameters<typeof planFocusDue>[2]);
  await planClose(db, ctx, now.toISOString().slice(0, 10));
}
