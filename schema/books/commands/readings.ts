// The readings of a book: begun, finished, stopped, corrected. Invariants: a book has at most one reading that is not over; a finished
// reading is paid once, and what it paid goes with it.
import { z } from 'zod';
import { boundedDayAt } from '../../command/person-day.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { insertOwn, madeAt, ownRow, patchOwn } from '../../command/kit.ts';
import { day, rowId } from '../../command/values.ts';
import { addDays } from '../../day.ts';
import { BOOK_STATUSES, READING_STATUSES, type BookStatus, type ReadingStatus } from '../rules/book.ts';
import { ownBook, readingsOf, restand, unsettleReading, unsettleSession } from '../occurrences.ts';

const READING_COLUMNS = ['id', 'book_id', 'status', 'started_day', 'finished_day'] as const;

/** A day in the future is what a wrong clock said: the person's day of the act takes its place. */
export async function possibleDay(db: CommandDb, ctx: CommandContext, on: string): Promise<string> {
  const last = addDays(ctx.now.toISOString().slice(0, 10), 1);
  return on > last ? boundedDayAt(db, ctx, on, ctx.now) : on;
}

/** The id of the reading that is not over; begins one where there is none. */
export async function openReading(
  db: CommandDb,
  ctx: CommandContext,
  bookId: string,
  { id, day: on }: { id: string; day: string },
): Promise<string> {
  const open = (await readingsOf(db, ctx, bookId)).find(({ status }) => status === 'reading');
  if (open) return open.id;
  await insertOwn(db, ctx, 'book_readings', { id, book_id: bookId, status: 'reading', started_day: on, ...madeAt(ctx) });
  return id;
}

/** The reading that a session of a day belongs to: one that is over and had that day, else the open one, else a new one. */
export async function readingOn(
  db: CommandDb,
  ctx: CommandContext,
  bookId: string,
  { id, day: on }: { id: string; day: string },
): Promise<string> {
  const readings = await readingsOf(db, ctx, bookId);
  const isOpen = readings.some(({ status, started_day: from }) => status === 'reading' && (from === null || from <= on));
  const past = readings.find(
    ({ status, started_day: from, finished_day: to }) =>
      status !== 'reading' && to !== null && on <= to && (from === null || from <= on),
  );
  return past && !isOpen ? past.id : openReading(db, ctx, bookId, { id, day: on });
}

const setStatus = defineCommand('book.setStatus', {
  args: z.object({
    id: rowId,
    status: z.enum(BOOK_STATUSES),
    /** Of the reading that this begins, where none is open. */
    readingId: rowId,
    day,
  }),
  async apply(db, { id, status, readingId, day: given }, ctx) {
    const book = await ownBook(db, ctx, id);
    if (!book) return reject('not_found');
    const on = await possibleDay(db, ctx, given);
    const open = (await readingsOf(db, ctx, id)).find((one) => one.status === 'reading');
    if (status === 'want') return wantAgain(db, ctx, id, { openId: open?.id, day: on });
    if (status === 'reading') {
      const reading = await openReading(db, ctx, id, { id: readingId, day: on });
      await db.updateTable('books').set({ status: 'reading' }).where('id', '=', id).execute();
      await restand(db, ctx, id, [reading]);
      return ok();
    }
    if (open) await endReading(db, ctx, open.id, status, on);
    // Another device did the same: the book is as wanted, and its reading stands.
    else if (book.status === status) return ok();
    else {
      const row = { id: readingId, book_id: id, status, started_day: null, finished_day: on, ...madeAt(ctx) };
      if ((await insertOwn(db, ctx, 'book_readings', row)) === 'conflict') return reject('conflict');
    }
    await db.updateTable('books').set({ status }).where('id', '=', id).execute();
    await restand(db, ctx, id, [open?.id ?? readingId]);
    return ok();
  },
});

const endReading = (db: CommandDb, ctx: CommandContext, id: string, status: 'finished' | 'stopped', on: string) =>
  patchOwn(db, ctx, 'book_readings', id, { status, finished_day: on });

/** A reading in which nothing was read yet never was; else it was stopped. */
async function wantAgain(
  db: CommandDb,
  ctx: CommandContext,
  bookId: string,
  { openId, day: on }: { openId: string | undefined; day: string },
): Promise<CommandOutcome> {
  if (openId !== undefined) {
    const read = await db
      .selectFrom('reading_sessions')
      .select('id')
      .where('reading_id', '=', openId)
      .where('user_id', '=', ctx.userId)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (read) await endReading(db, ctx, openId, 'stopped', on);
    else await db.deleteFrom('book_readings').where('id', '=', openId).where('user_id', '=', ctx.userId).execute();
  }
  await db.updateTable('books').set({ status: 'want' }).where('id', '=', bookId).execute();
  await restand(db, ctx, bookId);
  return ok();
}

