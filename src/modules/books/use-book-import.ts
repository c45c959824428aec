// The import of books: the books here, the command that adds imported ones, and the one that removes them.
import { useMemo } from 'react';
import { chunksOf } from '#schema/chunks.ts';
import type { BookItem } from '#schema/books/files/book-import.ts';
import { bookLimits } from '#schema/books/rules/book.ts';
import { useImport, type Step } from '#src/importing/public.ts';
import { useTimeZone } from '#src/modules/settings/public.ts';
import { useReplica, type Replica } from '#src/replica/public.ts';
import { booksForImport, rowIdsForImport, type ImportedBookRow } from './queries.ts';

export function useBookImport() {
  const replica = useReplica();
  const zone = useTimeZone();
  const steps = useMemo(
    () => ({
      domain: 'books' as const,
      zone,
      async facts() {
        const [books, rows] = await Promise.all([replica.query(booksForImport()), replica.query(rowIdsForImport())]);
        return {
          books: books.map(({ source_key, times_read, total_pages, ...book }) => ({
            ...book,
            sourceKey: source_key,
            timesRead: times_read,
            totalPages: total_pages,
          })),
          rowIds: rows.map(({ id }) => id),
        };
      },
      save: (items: readonly [BookItem, ...BookItem[]]) =>
        replica.dispatch('book.import', { source: items[0].source, books: items.map(({ book }) => book) }),
    }),
    [replica, zone],
  );
  const { undo, ...importing } = useImport(steps);
  return { ...importing, undo: (rows: readonly ImportedBookRow[]) => undo(undoSteps(replica, rows)) };
}

function undoSteps(replica: Replica, rows: readonly ImportedBookRow[]): Step[] {
  const sources = new Set(rows.map(({ source }) => source ?? ''));
  return [...sources].flatMap((source) => {
    const ids = [...new Set(rows.filter((row) => row.source === source).map(({ id }) => id))];
    return chunksOf(ids, bookLimits.importedBooks).map((bookIds) => ({
      count: bookIds.length,
      dispatch: () => replica.dispatch('book.undoImport', { source, bookIds }),
    }));
  });
}

/** The rows of what was just saved. */
export function rowsOfItems(items: readonly BookItem[], rows: readonly ImportedBookRow[]): ImportedBookRow[] {
  const keys = new Set(items.flatMap(({ source, book }) => [`${source} ${book.key}`, `${source} ${book.bookId}`]));
  return rows.filter((row) => keys.has(`${row.source} ${row.key}`) || keys.has(`${row.source} ${row.id}`));
}
