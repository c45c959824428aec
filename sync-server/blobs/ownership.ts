// Ownership of blobs, in the database. Invariants: a person owns a blob only after uploading all of its bytes with the
// announced hash; an unfinished upload counts towards the quota with its announced size; a blob with an owner is never removed.
import type { UserId } from '#schema/ids.ts';
import { withSession } from '../db/session.ts';
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';
import type { BlobLimits } from '../env.ts';
import { isBlobKey } from './bytes.ts';
import type { StoredBlob } from './whole.ts';

export interface OwnedBlob extends StoredBlob {
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
  /**
   * The blobs among these that the person owns. The query also counts as a reference, so the collector keeps them for another
   * day.
   */
  owned(userId: UserId, sha256s: readonly string[]): Promise<StoredBlob[]>;
  /** Where the bytes of a blob are stored, whoever owns it. */
  stored(sha256: string): Promise<StoredBlob | null>;
  usedBytes(userId: UserId): Promise<number>;
  /** False when the person's quota of bytes or files is used up. */
  beginUpload(upload: NewUpload, limits: BlobLimits): Promise<boolean>;
  findUpload(userId: UserId, id: string): Promise<UploadRow | null>;
  /** Drops an unfinished upload; false when there is none. A dropped upload cannot finish. */
  dropUpload(userId: UserId, id: string): Promise<boolean>;
  /**
   * Makes the person an owner. `duplicate`: the blob's bytes are already stored, so those of this upload are not needed.
   * `dropped`: the person dropped the upload meanwhile, so its bytes must not become a blob's. Bytes under `brokenKey` are
   * replaced by those of this upload.
   */
  finishUpload(upload: NewUpload, brokenKey: string | null): Promise<'kept' | 'duplicate' | 'dropped'>;
}

const USED_SQL = `
  select (select coalesce(sum(b.size), 0) from ops.blob_owners o join ops.blobs b using (sha256) where o.user_id = $1)
       + (select coalesce(sum(size), 0) from ops.blob_uploads where user_id = $1 and finished_at is null) as used`;

/** Unfinished uploads of one person. */
const MAX_UPLOADS_BEGUN = 500;
const ROOM_SQL = `
  select u.used,
         (select count(*) from ops.blob_owners where user_id = $1)::int as files,
         (select count(*) from ops.blob_uploads where user_id = $1 and finished_at is null)::int as begun,
         exists (select from ops.blob_owners where user_id = $1 and sha256 = $2) as is_own
    from (${USED_SQL}) u`;

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

    async owned(userId, sha256s) {
      const { rows } = await pool.query<{ sha256: string; size: number; object_key: string }>(
        `select b.sha256, b.size, b.object_key from ops.blob_owners o join ops.blobs b using (sha256)
          where o.user_id = $1 and o.sha256 = any($2) order by b.sha256`,
        [userId, sha256s],
      );
      await pool.query(
        `update ops.blob_owners set unnamed_since = null
          where user_id = $1 and sha256 = any($2) and unnamed_since is not null`,
        [userId, sha256s],
      );
      return rows.map(({ sha256, size, object_key }) => ({ sha256, size, objectKey: object_key }));
    },

    async stored(sha256) {
      const { rows } = await pool.query<{ size: number; object_key: string }>(
        'select size, object_key from ops.blobs where sha256 = $1',
        [sha256],
      );
      const row = rows[0];
      return row ? { sha256, size: row.size, objectKey: row.object_key } : null;
    },

    async usedBytes(userId) {
      const { rows } = await pool.query<{ used: string }>(USED_SQL, [userId]);
      return Number(rows[0]?.used ?? 0);
    },

    beginUpload: (upload, { quotaBytes, quotaFiles }) =>
      withSession(pool, async ({ client }) => {
        // Serializes this person's uploads: two that begin at once must not both get the last free bytes.
        await client.query(`select pg_advisory_xact_lock(hashtext('cadence.blobs'), hashtext($1))`, [upload.userId]);
        const { rows } = await client.query<{ used: string; files: number; begun: number; is_own: boolean }>(ROOM_SQL, [
          upload.userId,
          upload.sha256,
        ]);
        const room = rows[0];
        if (!room) return false;
        // A new upload of a blob that the person owns, after its bytes were lost, is already counted.
        const needed = Number(room.used) + (room.is_own ? 0 : upload.size);
        const isOneTooMany = !room.is_own && room.files + room.begun >= quotaFiles;
        if (needed > quotaBytes || isOneTooMany || room.begun >= MAX_UPLOADS_BEGUN) return false;
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

    finishUpload: (upload, brokenKey) => endUpload(pool, clock.now(), upload, brokenKey),
  };
}

const endUpload = (
  pool: Pool,
  now: Date,
  upload: NewUpload,
  brokenKey: string | null,
): Promise<'kept' | 'duplicate' | 'dropped'> =>
  withSession(pool, async ({ client }) => {
    // A concurrent drop waits for this row lock, or has already deleted the row: then the bytes are about to be removed.
    const own = await client.query('select from ops.blob_uploads where id = $1 and user_id = $2 for update', [
      upload.id,
      upload.userId,
    ]);
    if (own.rowCount === 0) return 'dropped';
    // The update locks the row: a collector that looks at the same blob waits, and then finds its owner.
    const { rows } = await client.query<{ object_key: string }>(
      `insert into ops.blobs (sha256, size, object_key, created_at) values ($1, $2, $3, $4)
       on conflict (sha256) do update set size = excluded.size,
         object_key = case when ops.blobs.object_key = $5 then excluded.object_key else ops.blobs.object_key end
       returning object_key`,
      [upload.sha256, upload.size, upload.id, now, brokenKey],
    );
    await client.query(
      `insert into ops.blob_owners (user_id, sha256, media_type, created_at) values ($1, $2, $3, $4)
       on conflict (user_id, sha256) do update set unnamed_since = null`,
      [upload.userId, upload.sha256, upload.mediaType, now],
    );
    // The row is kept for a while, because a device that did not receive the answer asks for the offset.
    await client.query('update ops.blob_uploads set finished_at = $2 where id = $1', [upload.id, now]);
    return rows[0]?.object_key === upload.id ? 'kept' : 'duplicate';
  });
