// Pauses for holidays or illness: of one habit or of all. The days of a pause neither break streaks nor lower scores.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, madeAt, ownRow, owns, patchOwn } from '../../command/kit.ts';
import { day, rowId } from '../../command/values.ts';
import { habitLimits } from '../rules/habit.ts';
import { restand, RULE_COLUMNS } from '../standing.ts';

const PAUSE_COLUMNS = ['habit_id', 'from_day', 'to_day'] as const;

const reason = z.string().trim().max(habitLimits.note).nullable();

const pause = defineCommand('habit.pause', {
  args: z.object({
    id: rowId,
    /** Null for all habits. */
    habitId: rowId.nullable(),
    from: day,
    /** Included; null while nobody knows. */
    to: day.nullable(),
    reason: reason.default(null),
  }),
  async apply(db, { id, habitId, from, to, reason: why }, ctx) {
    if (to !== null && to < from) return reject('invalid_arguments', 'The pause ends before it starts.');
    if (habitId !== null && !(await owns(db, ctx, 'habits', habitId))) return reject('not_found');
    const row = { id, habit_id: habitId, from_day: from, to_day: to, reason: why || null, ...madeAt(ctx) };
    const insertion = await insertOwn(db, ctx, 'habit_pauses', row);
    if (insertion === 'inserted') await restandPaused(db, ctx, habitId);
    return insertionOutcome(insertion);
  },
});

const editPause = defineCommand('habit.editPause', {
  args: z.object({ id: rowId, from: day.optional(), to: day.nullable().optional(), reason: reason.optional() }),
  async apply(db, { id, from, to, reason: why }, ctx) {
    const before = await ownRow(db, ctx, 'habit_pauses', id, PAUSE_COLUMNS);
    if (!before) return reject('not_found');
    const [first, last] = [from ?? before.from_day, to === undefined ? before.to_day : to];
    // Ended before its first day: it never was.
    if (last !== null && last < first) await deleteOwn(db, ctx, 'habit_pauses', id);
    else await patchOwn(db, ctx, 'habit_pauses', id, { from_day: from, to_day: to, reason: why });
    await restandPaused(db, ctx, before.habit_id);
    return ok();
  },
});

const deletePause = defineCommand('habit.deletePause', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const before = await ownRow(db, ctx, 'habit_pauses', id, PAUSE_COLUMNS);
    if (!before) return ok();
    await deleteOwn(db, ctx, 'habit_pauses', id);
    await restandPaused(db, ctx, before.habit_id);
    return ok();
  },
});

export async function restandPaused(db: CommandDb, ctx: CommandContext, habitId: string | null): Promise<void> {
  const all = db.selectFrom('habits').select(RULE_COLUMNS).where('user_id', '=', ctx.userId).orderBy('id');
  const habits = await (habitId === null ? all.where('is_active', '=', true) : all.where('id', '=', habitId)).execute();
  for (const habit of habits) await restand(db, ctx, habit);
}

export const pauseCommands = [pause, editPause, deletePause] as const;
