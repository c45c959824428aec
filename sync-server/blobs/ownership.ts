// Whose a blob is, in the database. Invariants: a person owns a blob only after all of its bytes came from them and had its hash;
// what is unfinished counts for the quota with its whole size; a blob with an owner is never removed.
import type { UserId } from '#schema/ids.ts';
import { withSession } from '../db/session.ts';
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';
import type { BlobLimits } from '../env.ts';
import { isBlobKey } from './bytes.ts';

export interface OwnedBlob {
  sha256: string;
  size: number;
  objectKey: string;
  mediaType: string;
}

export interface NewUpload {
  id: string;
  userId: UserId;
  sha256: string;
  size: number;
  mediaType: string;
}

export interface UploadRow extends NewUpload {
  finished: boolean;
}

export interface BlobOwnership {
  find(userId: UserId, sha256: string): Promise<OwnedBlob | null>;
  /** Of these, the ones the person does not own. What is asked for counts as named from now on. */
  missing(userId: UserId, sha256s: readonly string[]): Promise<string[]>;
  usedBytes(userId: UserId): Promise<number>;
  /** False when the person's room is not enough. */
  beginUpload(upload: NewUpload, limits: BlobLimits): Promise<boolean>;
  findUpload(userId: UserId, id: string): Promise<UploadRow | null>;
  /** Forgets an upload that has not ended; false when there is none such. From then on it cannot end. */
  dropUpload(userId: UserId, id: string): Promise<boolean>;
  /**
   * Makes the person an owner. `duplicate`: the bytes were there already, those of this upload are not needed. `dropped`: the
   * person dropped it meanwhile, so that no blob may rest on its bytes.
   */
  finishUpload(upload: NewUpload): Promise<'kept' | 'duplicate' | 'dropped'>;
}

const USED_SQL = `
  select (select coalesce(sum(b.size), 0) from ops.blob_owners o join ops.blobs b using (sha256) where o.user_id = $1)
       + (select coalesce(sum(size), 0) from ops.blob_uploads where user_id = $1 and finished_at is null) as used`;

export function createBlobOwnership(deps: { pool: Pool; clock: Clock }): BlobOwnership {
  const { pool, clock } = deps;
  return {
    async find(userId, sha256) {
      const { rows } = await pool.query<{ size: number; object_key: string; media_type: string }>({
        name: 'blob-of-person',
        text: `select b.size, b.object_key, o.media_type from ops.blob_owners o join ops.blobs b using (sha256)
                where o.user_id = $1 and o.sha256 = $2`,
        values: [userId, sha256],
      });
      const row = rows[0];
      return row ? { sha256, size: row.size, objectKey: row.object_key, mediaType: row.media_type } : null;
    },

    async missing(userId, sha256s) {
      const { rows } = await pool.query<{ sha256: string }>(
        'select sha256 from ops.blob_owners where user_id = $1 and sha256 = any($2)',
        [userId, sha256s],
      );
      await pool.query(
        `update ops.blob_owners set unnamed_since = null
          where user_id = $1 and sha256 = any($2) and unnamed_since is not null`,
        [userId, sha256s],
      );
      const owned = new Set(rows.map(({ sha256 }) => sha256));
      return sha256s.filter((sha256) => !owned.has(sha256));
    },

    async usedBytes(userId) {
      const { rows } = await pool.query<{ used: string }>(USED_SQL, [userId]);
      return Number(rows[0]?.used ?? 0);
    },

    beginUpload: (upload, { quotaBytes }) =>
      withSession(pool, async ({ client }) => {
        // Two uploads that begin at once must not both find the last room.
        await client.query(`select pg_advisory_xact_lock(hashtext('cadence.blobs'), hashtext($1))`, [upload.userId]);
        const { rows } = await client.query<{ used: string }>(USED_SQL, [upload.userId]);
        if (Number(rows[0]?.used ?? 0) + upload.size > quotaBytes) return false;
        await client.query(
          'insert into ops.blob_uploads (id, user_id, sha256, size, media_type, created_at) values ($1, $2, $3, $4, $5, $6)',
          [upload.id, upload.userId, upload.sha256, upload.size, upload.mediaType, clock.now()],
        );
        return true;
      }),

    async findUpload(userId, id) {
      if (!isBlobKey(id)) return null;
      const { rows } = await pool.query<{ sha256: string; size: number; media_type: string; finished_at: Date | null }>(
        'select sha256, size, media_type, finished_at from ops.blob_uploads where id = $1 and user_id = $2',
        [id, userId],
      );
      const row = rows[0];
      if (!row) return null;
      return { id, userId, sha256: row.sha256, size: row.size, mediaType: row.media_type, finished: row.finished_at !== null };
    },

    async dropUpload(userId, id) {
      if (!isBlobKey(id)) return false;
      const { rowCount } = await pool.query(
        'delete from ops.blob_uploads where id = $1 and user_id = $2 and finished_at is null',
        [id, userId],
      );
      return rowCount === 1;
    },

    finishUpload: (upload) => endUpload(pool, clock.now(), upload),
  };
}

const endUpload = (pool: Pool, now: Date, upload: NewUpload): Promise<'kept' | 'duplicate' | 'dropped'> =>
  withSession(pool, async ({ client }) => {
    // Who drops the upload at this moment waits for the row, or was first: then the bytes are on their way out.
    const own = await client.query('select from ops.blob_uploads where id = $1 and user_id = $2 for update', [
      upload.id,
      upload.userId,
    ]);
    if (own.rowCount === 0) return 'dropped';
    // The update takes the row's lock: a collector that looks at the same blob waits, and then finds its owner.
    const { rows } = await client.query<{ object_key: string }>(
      `insert into ops.blobs (sha256, size, object_key, created_at) values ($1, $2, $3, $4)
       on conflict (sha256) do update set size = excluded.size returning object_key`,
      [upload.sha256, upload.size, upload.id, now],
    );
    await client.query(
      `insert into ops.blob_owners (user_id, sha256, media_type, created_at) values ($1, $2, $3, $4)
       on conflict (user_id, sha256) do update set unnamed_since = null`,
      [upload.userId, upload.sha256, upload.mediaType, now],
    );
    // Kept for a while: a device that did not hear the answer asks how far the upload is.
    await client.query('update ops.blob_uploads set finished_at = $2 where id = $1', [upload.id, now]);
    return rows[0]?.object_key === upload.id ? 'kept' : 'duplicate';
  });
