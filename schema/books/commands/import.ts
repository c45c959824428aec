// Books and their history from a file. The same file again changes nothing: ids are functions of the source and the keys in it. What
// the person has here stands: fields that are filled stay, a finished book stays finished. Imported readings are history: they are no
// occurrences and pay nothing.
import { z } from 'zod';
import { defineCommand, ok, type CommandContext, type CommandDb } from '../../command/define.ts';
import { given, owns } from '../../command/kit.ts';
import { day, instant, rowId } from '../../command/values.ts';
import { bookLimits, BOOK_STATUSES, cleanLabels, NOTE_KINDS, READING_STATUSES, UNITS, type BookStatus } from '../rules/book.ts';
import { noonOf, readingsOf, restand } from '../occurrences.ts';
import { fieldsToColumns, newBookFields, noteText, pages, position } from './args.ts';

export const source = z.string().trim().min(1).max(40);
const key = z.string().min(1).max(300);

const importedReading = z.object({
  key: key.nullable(),
  status: z.enum(READING_STATUSES),
  startedDay: day.nullable(),
  finishedDay: day.nullable(),
});

const importedSession = z.object({
  key,
  /** The place of its reading in the list of readings. */
  reading: z.int().min(0).max(bookLimits.importedRows),
  day,
  startedAt: instant.nullable(),
  ms: z.int().min(0).max(2_000_000_000),
  unit: z.enum(UNITS),
  to: position.nullable(),
  pages: pages.nullable(),
  note: z.string().trim().max(bookLimits.note).nullable(),
});

const importedNote = z.object({
  key,
  kind: z.enum(NOTE_KINDS),
  content: noteText,
  page: pages.nullable(),
  at: instant.nullable(),
});

export const importedBook = newBookFields.omit({ cover: true }).extend({
  /** Of a book that is here already and takes what it lacks; else the book of that key is made. */
  bookId: rowId.nullable(),
  /** Names the book within its source. */
  key,
  status: z.enum(BOOK_STATUSES),
  addedDay: day.nullable(),
  readings: z.array(importedReading).max(bookLimits.importedRows),
  sessions: z.array(importedSession).max(bookLimits.importedRows),
  bookNotes: z.array(importedNote).max(bookLimits.importedRows),
});
export type ImportedBook = z.output<typeof importedBook>;

export const importBooks = defineCommand('book.import', {
  args: z.object({ source, books: z.array(importedBook).min(1).max(bookLimits.importedBooks) }),
  async apply(db, args, ctx) {
    for (const book of args.books) {
      const id = await bookFor(db, ctx, args.source, book);
      // Deleted here meanwhile: the other books of the file are imported.
      if (id === null) continue;
      const readingIds = await importReadings(db, ctx, args.source, { id, book });
      await importSessions(db, ctx, args.source, { id, book, readingIds });
      await importNotes(db, ctx, args.source, { id, book });
      await restand(db, ctx, id);
    }
    return ok();
  },
});

/** The later one is never taken back to an earlier one by a file. */
const RANK: Readonly<Record<BookStatus, number>> = { want: 0, reading: 1, stopped: 2, finished: 3 };

async function bookFor(db: CommandDb, ctx: CommandContext, from: string, book: ImportedBook): Promise<string | null> {
  const {
    bookId,
    key: sourceKey,
    status,
    addedDay,
    readings: _readings,
    sessions: _sessions,
    bookNotes: _notes,
    ...fields
  } = book;
  const columns = fieldsToColumns(fields);
  const derived = ctx.derivedId('books', from, sourceKey);
  const known = bookId ?? ((await owns(db, ctx, 'books', derived)) ? derived : null);
  if (known !== null) return (await fillBook(db, ctx, known, { columns, status })) ? known : null;
  await db
    .insertInto('books')
    .values({
      ...given(columns),
      id: derived,
      user_id: ctx.userId,
      title: fields.title,
      status,
      source: from,
      source_key: sourceKey,
      created_at: addedDay === null ? ctx.now : noonOf(addedDay),
      updated_at: ctx.now,
    })
    .execute();
  return derived;
}

const FILLED = [
  'subtitle',
  'author',
  'other_authors',
  'total_pages',
  'total_minutes',
  'rating',
  'review',
  'notes',
  'series',
  'series_number',
  'format',
  'language',
  'isbn',
  'publisher',
  'published_year',
] as const;

/** Sets what the book here does not have. False when there is no such book. */
async function fillBook(
  db: CommandDb,
  ctx: CommandContext,
  id: string,
  { columns, status }: { columns: ReturnType<typeof fieldsToColumns>; status: BookStatus },
): Promise<boolean> {
  const before = await db
    .selectFrom('books')
    .select([...FILLED, 'tags', 'shelves', 'status', 'is_favorite'])
    .where('id', '=', id)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
  if (!before) return false;
  const missing = Object.fromEntries(
    FILLED.filter((column) => before[column] === null).map((column) => [column, columns[column]]),
  );
  const merged = (here: readonly string[], there: readonly string[] | undefined) =>
    cleanLabels([...here, ...(there ?? [])]).slice(0, bookLimits.labels);
  await db
    .updateTable('books')
    .set({
      ...given(missing),
      tags: merged(before.tags, columns.tags),
      shelves: merged(before.shelves, columns.shelves),
      ...(columns.is_favorite === true && { is_favorite: true }),
      ...(RANK[status] > RANK[before.status] && { status }),
      updated_at: ctx.now,
    })
    .where('id', '=', id)
    .execute();
  return true;
}

interface OfBook {
  id: string;
  book: ImportedBook;
}

