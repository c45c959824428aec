// The rows of sessions: one row for each token, one family for each sign-in. Invariants: at most one used token of a family is
// not superseded; deleting the rows of a family ends it everywhere, because every request and open stream looks them up.
// Each function runs in the caller's transaction.
import type { PoolClient } from 'pg';
import { newId, type UserId } from '#schema/ids.ts';
import type { Leaving } from '#schema/protocol/devices.ts';

type Client = Pick<PoolClient, 'query'>;

/** Locks the rows in one order, so that two first uses of sibling tokens cannot deadlock. */
async function lockFamily(client: Client, familyId: string): Promise<void> {
  await client.query('select from sessions where family_id = $1 order by id for update', [familyId]);
}

/** The first use of a token: from now on the other tokens of its family are superseded. */
export async function confirmToken(client: Client, now: Date, { id, familyId }: { id: string; familyId: string }): Promise<void> {
  await lockFamily(client, familyId);
  const { rowCount } = await client.query(
    'update sessions set used_at = $2, last_activity_at = $2 where id = $1 and used_at is null and superseded_at is null',
    [id, now],
  );
  if (rowCount === 0) return;
  await client.query('update sessions set superseded_at = $3 where family_id = $1 and id <> $2 and superseded_at is null', [
    familyId,
    id,
    now,
  ]);
  await client.query(
    `update ops.push_subscriptions set session_id = $2
      where session_id in (select id from sessions where family_id = $1 and id <> $2)`,
    [familyId, id],
  );
}

export interface Rotating {
  id: string;
  familyId: string;
  tokenHash: string;
  now: Date;
  expiresAt: Date;
  /** No further token is issued while an unused one is younger than this. */
  reissueAfterMs: number;
}

/**
 * Adds the next token of the family, unless another request has just done so. The current token stays valid until the next one
 * is used, because the answer that carries it may be lost.
 */
export async function addNextToken(client: Client, rotating: Rotating): Promise<boolean> {
  const { id, familyId, tokenHash, now, expiresAt, reissueAfterMs } = rotating;
  await lockFamily(client, familyId);
  const { rows } = await client.query<{ issued_at: Date | null }>(
    `select (select max(created_at) from sessions n where n.rotated_from = s.id) as issued_at
       from sessions s where s.id = $1 and s.superseded_at is null`,
    [id],
  );
  const [current] = rows;
  if (!current) return false;
  if (current.issued_at !== null && now.getTime() - current.issued_at.getTime() < reissueAfterMs) return false;
  // Their answers were lost.
  await client.query('delete from sessions where rotated_from = $1 and used_at is null', [id]);
  await client.query(
    `insert into sessions (id, user_id, token, expires_at, created_at, last_activity_at, user_agent, ip_address, rotated_from,
                           family_id, started_at, device_name)
     select $2, user_id, $3, $4, $5, $5, user_agent, ip_address, id, family_id, started_at, device_name
       from sessions where id = $1`,
    [id, newId(), tokenHash, expiresAt, now],
  );
  return true;
}

/** Ends the families. Returns those that existed. */
export async function endFamilies(client: Client, userId: UserId, familyIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ family_id: string }>(
    'delete from sessions where user_id = $1 and family_id = any($2::uuid[]) returning family_id',
    [userId, [...familyIds]],
  );
  return [...new Set(rows.map(({ family_id }) => family_id))];
}

/** Ends the families by the person's wish, and keeps the hashes of their tokens, so that the devices can be told. */
export async function removeFamilies(
  client: Client,
  now: Date,
  { userId, familyIds, leaving }: { userId: UserId; familyIds: readonly string[]; leaving: Leaving },
): Promise<string[]> {
  // A rotation in progress would add a token that is not told.
  for (const familyId of familyIds) await lockFamily(client, familyId);
  await client.query(
    `insert into ops.removed_tokens (token, family_id, user_id, leaving, removed_at, expires_at)
     select token, family_id, user_id, $3, $4, expires_at
       from sessions where user_id = $1 and family_id = any($2::uuid[]) and expires_at > $4
     on conflict (token) do nothing`,
    [userId, [...familyIds], leaving, now],
  );
  return endFamilies(client, userId, familyIds);
}

/** Keeps the hashes of the tokens of an account that is deleted, so that its devices are told to erase themselves. */
export async function removeForDeletion(client: Client, now: Date, userId: UserId): Promise<void> {
  await client.query(
    `insert into ops.removed_tokens (token, family_id, user_id, leaving, removed_at, expires_at)
     select token, family_id, null, $2, $3, expires_at from sessions where user_id = $1 and expires_at > $3
     on conflict (token) do nothing`,
    [userId, 'erase' satisfies Leaving, now],
  );
  // Of the devices that were removed before and have not been told yet, none can send anything any more.
  await client.query(
    `update ops.removed_tokens set user_id = null, leaving = case leaving when 'send' then 'erase' else leaving end
      where user_id = $1`,
    [userId],
  );
}

/**
 * Ends the family that the browser's cookie belonged to before a new sign-in replaces the cookie, and forgets that its device was
 * removed: with the cookie nobody could be told any more.
 */
export async function endReplaced(client: Client, tokenHash: string, userId: UserId, nextId: string): Promise<string | null> {
  await client.query(
    'delete from ops.removed_tokens where family_id in (select family_id from ops.removed_tokens where token = $1)',
    [tokenHash],
  );
  const { rows } = await client.query<{ family_id: string; user_id: UserId }>(
    'select family_id, user_id from sessions where token = $1',
    [tokenHash],
  );
  const [old] = rows;
  if (!old) return null;
  if (old.user_id === userId) {
    await client.query(
      `update ops.push_subscriptions set session_id = $2
        where session_id in (select id from sessions where family_id = $1)`,
      [old.family_id, nextId],
    );
  }
  await endFamilies(client, old.user_id, [old.family_id]);
  return old.family_id;
}
