// Notes as the replica has them.
import { sql } from 'kysely';
import { TABLE_OF, type LinkStatus, type NoteKind, type Reading } from '#schema/notes/rules/note.ts';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';
import { foundKeys } from '#src/search/records.ts';

const EXCERPT_CHARACTERS = 280;

export type Shelf = 'current' | 'archived' | 'bin';

/** A note in a list, with the same columns for every kind. */
export interface NoteRow {
  kind: NoteKind;
  id: string;
  title: string;
  excerpt: string;
  category: string | null;
  tags: string[];
  is_pinned: boolean;
  is_archived: boolean;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
  url: string | null;
  reading: Reading;
  progress: number;
  icon: string | null;
  site_name: string | null;
  site_description: string | null;
  link_status: LinkStatus | null;
}

export interface NoteDetails extends NoteRow {
  content: string;
  /** As titleKey writes them. */
  former_titles: string[];
  site_title: string | null;
  fetched_at: Date | null;
  link_checked_at: Date | null;
  read_at: Date | null;
}

const listed = (kind: NoteKind) => {
  const isLink = kind === 'reference';
  const table = TABLE_OF[kind];
  const ofLink = <Value>(column: string, other: string) =>
    sql<Value>`${isLink ? sql.ref(`${table}.${column}`) : sql.raw(other)}`.as(column);
  return replicaDb
    .selectFrom(table as 'ideas')
    .select([
      sql<NoteKind>`${sql.lit(kind)}`.as('kind'),
      'id',
      'title',
      sql<string>`left(coalesce(content, ''), ${sql.lit(EXCERPT_CHARACTERS)})`.as('excerpt'),
      'category',
      'tags',
      'is_pinned',
      'is_archived',
      'deleted_at',
      'created_at',
      'updated_at',
      ofLink<string | null>('url', 'null::text'),
      ofLink<Reading>('reading', `'none'`),
      ofLink<number>('progress', '0'),
      ofLink<string | null>('icon', 'null::text'),
      ofLink<string | null>('site_name', 'null::text'),
      ofLink<string | null>('site_description', 'null::text'),
      ofLink<LinkStatus | null>('link_status', 'null::text'),
    ]);
};

const ofKinds = (kinds: readonly NoteKind[]) => {
  const [first = 'idea', ...others] = kinds;
  let all = listed(first);
  for (const kind of others) all = all.unionAll(listed(kind)) as typeof all;
  return all.as('notes');
};

export interface NoteFilter {
  kinds: readonly NoteKind[];
  shelf: Shelf;
  tag: string;
  reading: Reading | '';
}

export type NoteOrder = 'updated' | 'created' | 'title' | 'progress';

const within = (kinds: readonly NoteKind[], { shelf, tag, reading }: Omit<NoteFilter, 'kinds'>) => {
  let query = replicaDb.selectFrom(ofKinds(kinds)).selectAll('notes');
  query = query.where('notes.deleted_at', shelf === 'bin' ? 'is not' : 'is', null);
  if (shelf !== 'bin') query = query.where('notes.is_archived', '=', shelf === 'archived');
  if (tag !== '') query = query.where(sql<boolean>`${tag} = any(notes.tags)`);
  if (reading !== '') query = query.where('notes.reading', '=', reading);
  return query;
};

/** Pinned ones first. */
export function notesInOrder({ kinds, ...filter }: NoteFilter, order: NoteOrder, isDescending: boolean, limit: number) {
  const direction = isDescending ? 'desc' : 'asc';
  const by = {
    updated: sql`notes.updated_at`,
    created: sql`notes.created_at`,
    title: sql`lower(notes.title)`,
    progress: sql`notes.progress`,
  }[order];
  return within(kinds, filter)
    .orderBy('notes.is_pinned', 'desc')
    .orderBy(by, direction)
    .orderBy('notes.id', direction)
    .limit(limit)
    .$castTo<NoteRow>();
}

/** Notes with the words of a search, best first. The bin is not indexed. */
export const searchedNotes = (search: string, { kinds, ...filter }: NoteFilter, limit: number) =>
  within(kinds, filter)
    .innerJoin(foundKeys(search, { tables: kinds.map((kind) => TABLE_OF[kind]), limit }), (join) =>
      join.on(sql`notes.id`, '=', sql`found.pk::uuid`),
    )
    .orderBy('found.place')
    .limit(limit)
    .$castTo<NoteRow>();

