// Reads Goodreads' library export, in its forms of 23, 24 and 31 columns, with columns that people add, and without a header line; and
// our own file for Goodreads (write-goodreads.ts).
import { fromCsvCell } from '../../files/csv.ts';
import type { Format } from '../../files/format.ts';
import { dayOrderOf } from '../../files/moments.ts';
import type { Table, TableRow } from '../../files/table.ts';
import { bookLimits, type BookStatus } from '../rules/book.ts';
import {
  BookRowsReader,
  CellReader,
  emptyBook,
  plainText,
  readFormat,
  splitSeries,
  type BookFile,
  type FileBook,
} from './book-file.ts';
import { FIRST_COLUMNS, MIDDLE_COLUMNS, WITH_AVERAGE, WITHOUT_AVERAGE } from './write-goodreads.ts';

const LONGEST = [
  ...FIRST_COLUMNS,
  'Average Rating',
  ...MIDDLE_COLUMNS,
  'Recommended For',
  'Recommended By',
  'Owned Copies',
  'Original Purchase Date',
  'Original Purchase Location',
  'Condition',
  'Condition Description',
  'BCID',
];

const isHeader = ({ cells }: TableRow): boolean => cells.includes('Exclusive Shelf') && cells.includes('Title');

/** The columns of a file without a header line, by its width; null when its values are in other places. */
function headerlessColumns(rows: readonly TableRow[]): readonly string[] | null {
  const columns = [WITHOUT_AVERAGE, WITH_AVERAGE, LONGEST].find(({ length }) => length === rows[0]?.cells.length);
  if (!columns) return null;
  const [id, added, count] = [columns.indexOf('Book Id'), columns.indexOf('Date Added'), columns.indexOf('Read Count')];
  const sample = rows.slice(0, 50);
  const fitting = sample.filter(
    ({ cells }) =>
      /^\d+$/.test(cells[id] ?? '') && /^\d{4}\/\d{2}\/\d{2}$/.test(cells[added] ?? '') && /^\d*$/.test(cells[count] ?? ''),
  );
  return fitting.length >= sample.length * 0.8 ? columns : null;
}

function columnsOf({ rows }: Table): { names: readonly string[]; rows: readonly TableRow[] } | null {
  const [head] = rows;
  if (!head) return null;
  if (isHeader(head)) return { names: head.cells.map((cell) => cell.trim()), rows: rows.slice(1) };
  const names = headerlessColumns(rows);
  return names && { names, rows };
}

const STOPPED = /did-?not-?finish|\bdnf\b|abandon|dropped|gave-?up|unfinished|stopped|not-finished/i;

/** A shelf of the person's own says nothing; then the other shelves, and whether the book was read, decide. */
function statusOf(exclusive: string, shelves: readonly string[], wasRead: boolean): BookStatus {
  if (exclusive === 'read') return 'finished';
  if (exclusive === 'currently-reading') return 'reading';
  if (exclusive === 'to-read') return 'want';
  if (STOPPED.test(exclusive)) return 'stopped';
  if (shelves.includes('currently-reading')) return 'reading';
  if (shelves.includes('to-read')) return 'want';
  return wasRead ? 'finished' : 'want';
}

const STANDARD_SHELVES = new Set(['read', 'currently-reading', 'to-read']);
const MOST_READINGS = 50;

const shelvesOf = (text: string): string[] =>
  text
    .split(',')
    .map((shelf) => shelf.trim())
    .filter((shelf) => shelf !== '');

interface ReadTimes {
  status: BookStatus;
  count: number;
  finishedDay: string | null;
}

/** The dated reading, and one without a date for each further time. */
function readingsOf({ status, count, finishedDay }: ReadTimes): FileBook['readings'] {
  const reading = (state: 'reading' | 'finished' | 'stopped', day: string | null) => ({
    key: null,
    status: state,
    startedDay: null,
    finishedDay: day,
  });
  const further = (times: number) =>
    Array.from({ length: Math.min(MOST_READINGS, Math.max(0, times)) }, () => reading('finished', null));
  switch (status) {
    case 'finished':
      return [reading('finished', finishedDay), ...further(count - 1)];
    case 'stopped':
      return [reading('stopped', finishedDay), ...further(count - 1)];
    case 'reading':
      return [
        ...(finishedDay === null || count < 2 ? further(count - 1) : [reading('finished', finishedDay), ...further(count - 2)]),
        reading('reading', null),
      ];
    case 'want':
      return count > 0 ? [reading('finished', finishedDay), ...further(count - 1)] : [];
  }
}

