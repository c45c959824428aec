// Exports of book apps in every form under ../shared/data/books (real ones, not part of the repository), and the odd forms written out
// here.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../files/recognise.ts';
import { SourceFile } from '../../files/source-file.ts';
import type { BookFile, FileBook } from './book-file.ts';
import { bookImport, type BookFacts, type KnownBook } from './book-import.ts';

const DATA = new URL('../../../../shared/data/books/', import.meta.url);
const isHere = existsSync(DATA);
if (!isHere) process.stdout.write('Exports of book apps: skipped, ../shared/data/books is not here\n');

const reading = { now: new Date('2026-11-27T12:00:00Z'), zone: 'Europe/Berlin' };

function readFile(file: SourceFile): BookFile {
  const found = recognise(file, bookImport.formats);
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found.files[0].format.read(found.files[0].file, reading);
}
const open = (name: string) => readFile(new SourceFile(name, readFileSync(new URL(name, DATA))));
const text = (name: string, content: string) => readFile(new SourceFile(name, new TextEncoder().encode(content)));
const titled = (file: BookFile, title: string): FileBook => {
  const book = file.records.find((one) => one.title === title);
  if (!book) throw new Error(`no book ${title}`);
  return book;
};
const statuses = (file: BookFile) => {
  const counts: Record<string, number> = {};
  for (const { status } of file.records) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

describe.skipIf(!isHere)('exports that people have', () => {
  it.each([
    ['goodreads-892.csv', 'goodreads', 892, { finished: 176, want: 716 }],
    ['goodreads-did-not-finish-592.csv', 'goodreads', 592, { finished: 207, want: 380, stopped: 3, reading: 2 }],
    ['goodreads-edited-27-columns-74.csv', 'goodreads', 74, { finished: 74 }],
    ['goodreads-headerless-crlf-812.csv', 'goodreads', 812, null],
    ['goodreads-korean-78.csv', 'goodreads', 78, { want: 78 }],
    ['goodreads-reviews-html-326.csv', 'goodreads', 326, { finished: 257, want: 64, stopped: 4, reading: 1 }],
    ['librarything-422.tsv', 'librarything', 422, null],
    ['storygraph.csv', 'storygraph', 193, null],
  ] as const)('%s has all its books', (name, source, count, expected) => {
    const file = open(name);
    expect([file.source, file.counts['books'], file.errors]).toEqual([source, count, []]);
    if (expected) expect(statuses(file)).toEqual(expected);
  });

  it('Goodreads: series, ISBN, shelves, days, reviews without HTML, and how often a book was read', () => {
    const file = open('goodreads-reviews-html-326.csv');
    const book = titled(file, 'Warbreaker');
    expect(book).toMatchObject({
      series: 'Warbreaker',
      seriesNumber: 1,
      status: 'reading',
      rating: 4,
      totalPages: 688,
      format: 'ebook',
    });
    // Read twice, and being read again: one reading has its day.
    expect(book.readings.map(({ status, finishedDay }) => [status, finishedDay])).toEqual([
      ['finished', '2014-04-05'],
      ['reading', null],
    ]);
    expect(book.review).not.toMatch(/<br|&amp;/);
    expect(book.review).toContain('\n\n');
  });

  it('Goodreads without a header line: columns are told by their values', () => {
    const book = titled(open('goodreads-headerless-crlf-812.csv'), 'A Poem for Every Autumn Day');
    expect(book).toMatchObject({ author: 'Allie Esiri', isbn: '9781529045222', rating: 2, totalPages: 270, status: 'finished' });
    expect(book.readings).toMatchObject([{ status: 'finished', finishedDay: '2022-11-29' }]);
  });

  it('StoryGraph: spans of readings, audiobooks, quarter stars in words', () => {
    const file = open('storygraph.csv');
    expect(titled(file, 'Neverwhere').readings).toMatchObject([{ startedDay: '2023-05-23', finishedDay: '2023-06-07' }]);
    expect(titled(file, 'Queenie')).toMatchObject({ format: 'audiobook', status: 'want' });
    expect(file.notices.map(({ text: words }) => words)).toContain('3.75 stars become 4: ratings are in half stars.');
  });

  it('LibraryThing: names in their order, an old encoding, bracketed ISBNs', () => {
    const file = open('librarything-422.tsv');
    expect(titled(file, 'JavaScript: The Definitive Guide')).toMatchObject({
      author: 'David Flanagan',
      isbn: '9780596101992',
      totalPages: 1032,
      publisher: "O'Reilly Media",
      rating: 5,
      addedDay: '2021-07-30',
      language: 'English',
    });
    expect(file.records.some(({ title }) => title.includes('\ufffd'))).toBe(false);
  });
});

const OPENREADS =
  'title,subtitle,author,description,status,favourite,deleted,rating,pages,publication_year,isbn,olid,tags,my_review,notes,book_format,readings,date_added,date_modified\n';

describe('OpenReads', () => {
  it('has readings with their time, half stars and tags', () => {
    const file = text(
      'openreads.csv',
      `${OPENREADS}Dune,,Frank Herbert,,finished,true,false,4.5,604,1965,9780441172719,OL1,sf|||||classic,Great,,paperback,2021-05-10T00:00:00.000|2021-06-01T00:00:00.000|7200000;|2019-01-02T00:00:00.000|,2020-01-01T00:00:00.000,\n` +
        `Emma,,Jane Austen,,in_progress,false,false,,474,1815,,OL2,,,,ebook,2026-11-01T00:00:00.000||,2020-01-01T00:00:00.000,\n` +
        `Gone,,A,,planned,false,true,,,,,OL3,,,,,,,\n`,
    );
    expect(file.counts).toEqual({ books: 2, readings: 3 });
    expect(titled(file, 'Dune')).toMatchObject({
      rating: 4.5,
      tags: ['sf', 'classic'],
      isFavorite: true,
      readings: [
        { status: 'finished', startedDay: '2021-05-10', finishedDay: '2021-06-01' },
        { status: 'finished', startedDay: null, finishedDay: '2019-01-02' },
      ],
      sessions: [{ reading: 0, day: '2021-06-01', ms: 7_200_000 }],
    });
    expect(titled(file, 'Emma').readings).toMatchObject([{ status: 'reading', startedDay: '2026-11-01' }]);
    expect(file.notices).toMatchObject([{ line: 4, text: '“Gone” was deleted in OpenReads and is left out.' }]);
  });
});

const GOODREADS =
  'Book Id,Title,Author,ISBN,ISBN13,My Rating,Number of Pages,Date Read,Date Added,Bookshelves,Exclusive Shelf,Read Count\n';

it('what cannot be read is said with its line, and the rest is taken', () => {
  const file = text(
    'g.csv',
    `${GOODREADS}1,Dune,Frank Herbert,"=""0441172710""",,4,604,2021/13/40,2020/01/01,,read,1\n2,,Nobody,,,0,,,,,to-read,0\n1,Dune,Frank Herbert,,,0,,,,,read,1\n`,
  );
  expect(file.counts).toEqual({ books: 1, readings: 1 });
  expect(file.errors).toEqual([{ line: 3, text: 'The book has no title.' }]);
  expect(file.notices.map(({ line, text: words }) => [line, words])).toEqual([
    [2, 'The date “2021/13/40” (Date Read) cannot be read and is left out.'],
    [2, '“0441172710” is not an ISBN: its check digit does not fit. It is left out.'],
    [4, '“Dune” is on line 2 already.'],
  ]);
});

describe('the plan of an import', () => {
  const known = (more: Partial<KnownBook>): KnownBook => ({
    id: '00000000-0000-7000-8000-000000000001',
    title: 'Dune',
    author: 'Frank Herbert',
    isbn: null,
    status: 'finished',
    source: null,
    sourceKey: null,
    timesRead: 1,
    rating: 4,
    totalPages: 604,
    ...more,
  });
  const facts = (...books: KnownBook[]): BookFacts => ({ books, rowIds: [] });
  const file = (status: string, count: number) =>
    text('g.csv', `${GOODREADS}1,Dune,Frank  Herbert,,9780441172719,4,604,,,,${status},${count}\n`);

  it('takes a book of the same number or name as the one here, and nothing twice', () => {
    const { preview, plan } = bookImport.prepare(file('read', 1), facts(known({ isbn: '9780441172719' })), reading);
    expect(preview.books).toMatchObject([{ known: { title: 'Dune' }, isFresh: false }]);
    expect(plan({ leftOut: [] })).toEqual([]);
  });

  it('never offers to take a finished book back', () => {
    const { preview } = bookImport.prepare(file('currently-reading', 0), facts(known({ isbn: '9780441172719' })), reading);
    expect(preview.books).toMatchObject([{ isFresh: false }]);
  });

  it('completes a book that lacks something, and leaves out what the person leaves out', () => {
    const { preview, plan } = bookImport.prepare(file('read', 2), facts(known({ status: 'want', timesRead: 0 })), reading);
    expect(preview.books).toMatchObject([{ isFresh: true }]);
    expect(plan({ leftOut: [] })[0]?.[0]?.book.bookId).toBe('00000000-0000-7000-8000-000000000001');
    expect(plan({ leftOut: ['1'] })).toEqual([]);
  });

  it('keeps two editions apart', () => {
    const { preview } = bookImport.prepare(file('read', 1), facts(known({ isbn: '9780340960196' })), reading);
    expect(preview.books).toMatchObject([{ known: null }]);
  });
});
