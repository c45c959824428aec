// The inbox as the replica has it.
import { sql } from 'kysely';
import { replicaDb } from '#src/replica/query-builder.ts';

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (character) => `\\${character}`);

/** Newest first. Every word must occur in the title, the description or a tag. */
export function inboxItems(search = '', limit = 500) {
  const words = search.trim().split(/\s+/).filter(Boolean);
  let query = replicaDb.selectFrom('inbox_items').select(['id', 'title', 'description', 'tags', 'created_at']);
  for (const word of words) {
    const pattern = `%${escapeLike(word)}%`;
    query = query.where((where) =>
      where.or([
        where('title', 'ilike', pattern),
        where('description', 'ilike', pattern),
        where(sql<string>`array_to_string(tags, ' ')`, 'ilike', pattern),
      ]),
    );
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
}

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
