// Habits themselves: added, changed, ordered, archived and deleted.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { given, insertionOutcome, insertOwn, madeAt, ownRow, patchOwn } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { notDue } from '../../due/due.ts';
import { planReminder, REMINDED_COLUMNS } from '../due.ts';
import { habitLimits, scheduleProblem } from '../rules/habit.ts';
import { restand, RULE_COLUMNS, ruledHabit } from '../standing.ts';
import { fieldsToColumns, habitFields, newHabitFields } from './args.ts';

export async function nextPlace(db: CommandDb, ctx: CommandContext): Promise<number> {
  const last = await db
    .selectFrom('habits')
    .select(({ fn }) => fn.max('sort_order').as('sort_order'))
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
  return (last?.sort_order ?? -1) + 1;
}

async function planFor(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  const habit = await ownRow(db, ctx, 'habits', id, REMINDED_COLUMNS);
  if (habit) await planReminder(db, ctx, habit);
}

const add = defineCommand('habit.add', {
  args: newHabitFields.extend({ id: rowId }),
  async apply(db, { id, ...fields }, ctx) {
    const { name, ...columns } = fieldsToColumns(fields);
    const row = { frequency: 'daily' as const, custom_days: [], interval_days: null, target_count: 1, ...given(columns) };
    const problem = scheduleProblem(row);
    if (problem !== null) return reject('invalid_arguments', problem);
    const insertion = await insertOwn(db, ctx, 'habits', {
      ...row,
      id,
      name: name ?? '',
      sort_order: await nextPlace(db, ctx),
      ...madeAt(ctx),
    });
    if (insertion === 'inserted' && fields.reminders) await planFor(db, ctx, id);
    return insertionOutcome(insertion);
  },
});

const edit = defineCommand('habit.edit', {
  args: habitFields.partial().extend({ id: rowId }),
  async apply(db, { id, ...fields }, ctx) {
    const before = await ownRow(db, ctx, 'habits', id, RULE_COLUMNS);
    if (!before) return reject('not_found');
    const columns = fieldsToColumns(fields);
    const problem = scheduleProblem({ ...before, ...given({ ...columns }) });
    if (problem !== null) return reject('invalid_arguments', problem);
    await patchOwn(db, ctx, 'habits', id, columns);
    const isRuleChanged = RULE_COLUMNS.some((column) => column !== 'id' && column !== 'name' && columns[column] !== undefined);
    const habit = isRuleChanged ? await ruledHabit(db, ctx, id) : undefined;
    if (habit) await restand(db, ctx, habit);
    if (fields.reminders !== undefined) await planFor(db, ctx, id);
    return ok();
  },
});

const archive = defineCommand('habit.archive', {
  args: z.object({ id: rowId, isArchived: z.boolean() }),
  async apply(db, { id, isArchived }, ctx) {
    const outcome = await patchOwn(db, ctx, 'habits', id, { is_active: !isArchived, archived_at: isArchived ? ctx.now : null });
    if (outcome.ok) await planFor(db, ctx, id);
    if (isArchived) await notDue(db, ctx, 'habit_reminder', id);
    return outcome;
  },
});

/** The habits named come in this order; those not named keep their places behind the same number. */
const reorder = defineCommand('habit.reorder', {
  args: z.object({ ids: z.array(rowId).min(1).max(habitLimits.habits) }),
  async apply(db, { ids }, ctx) {
    const rows = await db
      .selectFrom('habits')
      .select(['id', 'sort_order'])
      .where('user_id', '=', ctx.userId)
      .where('id', 'in', ids)
      .orderBy('id')
      .execute();
    const placeById = new Map(rows.map(({ id, sort_order }) => [id, sort_order]));
    const wanted = [...new Set(ids)].filter((id) => placeById.has(id));
    for (const [place, id] of wanted.entries()) {
      if (placeById.get(id) === place) continue;
      await db.updateTable('habits').set({ sort_order: place, updated_at: ctx.now }).where('id', '=', id).execute();
    }
    return ok();
  },
});

/** With its whole history. What its ticks were paid stays paid: they were done. */
const remove = defineCommand('habit.delete', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    await deleteHabit(db, ctx, id);
    return ok();
  },
});

/** The children are named, because a replica has no foreign keys. */
export async function deleteHabit(db: CommandDb, ctx: CommandContext, id: string): Promise<CommandOutcome> {
  for (const table of ['habit_completions', 'habit_pauses'] as const) {
    await db.deleteFrom(table).where('habit_id', '=', id).where('user_id', '=', ctx.userId).execute();
  }
  await notDue(db, ctx, 'habit_due', id);
  await notDue(db, ctx, 'habit_reminder', id);
  await db.deleteFrom('habits').where('id', '=', id).where('user_id', '=', ctx.userId).execute();
  return ok();
}

export const ownHabitCommands = [add, edit, archive, reorder, remove] as const;
