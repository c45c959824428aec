// The app's own exports, imported again: nothing is lost, whatever the texts are.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recognise } from '../../files/recognise.ts';
import { SourceFile } from '../../files/source-file.ts';
import { BOOK_FORMATS, BOOK_STATUSES, cleanLabels, UNITS } from '../rules/book.ts';
import { readIsbn } from '../rules/isbn.ts';
import type { FileBook } from './book-file.ts';
import { bookImport } from './book-import.ts';
import { writeGoodreads } from './write-goodreads.ts';
import { writeBooks } from './write-own.ts';

const filled = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ minLength: 1, maxLength, unit: 'grapheme' }),
      fc.constantFrom('=1+1', "'=1", "''-x", '@home', 'a, "b"', 'two\nlines', '-', 'Dune (Dune, #1)', '<br/>'),
    )
    .map((text) => text.replaceAll('\u0000', '').trim())
    .filter((text) => text.length <= 2 * maxLength)
    .filter((text) => text !== '');
const words = (maxLength: number) => fc.option(filled(maxLength));
const day = fc.integer({ min: 0, max: 9_000 }).map((at) => new Date(Date.UTC(2003, 0, 1 + at)).toISOString().slice(0, 10));
const labels = fc.array(filled(20), { maxLength: 3 }).map((all) => cleanLabels(all));
const isbn = fc.stringMatching(/^978\d{9}$/).map(
  (twelve) =>
    '0123456789'
      .split('')
      .map((digit) => twelve + digit)
      .find((one) => readIsbn(one)) ?? null,
);

const reading = fc
  .record({
    status: fc.constantFrom('reading' as const, 'finished' as const, 'stopped' as const),
    startedDay: fc.option(day),
    finishedDay: fc.option(day),
  })
  .map((one) => ({ ...one, finishedDay: one.status === 'reading' ? null : one.finishedDay }));

const book = fc.record({
  key: fc.uuid(),
  title: filled(80),
  subtitle: words(60),
  author: words(60),
  otherAuthors: words(60),
  status: fc.constantFrom(...BOOK_STATUSES),
  unit: fc.constantFrom(...UNITS),
  totalPages: fc.option(fc.integer({ min: 1, max: 5_000 })),
  totalMinutes: fc.option(fc.integer({ min: 1, max: 5_000 })),
  rating: fc.option(fc.integer({ min: 1, max: 10 }).map((halves) => halves / 2)),
  review: words(200),
  notes: words(200),
  series: words(30),
  seriesNumber: fc.option(fc.integer({ min: 0, max: 100 }).map((value) => value / 2)),
  format: fc.option(fc.constantFrom(...BOOK_FORMATS)),
  language: words(20),
  isbn: fc.option(isbn),
  publisher: words(30),
  publishedYear: fc.option(fc.integer({ min: 1, max: 2_100 })),
  tags: labels,
  shelves: labels,
  isFavorite: fc.boolean(),
  addedDay: day,
  readings: fc.array(reading, { maxLength: 3 }),
});

const withRows = fc
  .tuple(
    book,
    fc.array(
      fc.record({
        key: fc.uuid(),
        reading: fc.nat(2),
        day,
        startedAt: fc.option(day.map((one) => `${one}T10:30:00.000Z`)),
        ms: fc.nat(100_000_000),
        unit: fc.constantFrom(...UNITS),
        to: fc.option(fc.nat(1_000).map((value) => value / 4)),
        pages: fc.option(fc.nat(1_000)),
        note: words(40),
      }),
      { maxLength: 4 },
    ),
    fc.array(
      fc.record({
        key: fc.uuid(),
        kind: fc.constantFrom('quote' as const, 'note' as const),
        content: filled(100),
        page: fc.option(fc.nat(1_000)),
        at: fc.option(day.map((one) => `${one}T10:30:00.000Z`)),
      }),
      { maxLength: 3 },
    ),
    fc.array(fc.uuid(), { minLength: 3, maxLength: 3 }),
  )
  .map(([one, sessions, bookNotes, keys]): FileBook => ({
    ...one,
    readings: one.readings.map((of, at) => ({ ...of, key: keys[at] ?? null })),
    sessions,
    bookNotes,
  }));

function reread(name: string, bytes: Uint8Array, format: string): FileBook[] {
  const found = recognise(new SourceFile(name, bytes), bookImport.formats);
  if (found.kind === 'unknown') throw new Error(found.reason);
  const { format: known, file } = found.files[0];
  expect(known.id).toBe(format);
  const { records, errors, notices } = known.read(file, { now: new Date(0), zone: 'UTC' });
  expect([errors, notices]).toEqual([[], []]);
  return records;
}

const distinct = <Book extends { key: string }>(of: fc.Arbitrary<Book>) =>
  fc.uniqueArray(of, { maxLength: 4, selector: ({ key }) => key });

it('any books come back from the archive as they were', () => {
  fc.assert(
    fc.property(distinct(withRows), (books) => {
      expect(reread('books.zip', writeBooks(books), 'cadence-books')).toEqual(books);
    }),
    { numRuns: 200 },
  );
});

it('any books come back from the file for Goodreads with all that is no session and no note', () => {
  fc.assert(
    fc.property(distinct(book), (some) => {
      const books = some.map((one): FileBook => ({
        ...one,
        readings: one.readings.map((of) => ({ ...of, key: null })),
        sessions: [],
        bookNotes: [],
      }));
      fc.pre(books.length > 0);
      const back = reread('books.csv', new TextEncoder().encode(writeGoodreads(books)), 'goodreads');
      // Audiobooks are counted in pages there.
      expect(back).toEqual(books.map(({ unit: _unit, totalMinutes: _minutes, ...one }) => one));
    }),
    { numRuns: 200 },
  );
});
