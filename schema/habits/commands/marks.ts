// What a day of a habit is: done, skipped with a reason, not done, or open again. Invariants: one row for a habit and day; a tick is paid once
// and what it paid goes with it; a tick that another record made pays nothing of its own.
import { z } from 'zod';
import { boundedDayAt } from '../../command/person-day.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { day, rowId } from '../../command/values.ts';
import { daysBetween, latestDay } from '../../day.ts';
import { notDue } from '../../due/due.ts';
import { occurred, takenBack } from '../../progress/occurrences.ts';
import { habitLimits, isTick } from '../rules/habit.ts';
import { entryId, restand, ruledHabit, type RuledHabit } from '../standing.ts';
import { value } from './args.ts';

/** What is filled in later than this is history: it counts for the habit, and is no occurrence. */
const OCCURRED_BACK_DAYS = 7;

const mark = defineCommand('habit.mark', {
  args: z.object({
    habitId: rowId,
    day,
    mark: z.enum(['done', 'skipped', 'missed', 'none']),
    /** Of a measured habit. Left out, the value stays; a new tick has the target. */
    value: value.optional(),
    /** A note, or why the day is skipped. Left out, it stays. */
    note: z.string().trim().max(habitLimits.note).nullable().optional(),
  }),
  async apply(db, args, ctx) {
    const habit = await ruledHabit(db, ctx, args.habitId);
    if (!habit) return reject('not_found');
    const on = await possibleDay(db, ctx, args.day);
    if (args.mark === 'none') await clearDay(db, ctx, habit, on);
    else await setDay(db, ctx, habit, on, { ...args, mark: args.mark });
    await restand(db, ctx, habit);
    await notDue(db, ctx, 'habit_reminder', habit.id);
    return ok();
  },
});

/** A day in the future is what a wrong clock said: the person's day of the act takes its place. */
async function possibleDay(db: CommandDb, ctx: CommandContext, on: string): Promise<string> {
  return on > latestDay(ctx.now) ? boundedDayAt(db, ctx, on, ctx.now) : on;
}

const occurrenceOf = (habit: RuledHabit, on: string) => ({ kind: 'habit' as const, id: `${habit.id}:${on}` });

async function clearDay(db: CommandDb, ctx: CommandContext, habit: RuledHabit, on: string): Promise<void> {
  await takenBack(db, ctx, { ...occurrenceOf(habit, on), reason: `Not done: ${habit.name}` });
  await db
    .deleteFrom('habit_completions')
    .where('id', '=', entryId(ctx, habit.id, on))
    .execute();
}

interface DayMarking {
  mark: 'done' | 'skipped' | 'missed';
  value?: number | undefined;
  note?: string | null | undefined;
}

async function setDay(db: CommandDb, ctx: CommandContext, habit: RuledHabit, on: string, marking: DayMarking): Promise<void> {
  const id = entryId(ctx, habit.id, on);
  const before = await db
    .selectFrom('habit_completions')
    .select(['mark', 'value', 'notes', 'completed_at', 'linked_kind'])
    .where('id', '=', id)
    .executeTakeFirst();
  const isDone = marking.mark === 'done';
  const entry = { mark: marking.mark, value: isDone ? valueOf(habit, marking.value, before?.value ?? null) : null };
  // A tick that came from a session stays its tick when only its note or value is changed.
  const linkedKind = isDone && before?.mark === 'done' ? before.linked_kind : null;
  const row = {
    ...entry,
    notes: marking.note === undefined ? (before?.notes ?? null) : marking.note || null,
    linked_kind: linkedKind,
    completed_at: before?.mark === 'done' && isDone ? before.completed_at : actOf(ctx, on),
    updated_at: ctx.now,
  };
  await db
    .insertInto('habit_completions')
    .values({ id, habit_id: habit.id, user_id: ctx.userId, completed_date: on, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  if (!isTick(habit, entry)) await takenBack(db, ctx, { ...occurrenceOf(habit, on), reason: `Not done: ${habit.name}` });
  else if (linkedKind === null && Math.abs(daysBetween(on, utcDay(ctx.now))) <= OCCURRED_BACK_DAYS) {
    await occurred(db, ctx, {
      ...occurrenceOf(habit, on),
      day: on,
      at: actOf(ctx, on),
      amounts: { ticks: 1 },
      links: [{ kind: 'habit', id: habit.id }],
      reason: `Habit: ${habit.name}`,
    });
  }
}

function valueOf(habit: RuledHabit, wanted: number | undefined, before: number | null): number | null {
  if (habit.kind === 'check') return null;
  return wanted ?? before ?? habit.target_value ?? 1;
}

const utcDay = (at: Date): string => at.toISOString().slice(0, 10);

/** When it was done: now, or at noon of a day that is over. */
function actOf(ctx: CommandContext, on: string): Date {
  return Math.abs(daysBetween(on, utcDay(ctx.now))) <= 1 ? ctx.now : new Date(`${on}T12:00:00Z`);
}

export const markCommands = [mark] as const;
