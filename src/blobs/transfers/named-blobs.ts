// Every blob that a row of the replica refers to, as one live query over the columns of schema/blobs.ts.
import { sql } from 'kysely';
import { BLOB_COLUMNS } from '#schema/blobs.ts';
import { replicaCompiler } from '#src/replica/query-builder.ts';
import type { ReplicaQuery } from '#src/replica/public.ts';

export interface NamedBlob {
  sha256: string;
  mediaType: string | null;
}

export function namedBlobs(): ReplicaQuery<NamedBlob> {
  const parts = BLOB_COLUMNS.map(
    ({ table, column, mediaType }) =>
      sql`select ${sql.ref(column)} as sha256, ${mediaType === null ? sql`null::text` : sql.ref(mediaType)} as "mediaType"
            from ${sql.table(table)} where ${sql.ref(column)} is not null`,
  );
  const query = sql<NamedBlob>`${sql.join(parts, sql` union all `)}`;
  return {
    compile: () => query.compile(replicaCompiler),
    execute: () => Promise.reject(new Error('the replica worker runs this query')),
  };
}