const addReading = defineCommand('book.addReading', {
  args: z.object({
    id: rowId,
    bookId: rowId,
    status: z.enum(['finished', 'stopped']),
    startedDay: day.nullable(),
    finishedDay: day.nullable(),
  }),
  async apply(db, { id, bookId, status, startedDay, finishedDay }, ctx) {
    const book = await ownBook(db, ctx, bookId);
    if (!book) return reject('not_found');
    const [from, to] = await possibleSpan(db, ctx, startedDay, finishedDay);
    if (isBackwards(from, to)) return reject('invalid_arguments', ENDS_BEFORE);
    const row = { id, book_id: bookId, status, started_day: from, finished_day: to, ...madeAt(ctx) };
    const insertion = await insertOwn(db, ctx, 'book_readings', row);
    if (insertion === 'conflict') return reject('conflict');
    await leaveWant(db, book, status);
    await restand(db, ctx, bookId, [id]);
    return ok();
  },
});

const ENDS_BEFORE = 'The reading ends before it starts.';
const isBackwards = (from: string | null, to: string | null): boolean => from !== null && to !== null && to < from;

async function possibleSpan(
  db: CommandDb,
  ctx: CommandContext,
  from: string | null,
  to: string | null,
): Promise<[string | null, string | null]> {
  return [from === null ? null : await possibleDay(db, ctx, from), to === null ? null : await possibleDay(db, ctx, to)];
}

/** A wanted book of which a reading is known is not only wanted. */
async function leaveWant(db: CommandDb, { id, status }: { id: string; status: BookStatus }, now: ReadingStatus): Promise<void> {
  if (status === 'want') await db.updateTable('books').set({ status: now }).where('id', '=', id).execute();
}

/** Also takes an end back: with the status "reading", a reading that was finished too early goes on. */
const editReading = defineCommand('book.editReading', {
  args: z.object({
    id: rowId,
    status: z.enum(READING_STATUSES).optional(),
    startedDay: day.nullable().optional(),
    finishedDay: day.nullable().optional(),
  }),
  async apply(db, args, ctx) {
    const before = await ownRow(db, ctx, 'book_readings', args.id, READING_COLUMNS);
    const book = before && (await ownBook(db, ctx, before.book_id));
    if (!before || !book) return reject('not_found');
    const status = args.status ?? before.status;
    const [from, end] = await possibleSpan(
      db,
      ctx,
      args.startedDay === undefined ? before.started_day : args.startedDay,
      args.finishedDay === undefined ? before.finished_day : args.finishedDay,
    );
    const to = status === 'reading' ? null : end;
    if (isBackwards(from, to)) return reject('invalid_arguments', ENDS_BEFORE);
    if (status === 'reading' && before.status !== 'reading') {
      const open = (await readingsOf(db, ctx, book.id)).some((one) => one.status === 'reading');
      if (open) return reject('limit_exceeded', 'Another reading of this book is not over yet.');
    }
    await patchOwn(db, ctx, 'book_readings', args.id, { status, started_day: from, finished_day: to });
    await leaveWant(db, book, status);
    await restand(db, ctx, book.id, [args.id]);
    return ok();
  },
});

/** With its sessions. What they paid is taken back: the person says that it was not read. */
const deleteReading = defineCommand('book.deleteReading', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const before = await ownRow(db, ctx, 'book_readings', id, READING_COLUMNS);
    if (!before) return ok();
    const sessions = await db
      .selectFrom('reading_sessions')
      .select('id')
      .where('reading_id', '=', id)
      .where('user_id', '=', ctx.userId)
      .orderBy('id')
      .execute();
    for (const session of sessions) await unsettleSession(db, ctx, session.id);
    await unsettleReading(db, ctx, id);
    await db.deleteFrom('reading_sessions').where('reading_id', '=', id).where('user_id', '=', ctx.userId).execute();
    await db.deleteFrom('book_readings').where('id', '=', id).where('user_id', '=', ctx.userId).execute();
    await restand(db, ctx, before.book_id);
    return ok();
  },
});

export const readingCommands = [setStatus, addReading, editReading, deleteReading] as const;
