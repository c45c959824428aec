// What follows from the sessions and readings of a book: the pages of each session, the position, how often the book was read, and the
// occurrences that pay for them. Every command that changes sessions or readings ends here. Invariants: an occurrence stands for each
// session with time or pages and for each finished reading, and for nothing else; imported history is no occurrence.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { ownRow } from '../command/kit.ts';
import { eventId } from '../progress/consumers/ledger.ts';
import { amended, occurred, takenBack, type Occurrence } from '../progress/occurrences.ts';
import type { BookLength, BookStatus, ReadingStatus, Unit } from './rules/book.ts';
import { readingFigures, restPages } from './rules/sessions.ts';
import { SHORTEST_READING_MS } from './rules/timer.ts';

export const BOOK_COLUMNS = ['id', 'title', 'status', 'unit', 'total_pages', 'total_minutes', 'source'] as const;

export interface StandingBook extends BookLength {
  id: string;
  title: string;
  status: BookStatus;
  source: string | null;
}

export const ownBook = (db: CommandDb, ctx: CommandContext, id: string): Promise<StandingBook | undefined> =>
  ownRow(db, ctx, 'books', id, BOOK_COLUMNS);

interface Reading {
  id: string;
  status: ReadingStatus;
  started_day: string | null;
  finished_day: string | null;
  rest_pages: number;
  source: string | null;
  created_at: Date;
}

export const readingsOf = (db: CommandDb, ctx: CommandContext, bookId: string): Promise<Reading[]> =>
  db
    .selectFrom('book_readings')
    .select(['id', 'status', 'started_day', 'finished_day', 'rest_pages', 'source', 'created_at'])
    .where('book_id', '=', bookId)
    .where('user_id', '=', ctx.userId)
    .orderBy('id')
    .execute();

/** A reading without an end is the latest; the others by their end, unknown ends first. */
export function latestReading<One extends Pick<Reading, 'id' | 'status' | 'finished_day' | 'created_at'>>(
  readings: readonly One[],
): One | null {
  const key = (one: One): string =>
    `${one.status === 'reading' ? 1 : 0} ${one.finished_day ?? ''} ${one.created_at.toISOString()} ${one.id}`;
  return readings.reduce<One | null>((latest, one) => (latest === null || key(one) > key(latest) ? one : latest), null);
}

interface Session {
  id: string;
  reading_id: string | null;
  started_at: Date;
  ended_at: Date | null;
  day: string | null;
  unit: Unit;
  from_position: number | null;
  to_position: number | null;
  given_pages: number | null;
  pages_read: number;
  duration_ms: number;
  source: string | null;
}

const sessionsOf = (db: CommandDb, ctx: CommandContext, bookId: string): Promise<Session[]> =>
  db
    .selectFrom('reading_sessions')
    .select([
      'id',
      'reading_id',
      'started_at',
      'ended_at',
      'day',
      'unit',
      'from_position',
      'to_position',
      'given_pages',
      'pages_read',
      'duration_ms',
      'source',
    ])
    .where('book_id', '=', bookId)
    .where('user_id', '=', ctx.userId)
    .where('status', '=', 'ended')
    .orderBy('started_at')
    .orderBy('id')
    .execute();

/** `touched`: sessions and readings whose own columns the command changed, so that their occurrences must follow. */
export async function restand(
  db: CommandDb,
  ctx: CommandContext,
  bookId: string,
  touched: readonly string[] = [],
): Promise<void> {
  const book = await ownBook(db, ctx, bookId);
  if (!book) return;
  const readings = await readingsOf(db, ctx, bookId);
  const sessions = await sessionsOf(db, ctx, bookId);
  const latest = latestReading(readings);
  let position = 0;
  for (const reading of readings) {
    const own = sessions.filter(({ reading_id }) => reading_id === reading.id);
    const figures = readingFigures(book, own);
    if (reading === latest) position = figures.position;
    for (const { id, from, pages } of figures.sessions) {
      const session = own.find((one) => one.id === id);
      if (!session) continue;
      const isChanged = session.pages_read !== pages || session.from_position !== from;
      if (isChanged) {
        await db
          .updateTable('reading_sessions')
          .set({ pages_read: pages, from_position: from, updated_at: ctx.now })
          .where('id', '=', id)
          .execute();
      }
      if (session.pages_read !== pages || touched.includes(id))
        await settleSession(db, ctx, book, { ...session, pages_read: pages });
    }
    const rest = reading.status === 'finished' ? restPages(book, figures) : 0;
    if (rest !== reading.rest_pages) {
      await db.updateTable('book_readings').set({ rest_pages: rest, updated_at: ctx.now }).where('id', '=', reading.id).execute();
    }
    if (rest !== reading.rest_pages || touched.includes(reading.id)) {
      await settleReading(db, ctx, book, { ...reading, rest_pages: rest });
    }
  }
  await standBook(db, ctx, book, { readings, sessions, latest, position });
}

interface Standing {
  readings: readonly Reading[];
  sessions: readonly Session[];
  latest: Reading | null;
  position: number;
}

