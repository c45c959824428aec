// Flags: who gets a part of the app. The rows travel to every device by the feed, so a change needs no release.
import type { Context } from 'hono';
import { isFlagName } from '#schema/flags/rules.ts';
import type { FlagChange } from '#schema/protocol/admin.ts';
import { withSession } from '../db/session.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { actorNow } from './access.ts';
import { noteAction, type DecideDeps } from './people.ts';
import { lockRoles } from './role-rows.ts';

export const changeFlag = (c: Context<AppContext>, deps: DecideDeps, name: string, change: FlagChange): Promise<void> =>
  withSession(deps.pool, async ({ client }) => {
    const now = deps.clock.now();
    await lockRoles(client);
    await actorNow(c, client, now, 'flags.edit');
    if (!isFlagName(name)) throw new RequestError('not_found');
    const { enabled, share, roleName } = change;
    if (roleName !== null) {
      const role = await client.query('select from roles where name = $1', [roleName]);
      if (role.rowCount === 0) throw new RequestError('bad_request', 'There is no role of this name.');
    }
    const { rowCount } = await client.query(
      `update feature_flags set enabled = $2, share = $3, role_name = $4, edited_at = $5, updated_at = $5
        where flag_name = $1 and (enabled, share, role_name) is distinct from ($2::boolean, $3::int, $4::text)`,
      [name, enabled, share, roleName, now],
    );
    if (rowCount === 0) return;
    await noteAction(c, client, deps.clock, 'flag_changed', { type: 'flag', id: name }, { ...change });
  });