const whole = (kind: NoteKind) => {
  const isLink = kind === 'reference';
  const table = TABLE_OF[kind];
  const ofLink = <Value>(column: string, other: string) =>
    sql<Value>`${isLink ? sql.ref(`${table}.${column}`) : sql.raw(other)}`.as(column);
  return listed(kind).select([
    sql<string>`coalesce(content, '')`.as('content'),
    'former_titles',
    ofLink<string | null>('site_title', 'null::text'),
    ofLink<Date | null>('fetched_at', 'null::timestamptz'),
    ofLink<Date | null>('link_checked_at', 'null::timestamptz'),
    ofLink<Date | null>('read_at', 'null::timestamptz'),
  ]);
};

/** Whatever its kind. */
export const noteById = (id: string) =>
  replicaDb
    .selectFrom(
      whole('idea')
        .where('id', '=', id)
        .unionAll(whole('entry').where('id', '=', id))
        .unionAll(whole('reference').where('id', '=', id))
        .as('notes'),
    )
    .selectAll('notes')
    .orderBy('notes.id')
    .limit(1)
    .$castTo<NoteDetails>();

const titled = (kind: NoteKind) =>
  replicaDb
    .selectFrom(TABLE_OF[kind] as 'ideas')
    .select([sql<NoteKind>`${sql.lit(kind)}`.as('kind'), 'id', 'title', 'former_titles', 'updated_at'])
    .where('deleted_at', 'is', null);

const allTitles = () => titled('idea').unionAll(titled('entry')).unionAll(titled('reference')).as('notes');

/** A title as titleKey writes it. Replacing characters takes most of the time of ten thousand titles, and hardly one needs it. */
const keyOfTitle = sql<string>`case when notes.title ~ E'[\\t\\n\\r]|  '
  then lower(trim(regexp_replace(notes.title, E'[ \\t\\n\\r]+', ' ', 'g'))) else lower(trim(notes.title)) end`;

/** The notes that have or had one of these titles, as titleKey writes them. */
export const notesByTitles = (keys: readonly string[]) =>
  replicaDb
    .selectFrom(allTitles())
    .select(['notes.kind', 'notes.id', 'notes.title', 'notes.former_titles'])
    .where(
      sql<boolean>`${keyOfTitle} = any(${[...keys]})
        or notes.former_titles && ${[...keys]}::text[]`,
    )
    .orderBy('notes.updated_at', 'desc')
    .orderBy('notes.id');

/** What a link that is being typed may mean, the note changed last first. */
export const notesTitledLike = (typed: string, limit = 8) =>
  replicaDb
    .selectFrom(allTitles())
    .select(['notes.kind', 'notes.id', 'notes.title'])
    .where(sql<boolean>`position(lower(${typed}) in lower(notes.title)) > 0`)
    .orderBy(sql`position(lower(${typed}) in lower(notes.title))`)
    .orderBy('notes.updated_at', 'desc')
    .orderBy('notes.id')
    .limit(limit);

const mentioning = (kind: NoteKind, needles: readonly string[]) =>
  replicaDb
    .selectFrom(TABLE_OF[kind] as 'ideas')
    .select([sql<NoteKind>`${sql.lit(kind)}`.as('kind'), 'id', 'title', sql<string>`content`.as('content'), 'updated_at'])
    .where('deleted_at', 'is', null)
    .where(
      sql<boolean>`exists (select 1 from unnest(${[...needles]}::text[]) as needle where position(needle in lower(content)) > 0)`,
    );

/** Notes with `[[` and one of the titles in their text. Whoever shows them checks that the link ends there. */
export const mentionsOf = (titles: readonly string[]) => {
  const needles = titles.map((title) => `[[${title.trim().toLowerCase()}`);
  return replicaDb
    .selectFrom(
      mentioning('idea', needles).unionAll(mentioning('entry', needles)).unionAll(mentioning('reference', needles)).as('notes'),
    )
    .selectAll('notes')
    .orderBy('notes.updated_at', 'desc')
    .orderBy('notes.id')
    .limit(200);
};

export type Mention = RowOf<typeof mentionsOf>;

export const filesForExport = () =>
  replicaDb
    .selectFrom('note_files')
    .select(['id', 'note_id', 'content_sha256', 'name', 'byte_size'])
    .where('note_kind', '<>', 'inbox')
    .orderBy('id');

export const filesOfNote = (noteId: string) =>
  replicaDb
    .selectFrom('note_files')
    .select(['id', 'note_kind', 'note_id', 'content_sha256', 'name', 'mime_type', 'byte_size', 'created_at'])
    .where('note_id', '=', noteId)
    .orderBy('created_at')
    .orderBy('id');

