// What the pages say of books, computed from rows.
import { addDays, daysBetween } from '#schema/day.ts';
import { positionOf, totalIn, type GoalUnit, type Unit } from '#schema/books/rules/book.ts';
import { finishOf, speedOf, type Finish, type PacedSession, type Speed } from '#schema/books/rules/pace.ts';
import type { BookDetails, BookRow, FinishedRow, ReadingDay, ReadingRow, SessionRow } from './queries.ts';

type Measured = Pick<BookRow, 'unit' | 'total_pages' | 'total_minutes' | 'current_page' | 'current_percent' | 'current_minutes'>;

export interface BookProgress {
  position: number;
  total: number | null;
  /** 0 to 1; null while the length is not known. */
  share: number | null;
}

export function progressOf(book: Measured): BookProgress {
  const [position, total] = [positionOf(book), totalIn(book, book.unit)];
  return { position, total, share: total === null ? null : Math.min(1, position / total) };
}

/** The ended sessions of the reading that is open, or of the latest one. */
export function sessionsOfReading(sessions: readonly SessionRow[], readings: readonly ReadingRow[]): SessionRow[] {
  const reading = readings.find(({ status }) => status === 'reading') ?? readings[0];
  return sessions.filter(({ status, reading_id }) => status === 'ended' && reading_id === (reading?.id ?? null));
}

/** How far a session went, in the unit of the book. */
function amountOf(session: SessionRow, unit: Unit): number {
  if (session.to_position !== null && session.unit === unit)
    return Math.max(0, session.to_position - (session.from_position ?? 0));
  return unit === 'pages' ? session.pages_read : 0;
}

export interface BookPace {
  speed: Speed | null;
  finish: Finish;
  left: number | null;
  /** Of reading, in milliseconds. */
  leftMs: number | null;
}

export function paceOf(book: BookDetails, sessions: readonly SessionRow[], today: string): BookPace {
  const { position, total } = progressOf(book);
  const paced: PacedSession[] = sessions.flatMap((session) =>
    session.day === null ? [] : { day: session.day, amount: amountOf(session, book.unit), ms: session.duration_ms },
  );
  const speed = speedOf(paced);
  const left = total === null ? null : Math.max(0, total - position);
  return {
    speed,
    left,
    finish: left === null ? { kind: 'unknown' } : finishOf(paced, left, today),
    leftMs: left === null || speed === null || speed.perHour <= 0 ? null : (left / speed.perHour) * 3_600_000,
  };
}

export interface BookFilter {
  search: string;
  status: string;
  label: string;
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export function filterBooks(books: readonly BookRow[], { search, status, label }: BookFilter): BookRow[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return books.filter((book) => {
    if (status !== '' && book.status !== status) return false;
    if (label !== '' && !book.tags.includes(label) && !book.shelves.includes(label)) return false;
    if (words.length === 0) return true;
    const text = folded([book.title, book.author, book.series, ...book.tags, ...book.shelves].join(' '));
    return words.every((word) => text.includes(word));
  });
}

export const labelsOf = (books: readonly BookRow[]): string[] =>
  [...new Set(books.flatMap(({ shelves, tags }) => [...shelves, ...tags]))].toSorted((a, b) => a.localeCompare(b));

export interface Figure {
  key: string;
  count: number;
}

/** Finished books by their stars, one to five; half stars count for the half below. */
export function byRating(finished: readonly FinishedRow[]): Figure[] {
  const stars = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5];
  return stars.map((star) => ({ key: String(star), count: finished.filter(({ rating }) => rating === star).length }));
}

const LENGTHS = [
  ['< 100', 0, 100],
  ['100–199', 100, 200],
  ['200–299', 200, 300],
  ['300–399', 300, 400],
  ['400–499', 400, 500],
  ['500+', 500, Infinity],
] as const;

export const byLength = (finished: readonly FinishedRow[]): Figure[] =>
  LENGTHS.map(([key, from, to]) => ({
    key,
    count: finished.filter(({ total_pages: pages }) => pages !== null && pages >= from && pages < to).length,
  }));

const SHOWN_AUTHORS = 12;

export function byAuthor(finished: readonly FinishedRow[]): Figure[] {
  const counts = new Map<string, number>();
  for (const { author } of finished) if (author !== null) counts.set(author, (counts.get(author) ?? 0) + 1);
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .toSorted((a, b) => b.count - a.count || a.key.localeCompare(b.key))
    .slice(0, SHOWN_AUTHORS);
}

export const inYear = <Row extends { finished_day: string | null }>(rows: readonly Row[], year: string): Row[] =>
  rows.filter(({ finished_day: day }) => (year === '' ? true : day?.startsWith(year) === true));

/** Amounts of the twelve months of a year. */
export function byMonth(
  year: number,
  rows: readonly { day: string | null; amount: number }[],
): { month: string; total: number }[] {
  return Array.from({ length: 12 }, (_, at) => {
    const month = `${year}-${String(at + 1).padStart(2, '0')}`;
    const total = rows.reduce((sum, { day, amount }) => (day?.startsWith(month) ? sum + amount : sum), 0);
    return { month, total };
  });
}

/** Days in a row with reading, up to today or yesterday. */
export function readingStreak(days: readonly ReadingDay[], today: string): number {
  const read = new Set(days.filter(({ pages, ms }) => pages > 0 || ms > 0).map(({ day }) => day));
  let day = read.has(today) ? today : addDays(today, -1);
  let length = 0;
  while (read.has(day)) {
    length += 1;
    day = addDays(day, -1);
  }
  return length;
}

export interface GoalStanding {
  done: number;
  target: number;
  share: number;
  /** How far ahead of an even pace over the year; negative when behind. */
  ahead: number;
}

export function goalStanding(target: number, done: number, today: string): GoalStanding {
  const year = today.slice(0, 4);
  const [passed, length] = [daysBetween(`${year}-01-01`, today) + 1, daysBetween(`${year}-01-01`, `${year}-12-31`) + 1];
  return { done, target, share: done / target, ahead: Math.trunc(done - (target * passed) / length) };
}

export const doneFor = (unit: GoalUnit, year: number, finished: readonly FinishedRow[], days: readonly ReadingDay[]): number =>
  unit === 'books'
    ? inYear(finished, String(year)).length
    : days.reduce((sum, { day, pages }) => (day.startsWith(String(year)) ? sum + pages : sum), 0);
