// What all changes of roles share: the lock, and the column users.role, which repeats the highest built-in role held.
import type { PoolClient } from 'pg';
import { heldQuery } from '#schema/access/held.ts';
import { clientKysely } from '../db/session.ts';

/** Serializes changes of roles, so that two of them at once cannot take away the last admin or make a circle of parents. */
export const lockRoles = async (client: PoolClient): Promise<void> => {
  await client.query(`select pg_advisory_xact_lock(hashtext('cadence.roles'))`);
};

export async function rolesHeld(client: PoolClient, now: Date, userId: string): Promise<Set<string>> {
  const rows = await heldQuery(clientKysely(client), userId, now.toISOString()).execute();
  return new Set(rows.map(({ role }) => role));
}

/** Call it after every change of what the person holds. */
export async function setRoleColumn(client: PoolClient, now: Date, userId: string): Promise<void> {
  const held = await rolesHeld(client, now, userId);
  const role = held.has('admin') ? 'admin' : held.has('moderator') ? 'moderator' : 'user';
  await client.query('update users set role = $2, updated_at = $3 where id = $1 and role <> $2', [userId, role, now]);
}
