// Books as the replica has them.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

const LISTED = [
  'books.id',
  'books.title',
  'books.author',
  'books.series',
  'books.series_number',
  'books.status',
  'books.unit',
  'books.total_pages',
  'books.total_minutes',
  'books.current_page',
  'books.current_percent',
  'books.current_minutes',
  'books.rating',
  'books.format',
  'books.tags',
  'books.shelves',
  'books.is_favorite',
  'books.cover_blob_id',
  'books.times_read',
  'books.last_finished_day',
  'books.last_read_at',
  'books.created_at',
] as const;

const DETAILS = [
  ...LISTED,
  'books.subtitle',
  'books.other_authors',
  'books.review',
  'books.notes',
  'books.language',
  'books.isbn',
  'books.publisher',
  'books.published_year',
  'books.cover_type',
  'books.source',
] as const;

export const allBooks = () =>
  replicaDb.selectFrom('books').select(LISTED).orderBy('books.created_at', 'desc').orderBy('books.id');

export type BookRow = RowOf<typeof allBooks>;

/** What is being read, the one read last first. */
export const currentBooks = (limit = 20) =>
  replicaDb
    .selectFrom('books')
    .select(LISTED)
    .where('status', '=', 'reading')
    .orderBy(sql`coalesce(last_read_at, created_at)`, 'desc')
    .orderBy('books.id')
    .limit(limit);

export const bookById = (id: string) => replicaDb.selectFrom('books').select(DETAILS).where('id', '=', id).orderBy('id').limit(1);

export type BookDetails = RowOf<typeof bookById>;

export const readingsOfBook = (bookId: string) =>
  replicaDb
    .selectFrom('book_readings')
    .select(['id', 'status', 'started_day', 'finished_day', 'rest_pages', 'source', 'created_at'])
    .where('book_id', '=', bookId)
    .orderBy('finished_day', (order) => order.desc().nullsFirst())
    .orderBy('created_at', 'desc')
    .orderBy('id');

export type ReadingRow = RowOf<typeof readingsOfBook>;