/** What lists of books show without reading the sessions. */
async function standBook(
  db: CommandDb,
  ctx: CommandContext,
  book: StandingBook,
  { readings, sessions, latest, position }: Standing,
): Promise<void> {
  const finished = readings.filter(({ status }) => status === 'finished');
  const days = finished.flatMap(({ finished_day }) => finished_day ?? []).toSorted();
  const status = statusOf(book.status, latest);
  // A finished book is read to its end, whether or not the last pages were written down.
  const at = latest?.status === 'finished' && status === 'finished' ? wholeOf(book, position) : position;
  const lastDay = days.at(-1) ?? null;
  await db
    .updateTable('books')
    .set({
      status,
      current_page: book.unit === 'pages' ? Math.round(at) : 0,
      current_percent: book.unit === 'percent' ? at : 0,
      current_minutes: book.unit === 'minutes' ? Math.round(at) : 0,
      times_read: finished.length,
      last_finished_day: lastDay,
      completed_at: lastDay === null ? null : noonOf(lastDay),
      started_at: latest?.started_day ? noonOf(latest.started_day) : null,
      last_read_at: sessions.at(-1)?.started_at ?? null,
      updated_at: ctx.now,
    })
    .where('id', '=', book.id)
    .execute();
}

/** A book that is wanted again stays wanted until it is begun. */
function statusOf(before: BookStatus, latest: Reading | null): BookStatus {
  if (latest === null) return 'want';
  if (latest.status === 'reading') return 'reading';
  return before === 'want' ? 'want' : latest.status;
}

const wholeOf = ({ unit, total_pages, total_minutes }: StandingBook, position: number): number =>
  unit === 'percent' ? 100 : ((unit === 'pages' ? total_pages : total_minutes) ?? position);

export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

async function settleSession(db: CommandDb, ctx: CommandContext, book: StandingBook, session: Session): Promise<void> {
  const { id, day, ended_at, started_at, pages_read: pages, duration_ms: ms } = session;
  const isKept = session.source === null && day !== null && (pages > 0 || ms >= SHORTEST_READING_MS);
  const to = ended_at ?? started_at;
  const pay = await settle(
    db,
    ctx,
    { kind: 'reading', id },
    isKept
      ? {
          kind: 'reading',
          id,
          day,
          at: to,
          span: { from: new Date(to.getTime() - ms), to },
          amounts: { ms, pages },
          links: [{ kind: 'book', id: book.id }],
          reason: `Reading: ${book.title}`,
        }
      : null,
  );
  if (pay === null) return;
  await db.updateTable('reading_sessions').set({ xp_awarded: pay.xp, coins_awarded: pay.coins }).where('id', '=', id).execute();
}

const restRef = (readingId: string) => ({ kind: 'reading' as const, id: `${readingId}:rest` });

async function settleReading(db: CommandDb, ctx: CommandContext, book: StandingBook, reading: Reading): Promise<void> {
  const { id, finished_day: day, rest_pages: pages } = reading;
  const isFinished = reading.status === 'finished' && reading.source === null && day !== null;
  const at = day === null ? ctx.now : actOf(ctx, day);
  const about = { at, links: [{ kind: 'book', id: book.id }] };
  const reason = `Finished: ${book.title}`;
  const done = { ...about, kind: 'book' as const, id, day: day ?? '', amounts: { books: 1 }, reason };
  await settle(db, ctx, { kind: 'book', id }, isFinished ? done : null);
  const rest = { ...about, ...restRef(id), day: day ?? '', amounts: { pages }, reason: `Reading: ${book.title}` };
  await settle(db, ctx, restRef(id), isFinished && pages > 0 ? rest : null);
}

/** When something was done that belongs to a day: now, or at noon of a day that is over. */
export function actOf(ctx: CommandContext, day: string): Date {
  const noon = noonOf(day);
  return Math.abs(noon.getTime() - ctx.now.getTime()) <= 36 * 3_600_000 ? ctx.now : noon;
}

/** Makes the occurrence stand as given, or not at all; null when it stood before, so that nothing was paid now. */
async function settle(
  db: CommandDb,
  ctx: CommandContext,
  ref: Pick<Occurrence, 'kind' | 'id'>,
  wanted: Occurrence | null,
): Promise<{ xp: number; coins: number } | null> {
  const event = await db
    .selectFrom('activity_events')
    .select(['taken_back_at'])
    .where('id', '=', eventId(ctx, ref))
    .executeTakeFirst();
  const isStanding = event !== undefined && event.taken_back_at === null;
  if (wanted === null) {
    if (isStanding) await takenBack(db, ctx, { ...ref, reason: 'Reading removed' });
    return null;
  }
  if (!isStanding) return occurred(db, ctx, wanted);
  await amended(db, ctx, wanted);
  return null;
}

/** Takes back what a session or a reading caused, before its row is deleted. */
export async function unsettleSession(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  await settle(db, ctx, { kind: 'reading', id }, null);
}

export async function unsettleReading(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  await settle(db, ctx, { kind: 'book', id }, null);
  await settle(db, ctx, restRef(id), null);
}
