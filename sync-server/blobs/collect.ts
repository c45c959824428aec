// Garbage collection of blobs. A person whose rows have not referenced a blob for a day loses the ownership; a blob without
// owners loses its bytes; abandoned uploads and bytes unknown to the database are removed. Invariant: a blob that a row
// references stays, and so does a blob uploaded within the last day, because the command that references it may still be in an
// outbox.
import { BLOB_COLUMNS } from '#schema/blobs.ts';
import { scopeSql } from '#schema/feed.ts';
import { quoted, quotedTable, tableNamed } from '#schema/tables.ts';
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';
import { errorFields, type Log } from '../log.ts';
import type { BlobBytes } from './bytes.ts';

const DAY_MS = 24 * 3_600_000;
/** An upload over a slow connection may take days; after this long it counts as abandoned. */
const UPLOAD_DAYS = 7;
const FOREIGN_KEY_VIOLATION = '23503';

export interface Collected {
  owners: number;
  blobs: number;
  uploads: number;
  strays: number;
}

/** SQL condition: a row of the owner `o` references the blob. */
const namedSql = BLOB_COLUMNS.map(({ table, column }) => {
  const entry = tableNamed(table);
  return `exists (select from ${quotedTable(table)} r
                   where r.${quoted(column)} = o.sha256 and ${scopeSql(entry)} = 'user:' || o.user_id::text)`;
}).join(' or ');

export async function collectBlobs(deps: { pool: Pool; clock: Clock; log: Log; bytes: BlobBytes }): Promise<Collected> {
  const { pool, clock } = deps;
  const now = clock.now();
  const dayAgo = new Date(now.getTime() - DAY_MS);
  await pool.query(`update ops.blob_owners o set unnamed_since = null where unnamed_since is not null and (${namedSql})`);
  await pool.query(`update ops.blob_owners o set unnamed_since = $1 where unnamed_since is null and not (${namedSql})`, [now]);
  const { rowCount } = await pool.query(`delete from ops.blob_owners o where unnamed_since <= $1 and not (${namedSql})`, [
    dayAgo,
  ]);
  return {
    owners: rowCount ?? 0,
    blobs: await removeUnowned(deps),
    uploads: await removeOldUploads(deps, now),
    strays: await removeStrays(deps, dayAgo),
  };
}

type Deps = Parameters<typeof collectBlobs>[0];

/** Removes the blobs that nobody owns, and their bytes. */
export async function removeUnowned({ pool, bytes, log }: Deps): Promise<number> {
  const { rows } = await pool.query<{ sha256: string; object_key: string }>(
    `select b.sha256, b.object_key from ops.blobs b
      where not exists (select from ops.blob_owners o where o.sha256 = b.sha256) order by b.sha256`,
  );
  let removed = 0;
  for (const { sha256, object_key } of rows) {
    try {
      await pool.query('delete from ops.blobs where sha256 = $1', [sha256]);
    } catch (error) {
      // The same bytes were uploaded again just now, so the blob has an owner.
      if (error instanceof Error && 'code' in error && error.code === FOREIGN_KEY_VIOLATION) continue;
      throw error;
    }
    // If removal fails, the bytes stay as an unknown object, which the next run removes.
    await bytes
      .remove(object_key)
      .catch((error: unknown) => log.warn(errorFields(error), 'could not remove the bytes of a blob'));
    removed += 1;
  }
  return removed;
}

async function removeOldUploads({ pool, bytes, log }: Deps, now: Date): Promise<number> {
  const { rows } = await pool.query<{ id: string; finished_at: Date | null }>(
    'select id, finished_at from ops.blob_uploads where created_at <= $1 or finished_at <= $2 order by id',
    [new Date(now.getTime() - UPLOAD_DAYS * DAY_MS), new Date(now.getTime() - DAY_MS)],
  );
  for (const { id, finished_at } of rows) {
    // The bytes of a finished upload belong to the blob.
    if (finished_at === null) {
      await bytes.remove(id).catch((error: unknown) => log.warn(errorFields(error), 'could not remove an abandoned upload'));
    }
    await pool.query('delete from ops.blob_uploads where id = $1', [id]);
  }
  return rows.length;
}

async function removeStrays({ pool, bytes }: Deps, before: Date): Promise<number> {
  let removed = 0;
  for await (const { key, modifiedAt } of bytes.list()) {
    if (modifiedAt > before) continue;
    const { rows } = await pool.query(
      `select from ops.blobs where object_key = $1 union all select from ops.blob_uploads where id = $1 and finished_at is null`,
      [key],
    );
    if (rows.length > 0) continue;
    await bytes.remove(key);
    removed += 1;
  }
  return removed;
}