export type NoteFile = RowOf<typeof filesOfNote>;

export const versionsOfNote = (noteId: string) =>
  replicaDb
    .selectFrom('note_versions')
    .select(['id', 'note_kind', 'note_id', 'field', 'content', 'created_at'])
    .where('note_id', '=', noteId)
    .orderBy('created_at', 'desc')
    .orderBy('id');

export type NoteVersion = RowOf<typeof versionsOfNote>;

const TAGGED = ['ideas', 'infobase_entries', 'user_references', 'inbox_items'] as const;

/** Every tag of notes and inbox, most used first. */
export const noteTags = () => {
  const of = (table: (typeof TAGGED)[number]) =>
    replicaDb.selectFrom(table as 'ideas').select(sql<string>`unnest(tags)`.as('tag'));
  const all = of('ideas').unionAll(of('infobase_entries')).unionAll(of('user_references')).unionAll(of('inbox_items'));
  return replicaDb
    .selectFrom(all.as('tagged'))
    .select(({ fn }) => ['tag', fn.countAll<number>().as('count')])
    .groupBy('tag')
    .orderBy('count', 'desc')
    .orderBy('tag')
    .limit(500);
};

/** The notes and inbox items with a tag, for taking a change of it back. */
export const holdersOfTag = (tag: string) => {
  const of = (kind: NoteKind) =>
    replicaDb
      .selectFrom(TABLE_OF[kind] as 'ideas')
      .select([sql<NoteKind>`${sql.lit(kind)}`.as('kind'), 'id', 'tags'])
      .where(sql<boolean>`${tag} = any(tags)`);
  return of('idea').unionAll(of('entry')).unionAll(of('reference')).orderBy('id');
};

export const inboxHoldersOfTag = (tag: string) =>
  replicaDb
    .selectFrom('inbox_items')
    .select(['id', 'tags'])
    .where(sql<boolean>`${tag} = any(tags)`)
    .orderBy('id');

export const categoriesInUse = () =>
  replicaDb
    .selectFrom(
      replicaDb
        .selectFrom('ideas')
        .select('category')
        .unionAll(replicaDb.selectFrom('infobase_entries').select('category'))
        .unionAll(replicaDb.selectFrom('user_references').select('category'))
        .as('notes'),
    )
    .select(({ fn }) => ['notes.category', fn.countAll<number>().as('count')])
    .where('notes.category', 'is not', null)
    .groupBy('notes.category')
    .orderBy('count', 'desc')
    .orderBy('notes.category')
    .limit(100);

/** References with an address, for finding the one that is being added. */
export const referencesOfSite = (host: string) =>
  replicaDb
    .selectFrom('user_references')
    .select(['id', 'title', 'url'])
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`position(${host} in url) > 0`)
    .orderBy('id')
    .limit(2_000);

const forImport = (kind: NoteKind) => {
  const url = kind === 'reference' ? sql<string | null>`user_references.url` : sql<string | null>`null::text`;
  return replicaDb
    .selectFrom(TABLE_OF[kind] as 'ideas')
    .select([sql<NoteKind>`${sql.lit(kind)}`.as('kind'), 'id', 'title', url.as('url'), 'tags', 'source', 'source_key']);
};

/** What an import compares a file with: also what is archived or in the bin. */
export const notesForImport = () => forImport('idea').unionAll(forImport('entry')).unionAll(forImport('reference')).orderBy('id');

const imported = (kind: NoteKind) =>
  replicaDb
    .selectFrom(TABLE_OF[kind] as 'ideas')
    .select([sql<NoteKind>`${sql.lit(kind)}`.as('kind'), 'id', 'source', 'source_key'])
    .where('source', 'is not', null)
    .where('deleted_at', 'is', null);

export const importedNotes = () => imported('idea').unionAll(imported('entry')).unionAll(imported('reference')).orderBy('id');

export type ImportedNoteRow = RowOf<typeof importedNotes>;

const forExport = (kind: NoteKind) => whole(kind).where('deleted_at', 'is', null);

export const notesForExport = () =>
  replicaDb
    .selectFrom(forExport('idea').unionAll(forExport('entry')).unionAll(forExport('reference')).as('notes'))
    .selectAll('notes')
    .orderBy('notes.created_at')
    .orderBy('notes.id')
    .$castTo<NoteDetails>();