type Here = Awaited<ReturnType<typeof readingsOf>>[number];

/** The id of each reading of the file; null for one that must not be added. */
async function importReadings(
  db: CommandDb,
  ctx: CommandContext,
  from: string,
  { id, book }: OfBook,
): Promise<(string | null)[]> {
  const here = await readingsOf(db, ctx, id);
  const left = new Set(here);
  const rank = here.reduce((most, { status }) => Math.max(most, RANK[status]), 0);
  const ids: (string | null)[] = [];
  for (const [at, reading] of book.readings.entries()) {
    const match = matchOf(reading, left);
    if (match) {
      left.delete(match);
      await completeReading(db, ctx, match, reading);
      ids.push(match.id);
    } else if (reading.status === 'reading' && rank >= RANK.reading) ids.push(null);
    else ids.push(await insertReading(db, ctx, from, { id, book, at }));
  }
  return ids;
}

type FileReading = ImportedBook['readings'][number];

/** The reading here that the file means, of those that no other reading of the file was matched with. */
function matchOf(reading: FileReading, left: ReadonlySet<Here>): Here | undefined {
  const all = [...left];
  const same = all.filter(({ status }) => status === reading.status);
  return (
    all.find(({ id }) => id === reading.key) ??
    (reading.status === 'reading' ? same[0] : undefined) ??
    (reading.finishedDay === null ? same[0] : same.find((one) => one.finished_day === reading.finishedDay)) ??
    same.find((one) => one.finished_day === null && one.source !== null) ??
    // What an earlier file of the same app had as being read.
    (reading.status === 'reading' ? undefined : all.find((one) => one.status === 'reading' && one.source !== null))
  );
}

/** An imported reading learns its end and its days; one of the person's own stays as it is. */
async function completeReading(db: CommandDb, ctx: CommandContext, here: Here, reading: FileReading): Promise<void> {
  if (here.source === null) return;
  const changes = {
    ...(RANK[reading.status] > RANK[here.status] && { status: reading.status }),
    ...(here.started_day === null && reading.startedDay !== null && { started_day: reading.startedDay }),
    ...(here.finished_day === null && reading.finishedDay !== null && { finished_day: reading.finishedDay }),
  };
  if (Object.keys(changes).length === 0) return;
  await db
    .updateTable('book_readings')
    .set({ ...changes, updated_at: ctx.now })
    .where('id', '=', here.id)
    .execute();
}

async function insertReading(
  db: CommandDb,
  ctx: CommandContext,
  from: string,
  { id, book, at }: OfBook & { at: number },
): Promise<string | null> {
  const reading = book.readings[at];
  if (!reading) return null;
  const readingId = ctx.derivedId('book_readings', id, from, reading.key ?? at);
  await db
    .insertInto('book_readings')
    .values({
      id: readingId,
      user_id: ctx.userId,
      book_id: id,
      status: reading.status,
      started_day: reading.startedDay,
      finished_day: reading.status === 'reading' ? null : reading.finishedDay,
      source: from,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return readingId;
}

/** Rows of the file that are here already, under their own ids: it is the person's own export. */
async function idsHere(
  db: CommandDb,
  ctx: CommandContext,
  table: 'reading_sessions' | 'book_notes',
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = keys.filter((one) => rowId.safeParse(one).success);
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom(table as 'book_notes')
    .select('id')
    .where('user_id', '=', ctx.userId)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function importSessions(
  db: CommandDb,
  ctx: CommandContext,
  from: string,
  { id, book, readingIds }: OfBook & { readingIds: readonly (string | null)[] },
): Promise<void> {
  const here = await idsHere(
    db,
    ctx,
    'reading_sessions',
    book.sessions.map((one) => one.key),
  );
  const rows = book.sessions.flatMap((one) => {
    const readingId = readingIds[one.reading] ?? null;
    if (here.has(one.key) || readingId === null) return [];
    const startedAt = one.startedAt === null ? noonOf(one.day) : new Date(one.startedAt);
    return {
      id: ctx.derivedId('reading_sessions', id, from, one.key),
      user_id: ctx.userId,
      book_id: id,
      reading_id: readingId,
      status: 'ended' as const,
      started_at: startedAt,
      ended_at: new Date(startedAt.getTime() + one.ms),
      day: one.day,
      unit: one.unit,
      to_position: one.to,
      given_pages: one.to === null ? one.pages : null,
      duration_ms: one.ms,
      duration_minutes: Math.floor(one.ms / 60_000),
      notes: one.note || null,
      source: from,
      created_at: ctx.now,
      updated_at: ctx.now,
    };
  });
  if (rows.length === 0) return;
  await db
    .insertInto('reading_sessions')
    .values(onceEach(rows))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

const onceEach = <Row extends { id: string }>(rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

async function importNotes(db: CommandDb, ctx: CommandContext, from: string, { id, book }: OfBook): Promise<void> {
  const here = await idsHere(
    db,
    ctx,
    'book_notes',
    book.bookNotes.map((one) => one.key),
  );
  const rows = book.bookNotes
    .filter((one) => !here.has(one.key))
    .map(({ key: noteKey, kind, content, page, at }) => ({
      id: ctx.derivedId('book_notes', id, from, noteKey),
      user_id: ctx.userId,
      book_id: id,
      kind,
      content,
      page,
      source: from,
      created_at: at === null ? ctx.now : new Date(at),
      updated_at: ctx.now,
    }));
  if (rows.length === 0) return;
  await db
    .insertInto('book_notes')
    .values(onceEach(rows))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
