// Takes away roles whose time has passed. They stop to count at that time by themselves; the job removes the rows and records it.
import type { Pool } from '../db/pool.ts';
import { withSession } from '../db/session.ts';
import { writeAudit } from '../auth/audit.ts';
import type { Clock } from '../http/context.ts';
import { lockRoles, setRoleColumn } from './role-rows.ts';

export const expireRoles = ({ pool, clock }: { pool: Pool; clock: Clock }): Promise<number> =>
  withSession(pool, async ({ client }) => {
    await lockRoles(client);
    const now = clock.now();
    const { rows } = await client.query<{ user_id: string; name: string }>(
      `delete from user_roles g using roles r where r.id = g.role_id and g.expires_at <= $1 returning g.user_id, r.name`,
      [now],
    );
    for (const { user_id, name } of rows) {
      await setRoleColumn(client, now, user_id);
      await writeAudit(client, now, {
        ...{ event: 'role_expired', status: 'success', userId: null, sessionId: null, address: null },
        ...{ resource: { type: 'person', id: user_id }, details: { role: name } },
      });
    }
    return rows.length;
  });
