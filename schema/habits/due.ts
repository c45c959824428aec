// The reminders of a habit. The server runs `habit.remind` when one is due: whether the habit still asks for something is decided then,
// and the next one is planned.
import { personDay } from '../day.ts';
import type { CommandContext, CommandDb } from '../command/define.ts';
import { dueAt, notDue } from '../due/due.ts';
import type { Notice } from '../due/notices.ts';
import { readSettings } from '../settings/rules.ts';
import { nextReminder, readReminders, type Reminders } from './rules/reminders.ts';

export interface RemindedHabit {
  id: string;
  name: string;
  question: string | null;
  is_active: boolean;
  reminders: unknown;
}

export const REMINDED_COLUMNS = ['id', 'name', 'question', 'is_active', 'reminders'] as const;

/** Called with the habit as every command leaves it. */
export async function planReminder(db: CommandDb, ctx: CommandContext, habit: RemindedHabit): Promise<void> {
  const reminders = readReminders(habit.reminders);
  const at = habit.is_active && reminders.times.length > 0 ? await nextAt(db, ctx, reminders) : null;
  if (at === null) await notDue(db, ctx, 'habit_due', habit.id);
  else await dueAt(db, ctx, { kind: 'habit_due', key: habit.id, at, command: 'habit.remind', args: { id: habit.id } });
}

async function nextAt(db: CommandDb, ctx: CommandContext, reminders: Reminders): Promise<Date | null> {
  const { zone } = await personClock(db, ctx, reminders);
  return nextReminder(reminders, zone, ctx.decidedAt);
}

/** The zone of the reminders and the person's day in it. */
export async function personClock(db: CommandDb, ctx: CommandContext, { zone: deviceZone }: Reminders) {
  const rows = await db
    .selectFrom('user_settings')
    .select(['key', 'value'])
    .where('user_id', '=', ctx.userId)
    .where('key', 'in', ['timeZone', 'dayStartHour'])
    .orderBy('key')
    .execute();
  const { timeZone, dayStartHour } = readSettings(rows);
  const zone = timeZone === 'auto' ? deviceZone : timeZone;
  try {
    return { zone, day: personDay(ctx.now, zone, dayStartHour) };
  } catch {
    return { zone: 'UTC', day: personDay(ctx.now, 'UTC', dayStartHour) };
  }
}

export const habitNotice = ({ id, name, question }: RemindedHabit): Notice => ({
  title: name,
  body: question ?? 'Not done yet today.',
  url: `/habits/${id}`,
});
