// The inbox as the replica has it.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';
import { foundKeys } from '#src/search/records.ts';

const COLUMNS = [
  'inbox_items.id',
  'inbox_items.title',
  'inbox_items.description',
  'inbox_items.tags',
  'inbox_items.priority',
  'inbox_items.due_on',
  'inbox_items.created_at',
] as const;

/** Newest first. */
export const inboxItems = (limit = 500) =>
  replicaDb.selectFrom('inbox_items').select(COLUMNS).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);

/** What has the words of a search, best first. */
export const searchedInbox = (search: string, limit = 500) =>
  replicaDb
    .selectFrom(foundKeys(search, { tables: ['inbox_items'], limit }))
    .innerJoin('inbox_items', (join) => join.on(sql`inbox_items.id`, '=', sql`found.pk::uuid`))
    .select(COLUMNS)
    .orderBy('found.place');

export const inboxItem = (id: string) =>
  replicaDb.selectFrom('inbox_items').select(COLUMNS).where('id', '=', id).orderBy('id').limit(1);

export const inboxCount = () => replicaDb.selectFrom('inbox_items').select(({ fn }) => fn.countAll<number>().as('count'));

/** Every tag in use, most used first. */
export const inboxTags = () =>
  replicaDb
    .selectFrom((from) =>
      from
        .selectFrom('inbox_items')
        .select(sql<string>`unnest(tags)`.as('tag'))
        .as('tagged'),
    )
    .select(({ fn }) => ['tag', fn.countAll<number>().as('count')])
    .groupBy('tag')
    .orderBy('count', 'desc')
    .orderBy('tag')
    .limit(200);

export const filesOfItem = (id: string) =>
  replicaDb
    .selectFrom('note_files')
    .select(['id', 'note_id', 'content_sha256', 'name', 'mime_type', 'byte_size'])
    .where('note_id', '=', id)
    .orderBy('created_at')
    .orderBy('id');

export type ItemFile = RowOf<typeof filesOfItem>;

/** How many files each item has. */
export const inboxFileCounts = () =>
  replicaDb
    .selectFrom('note_files')
    .select(({ fn }) => ['note_id', fn.countAll<number>().as('count')])
    .where('note_kind', '=', 'inbox')
    .groupBy('note_id')
    .orderBy('note_id');

/** Texts of an item that another device's change replaced. */
export const versionsOfItem = (id: string) =>
  replicaDb
    .selectFrom('note_versions')
    .select(['id', 'field', 'content'])
    .where('note_id', '=', id)
    .orderBy('created_at')
    .orderBy('id');
