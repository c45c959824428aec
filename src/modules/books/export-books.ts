// The person's books as files. Loaded on first use, because it brings the ZIP writer.
import type { FileBook } from '#schema/books/files/book-file.ts';
import { writeGoodreads } from '#schema/books/files/write-goodreads.ts';
import { writeBooks } from '#schema/books/files/write-own.ts';
import type { Replica } from '#src/replica/api.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { booksForExport, notesForExport, readingsForExport, sessionsForExport } from './queries.ts';

export async function exportBooks(replica: Pick<Replica, 'query'>, today: string): Promise<void> {
  const bytes = writeBooks(await readFileBooks(replica));
  saveFile(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' }), `cadence-books-${today}.zip`);
}

export async function exportForGoodreads(replica: Pick<Replica, 'query'>, today: string): Promise<void> {
  const text = writeGoodreads(await readFileBooks(replica));
  saveFile(new Blob([text], { type: 'text/csv' }), `books-goodreads-${today}.csv`);
}

async function readFileBooks(replica: Pick<Replica, 'query'>): Promise<FileBook[]> {
  const [books, readings, sessions, notes] = await Promise.all([
    replica.query(booksForExport()),
    replica.query(readingsForExport()),
    replica.query(sessionsForExport()),
    replica.query(notesForExport()),
  ]);
  const readingsByBook = byBook(readings);
  const sessionsByBook = byBook(sessions);
  const notesByBook = byBook(notes);
  return books.map((book) => {
    const own = readingsByBook.get(book.id) ?? [];
    return {
      key: book.id,
      title: book.title,
      subtitle: book.subtitle,
      author: book.author,
      otherAuthors: book.other_authors,
      status: book.status,
      unit: book.unit,
      totalPages: book.total_pages,
      totalMinutes: book.total_minutes,
      rating: book.rating,
      review: book.review,
      notes: book.notes,
      series: book.series,
      seriesNumber: book.series_number,
      format: book.format,
      language: book.language,
      isbn: book.isbn,
      publisher: book.publisher,
      publishedYear: book.published_year,
      tags: book.tags,
      shelves: book.shelves,
      isFavorite: book.is_favorite,
      addedDay: book.created_at.toISOString().slice(0, 10),
      readings: own.map(({ id, status, started_day, finished_day }) => ({
        key: id,
        status,
        startedDay: started_day,
        finishedDay: finished_day,
      })),
      sessions: (sessionsByBook.get(book.id) ?? []).map((one) => ({
        key: one.id,
        reading: Math.max(
          0,
          own.findIndex(({ id }) => id === one.reading_id),
        ),
        day: one.day ?? one.started_at.toISOString().slice(0, 10),
        startedAt: one.started_at.toISOString(),
        ms: one.duration_ms,
        unit: one.unit,
        to: one.to_position,
        pages: one.given_pages,
        note: one.notes,
      })),
      bookNotes: (notesByBook.get(book.id) ?? []).map(({ id, kind, content, page, created_at }) => ({
        key: id,
        kind,
        content,
        page,
        at: created_at.toISOString(),
      })),
    };
  });
}

function byBook<Row extends { book_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const known = found.get(row.book_id);
    if (known) known.push(row);
    else found.set(row.book_id, [row]);
  }
  return found;
}
