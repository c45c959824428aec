// What a file of another book app contains once it is read. Every format returns this one shape; a book that the import command would
// refuse becomes an error of its row.
import { isWithinYears } from '../../day.ts';
import type { FileRead, RowError } from '../../files/format.ts';
import { readMoment, type DayOrder } from '../../files/moments.ts';
import { readNumber } from '../../files/numbers.ts';
import { importedBook, type ImportedBook } from '../commands/import.ts';
import { bookLimits, cleanLabels, type BookFormat } from '../rules/book.ts';
import { readIsbn } from '../rules/isbn.ts';

/** A book as the import command takes it, without the book here that it belongs to. */
export type FileBook = Omit<ImportedBook, 'bookId'>;

export const BOOK_SOURCES = ['cadence', 'goodreads', 'storygraph', 'openreads', 'librarything'] as const;
export type BookSource = (typeof BOOK_SOURCES)[number];

export interface BookFile extends FileRead<FileBook> {
  source: BookSource;
}

export type BookRows = Omit<BookFile, 'counts'>;

export const countsOf = ({ records }: BookRows): BookFile['counts'] => ({
  books: records.length,
  readings: records.reduce((sum, { readings }) => sum + readings.length, 0),
});

/** Collects the books of a file with what is wrong in its rows. */
export class BookRowsReader {
  readonly records: FileBook[] = [];
  readonly errors: RowError[] = [];
  readonly notices: RowError[] = [];
  readonly #linesByKey = new Map<string, number>();

  notice(line: number, text: string): void {
    this.notices.push({ line, text });
  }

  add(line: number, book: FileBook): void {
    const key = book.key.trim().slice(0, 300) || `line ${line}`;
    const before = this.#linesByKey.get(key);
    if (before !== undefined) return this.notice(line, `“${shortened(book.title)}” is on line ${before} already.`);
    const parsed = importedBook.safeParse({ ...trimmed(book), key, bookId: null });
    if (!parsed.success) {
      this.errors.push({
        line,
        text: book.title.trim() === '' ? 'The book has no title.' : `“${shortened(book.title)}” has values that are not allowed.`,
      });
      return;
    }
    this.#linesByKey.set(key, line);
    const { bookId: _, ...known } = parsed.data;
    this.records.push(known);
  }

  result(source: BookSource): BookFile {
    const rows = { source, records: this.records, errors: this.errors, notices: this.notices };
    return { ...rows, counts: countsOf(rows) };
  }
}

const shortened = (title: string): string => [...title.trim()].slice(0, 60).join('');

/** The beginning of a text, without half a character at its end. */
const within = (text: string, max: number): string =>
  text
    .trim()
    .slice(0, max)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();

const cut = (text: string | null | undefined, max: number): string | null => within(text ?? '', max) || null;

/** Texts within the limits of the command. */
function trimmed(book: FileBook): FileBook {
  return {
    ...book,
    title: within(book.title, bookLimits.title),
    subtitle: cut(book.subtitle, bookLimits.title),
    author: cut(book.author, bookLimits.author),
    otherAuthors: cut(book.otherAuthors, bookLimits.title),
    review: cut(book.review, bookLimits.text),
    notes: cut(book.notes, bookLimits.text),
    series: cut(book.series, bookLimits.author),
    language: cut(book.language, 40),
    publisher: cut(book.publisher, bookLimits.author),
    tags: labelsWithin(book.tags),
    shelves: labelsWithin(book.shelves),
  };
}

const labelsWithin = (labels: readonly string[] = []): string[] =>
  cleanLabels(labels.map((label) => within(label, bookLimits.label))).slice(0, bookLimits.labels);

export const emptyBook = (key: string, title: string): FileBook => ({
  key,
  title,
  status: 'want',
  addedDay: null,
  readings: [],
  sessions: [],
  bookNotes: [],
});

/** Reads single values of a row, and says which of them cannot be read. */
export class CellReader {
  readonly #rows: BookRowsReader;
  readonly #line: number;
  readonly #order: DayOrder | null;

  constructor(rows: BookRowsReader, line: number, order: DayOrder | null = null) {
    this.#rows = rows;
    this.#line = line;
    this.#order = order;
  }

