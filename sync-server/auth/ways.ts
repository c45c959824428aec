// All ways in of one person together. Invariant: the last one is never removed.
import type { PoolClient } from 'pg';
import type { UserId } from '#schema/ids.ts';

type Removal = { kind: 'removed'; name: string | null } | { kind: 'missing' } | { kind: 'last' };

/** Each row that can be removed counts; a verified address counts as one, for a mail signs its owner in. */
const COUNT = `
  select (select count(*) from authenticators where user_id = u.id)
       + (select count(*) from accounts where user_id = u.id and type in ('oauth', 'oidc'))
       + (u.email_verified is not null)::int as n
    from users u where u.id = $1`;

/** Locks the person in a statement of its own: the count needs a snapshot from after the lock. */
async function countWays(client: PoolClient, userId: UserId): Promise<number> {
  await client.query('select from users where id = $1 for update', [userId]);
  const { rows } = await client.query<{ n: string }>(COUNT, [userId]);
  return Number(rows[0]?.n ?? 0);
}

export const removePasskey = (client: PoolClient, userId: UserId, id: string): Promise<Removal> =>
  remove(client, userId, 'authenticators', 'name', id);

export const unlinkAccount = (client: PoolClient, userId: UserId, id: string): Promise<Removal> =>
  remove(client, userId, 'accounts', 'provider', id);

async function remove(
  client: PoolClient,
  userId: UserId,
  table: 'authenticators' | 'accounts',
  named: 'name' | 'provider',
  id: string,
): Promise<Removal> {
  // Of two removals at once, the second counts what the first has left.
  const ways = await countWays(client, userId);
  const { rowCount } = await client.query(`select from ${table} where user_id = $1 and id = $2`, [userId, id]);
  if (rowCount === 0) return { kind: 'missing' };
  if (ways <= 1) return { kind: 'last' };
  const { rows } = await client.query<{ name: string | null }>(
    `delete from ${table} where user_id = $1 and id = $2 returning ${named} as name`,
    [userId, id],
  );
  return { kind: 'removed', name: rows[0]?.name ?? null };
}
