// Notes themselves: added, changed, marked one by one or many together, and erased.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { deleteOwn, given, insertionOutcome, insertOwn, ownRow, patchOwn, type Insertion } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { changedTags, cleanTags, noteLimits, TABLE_OF, type NoteKind } from '../rules/note.ts';
import { withTask } from '../rules/checklist.ts';
import { formerTitles } from '../rules/links.ts';
import {
  base,
  category,
  content,
  files,
  kind,
  newNote,
  noteItem,
  progress,
  reading,
  tags,
  title,
  url,
  type NewNote,
} from './args.ts';
import { attachFiles, deleteBeside, keepLostTexts } from './texts.ts';

/** The columns used here are the same in the three tables; the statements are typed as if they were about the first. */
export const tableOf = (of: NoteKind) => TABLE_OF[of] as 'ideas';

const emptyToNull = (text: string | null | undefined): string | null | undefined => (text === '' ? null : text);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** Two devices that make the same note under one id make it once. `source` and `sourceKey` are an import's. */
export function insertNote(
  db: CommandDb,
  ctx: CommandContext,
  note: NewNote & { source?: string; sourceKey?: string },
): Promise<Insertion> {
  const at = note.addedAt === undefined ? ctx.now : earlier(new Date(note.addedAt), ctx.now);
  const columns = {
    id: note.id,
    title: note.title,
    content: note.content ?? '',
    category: emptyToNull(note.category) ?? null,
    tags: cleanTags(note.tags ?? []),
    is_pinned: note.pinned ?? false,
    is_archived: note.archived ?? false,
    source: note.source ?? null,
    source_key: note.sourceKey ?? null,
    created_at: at,
    updated_at: ctx.now,
  };
  if (note.kind !== 'reference') return insertOwn(db, ctx, tableOf(note.kind), columns);
  const isRead = note.reading === 'read';
  return insertOwn(db, ctx, 'user_references', {
    ...columns,
    url: note.url ?? null,
    reading: note.reading ?? 'none',
    progress: isRead ? 100 : 0,
    read_at: isRead ? at : null,
  });
}

const add = defineCommand('notes.add', {
  args: newNote.extend({ files: files.optional() }),
  async apply(db, { files: added, ...note }, ctx) {
    const insertion = await insertNote(db, ctx, note);
    if (insertion !== 'conflict' && added) await attachFiles(db, ctx, note, added);
    return insertionOutcome(insertion);
  },
});

const edit = defineCommand('notes.edit', {
  args: z.object({
    kind,
    id: rowId,
    title: title.optional(),
    content: content.optional(),
    category: category.optional(),
    url: url.optional(),
    addTags: tags.optional(),
    removeTags: tags.optional(),
    /** The texts that the person changed, by their fingerprints. */
    base: z
      .object({ title: base.optional(), content: base.optional(), category: base.optional(), url: base.optional() })
      .optional(),
  }),
  async apply(db, args, ctx) {
    const table = tableOf(args.kind);
    const row = await ownRow(db, ctx, table, args.id, ['title', 'content', 'category', 'tags', 'former_titles']);
    if (!row) return reject('not_found');
    const isLink = args.kind === 'reference';
    const link = isLink ? await ownRow(db, ctx, 'user_references', args.id, ['url']) : undefined;
    const texts = { title: args.title, content: args.content, category: args.category, url: isLink ? args.url : undefined };
    const now = { title: row.title, content: row.content, category: row.category, url: link?.url ?? null };
    await keepLostTexts(db, ctx, args, { row: now, changes: texts, base: args.base ?? {} });
    const isTagged = args.addTags !== undefined || args.removeTags !== undefined;
    const isRenamed = texts.title !== undefined && texts.title !== row.title;
    const changes = {
      title: texts.title,
      former_titles: isRenamed ? formerTitles(row.former_titles, row.title, texts.title ?? '') : undefined,
      content: texts.content,
      category: emptyToNull(texts.category),
      tags: isTagged ? changedTags(row.tags, args.addTags ?? [], args.removeTags ?? []) : undefined,
    };
    if (!isLink) return patchOwn(db, ctx, table, args.id, changes);
    const isMoved = texts.url !== undefined && texts.url !== now.url;
    // What was fetched is about the former page.
    const unfetched = { site_title: null, site_description: null, site_name: null, icon: null, fetched_at: null };
    const unchecked = { link_status: null, link_checked_at: null };
    return patchOwn(db, ctx, 'user_references', args.id, {
      ...changes,
      url: texts.url,
      ...(isMoved && { ...unfetched, ...unchecked }),
    });
  },
});