/** Newest first, with a timer that is not ended. */
export const sessionsOfBook = (bookId: string) =>
  replicaDb
    .selectFrom('reading_sessions')
    .select([
      'id',
      'reading_id',
      'status',
      'day',
      'started_at',
      'unit',
      'from_position',
      'to_position',
      'given_pages',
      'pages_read',
      'duration_ms',
      'notes',
      'source',
    ])
    .where('book_id', '=', bookId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc');

export type SessionRow = RowOf<typeof sessionsOfBook>;

export const notesOfBook = (bookId: string) =>
  replicaDb
    .selectFrom('book_notes')
    .select(['id', 'kind', 'content', 'page', 'created_at'])
    .where('book_id', '=', bookId)
    .orderBy('page', (order) => order.asc().nullsLast())
    .orderBy('created_at')
    .orderBy('id');

export type NoteRow = RowOf<typeof notesOfBook>;

/** The timer that is not ended, with its book. */
export const openTimer = () =>
  replicaDb
    .selectFrom('reading_sessions')
    .innerJoin('books', 'books.id', 'reading_sessions.book_id')
    .select([
      'reading_sessions.id',
      'reading_sessions.book_id',
      'reading_sessions.status',
      'reading_sessions.started_at',
      'reading_sessions.ended_at',
      'reading_sessions.paused_at',
      'reading_sessions.paused_ms',
      'books.title',
      'books.unit',
      'books.total_pages',
      'books.total_minutes',
      'books.current_page',
      'books.current_percent',
      'books.current_minutes',
    ])
    .where('reading_sessions.status', 'in', ['running', 'paused'])
    .orderBy('reading_sessions.started_at', 'desc')
    .orderBy('reading_sessions.id')
    .limit(1);

export type TimerRow = RowOf<typeof openTimer>;

/** What was read on each day from a day on: by sessions, and the pages of finished books that no session has. */
export const readingDays = (fromDay: string) =>
  replicaDb
    .selectFrom((from) =>
      from
        .selectFrom('reading_sessions')
        .select(['day', 'pages_read as pages', 'duration_ms as ms'])
        .where('day', '>=', fromDay)
        .where('status', '=', 'ended')
        .unionAll(
          from
            .selectFrom('book_readings')
            .select(['finished_day as day', 'rest_pages as pages', sql<number>`0`.as('ms')])
            .where('finished_day', '>=', fromDay)
            .where('status', '=', 'finished'),
        )
        .as('read'),
    )
    .select([sql<string>`day`.as('day'), sql<number>`sum(pages)::int`.as('pages'), sql<number>`sum(ms)::float8`.as('ms')])
    .groupBy('day')
    .orderBy('day');

export type ReadingDay = RowOf<typeof readingDays>;

/** Every finished reading with what statistics say of its book. */
export const finishedReadings = () =>
  replicaDb
    .selectFrom('book_readings')
    .innerJoin('books', 'books.id', 'book_readings.book_id')
    .select([
      'book_readings.id',
      'book_readings.book_id',
      'book_readings.started_day',
      'book_readings.finished_day',
      'books.title',
      'books.author',
      'books.rating',
      'books.total_pages',
      'books.format',
    ])
    .where('book_readings.status', '=', 'finished')
    .orderBy('book_readings.finished_day', (order) => order.desc().nullsLast())
    .orderBy('book_readings.id');

export type FinishedRow = RowOf<typeof finishedReadings>;

export const readingGoal = (year: number) =>
  replicaDb.selectFrom('reading_goals').select(['year', 'unit', 'target']).where('year', '=', year).orderBy('id').limit(1);

export type GoalRow = RowOf<typeof readingGoal>;

/** What forms propose: labels in use, most used first. */
export const labelsInUse = (of: 'tags' | 'shelves') =>
  replicaDb
    .selectFrom((from) =>
      from
        .selectFrom('books')
        .select(sql<string>`unnest(${sql.ref(of)})`.as('label'))
        .as('labelled'),
    )
    .select(({ fn }) => ['label', fn.countAll<number>().as('count')])
    .groupBy('label')
    .orderBy('count', 'desc')
    .orderBy('label')
    .limit(200);

/** What an import compares a file with. */
export const booksForImport = () =>
  replicaDb
    .selectFrom('books')
    .select(['id', 'title', 'author', 'isbn', 'status', 'source', 'source_key', 'times_read', 'rating', 'total_pages'])
    .orderBy('created_at')
    .orderBy('id');

/** Books that an import made or gave readings. */
export const importedBooks = () =>
  replicaDb
    .selectFrom('book_readings')
    .select(['book_id as id', 'source', sql<string | null>`null`.as('key')])
    .where('source', 'is not', null)
    .union(replicaDb.selectFrom('books').select(['id', 'source', 'source_key as key']).where('source', 'is not', null))
    .orderBy('id');

export type ImportedBookRow = RowOf<typeof importedBooks>;

export const booksForExport = () =>
  replicaDb.selectFrom('books').select(DETAILS).select('books.source_key').orderBy('books.created_at').orderBy('books.id');

export type ExportedBook = RowOf<typeof booksForExport>;

export const readingsForExport = () =>
  replicaDb
    .selectFrom('book_readings')
    .select(['id', 'book_id', 'status', 'started_day', 'finished_day'])
    .orderBy('finished_day', (order) => order.asc().nullsFirst())
    .orderBy('created_at')
    .orderBy('id');

export const sessionsForExport = () =>
  replicaDb
    .selectFrom('reading_sessions')
    .select(['id', 'book_id', 'reading_id', 'day', 'started_at', 'unit', 'to_position', 'given_pages', 'duration_ms', 'notes'])
    .where('status', '=', 'ended')
    .orderBy('started_at')
    .orderBy('id');

export const notesForExport = () =>
  replicaDb
    .selectFrom('book_notes')
    .select(['id', 'book_id', 'kind', 'content', 'page', 'created_at'])
    .orderBy('created_at')
    .orderBy('id');

export const bookOfNote = (id: string) =>
  replicaDb.selectFrom('book_notes').select('book_id').where('id', '=', id).orderBy('id').limit(1);

/** Ids that an own export may name. */
export const rowIdsForImport = () =>
  replicaDb.selectFrom('reading_sessions').select('id').union(replicaDb.selectFrom('book_notes').select('id')).orderBy('id');

/** The book of a reading session. */
export const bookOfReading = (id: string) =>
  replicaDb.selectFrom('reading_sessions').select('book_id').where('id', '=', id).orderBy('id').limit(1);
