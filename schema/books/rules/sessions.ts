// The pages of reading sessions and the position in a book, computed from the sessions of a reading in their order. A session says
// where the person stopped; how much that was follows from where the session before it stopped. So a session entered later for an
// earlier day, a corrected one and a deleted one leave no page counted twice.
import { converted, type BookLength, type Unit } from './book.ts';

export interface CountedSession {
  id: string;
  started_at: Date;
  unit: Unit;
  /** Where the person stopped, in `unit`. */
  to_position: number | null;
  /** Pages that were entered as such, of a session without a position. */
  given_pages: number | null;
}

export interface SessionFigures {
  id: string;
  from: number;
  /** In whole pages; 0 where the book's length in pages is needed and not known. */
  pages: number;
}

export interface ReadingFigures {
  sessions: SessionFigures[];
  /** The last position, in the unit of the book. */
  position: number;
  pages: number;
}

const byTime = (one: CountedSession, other: CountedSession): number =>
  one.started_at.getTime() - other.started_at.getTime() || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/** `sessions`: the ended sessions of one reading, in any order. */
export function readingFigures(book: BookLength, sessions: readonly CountedSession[]): ReadingFigures {
  let position = 0;
  const figures: SessionFigures[] = [];
  for (const session of sessions.toSorted(byTime)) {
    const before = position;
    const from = converted(before, book.unit, session.unit, book) ?? 0;
    if (session.to_position !== null) {
      const to = session.to_position;
      position = converted(to, session.unit, book.unit, book) ?? before;
      figures.push({ id: session.id, from, pages: pagesBetween(from, to, session.unit, book) });
    } else {
      const pages = session.given_pages ?? 0;
      const gained = converted(pages, 'pages', book.unit, book) ?? 0;
      position = before + gained;
      figures.push({ id: session.id, from, pages });
    }
  }
  return { sessions: figures, position: limited(position, book), pages: figures.reduce((sum, { pages }) => sum + pages, 0) };
}

/** Minutes of an audiobook are time, not pages. */
function pagesBetween(from: number, to: number, unit: Unit, book: BookLength): number {
  if (unit === 'minutes' || to <= from) return 0;
  const pages = converted(to - from, unit, 'pages', book);
  return pages === null ? 0 : Math.round(pages);
}

function limited(position: number, book: BookLength): number {
  const most =
    book.unit === 'percent' ? 100 : book.unit === 'pages' ? (book.total_pages ?? Infinity) : (book.total_minutes ?? Infinity);
  return Math.min(most, Math.max(0, position));
}

/** Pages of a finished reading that no session has. */
export const restPages = (book: BookLength, { pages }: Pick<ReadingFigures, 'pages'>): number =>
  book.total_pages === null || book.unit === 'minutes' ? 0 : Math.max(0, book.total_pages - pages);
