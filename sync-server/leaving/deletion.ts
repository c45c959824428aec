// Deleting an account: asked for, taken back within a week, then done by a job. Invariants: after a deletion no row, file or session of
// the person is left, and each device is erased at its next contact; the audit log keeps that and when it happened, with counts, and nothing that says who it was.
import type { UserId } from '#schema/ids.ts';
import { ownedTables } from '#schema/leaving/own-rows.ts';
import { quotedTable } from '#schema/tables.ts';
import { deletedMail } from '../admin/mails.ts';
import { writeAudit } from '../auth/audit.ts';
import type { Mailer } from '../auth/mailer.ts';
import { removeForDeletion } from '../auth/session-families.ts';
import type { BlobBytes } from '../blobs/bytes.ts';
import { removeUnowned } from '../blobs/collect.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import { withSession } from '../db/session.ts';
import type { Clock } from '../http/context.ts';
import { errorFields, type Log } from '../log.ts';

export const GRACE_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

/** Null: the address is not that of the account. A second request does not move the day, and `isNew` is false. */
export async function requestDeletion(
  client: PoolClient,
  now: Date,
  userId: UserId,
  email: string,
): Promise<{ dueAt: Date; isNew: boolean } | null> {
  const { rows } = await client.query<{ deletion_due_at: Date | null }>(
    'select deletion_due_at from users where id = $1 and lower(email) = lower($2) for update',
    [userId, email],
  );
  const [user] = rows;
  if (!user) return null;
  if (user.deletion_due_at) return { dueAt: user.deletion_due_at, isNew: false };
  const dueAt = new Date(now.getTime() + GRACE_DAYS * DAY_MS);
  await client.query('update users set deletion_due_at = $2, updated_at = $3 where id = $1', [userId, dueAt, now]);
  return { dueAt, isNew: true };
}

/** False when nothing was to be deleted. */
export async function cancelDeletion(client: PoolClient, now: Date, userId: UserId): Promise<boolean> {
  const { rowCount } = await client.query(
    'update users set deletion_due_at = null, updated_at = $2 where id = $1 and deletion_due_at is not null',
    [userId, now],
  );
  return rowCount === 1;
}

export interface DeletionDeps {
  pool: Pool;
  clock: Clock;
  log: Log;
  blobs: BlobBytes;
  mailer: Mailer;
}

/** The job. Returns how many accounts were deleted. A failure leaves one account whole, and the next run tries again. */
export async function deleteDueAccounts(deps: DeletionDeps): Promise<{ accounts: number; failed: number }> {
  const { pool, clock, log } = deps;
  const { rows } = await pool.query<{ id: UserId }>(
    'select id from users where deletion_due_at <= $1 order by deletion_due_at, id',
    [clock.now()],
  );
  const result = { accounts: 0, failed: 0 };
  for (const { id } of rows) {
    try {
      if (await deleteAccount(deps, id)) result.accounts += 1;
    } catch (error) {
      result.failed += 1;
      log.error(errorFields(error), 'an account could not be deleted; the next run tries again');
    }
  }
  return result;
}

/** False: the person kept the account in the meantime. */
export async function deleteAccount({ pool, clock, log, blobs, mailer }: DeletionDeps, userId: UserId): Promise<boolean> {
  const now = clock.now();
  const gone = await withSession(pool, async ({ client }) => {
    // Commands, sign-ins and a cancellation of the same person wait for this lock, and then find no account.
    const { rows } = await client.query<{ email: string }>(
      'select email from users where id = $1 and deletion_due_at <= $2 for update',
      [userId, now],
    );
    const [user] = rows;
    return user ? { email: user.email, uploads: await deleteRows(client, now, userId, user.email) } : null;
  });
  if (gone === null) return false;
  for (const upload of gone.uploads) {
    // Bytes that stay are unknown to the database; the collector removes such bytes.
    await blobs.remove(upload).catch((error: unknown) => log.warn(errorFields(error), 'could not remove an unfinished upload'));
  }
  await removeUnowned({ pool, clock, log, bytes: blobs });
  await mailer
    .sendNotice({ to: gone.email, ...deletedMail() })
    .catch((error: unknown) => log.warn(errorFields(error), 'the last mail of an account could not be sent'));
  return true;
}

/** After the last row of a person: the triggers have turned the rows of the feed into tombstones, which nobody will fetch. */
export async function forgetScope(client: PoolClient, userId: UserId): Promise<void> {
  const scope = `user:${userId}`;
  await client.query('delete from replica.feed where scope = $1', [scope]);
  for (const table of ['replica.pruned_scopes', 'replica.run_ends', 'ops.feed_row_counts']) {
    await client.query(`delete from ${table} where scope = $1`, [scope]);
  }
}

/** Returns the keys of unfinished uploads, whose bytes belong to nobody now. */
async function deleteRows(client: PoolClient, now: Date, userId: UserId, email: string): Promise<string[]> {
  const files = await client.query<{ files: number; bytes: string }>(
    `select count(*)::int as files, coalesce(sum(b.size), 0) as bytes
       from ops.blob_owners o join ops.blobs b using (sha256) where o.user_id = $1`,
    [userId],
  );
  const uploads = await client.query<{ id: string }>(
    'select id from ops.blob_uploads where user_id = $1 and finished_at is null order by id',
    [userId],
  );
  await removeForDeletion(client, now, userId);
  const tables: Record<string, number> = {};
  for (const { entry, condition } of [...ownedTables].reverse()) {
    // The audit log is never deleted from; with the person its entries lose the reference.
    if (entry.name === 'audit_log') continue;
    const { rowCount } = await client.query(`delete from ${quotedTable(entry.name)} r where ${condition}`, [userId]);
    if (rowCount) tables[entry.name] = rowCount;
  }
  await client.query('delete from verification_tokens where lower(identifier) = lower($1)', [email]);
  await forgetScope(client, userId);
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  await writeAudit(client, now, {
    ...{ event: 'account_deleted', status: 'success', userId: null, sessionId: null, address: null },
    resource: { type: 'account', id: null },
    details: { rows, tables, files: files.rows[0]?.files ?? 0, bytes: Number(files.rows[0]?.bytes ?? 0) },
  });
  return uploads.rows.map(({ id }) => id);
}
