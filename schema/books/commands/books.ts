// Books themselves: added, changed, deleted; their labels; and what a person wants to read in a year.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { deleteOwn, given, insertionOutcome, insertOwn, madeAt, ownRow, patchOwn } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { bookLimits, cleanLabels, GOAL_UNITS } from '../rules/book.ts';
import { restand } from '../occurrences.ts';
import { bookFields, fieldsToColumns, newBookFields } from './args.ts';

const add = defineCommand('book.add', {
  args: newBookFields.extend({ id: rowId }),
  async apply(db, { id, ...fields }, ctx) {
    const { title, ...columns } = fieldsToColumns(fields);
    return insertionOutcome(await insertOwn(db, ctx, 'books', { ...given(columns), id, title: title ?? '', ...madeAt(ctx) }));
  },
});

const edit = defineCommand('book.edit', {
  args: bookFields.partial().extend({ id: rowId }),
  async apply(db, { id, ...fields }, ctx) {
    const before = await ownRow(db, ctx, 'books', id, ['unit', 'total_pages', 'total_minutes']);
    if (!before) return reject('not_found');
    await patchOwn(db, ctx, 'books', id, fieldsToColumns(fields));
    // Positions in percent and the pages of sessions follow from the length.
    const isLengthGiven = fields.unit !== undefined || fields.totalPages !== undefined || fields.totalMinutes !== undefined;
    if (isLengthGiven) await restand(db, ctx, id);
    return ok();
  },
});

/** With its readings, sessions and notes. What the reading was paid stays paid: it was done. */
const remove = defineCommand('book.delete', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    await deleteBook(db, ctx, id);
    return ok();
  },
});

/** The children are named, because a replica has no foreign keys. */
export async function deleteBook(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  for (const table of ['reading_sessions', 'book_readings', 'book_notes'] as const) {
    await db.deleteFrom(table).where('book_id', '=', id).where('user_id', '=', ctx.userId).execute();
  }
  await deleteOwn(db, ctx, 'books', id);
}

/** A label that exists already takes the books of the renamed one: they are merged. */
const renameLabel = defineCommand('book.renameLabel', {
  args: z.object({
    of: z.enum(['tags', 'shelves']),
    from: z.string().trim().min(1).max(bookLimits.label),
    /** Null removes the label from all books. */
    to: z.string().trim().min(1).max(bookLimits.label).nullable(),
  }),
  async apply(db, { of, from, to }, ctx) {
    const books = await db
      .selectFrom('books')
      .select(['id', 'tags', 'shelves'])
      .where('user_id', '=', ctx.userId)
      .orderBy('id')
      .execute();
    for (const { id, [of]: labels } of books) {
      if (!labels.includes(from)) continue;
      const next = cleanLabels(labels.flatMap((label) => (label === from ? (to ?? []) : label)));
      await patchOwn(db, ctx, 'books', id, { [of]: next });
    }
    return ok();
  },
});

/** One goal a year. Its id is derived, so that two devices change the same one. */
const setGoal = defineCommand('book.setGoal', {
  args: z.object({
    year: z.int().min(1900).max(9999),
    unit: z.enum(GOAL_UNITS),
    /** Null for no goal. */
    target: z.int().min(1).max(bookLimits.goal).nullable(),
  }),
  async apply(db, { year, unit, target }, ctx) {
    const id = ctx.derivedId('reading_goals', year);
    if (target === null) return deleteOwn(db, ctx, 'reading_goals', id);
    await db
      .insertInto('reading_goals')
      .values({ id, user_id: ctx.userId, year, unit, target, ...madeAt(ctx) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ unit, target, updated_at: ctx.now }))
      .execute();
    return ok();
  },
});

export const ownBookCommands = [add, edit, remove, renameLabel, setGoal] as const;
