// Habits and their history from another app. The same file again changes nothing: ids are functions of the source, the habit's key and the day.
// Entries that the person made stand. Imported days are history: no occurrences, and paid nothing.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { given, jsonb, owns } from '../../command/kit.ts';
import { day, rowId } from '../../command/values.ts';
import { habitLimits, scheduleProblem } from '../rules/habit.ts';
import { entryId, restand, ruledHabit } from '../standing.ts';
import { fieldsToColumns, newHabitFields, value } from './args.ts';
import { deleteHabit, nextPlace } from './habits.ts';

const source = z.string().trim().min(1).max(40);

const entry = z.object({
  day,
  mark: z.enum(['done', 'skipped', 'missed']),
  value: value.nullable(),
  note: z.string().max(habitLimits.note).nullable(),
});

export const importedHabit = newHabitFields.extend({
  /** Of a habit that is here already and takes the entries; else the habit of that key is made. */
  habitId: rowId.nullable(),
  /** Names the habit within its source. */
  key: z.string().min(1).max(300),
  isArchived: z.boolean(),
  entries: z.array(entry).max(habitLimits.importedEntries),
});
export type ImportedHabit = z.output<typeof importedHabit>;

const importHabits = defineCommand('habit.import', {
  args: z.object({ source, habits: z.array(importedHabit).min(1).max(habitLimits.importedHabits) }),
  async apply(db, args, ctx) {
    for (const habit of args.habits) {
      const id = await habitFor(db, ctx, args.source, habit);
      const ruled = id === null ? undefined : await ruledHabit(db, ctx, id);
      if (!ruled) return reject(id === null ? 'invalid_arguments' : 'not_found');
      await insertEntries(db, ctx, args.source, ruled.id, habit.entries);
      await restand(db, ctx, ruled);
    }
    return ok();
  },
});

/** The habit that takes the entries; null for a schedule that cannot be. */
async function habitFor(db: CommandDb, ctx: CommandContext, from: string, habit: ImportedHabit): Promise<string | null> {
  if (habit.habitId !== null) return habit.habitId;
  const { key, isArchived, habitId: _, entries, ...fields } = habit;
  const id = ctx.derivedId('habits', from, key);
  if (await owns(db, ctx, 'habits', id)) return id;
  const { name, ...columns } = fieldsToColumns(fields);
  const row = { frequency: 'daily' as const, custom_days: [], interval_days: null, target_count: 1, ...given(columns) };
  if (scheduleProblem(row) !== null) return null;
  const begun = entries.reduce((least, one) => (one.day < least ? one.day : least), ctx.now.toISOString().slice(0, 10));
  await db
    .insertInto('habits')
    .values({
      ...row,
      id,
      user_id: ctx.userId,
      name: name ?? '',
      is_active: !isArchived,
      archived_at: isArchived ? ctx.now : null,
      sort_order: await nextPlace(db, ctx),
      source: from,
      source_key: key,
      reminders: columns.reminders ?? jsonb({}),
      created_at: new Date(`${begun}T00:00:00Z`),
      updated_at: ctx.now,
    })
    .execute();
  return id;
}

async function insertEntries(
  db: CommandDb,
  ctx: CommandContext,
  from: string,
  habitId: string,
  entries: ImportedHabit['entries'],
): Promise<void> {
  const byDay = new Map(entries.map((one) => [one.day, one]));
  if (byDay.size === 0) return;
  const rows = [...byDay.values()].map((one) => ({
    id: entryId(ctx, habitId, one.day),
    habit_id: habitId,
    user_id: ctx.userId,
    completed_at: new Date(`${one.day}T12:00:00Z`),
    completed_date: one.day,
    mark: one.mark,
    value: one.value,
    notes: one.note || null,
    source: from,
    updated_at: ctx.now,
  }));
  await db
    .insertInto('habit_completions')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Takes back what an import brought: its entries, and its habits where nothing else was done with them. */
const undoImport = defineCommand('habit.undoImport', {
  args: z.object({ source, habitIds: z.array(rowId).min(1).max(habitLimits.importedHabits) }),
  async apply(db, args, ctx) {
    for (const id of args.habitIds) {
      const habit = await db
        .selectFrom('habits')
        .select(['source'])
        .where('id', '=', id)
        .where('user_id', '=', ctx.userId)
        .executeTakeFirst();
      if (!habit) continue;
      await db
        .deleteFrom('habit_completions')
        .where('habit_id', '=', id)
        .where('user_id', '=', ctx.userId)
        .where('source', '=', args.source)
        .execute();
      const left = await db
        .selectFrom('habit_completions')
        .select('id')
        .where('habit_id', '=', id)
        .orderBy('id')
        .limit(1)
        .execute();
      const ruled = await ruledHabit(db, ctx, id);
      if (habit.source === args.source && left.length === 0) await deleteHabit(db, ctx, id);
      else if (ruled) await restand(db, ctx, ruled);
    }
    return ok();
  },
});

export const importCommands = [importHabits, undoImport] as const;
