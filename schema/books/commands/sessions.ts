// Sessions of reading: entered by hand, or measured by the timer on one device and ended on another. Invariants: a person has at most
// one timer that is not ended, the one started last; an ended session never runs again; a session is paid once.
import { z } from 'zod';
import { boundedDayAt } from '../../command/person-day.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { insertOwn, madeAt, ownRow, patchOwn } from '../../command/kit.ts';
import { day, rowId } from '../../command/values.ts';
import { bookLimits, totalIn } from '../rules/book.ts';
import { planPause, planResume, planStop, readMs, SHORTEST_READING_MS, type TimedReading } from '../rules/timer.ts';
import { actOf, ownBook, restand, unsettleSession, type StandingBook } from '../occurrences.ts';
import { minutes, pages, position } from './args.ts';
import { openReading, possibleDay, readingOn } from './readings.ts';

const MINUTE_MS = 60_000;
const note = z.string().trim().max(bookLimits.note).nullable();

const SESSION_COLUMNS = [
  'id',
  'book_id',
  'reading_id',
  'status',
  'started_at',
  'ended_at',
  'paused_at',
  'paused_ms',
  'day',
  'duration_ms',
] as const;

interface OwnSession extends TimedReading {
  id: string;
  book_id: string;
  reading_id: string | null;
  day: string | null;
  duration_ms: number;
}

const ownSession = (db: CommandDb, ctx: CommandContext, id: string): Promise<OwnSession | undefined> =>
  ownRow(db, ctx, 'reading_sessions', id, SESSION_COLUMNS);

const PAST_END = 'This is past the end of the book.';

const isPastEnd = (book: StandingBook, to: number | null | undefined): boolean =>
  to !== null && to !== undefined && to > (totalIn(book, book.unit) ?? Infinity);

/** Columns of a length in milliseconds. */
const lasting = (ms: number) => ({ duration_ms: ms, duration_minutes: Math.floor(ms / MINUTE_MS) });

const read = defineCommand('book.read', {
  args: z.object({
    id: rowId,
    bookId: rowId,
    day,
    minutes: minutes.default(0),
    /** Where the person stopped, in the unit of the book. */
    to: position.nullable().default(null),
    /** How many pages, where the position is not known. */
    pages: pages.nullable().default(null),
    note: note.default(null),
  }),
  async apply(db, args, ctx) {
    const book = await ownBook(db, ctx, args.bookId);
    if (!book) return reject('not_found');
    if (isPastEnd(book, args.to)) return reject('limit_exceeded', PAST_END);
    if (await ownSession(db, ctx, args.id)) return ok();
    const on = await possibleDay(db, ctx, args.day);
    const readingId = await readingOn(db, ctx, book.id, { id: ctx.derivedId('book_readings', args.id), day: on });
    const ended = actOf(ctx, on);
    const ms = args.minutes * MINUTE_MS;
    const insertion = await insertOwn(db, ctx, 'reading_sessions', {
      id: args.id,
      book_id: book.id,
      reading_id: readingId,
      status: 'ended',
      started_at: new Date(ended.getTime() - ms),
      ended_at: ended,
      day: on,
      unit: book.unit,
      to_position: args.to,
      given_pages: args.to === null ? args.pages : null,
      notes: args.note || null,
      ...lasting(ms),
      ...madeAt(ctx),
    });
    if (insertion === 'conflict') return reject('conflict');
    await restand(db, ctx, book.id, [args.id]);
    return ok();
  },
});

const editSession = defineCommand('book.editSession', {
  args: z.object({
    id: rowId,
    day: day.optional(),
    minutes: minutes.optional(),
    to: position.nullable().optional(),
    pages: pages.nullable().optional(),
    note: note.optional(),
  }),
  async apply(db, args, ctx) {
    const before = await ownSession(db, ctx, args.id);
    const book = before && (await ownBook(db, ctx, before.book_id));
    if (!before || !book) return reject('not_found');
    if (before.status !== 'ended') return reject('session_running');
    if (isPastEnd(book, args.to)) return reject('limit_exceeded', PAST_END);
    const on = args.day === undefined ? before.day : await possibleDay(db, ctx, args.day);
    const ms = args.minutes === undefined ? before.duration_ms : args.minutes * MINUTE_MS;
    const isMoved = on !== null && on !== before.day;
    const ended = isMoved ? actOf(ctx, on) : (before.ended_at ?? before.started_at);
    const isRetimed = isMoved || ms !== before.duration_ms;
    await patchOwn(db, ctx, 'reading_sessions', args.id, {
      day: on,
      notes: args.note === undefined ? undefined : args.note || null,
      ...(args.to !== undefined && { to_position: args.to, unit: book.unit }),
      ...(args.pages !== undefined && { given_pages: args.pages }),
      ...(isRetimed && { started_at: new Date(ended.getTime() - ms), ended_at: ended, paused_ms: 0, ...lasting(ms) }),
    });
    await restand(db, ctx, book.id, [args.id]);
    return ok();
  },
});