  /** Null for an empty cell, and for a day that cannot be read or is impossible. */
  day(text: string, name: string): string | null {
    const clean = text.trim().replace(/^\[(.*)\]$/, '$1');
    if (clean === '') return null;
    // Some apps write a month or a year where the day is not known.
    const partial = /^(\d{4})(?:[-/](\d{1,2}))?$/.exec(clean);
    const day = partial
      ? `${partial[1]}-${(partial[2] ?? '1').padStart(2, '0')}-01`
      : readMoment(clean, this.#order)?.wall.slice(0, 10);
    if (day !== undefined && isWithinYears(day)) return day;
    this.#rows.notice(this.#line, `The date “${clean.slice(0, 30)}” (${name}) cannot be read and is left out.`);
    return null;
  }

  /** A whole number above 0. */
  count(text: string, max: number): number | null {
    const value = readNumber(text.trim().replace(/[^\d.,]+$/, ''), '.');
    return typeof value === 'number' && value >= 1 && value <= max ? Math.floor(value) : null;
  }

  /** Stars; 0 stands for none. */
  rating(text: string): number | null {
    const value = readNumber(text.trim().replace(',', '.'), '.');
    if (value === null || value === 0) return null;
    if (value === undefined || value < 0 || value > 5) {
      this.#rows.notice(this.#line, `The rating “${text.trim().slice(0, 20)}” is not from 0 to 5 and is left out.`);
      return null;
    }
    const halves = Math.max(0.5, Math.round(value * 2) / 2);
    if (halves !== value) this.#rows.notice(this.#line, `${value} stars become ${halves}: ratings are in half stars.`);
    return halves;
  }

  isbn(...texts: string[]): string | null {
    const written = texts.map((text) => text.replace(/^="?|["[\]]/g, '').trim()).filter((text) => text !== '');
    const isbn = written.map(readIsbn).find((one) => one !== null) ?? null;
    const [first] = written;
    if (isbn === null && first !== undefined && /^[\dXx-]{8,}$/.test(first))
      this.#rows.notice(this.#line, `“${first.slice(0, 20)}” is not an ISBN: its check digit does not fit. It is left out.`);
    return isbn;
  }

  year(text: string): number | null {
    const value = readNumber(text.trim(), '.');
    return typeof value === 'number' && Number.isInteger(value) && value !== 0 && Math.abs(value) < 5_000 ? value : null;
  }
}

const FORMAT_WORDS: readonly [BookFormat, RegExp][] = [
  ['audiobook', /audio|audible|\bmp3\b|\bcd\b|cassette/i],
  ['ebook', /kindle|e-?book|digital|nook|epub|pdf/i],
  ['hardcover', /hard ?cover|hardback|leather|library binding|bonded|gebunden|tapa dura/i],
  ['paperback', /paper|pocket|softcover|mass market|taschenbuch|tapa blanda|pasta blanda|broch|ペーパー|bunko/i],
];

/** Null for an empty text. */
export function readFormat(text: string): BookFormat | null {
  if (text.trim() === '' || /^unknown/i.test(text.trim())) return null;
  return FORMAT_WORDS.find(([, words]) => words.test(text))?.[0] ?? 'other';
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'" };

/** The text of a review that was written as HTML. */
export const plainText = (html: string): string =>
  html
    .replace(/<br\s*\/?>\s*/gi, '\n')
    .replace(/<\/(p|div|blockquote|li)>\s*/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .trim();

/** "Flanagan, David" as "David Flanagan". */
export function nameInOrder(name: string): string {
  const [last = '', first, ...rest] = name.split(',').map((part) => part.trim());
  return first === undefined || first === '' || rest.length > 0 ? name.trim() : `${first} ${last}`;
}

export interface SeriesTitle {
  title: string;
  series: string | null;
  seriesNumber: number | null;
}

/** "Warbreaker (Warbreaker, #1)": a title with its series, as Goodreads writes it. */
export function splitSeries(title: string): SeriesTitle {
  const match = /^(.+?)\s*\(([^()]+?),?\s+#(\d+(?:\.\d+)?)(?:[-–;].*)?\)$/.exec(title.trim());
  const number = Number(match?.[3]);
  if (!match || number > 10_000) return { title: title.trim(), series: null, seriesNumber: null };
  return { title: match[1] ?? '', series: match[2] ?? null, seriesNumber: number };
}
