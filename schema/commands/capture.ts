// The inbox: what a person captured and has not sorted yet. Ids are made by the device that captured the item.
// An item deleted on one device stays deleted: an edit made meanwhile on another is refused, and can be read in the sync corner.
import { z } from 'zod';
import { captureLimits } from '../rules/capture.ts';
import { defineCommand, ok, reject, type CommandDb } from './define.ts';
import { instant, rowId } from './values.ts';

const title = z.string().trim().min(1).max(captureLimits.title);
const description = z.string().max(captureLimits.description);
const tags = z.array(z.string().trim().min(1).max(captureLimits.tag)).max(captureLimits.tags);

const addCapture = defineCommand('capture.add', {
  args: z.object({
    id: rowId,
    title,
    description: description.nullish(),
    tags: tags.optional(),
    /** Given when a deletion is undone, so that the item returns to its place. */
    capturedAt: instant.optional(),
  }),
  async apply(db, args, ctx) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('inbox_items')
      .values({
        id: args.id,
        user_id: ctx.userId,
        title: args.title,
        description: args.description ?? null,
        tags: args.tags ?? [],
        created_at: args.capturedAt === undefined ? ctx.now : earlier(new Date(args.capturedAt), ctx.now),
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n || (await isOwned(db, args.id, ctx.userId))) return ok();
    return reject('conflict');
  },
});

const editCapture = defineCommand('capture.edit', {
  args: z.object({ id: rowId, title: title.optional(), description: description.nullish(), tags: tags.optional() }),
  async apply(db, { id, ...changes }, ctx) {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const { numUpdatedRows } = await db
      .updateTable('inbox_items')
      .set({ ...given, updated_at: ctx.now })
      .where('id', '=', id)
      .where('user_id', '=', ctx.userId)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 0n ? reject('not_found') : ok();
  },
});

const deleteCapture = defineCommand('capture.delete', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    await db.deleteFrom('inbox_items').where('id', '=', id).where('user_id', '=', ctx.userId).execute();
    return ok();
  },
});

export const captureCommands = [addCapture, editCapture, deleteCapture] as const;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

async function isOwned(db: CommandDb, id: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('inbox_items')
    .select('id')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}