/** What the session paid is taken back. Its reading stays. */
const deleteSession = defineCommand('book.deleteSession', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const before = await ownSession(db, ctx, id);
    if (!before) return ok();
    await dropSession(db, ctx, before);
    return ok();
  },
});

async function dropSession(db: CommandDb, ctx: CommandContext, { id, book_id }: { id: string; book_id: string }): Promise<void> {
  await unsettleSession(db, ctx, id);
  await db.deleteFrom('reading_sessions').where('id', '=', id).where('user_id', '=', ctx.userId).execute();
  await restand(db, ctx, book_id);
}

const startTimer = defineCommand('book.startTimer', {
  args: z.object({ id: rowId, bookId: rowId, day }),
  async apply(db, { id, bookId, day: given }, ctx) {
    const book = await ownBook(db, ctx, bookId);
    if (!book) return reject('not_found');
    // Another attempt started it: nothing of it may change, and no reading begins by it.
    if (await ownSession(db, ctx, id)) return ok();
    const on = await boundedDayAt(db, ctx, given, ctx.now);
    const readingId = await openReading(db, ctx, bookId, { id: ctx.derivedId('book_readings', id), day: on });
    const insertion = await insertOwn(db, ctx, 'reading_sessions', {
      id,
      book_id: bookId,
      reading_id: readingId,
      status: 'running',
      started_at: ctx.now,
      day: on,
      unit: book.unit,
      ...madeAt(ctx),
    });
    if (insertion === 'conflict') return reject('conflict');
    await restand(db, ctx, bookId, [readingId]);
    await endOlderTimers(db, ctx);
    return ok();
  },
});

/** The timer started last continues. A command may arrive late, so the new timer may be the one that ends. */
async function endOlderTimers(db: CommandDb, ctx: CommandContext): Promise<void> {
  const open = await db
    .selectFrom('reading_sessions')
    .select(SESSION_COLUMNS)
    .where('user_id', '=', ctx.userId)
    .where('status', 'in', ['running', 'paused'])
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  for (const [at, session] of open.entries()) {
    const next = open[at + 1];
    if (next)
      await endTimer(db, ctx, session, {
        at: next.started_at,
        day: session.day,
        isKept: readMs(session, next.started_at) >= SHORTEST_READING_MS,
      });
  }
}

interface TimerEnd {
  at: Date;
  day: string | null;
  isKept: boolean;
  to?: number | null;
  pages?: number | null;
  note?: string | null;
}

async function endTimer(db: CommandDb, ctx: CommandContext, session: OwnSession, end: TimerEnd): Promise<void> {
  if (!end.isKept) return dropSession(db, ctx, session);
  const { ended_at, duration_ms } = planStop(session, end.at);
  await patchOwn(db, ctx, 'reading_sessions', session.id, {
    status: 'ended',
    ended_at,
    paused_at: null,
    day: end.day,
    to_position: end.to ?? null,
    given_pages: end.to === null || end.to === undefined ? (end.pages ?? null) : null,
    notes: end.note || null,
    ...lasting(duration_ms),
  });
  await restand(db, ctx, session.book_id, [session.id]);
}

const pauseTimer = defineCommand('book.pauseTimer', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    const paused = planPause(session, ctx.now);
    return paused ? patchOwn(db, ctx, 'reading_sessions', id, paused) : ok();
  },
});

const resumeTimer = defineCommand('book.resumeTimer', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    const resumed = planResume(session, ctx.now);
    return resumed ? patchOwn(db, ctx, 'reading_sessions', id, resumed) : ok();
  },
});

const stopTimer = defineCommand('book.stopTimer', {
  args: z.object({
    id: rowId,
    day,
    to: position.nullable().default(null),
    pages: pages.nullable().default(null),
    note: note.default(null),
  }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    const book = session && (await ownBook(db, ctx, session.book_id));
    if (!session || !book) return reject('not_found');
    // Another device ended it first.
    if (session.status === 'ended') return ok();
    if (isPastEnd(book, args.to)) return reject('limit_exceeded', PAST_END);
    const on = await boundedDayAt(db, ctx, args.day, ctx.now);
    await endTimer(db, ctx, session, { at: ctx.now, day: on, isKept: true, to: args.to, pages: args.pages, note: args.note });
    return ok();
  },
});

const discardTimer = defineCommand('book.discardTimer', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return ok();
    if (session.status === 'ended') return reject('already_ended');
    await dropSession(db, ctx, session);
    return ok();
  },
});

export const sessionCommands = [
  read,
  editSession,
  deleteSession,
  startTimer,
  pauseTimer,
  resumeTimer,
  stopTimer,
  discardTimer,
] as const;
