// The app's own export of books: a ZIP archive with tables of books, readings, sessions, quotes and notes. Importing it gives the same.
import { fromCsvCell, toCsv } from '../../files/csv.ts';
import type { Format } from '../../files/format.ts';
import { packArchive } from '../../files/pack-archive.ts';
import type { Table } from '../../files/table.ts';
import { BOOK_FORMATS, BOOK_STATUSES, READING_STATUSES, UNITS } from '../rules/book.ts';
import { BookRowsReader, emptyBook, type BookFile, type FileBook } from './book-file.ts';

const BOOKS = 'Books.csv';
const READINGS = 'Readings.csv';
const SESSIONS = 'Sessions.csv';
const NOTES = 'Notes.csv';

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

interface NamedRow {
  line: number;
  cell(name: string): string;
  number(name: string): number | null;
}

function rowsByName({ rows: [head, ...rows] }: Table): NamedRow[] {
  const at = new Map((head?.cells ?? []).map((name, index) => [name, index]));
  return rows.map(({ cells, line }) => {
    const cell = (name: string): string => fromCsvCell(cells[at.get(name) ?? -1] ?? '');
    return { line, cell, number: (name) => (cell(name) === '' || Number.isNaN(Number(cell(name))) ? null : Number(cell(name))) };
  });
}

function byBook<Row>(table: Table, toRow: (row: NamedRow) => Row | null): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rowsByName(table)) {
    const made = toRow(row);
    if (made === null) continue;
    found.set(row.cell('Book'), [...(found.get(row.cell('Book')) ?? []), made]);
  }
  return found;
}

const oneOf = <Value extends string>(values: readonly Value[], text: string): Value | null =>
  values.find((one) => one === text) ?? null;
const labels = (text: string): string[] => text.split('\n').filter((label) => label !== '');

export const ownFormat: Format<BookFile> = {
  id: 'cadence-books',
  domain: 'books',
  name: 'Cadence',
  sniff(file) {
    const paths = new Set(file.entries.map(({ path }) => path));
    return [BOOKS, READINGS, SESSIONS, NOTES].every((path) => paths.has(path)) ? { confidence: 1 } : { reason: null };
  },
  read(file) {
    const rows = new BookRowsReader();
    const readings = byBook(file.open(READINGS).table, ({ cell }) => ({
      key: cell('Id') || null,
      status: oneOf(READING_STATUSES, cell('Status')) ?? 'finished',
      startedDay: cell('Started') || null,
      finishedDay: cell('Finished') || null,
    }));
    const sessions = byBook(file.open(SESSIONS).table, ({ cell, number }) => ({
      key: cell('Id'),
      reading: (number('Reading') ?? 1) - 1,
      day: cell('Day'),
      startedAt: cell('Started at') || null,
      ms: number('Milliseconds') ?? 0,
      unit: oneOf(UNITS, cell('Unit')) ?? 'pages',
      to: number('Position'),
      pages: number('Pages'),
      note: cell('Note') || null,
    }));
    const notes = byBook(file.open(NOTES).table, ({ cell, number }) => ({
      key: cell('Id'),
      kind: cell('Kind') === 'quote' ? ('quote' as const) : ('note' as const),
      content: cell('Text'),
      page: number('Page'),
      at: cell('At') || null,
    }));
    for (const { line, cell, number } of rowsByName(file.open(BOOKS).table)) {
      const key = cell('Id');
      rows.add(line, {
        ...emptyBook(key, cell('Title')),
        subtitle: cell('Subtitle') || null,
        author: cell('Author') || null,
        otherAuthors: cell('Other authors') || null,
        status: oneOf(BOOK_STATUSES, cell('Status')) ?? 'want',
        unit: oneOf(UNITS, cell('Unit')) ?? 'pages',
        totalPages: number('Pages'),
        totalMinutes: number('Minutes'),
        rating: number('Rating'),
        review: cell('Review') || null,
        notes: cell('Private notes') || null,
        series: cell('Series') || null,
        seriesNumber: number('Number'),
        format: oneOf(BOOK_FORMATS, cell('Format')),
        language: cell('Language') || null,
        isbn: cell('ISBN') || null,
        publisher: cell('Publisher') || null,
        publishedYear: number('Year'),
        tags: labels(cell('Tags')),
        shelves: labels(cell('Shelves')),
        isFavorite: cell('Favourite') === 'yes',
        addedDay: cell('Added') || null,
        readings: readings.get(key) ?? [],
        sessions: sessions.get(key) ?? [],
        bookNotes: notes.get(key) ?? [],
      });
    }
    return rows.result('cadence');
  },
};
