// The inbox: items that a person captured and has not sorted. The capturing device makes an item's id. Deletion wins: when one
// device deletes an item, an edit made meanwhile on another is refused, and the refused edit can be read in the list of refused changes.
import { z } from 'zod';
import { inboxLimits } from './rules.ts';
import { defineCommand } from '../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, patchOwn } from '../command/kit.ts';
import { instant, rowId } from '../command/values.ts';

const title = z.string().trim().min(1).max(inboxLimits.title);
const description = z.string().max(inboxLimits.description);
const tags = z.array(z.string().trim().min(1).max(inboxLimits.tag)).max(inboxLimits.tags);

const addItem = defineCommand('inbox.add', {
  formerNames: ['capture.add'],
  args: z.object({
    id: rowId,
    title,
    description: description.nullish(),
    tags: tags.optional(),
    /** Set when a deletion is undone, so that the item returns to its old position. */
    capturedAt: instant.optional(),
  }),
  async apply(db, args, ctx) {
    const insertion = await insertOwn(db, ctx, 'inbox_items', {
      id: args.id,
      title: args.title,
      description: args.description ?? null,
      tags: args.tags ?? [],
      created_at: args.capturedAt === undefined ? ctx.now : earlier(new Date(args.capturedAt), ctx.now),
      updated_at: ctx.now,
    });
    return insertionOutcome(insertion);
  },
});

const editItem = defineCommand('inbox.edit', {
  formerNames: ['capture.edit'],
  args: z.object({ id: rowId, title: title.optional(), description: description.nullish(), tags: tags.optional() }),
  apply: (db, { id, ...changes }, ctx) => patchOwn(db, ctx, 'inbox_items', id, changes),
});

const deleteItem = defineCommand('inbox.delete', {
  formerNames: ['capture.delete'],
  args: z.object({ id: rowId }),
  apply: (db, { id }, ctx) => deleteOwn(db, ctx, 'inbox_items', id),
});

export const inboxCommands = [addItem, editItem, deleteItem] as const;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
