// The file of books that Goodreads and other apps read, with a few columns of ours behind its own. Apart from its reader, because a page
// that writes it needs no checks of what is read.
import { toCsv } from '../../files/csv.ts';
import type { BookStatus } from '../rules/book.ts';
import { isbn10Of } from '../rules/isbn.ts';
import type { FileBook } from './book-file.ts';

export const FIRST_COLUMNS = [
  'Book Id',
  'Title',
  'Author',
  'Author l-f',
  'Additional Authors',
  'ISBN',
  'ISBN13',
  'My Rating',
] as const;
export const MIDDLE_COLUMNS = [
  'Publisher',
  'Binding',
  'Number of Pages',
  'Year Published',
  'Original Publication Year',
  'Date Read',
  'Date Added',
  'Bookshelves',
  'Bookshelves with positions',
  'Exclusive Shelf',
  'My Review',
  'Spoiler',
  'Private Notes',
  'Read Count',
] as const;
export const WITHOUT_AVERAGE = [...FIRST_COLUMNS, ...MIDDLE_COLUMNS, 'Owned Copies'];
export const WITH_AVERAGE = [...FIRST_COLUMNS, 'Average Rating', ...MIDDLE_COLUMNS, 'Owned Copies'];
/** What Goodreads has no column for. It ignores columns that it does not know. */
const OUR_COLUMNS = [
  'Cadence Status',
  'Exact Rating',
  'Subtitle',
  'Series',
  'Series Number',
  'Language',
  'Tags',
  'Shelves',
  'Favourite',
  'Readings',
] as const;

const EXCLUSIVE: Readonly<Record<BookStatus, string>> = {
  want: 'to-read',
  reading: 'currently-reading',
  finished: 'read',
  stopped: 'did-not-finish',
};

const BINDINGS = {
  paperback: 'Paperback',
  hardcover: 'Hardcover',
  ebook: 'ebook',
  audiobook: 'Audiobook',
  other: 'Other',
} as const;

/** Sessions, quotes and notes are not in it. */
export function writeGoodreads(books: readonly FileBook[]): string {
  const rows = books.map((book) => {
    const values = goodreadsCells(book);
    return [...WITH_AVERAGE, ...OUR_COLUMNS].map((name) => values[name] ?? '');
  });
  return toCsv([[...WITH_AVERAGE, ...OUR_COLUMNS], ...rows]);
}

const slashed = (day: string | null | undefined) => day?.replaceAll('-', '/') ?? '';

/** By column; a column that is missing is empty. */
const goodreadsCells = (book: FileBook): Readonly<Record<string, string | number | null | undefined>> => ({
  ...readCells(book),
  'Book Id': book.key,
  Title: book.title,
  Author: book.author,
  'Additional Authors': book.otherAuthors,
  ISBN: isbn10Of(book.isbn ?? ''),
  ISBN13: book.isbn,
  'My Rating': Math.floor(book.rating ?? 0),
  Publisher: book.publisher,
  Binding: book.format ? BINDINGS[book.format] : '',
  'Number of Pages': book.totalPages,
  'Year Published': book.publishedYear,
  'Original Publication Year': book.publishedYear,
  'Date Added': slashed(book.addedDay),
  'My Review': book.review,
  'Private Notes': book.notes,
  'Owned Copies': 0,
  'Exact Rating': book.rating,
  Subtitle: book.subtitle,
  Series: book.series,
  'Series Number': book.seriesNumber,
  Language: book.language,
});

/** Its shelves, and when it was read. */
function readCells({ status, readings, shelves = [], tags = [], isFavorite }: FileBook) {
  const finished = readings.filter((one) => one.status === 'finished');
  const days = finished.flatMap(({ finishedDay }) => finishedDay ?? []).toSorted();
  return {
    'Date Read': slashed(days.at(-1)),
    Bookshelves: shelves.map((shelf) => shelf.replaceAll(',', ' ')).join(', '),
    'Exclusive Shelf': EXCLUSIVE[status],
    'Read Count': finished.length,
    'Cadence Status': status,
    Tags: tags.join('\n'),
    Shelves: shelves.join('\n'),
    Favourite: isFavorite ? 'yes' : '',
    Readings: readings.map((one) => [one.status, one.startedDay ?? '', one.finishedDay ?? ''].join('|')).join('\n'),
  };
}
