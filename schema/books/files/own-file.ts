// Reads the app's own export of books (write-own.ts). Importing it gives the same books.
import { fromCsvCell } from '../../files/csv.ts';
import type { Format } from '../../files/format.ts';
import type { Table } from '../../files/table.ts';
import { BOOK_FORMATS, BOOK_STATUSES, READING_STATUSES, UNITS } from '../rules/book.ts';
import { BookRowsReader, emptyBook, type BookFile } from './book-file.ts';
import { BOOKS, NOTES, READINGS, SESSIONS } from './write-own.ts';

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
