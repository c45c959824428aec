// Books: limits, the ways to count a position in a book, and how far a reading is. Pure, so that device and server agree.

export const bookLimits = {
  title: 500,
  author: 300,
  text: 20_000,
  note: 5_000,
  label: 60,
  labels: 60,
  pages: 50_000,
  /** Of an audiobook. */
  minutes: 60_000,
  /** Of one session. */
  sessionMinutes: 24 * 60,
  goal: 1_000_000,
  importedBooks: 40,
  importedRows: 1_000,
} as const;

export const BOOK_STATUSES = ['want', 'reading', 'finished', 'stopped'] as const;
export type BookStatus = (typeof BOOK_STATUSES)[number];

export const READING_STATUSES = ['reading', 'finished', 'stopped'] as const;
export type ReadingStatus = (typeof READING_STATUSES)[number];

export const UNITS = ['pages', 'percent', 'minutes'] as const;
export type Unit = (typeof UNITS)[number];

export const BOOK_FORMATS = ['paperback', 'hardcover', 'ebook', 'audiobook', 'other'] as const;
export type BookFormat = (typeof BOOK_FORMATS)[number];

export const NOTE_KINDS = ['quote', 'note'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const GOAL_UNITS = ['books', 'pages'] as const;
export type GoalUnit = (typeof GOAL_UNITS)[number];

/** What a book is as long as, in each of its units. */
export interface BookLength {
  unit: Unit;
  total_pages: number | null;
  total_minutes: number | null;
}

/** The last position in a unit; null while the length is not known. */
export const totalIn = (book: Pick<BookLength, 'total_pages' | 'total_minutes'>, unit: Unit): number | null =>
  unit === 'percent' ? 100 : unit === 'pages' ? book.total_pages : book.total_minutes;

/** A position in another unit; null when a length that the conversion needs is not known. */
export function converted(position: number, from: Unit, to: Unit, book: BookLength): number | null {
  if (from === to) return position;
  const [whole, target] = [totalIn(book, from), totalIn(book, to)];
  if (whole === null || target === null) return null;
  return (position / whole) * target;
}

export interface Positions {
  current_page: number;
  current_percent: number;
  current_minutes: number;
}

/** The position in the unit of the book. */
export const positionOf = (book: { unit: Unit } & Positions): number =>
  book.unit === 'pages' ? book.current_page : book.unit === 'percent' ? book.current_percent : book.current_minutes;

/** Labels as they are stored: trimmed, without empty ones, each once whatever its case. */
export function cleanLabels(labels: readonly string[]): string[] {
  const seen = new Set<string>();
  return labels
    .map((label) => label.trim().replace(/\s+/g, ' '))
    .filter((label) => {
      const key = label.toLowerCase();
      if (label === '' || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
