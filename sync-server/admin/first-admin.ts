// The first person of a server becomes its admin and needs no approval.
import type { PoolClient } from 'pg';
import { roleId } from '#schema/access/built-in.ts';
import type { UserId } from '#schema/ids.ts';
import { writeAudit } from '../auth/audit.ts';
import { lockRoles, setRoleColumn } from './role-rows.ts';

/**
 * Call it in the transaction that created the account, after the row was inserted. Of two people who come first at the same time, the
 * lock lets one be first.
 */
export async function makeFirstAdmin(client: PoolClient, now: Date, userId: UserId): Promise<boolean> {
  await lockRoles(client);
  const { rowCount } = await client.query(
    `insert into user_roles (user_id, role_id, granted_at)
     select $1, $2, $3
      where not exists (select from users where id <> $1) and not exists (select from user_roles where role_id = $2)
     on conflict do nothing`,
    [userId, roleId('admin'), now],
  );
  if (rowCount !== 1) return false;
  await client.query('update users set approved = true, updated_at = $2 where id = $1', [userId, now]);
  await setRoleColumn(client, now, userId);
  await writeAudit(client, now, {
    ...{ event: 'role_granted', status: 'success', userId, sessionId: null, address: null },
    ...{ resource: { type: 'person', id: userId }, details: { role: 'admin', reason: 'first person of this server' } },
  });
  return true;
}
