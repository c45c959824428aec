// The app's own export of books: a ZIP archive with tables of books, readings, sessions, quotes and notes. Apart from its reader, because
// a page that writes it needs no checks of what is read.
import { toCsv } from '../../files/csv.ts';
import { packArchive } from '../../files/pack-archive.ts';
import type { FileBook } from './book-file.ts';

export const BOOKS = 'Books.csv';
export const READINGS = 'Readings.csv';
export const SESSIONS = 'Sessions.csv';
export const NOTES = 'Notes.csv';

const BOOK_COLUMNS = [
  'Id',
  'Title',
  'Subtitle',
  'Author',
  'Other authors',
  'Status',
  'Unit',
  'Pages',
  'Minutes',
  'Rating',
  'Review',
  'Private notes',
  'Series',
  'Number',
  'Format',
  'Language',
  'ISBN',
  'Publisher',
  'Year',
  'Tags',
  'Shelves',
  'Favourite',
  'Added',
] as const;
const READING_COLUMNS = ['Book', 'Id', 'Status', 'Started', 'Finished'] as const;
const SESSION_COLUMNS = [
  'Book',
  'Reading',
  'Id',
  'Day',
  'Started at',
  'Milliseconds',
  'Unit',
  'Position',
  'Pages',
  'Note',
] as const;
const NOTE_COLUMNS = ['Book', 'Id', 'Kind', 'Page', 'Text', 'At'] as const;

/** Each key is the id of its row. Labels are separated by line breaks, which no label contains. */
export function writeBooks(books: readonly FileBook[]): Uint8Array {
  const rows = books.map(bookCells);
  const readings = books.flatMap(({ key, readings: of }) =>
    of.map((one) => [key, one.key ?? '', one.status, one.startedDay ?? '', one.finishedDay ?? '']),
  );
  const sessions = books.flatMap(({ key, sessions: of }) =>
    of.map((one) => [
      key,
      one.reading + 1,
      one.key,
      one.day,
      one.startedAt ?? '',
      one.ms,
      one.unit,
      one.to ?? '',
      one.pages ?? '',
      one.note ?? '',
    ]),
  );
  const notes = books.flatMap(({ key, bookNotes: of }) =>
    of.map((one) => [key, one.key, one.kind, one.page ?? '', one.content, one.at ?? '']),
  );
  return packArchive({
    [BOOKS]: toCsv([BOOK_COLUMNS, ...rows]),
    [READINGS]: toCsv([READING_COLUMNS, ...readings]),
    [SESSIONS]: toCsv([SESSION_COLUMNS, ...sessions]),
    [NOTES]: toCsv([NOTE_COLUMNS, ...notes]),
  });
}

/** Empty for what is not known. */
const orEmpty = (value: string | number | null | undefined): string | number => value ?? '';

const bookCells = (book: FileBook): (string | number)[] => [
  ...[book.key, book.title, book.subtitle, book.author, book.otherAuthors, book.status, book.unit ?? 'pages'].map(orEmpty),
  ...[book.totalPages, book.totalMinutes, book.rating, book.review, book.notes, book.series, book.seriesNumber].map(orEmpty),
  ...[book.format, book.language, book.isbn, book.publisher, book.publishedYear].map(orEmpty),
  (book.tags ?? []).join('\n'),
  (book.shelves ?? []).join('\n'),
  book.isFavorite ? 'yes' : '',
  orEmpty(book.addedDay),
];
