// Records by their words, from the replica's index (schema/search/index-sql.ts). The first search after a change also indexes
// the changed rows. After a first sync of ten thousand texts that takes about a second, so a page may search for '' in advance.
import { sql } from 'kysely';
import type { SearchableTable } from '#schema/tables.ts';
import { replicaDb } from '#src/replica/query-builder.ts';

export interface SearchOptions {
  tables: readonly SearchableTable[];
  /** The most records of each table. */
  limit: number;
}

export interface FoundRecord {
  table: SearchableTable;
  id: string;
  title: string | null;
  /** The rest of the record's text. */
  text: string;
  at: Date;
}

/**
 * The keys of the found records, for a query that joins them as `found`; `place` is 1 for the best match. A text without words
 * finds nothing.
 */
export const foundKeys = (text: string, { tables, limit }: SearchOptions) =>
  // The tables are in the SQL text, so that a live query knows that it reads them.
  sql<{
    place: number;
    tbl: SearchableTable;
    pk: string;
  }>`replica.search_find(${text}, ${sql.raw(`'{${tables.join(',')}}'`)}, ${limit})`.as<'found'>(sql`found`);

/** Found records of several tables, best first. */
export const searchRecords = (text: string, options: SearchOptions) =>
  replicaDb
    .selectFrom(foundKeys(text, options))
    .innerJoinLateral(
      sql<{ title: string | null; body: string; at: Date }>`replica.search_source(found.tbl, array[found.pk])`.as<'source'>(
        sql`source`,
      ),
      (join) => join.onTrue(),
    )
    .select(['found.tbl as table', 'found.pk as id', 'source.title', 'source.body as text', 'source.at'])
    .orderBy('found.place');