/** Ticks a task of the text. It names the task by its words, so that changes of other lines on another device hold. */
const tick = defineCommand('notes.tick', {
  args: z.object({
    kind,
    id: rowId,
    words: z.string().max(noteLimits.content),
    nth: z.int().min(0).max(100_000),
    done: z.boolean(),
  }),
  async apply(db, { kind: of, id, words, nth, done }, ctx) {
    const row = await ownRow(db, ctx, tableOf(of), id, ['content']);
    const next = row && withTask(row.content ?? '', { words, nth }, done);
    if (next === undefined || next === null) return reject('not_found');
    return patchOwn(db, ctx, tableOf(of), id, { content: next });
  },
});

/** What a note can be marked as, alone or with others. A note that is gone is left out: another device erased it. */
const mark = defineCommand('notes.mark', {
  args: z.object({
    items: z.array(noteItem).min(1).max(noteLimits.items),
    pinned: z.boolean().optional(),
    archived: z.boolean().optional(),
    /** In the bin, or out of it. */
    deleted: z.boolean().optional(),
    category: category.optional(),
    addTags: tags.optional(),
    removeTags: tags.optional(),
    /** Of references; other notes are left as they are. */
    reading: reading.optional(),
    progress: progress.optional(),
  }),
  async apply(db, { items, ...marks }, ctx) {
    for (const item of items) await markOne(db, ctx, item, marks);
    return ok();
  },
});

type Marks = Omit<z.output<typeof mark.args>, 'items'>;

async function markOne(
  db: CommandDb,
  ctx: CommandContext,
  { kind: of, id }: { kind: NoteKind; id: string },
  marks: Marks,
): Promise<CommandOutcome> {
  const row = await ownRow(db, ctx, tableOf(of), id, ['tags', 'deleted_at']);
  if (!row) return ok();
  const isTagged = marks.addTags !== undefined || marks.removeTags !== undefined;
  const changes = given({
    is_pinned: marks.pinned,
    is_archived: marks.archived,
    deleted_at: marks.deleted === undefined ? undefined : marks.deleted ? (row.deleted_at ?? ctx.now) : null,
    category: emptyToNull(marks.category),
    tags: isTagged ? changedTags(row.tags, marks.addTags ?? [], marks.removeTags ?? []) : undefined,
  });
  const read = of === 'reference' ? await readingChanges(db, ctx, id, marks) : {};
  if (Object.keys({ ...changes, ...read }).length === 0) return ok();
  return patchOwn(db, ctx, of === 'reference' ? 'user_references' : tableOf(of), id, { ...changes, ...read });
}

/** Progress begins and ends the reading; whoever says "read" has read all of it. */
async function readingChanges(db: CommandDb, ctx: CommandContext, id: string, { reading: state, progress: part }: Marks) {
  if (state === undefined && part === undefined) return {};
  const row = await ownRow(db, ctx, 'user_references', id, ['reading', 'progress', 'read_at']);
  if (!row) return {};
  const next = state ?? (part === 100 ? 'read' : part === 0 ? row.reading : 'reading');
  return {
    reading: next,
    progress: next === 'read' ? 100 : (part ?? (row.reading === 'read' ? 0 : row.progress)),
    read_at: next === 'read' ? (row.read_at ?? ctx.now) : null,
  };
}

/** For good, with its files and kept texts. */
const erase = defineCommand('notes.erase', {
  args: z.object({ items: z.array(noteItem).min(1).max(noteLimits.items) }),
  async apply(db, { items }, ctx) {
    for (const { kind: of, id } of items) {
      await deleteBeside(db, ctx, id);
      await deleteOwn(db, ctx, tableOf(of), id);
    }
    return ok();
  },
});

export const ownNoteCommands = [add, edit, tick, mark, erase] as const;
