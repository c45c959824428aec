// Quotes from a book and notes about it.
import { z } from 'zod';
import { defineCommand, reject } from '../../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, madeAt, owns, patchOwn } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { NOTE_KINDS } from '../rules/book.ts';
import { noteText, pages } from './args.ts';

const addNote = defineCommand('book.addNote', {
  args: z.object({ id: rowId, bookId: rowId, kind: z.enum(NOTE_KINDS), content: noteText, page: pages.nullable() }),
  async apply(db, { id, bookId, kind, content, page }, ctx) {
    if (!(await owns(db, ctx, 'books', bookId))) return reject('not_found');
    return insertionOutcome(await insertOwn(db, ctx, 'book_notes', { id, book_id: bookId, kind, content, page, ...madeAt(ctx) }));
  },
});

const editNote = defineCommand('book.editNote', {
  args: z.object({
    id: rowId,
    kind: z.enum(NOTE_KINDS).optional(),
    content: noteText.optional(),
    page: pages.nullable().optional(),
  }),
  apply: (db, { id, kind, content, page }, ctx) => patchOwn(db, ctx, 'book_notes', id, { kind, content, page }),
});

const deleteNote = defineCommand('book.deleteNote', {
  args: z.object({ id: rowId }),
  apply: (db, { id }, ctx) => deleteOwn(db, ctx, 'book_notes', id),
});

export const noteCommands = [addNote, editNote, deleteNote] as const;
