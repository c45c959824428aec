// What the screens ask of books, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay, mostUsed, oneOf }) => {
  const [bookId = await oneOf('books')] = await mostUsed('reading_sessions', 'book_id', 1);
  const noteId = await oneOf('book_notes');
  const year = Number(lastDay.slice(0, 4));
  return {
    Today: { currentBooks: queries.currentBooks(), openTimer: queries.openTimer() },
    Books: { allBooks: queries.allBooks() },
    Book: {
      bookById: queries.bookById(bookId),
      readingsOfBook: queries.readingsOfBook(bookId),
      sessionsOfBook: queries.sessionsOfBook(bookId),
      notesOfBook: queries.notesOfBook(bookId),
      bookOfNote: queries.bookOfNote(noteId),
      bookOfReading: queries.bookOfReading(await oneOf('reading_sessions')),
      'labelsInUse, tags': queries.labelsInUse('tags'),
      'labelsInUse, shelves': queries.labelsInUse('shelves'),
    },
    'Reading statistics': {
      readingDays: queries.readingDays(`${year - 10}-01-01`),
      finishedReadings: queries.finishedReadings(),
      readingGoal: queries.readingGoal(year),
    },
    'Book import': {
      booksForImport: queries.booksForImport(),
      importedBooks: queries.importedBooks(),
      rowIdsForImport: queries.rowIdsForImport(),
    },
    Files: {
      booksForExport: queries.booksForExport(),
      readingsForExport: queries.readingsForExport(),
      sessionsForExport: queries.sessionsForExport(),
      notesForExport: queries.notesForExport(),
    },
  };
};
