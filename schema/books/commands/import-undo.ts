// Takes an import of books back.
import { z } from 'zod';
import { defineCommand, ok, type CommandContext, type CommandDb } from '../../command/define.ts';
import { rowId } from '../../command/values.ts';
import { restand } from '../occurrences.ts';
import { bookLimits } from '../rules/book.ts';
import { deleteBook } from './books.ts';
import { source } from './import.ts';

/** Takes back what an import brought: its readings, sessions and notes, and its books where nothing else was done with them. */
export const undoImport = defineCommand('book.undoImport', {
  args: z.object({ source, bookIds: z.array(rowId).min(1).max(bookLimits.importedBooks) }),
  async apply(db, args, ctx) {
    for (const id of args.bookIds) {
      const book = await db
        .selectFrom('books')
        .select(['source'])
        .where('id', '=', id)
        .where('user_id', '=', ctx.userId)
        .executeTakeFirst();
      if (!book) continue;
      const continued = await db
        .selectFrom('reading_sessions')
        .select('reading_id')
        .where('book_id', '=', id)
        .where('source', 'is', null)
        .orderBy('id')
        .execute();
      const kept = continued.flatMap(({ reading_id: reading }) => reading ?? []);
      for (const table of ['reading_sessions', 'book_notes'] as const) {
        await db
          .deleteFrom(table)
          .where('book_id', '=', id)
          .where('user_id', '=', ctx.userId)
          .where('source', '=', args.source)
          .execute();
      }
      // A reading that the person continued here stays.
      const brought = db
        .deleteFrom('book_readings')
        .where('book_id', '=', id)
        .where('user_id', '=', ctx.userId)
        .where('source', '=', args.source);
      await (kept.length === 0 ? brought : brought.where('id', 'not in', kept)).execute();
      if (book.source === args.source && !(await hasOwnRows(db, ctx, id))) await deleteBook(db, ctx, id);
      else await restand(db, ctx, id);
    }
    return ok();
  },
});

async function hasOwnRows(db: CommandDb, ctx: CommandContext, bookId: string): Promise<boolean> {
  for (const table of ['book_readings', 'reading_sessions', 'book_notes'] as const) {
    const row = await db
      .selectFrom(table as 'book_notes')
      .select('id')
      .where('book_id', '=', bookId)
      .where('user_id', '=', ctx.userId)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}