function readRow(rows: BookRowsReader, line: number, cell: (name: string) => string, values: CellReader): void {
  const { title, series, seriesNumber } = splitSeries(cell('Title'));
  const finishedDay = values.day(cell('Date Read'), 'Date Read');
  const count = values.count(cell('Read Count'), 1_000) ?? 0;
  const [exclusive, shelves] = [cell('Exclusive Shelf').trim(), shelvesOf(cell('Bookshelves'))];
  const status = OUR_STATUSES.get(cell('Cadence Status')) ?? statusOf(exclusive, shelves, count > 0 || finishedDay !== null);
  const author = cell('Author').replace(/\s+/g, ' ').trim();
  const own = ownColumns(cell);
  rows.add(line, {
    ...emptyBook(cell('Book Id').trim() || `${title} | ${author}`, title),
    author,
    otherAuthors: cell('Additional Authors'),
    isbn: values.isbn(cell('ISBN13'), cell('ISBN')),
    rating: values.rating(cell('Exact Rating') || cell('My Rating')),
    publisher: cell('Publisher').replace(/^[\s-]+$/, ''),
    format: readFormat(cell('Binding')),
    totalPages: values.count(cell('Number of Pages'), bookLimits.pages),
    publishedYear: values.year(cell('Original Publication Year')) ?? values.year(cell('Year Published')),
    series,
    seriesNumber,
    review: plainText(cell('My Review')),
    notes: cell('Private Notes'),
    shelves: [...shelves, exclusive].filter((shelf) => !STANDARD_SHELVES.has(shelf) && shelf !== 'did-not-finish'),
    addedDay: values.day(cell('Date Added'), 'Date Added'),
    status,
    readings: readingsOf({ status, count, finishedDay }),
    ...own,
  });
}

export const goodreadsFormat: Format<BookFile> = {
  id: 'goodreads',
  domain: 'books',
  name: 'Goodreads',
  sniff({ table }) {
    const [head] = table.rows;
    if (!head) return { reason: null };
    if (isHeader(head)) return { confidence: 0.97 };
    return headerlessColumns(table.rows) ? { confidence: 0.7 } : { reason: null };
  },
  read({ table }) {
    const rows = new BookRowsReader();
    const found = columnsOf(table);
    if (!found) return rows.result('goodreads');
    const at = new Map(found.names.map((name, index) => [name, index]));
    const cellOf = (row: TableRow) => (name: string) => fromCsvCell(row.cells[at.get(name) ?? -1] ?? '');
    const order = dayOrderOf(found.rows.map((row) => cellOf(row)('Date Added')));
    for (const row of found.rows) {
      if (row.isUnclosed)
        rows.notice(row.line, 'A quotation mark is never closed, so this row may contain the rest of the file.');
      readRow(rows, row.line, cellOf(row), new CellReader(rows, row.line, order));
    }
    return rows.result('goodreads');
  },
};

const OUR_STATUSES: ReadonlyMap<string, BookStatus> = new Map([
  ['want', 'want'],
  ['reading', 'reading'],
  ['finished', 'finished'],
  ['stopped', 'stopped'],
]);

function ownColumns(cell: (name: string) => string): Partial<FileBook> {
  if (!OUR_STATUSES.has(cell('Cadence Status'))) return {};
  const list = (text: string): string[] => text.split('\n').filter((one) => one !== '');
  return {
    title: cell('Title'),
    author: cell('Author'),
    publisher: cell('Publisher'),
    review: cell('My Review'),
    subtitle: cell('Subtitle'),
    series: cell('Series'),
    seriesNumber: cell('Series Number') === '' ? null : Number(cell('Series Number')),
    language: cell('Language'),
    tags: list(cell('Tags')),
    shelves: list(cell('Shelves')),
    isFavorite: cell('Favourite') === 'yes',
    readings: list(cell('Readings')).map((text) => {
      const [status, startedDay, finishedDay] = text.split('|');
      return {
        key: null,
        status: status === 'reading' || status === 'stopped' ? status : 'finished',
        startedDay: startedDay || null,
        finishedDay: finishedDay || null,
      };
    }),
  };
}
