// Reminders: `habit.remind` is run by the server when one is due; a person puts one off.
import { z } from 'zod';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { ownRow } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { addDays } from '../../day.ts';
import { dueAt } from '../../due/due.ts';
import { habitNotice, personClock, planReminder, REMINDED_COLUMNS } from '../due.ts';
import { daysOf } from '../rules/days.ts';
import { readReminders } from '../rules/reminders.ts';
import { entriesOf, pausesOf, RULE_COLUMNS } from '../standing.ts';

/** As far back as repetitions can cover a day. */
const LOOK_BACK_DAYS = 400;

const remind = defineCommand('habit.remind', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const habit = await ownRow(db, ctx, 'habits', id, [...RULE_COLUMNS, ...REMINDED_COLUMNS]);
    // Deleted since: there is nothing to remind of.
    if (!habit) return ok();
    const { day: today } = await personClock(db, ctx, readReminders(habit.reminders));
    const [entries, pauses] = [await entriesOf(db, ctx, id), await pausesOf(db, ctx, id)];
    const days = daysOf(habit, entries, pauses, { from: addDays(today, -LOOK_BACK_DAYS), to: today });
    const isDue = ['open', 'partial'].includes(days.at(-1)?.mark ?? 'open');
    if (isDue && habit.is_active) {
      await dueAt(db, ctx, { kind: 'habit_reminder', key: id, at: ctx.now, notice: habitNotice(habit) });
    }
    await planReminder(db, ctx, habit);
    return ok();
  },
});

const snooze = defineCommand('habit.snooze', {
  args: z.object({
    id: rowId,
    minutes: z
      .int()
      .min(5)
      .max(24 * 60),
  }),
  async apply(db, { id, minutes }, ctx) {
    const habit = await ownRow(db, ctx, 'habits', id, REMINDED_COLUMNS);
    if (!habit) return reject('not_found');
    const at = new Date(ctx.now.getTime() + minutes * 60_000);
    await dueAt(db, ctx, { kind: 'habit_reminder', key: id, at, notice: habitNotice(habit) });
    return ok();
  },
});

export const reminderCommands = [remind, snooze] as const;
