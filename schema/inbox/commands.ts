// The inbox: items that a person captured and has not sorted. The capturing device makes an item's id. Deletion wins: when one
// device deletes an item, an edit made meanwhile on another is refused, and the refused edit can be read in the list of refused changes.
import { z } from 'zod';
import { inboxLimits, PRIORITIES } from './rules.ts';
import { defineCommand, reject } from '../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, ownRow, patchOwn } from '../command/kit.ts';
import { day, instant, rowId } from '../command/values.ts';
import { base, files } from '../notes/commands/args.ts';
import { attachFiles, deleteBeside, keepLostTexts } from '../notes/commands/texts.ts';

const title = z.string().trim().min(1).max(inboxLimits.title);
const description = z.string().max(inboxLimits.description);
const tags = z.array(z.string().trim().min(1).max(inboxLimits.tag)).max(inboxLimits.tags);

const priority = z.enum(PRIORITIES).nullable();
/** Version 1 had neither priority, day nor files, and did not say which text was changed. */
const upgrade = { 1: (args: object) => args };

const addItem = defineCommand('inbox.add', {
  version: 2,
  upgrade,
  formerNames: ['capture.add'],
  args: z.object({
    id: rowId,
    title,
    description: description.nullish(),
    tags: tags.optional(),
    priority: priority.optional(),
    dueOn: day.nullish(),
    files: files.optional(),
    /** Set when a deletion is undone, so that the item returns to its old position. */
    capturedAt: instant.optional(),
  }),
  async apply(db, args, ctx) {
    const insertion = await insertOwn(db, ctx, 'inbox_items', {
      id: args.id,
      title: args.title,
      description: args.description ?? null,
      tags: args.tags ?? [],
      priority: args.priority ?? null,
      due_on: args.dueOn ?? null,
      created_at: args.capturedAt === undefined ? ctx.now : earlier(new Date(args.capturedAt), ctx.now),
      updated_at: ctx.now,
    });
    if (insertion !== 'conflict' && args.files) await attachFiles(db, ctx, { kind: 'inbox', id: args.id }, args.files);
    return insertionOutcome(insertion);
  },
});

const editItem = defineCommand('inbox.edit', {
  version: 2,
  upgrade,
  formerNames: ['capture.edit'],
  args: z.object({
    id: rowId,
    title: title.optional(),
    description: description.nullish(),
    tags: tags.optional(),
    priority: priority.optional(),
    dueOn: day.nullish(),
    /** The texts that the person changed, by their fingerprints. */
    base: z.object({ title: base.optional(), description: base.optional() }).optional(),
  }),
  async apply(db, { id, base: seen, dueOn, ...changes }, ctx) {
    const row = await ownRow(db, ctx, 'inbox_items', id, ['title', 'description']);
    if (!row) return reject('not_found');
    const texts = { title: changes.title, description: changes.description };
    await keepLostTexts(db, ctx, { kind: 'inbox', id }, { row, changes: texts, base: seen ?? {} });
    return patchOwn(db, ctx, 'inbox_items', id, { ...changes, due_on: dueOn });
  },
});

const deleteItem = defineCommand('inbox.delete', {
  formerNames: ['capture.delete'],
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    await deleteBeside(db, ctx, id);
    return deleteOwn(db, ctx, 'inbox_items', id);
  },
});

export const inboxCommands = [addItem, editItem, deleteItem] as const;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
