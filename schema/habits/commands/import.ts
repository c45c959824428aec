// Habits and their history from another app. The same file again changes nothing: ids are functions of the source, the habit's key and the day.
// Entries that the person made stand. Imported days are history: no occurrences, and paid nothing.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { given, jsonb, madeAt, owns } from '../../command/kit.ts';
import { day, rowId } from '../../command/values.ts';
import { latestDay } from '../../day.ts';
import { habitLimits, scheduleProblem } from '../rules/habit.ts';
import { entryId, pausesOf, restand, ruledHabit } from '../standing.ts';
import { fieldsToColumns, newHabitFields, value } from './args.ts';
import { deleteHabit, nextPlace } from './habits.ts';
import { restandPaused } from './pauses.ts';

const source = z.string().trim().min(1).max(40);

const entry = z.object({
  day,
  mark: z.enum(['done', 'skipped', 'missed']),
  value: value.nullable(),
  note: z.string().max(habitLimits.note).nullable(),
});

const importedPause = z.object({
  from: day,
  to: day.nullable(),
  reason: z.string().max(habitLimits.note).nullable(),
  /** Of all habits, and not only of this one. */
  ofAll: z.boolean(),
});
type ImportedPause = z.output<typeof importedPause>;

export const importedHabit = newHabitFields.extend({
  /** Of a habit that is here already and takes the entries; else the habit of that key is made. */
  habitId: rowId.nullable(),
  /** Names the habit within its source. */
  key: z.string().min(1).max(300),
  isArchived: z.boolean(),
  entries: z.array(entry).max(habitLimits.importedEntries),
  pauses: z.array(importedPause).max(habitLimits.importedPauses).default([]),
});
export type ImportedHabit = z.output<typeof importedHabit>;

const importHabits = defineCommand('habit.import', {
  version: 2,
  // Version 1 had no pauses.
  upgrade: { 1: (args) => args },
  args: z.object({ source, habits: z.array(importedHabit).min(1).max(habitLimits.importedHabits) }),
  async apply(db, args, ctx) {
    for (const habit of args.habits) {
      const id = await habitFor(db, ctx, args.source, habit);
      const ruled = id === null ? undefined : await ruledHabit(db, ctx, id);
      if (!ruled) return reject(id === null ? 'invalid_arguments' : 'not_found');
      const latest = latestDay(ctx.now);
      await insertEntries(
        db,
        ctx,
        args.source,
        ruled.id,
        habit.entries.filter(({ day: on }) => on <= latest),
      );
      const isAllPaused = await insertPauses(db, ctx, args.source, ruled.id, habit.pauses);
      if (isAllPaused) await restandPaused(db, ctx, null);
      await restand(db, ctx, ruled);
    }
    return ok();
  },
});

/** The habit that takes the entries; null for a schedule that cannot be. */
async function habitFor(db: CommandDb, ctx: CommandContext, from: string, habit: ImportedHabit): Promise<string | null> {
  if (habit.habitId !== null) return habit.habitId;
  const { key, isArchived, habitId: _, entries, pauses: _pauses, ...fields } = habit;
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

/** A function of the pause and of where it came from, so that undoing the import finds it. */
const pauseId = (ctx: CommandContext, from: string, { habit_id, from_day, to_day }: PauseRow): string =>
  ctx.derivedId('habit_pauses', from, habit_id ?? 'all', from_day, to_day ?? '');

interface PauseRow {
  habit_id: string | null;
  from_day: string;
  to_day: string | null;
}

/** Leaves out those that are here already. True when a pause of all habits is new. */
async function insertPauses(
  db: CommandDb,
  ctx: CommandContext,
  from: string,
  habitId: string,
  pauses: readonly ImportedPause[],
): Promise<boolean> {
  if (pauses.length === 0) return false;
  const here = await pausesOf(db, ctx, habitId);
  let isAllPaused = false;
  for (const { from: from_day, to: to_day, reason, ofAll } of pauses) {
    const row = { habit_id: ofAll ? null : habitId, from_day, to_day };
    if ((to_day !== null && to_day < from_day) || here.some((one) => isSamePause(one, row))) continue;
    const added = { ...row, id: pauseId(ctx, from, row) };
    here.push(added);
    isAllPaused ||= ofAll;
    await db
      .insertInto('habit_pauses')
      .values({ ...added, user_id: ctx.userId, reason: reason || null, ...madeAt(ctx) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  return isAllPaused;
}

const isSamePause = (a: PauseRow, b: PauseRow): boolean =>
  a.habit_id === b.habit_id && a.from_day === b.from_day && a.to_day === b.to_day;

async function deletePauses(db: CommandDb, ctx: CommandContext, from: string, habitId: string): Promise<void> {
  for (const { id, ...pause } of await pausesOf(db, ctx, habitId)) {
    if (id !== pauseId(ctx, from, pause)) continue;
    await db.deleteFrom('habit_pauses').where('id', '=', id).where('user_id', '=', ctx.userId).execute();
    if (pause.habit_id === null) await restandPaused(db, ctx, null);
  }
}

/** Takes back what an import brought: its entries and pauses, and its habits where nothing else was done with them. */
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
      await deletePauses(db, ctx, args.source, id);
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
