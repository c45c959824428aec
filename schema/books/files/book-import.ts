// The import of books: which book here each book of a file is, what is new in it, and the groups that the command takes.
import { chunksOf } from '../../chunks.ts';
import type { DomainImport, RowError } from '../../files/format.ts';
import { groupsOf } from '../../files/groups.ts';
import type { ImportedBook } from '../commands/import.ts';
import { bookLimits, type BookStatus } from '../rules/book.ts';
import type { BookFile, BookSource, FileBook } from './book-file.ts';
import { goodreadsFormat } from './goodreads.ts';
import { libraryThingFormat } from './librarything.ts';
import { openreadsFormat } from './openreads.ts';
import { ownFormat } from './own-file.ts';
import { storygraphFormat } from './storygraph.ts';

const GROUP_BYTES = 200 * 1024;

export interface KnownBook {
  id: string;
  title: string;
  author: string | null;
  isbn: string | null;
  status: BookStatus;
  source: string | null;
  sourceKey: string | null;
  timesRead: number;
  rating: number | null;
  totalPages: number | null;
}

export interface BookFacts {
  books: KnownBook[];
  /** Ids of sessions and notes: an own export names them. */
  rowIds: string[];
}

export interface FoundBook {
  key: string;
  title: string;
  author: string | null;
  status: BookStatus;
  readings: number;
  known: { id: string; title: string } | null;
  /** It has something that is not here yet. */
  isFresh: boolean;
}

export interface BookPreview {
  source: BookSource;
  books: FoundBook[];
  errors: RowError[];
  notices: RowError[];
}

export interface BookChoices {
  /** Keys of books to leave out. */
  leftOut: string[];
}

export interface BookItem {
  source: BookSource;
  book: ImportedBook;
}

export const bookImport: DomainImport<BookFile, object, BookFacts, BookPreview, BookChoices, BookItem> = {
  formats: [ownFormat, goodreadsFormat, storygraphFormat, openreadsFormat, libraryThingFormat],
  prepare({ source, records, errors, notices }, facts) {
    const known = new KnownBooks(facts.books, source);
    const rowIds = new Set(facts.rowIds);
    const found = records.map((book) => {
      const here = known.find(book);
      return { book, here, isFresh: here === null || hasMore(book, here, rowIds, source) };
    });
    return {
      preview: {
        source,
        errors,
        notices,
        books: found.map(({ book, here, isFresh }) => ({
          key: book.key,
          title: book.title,
          author: book.author ?? null,
          status: book.status,
          readings: book.readings.length,
          known: here && { id: here.id, title: here.title },
          isFresh,
        })),
      },
      plan: ({ leftOut }) =>
        groupsOf(
          found
            .filter(({ book, isFresh }) => isFresh && !leftOut.includes(book.key))
            .flatMap(({ book, here }) => itemsOf(book, here, source)),
          {
            maxItems: bookLimits.importedBooks,
            maxBytes: GROUP_BYTES,
            rows: { of: ({ book }) => 1 + book.readings.length + book.sessions.length + book.bookNotes.length, max: 2_000 },
            goesAlone: () => false,
          },
        ),
    };
  },
};

const RANK: Readonly<Record<BookStatus, number>> = { want: 0, reading: 1, stopped: 2, finished: 3 };

function hasMore(book: FileBook, here: KnownBook, rowIds: ReadonlySet<string>, source: BookSource): boolean {
  const finished = book.readings.filter(({ status }) => status === 'finished').length;
  // Of an own file that came from this account. From another account the ids are derived, and the command compares them.
  const isOwn = source === 'cadence' && here.id === book.key;
  const hasNewRows = isOwn && [...book.sessions, ...book.bookNotes].some(({ key }) => !rowIds.has(key));
  return (
    hasNewRows ||
    RANK[book.status] > RANK[here.status] ||
    finished > here.timesRead ||
    (here.rating === null && (book.rating ?? null) !== null) ||
    (here.totalPages === null && (book.totalPages ?? null) !== null) ||
    (here.isbn === null && (book.isbn ?? null) !== null)
  );
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{P}\s]+/gu, '')
    .toLowerCase();

const byName = (title: string, author: string | null | undefined): string => `${folded(title)}|${folded(author ?? '')}`;

/** The book itself, the one that an earlier import made of it, one of the same ISBN, else one of the same title and author. */
class KnownBooks {
  readonly #byKey = new Map<string, KnownBook>();
  readonly #byIsbn = new Map<string, KnownBook>();
  readonly #byName = new Map<string, KnownBook>();

  constructor(books: readonly KnownBook[], source: BookSource) {
    for (const book of books) {
      this.#byKey.set(book.id, book);
      if (book.source === source && book.sourceKey !== null) this.#byKey.set(book.sourceKey, book);
      if (book.isbn !== null && !this.#byIsbn.has(book.isbn)) this.#byIsbn.set(book.isbn, book);
      const name = byName(book.title, book.author);
      if (!this.#byName.has(name)) this.#byName.set(name, book);
    }
  }

  find({ key, isbn = null, title, author }: FileBook): KnownBook | null {
    const exact = this.#byKey.get(key) ?? (isbn === null ? undefined : this.#byIsbn.get(isbn));
    if (exact) return exact;
    const named = this.#byName.get(byName(title, author));
    // Two editions have two numbers.
    return named && (named.isbn === null || isbn === null) ? named : null;
  }
}

/** A book with more sessions than a command takes is several items. */
function itemsOf(book: FileBook, here: KnownBook | null, source: BookSource): BookItem[] {
  const parts = book.sessions.length === 0 ? [[]] : chunksOf(book.sessions, bookLimits.importedRows);
  return parts.map((sessions) => ({ source, book: { ...book, sessions, bookId: here?.id ?? null } }));
}
