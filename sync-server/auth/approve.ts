// Lets a person in who waits for approval (SIGN_UP=approval), or who was refused or suspended; and makes a person an admin from the
// server's own terminal, for a server that has lost its last admin.
import type { Pool } from 'pg';
import { roleId } from '#schema/access/built-in.ts';
import { lockRoles, setRoleColumn } from '../admin/role-rows.ts';
import { withSession } from '../db/session.ts';
import { writeAudit } from './audit.ts';
import { normalEmail } from './sign-in-asks.ts';

const BY_OPERATOR = { status: 'success', userId: null, sessionId: null, address: null } as const;

/** `known`: the account was approved before. `unknown`: nobody has signed in with this address yet. */
export const approve = (pool: Pool, email: string): Promise<'approved' | 'known' | 'unknown'> =>
  withSession(pool, async ({ client }) => {
    const address = normalEmail(email);
    const { rows } = await client.query<{ id: string; approved: boolean }>(
      'select id, approved from users where lower(email) = $1 for update',
      [address],
    );
    const [user] = rows;
    if (!user) return 'unknown';
    if (user.approved) return 'known';
    await client.query('update users set approved = true, refused_at = null, updated_at = now() where id = $1', [user.id]);
    await writeAudit(client, new Date(), {
      ...BY_OPERATOR,
      event: 'account_approved',
      resource: { type: 'person', id: user.id },
      details: { by: 'operator' },
    });
    return 'approved';
  });

/** Gives the role admin without an end. `known`: the person has it already. */
export const makeAdmin = (pool: Pool, email: string): Promise<'made' | 'known' | 'unknown'> =>
  withSession(pool, async ({ client }) => {
    await lockRoles(client);
    const { rows } = await client.query<{ id: string }>('select id from users where lower(email) = $1 for update', [
      normalEmail(email),
    ]);
    const [user] = rows;
    if (!user) return 'unknown';
    const now = new Date();
    const { rowCount } = await client.query(
      `insert into user_roles as r (user_id, role_id, granted_at) values ($1, $2, $3)
       on conflict (user_id, role_id) do update set expires_at = null, granted_at = excluded.granted_at
         where r.expires_at is not null`,
      [user.id, roleId('admin'), now],
    );
    if (rowCount !== 1) return 'known';
    await client.query('update users set approved = true, refused_at = null where id = $1 and not approved', [user.id]);
    await setRoleColumn(client, now, user.id);
    await writeAudit(client, now, {
      ...BY_OPERATOR,
      event: 'role_granted',
      resource: { type: 'person', id: user.id },
      details: { role: 'admin', by: 'operator' },
    });
    return 'made';
  });
