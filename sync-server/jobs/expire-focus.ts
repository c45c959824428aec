// Focus sessions that nobody ended: each is expired by the command that a device would have used.
import type { UserId } from '#schema/ids.ts';
import type { CommandRunner } from '../commands/run.ts';
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';
import { errorFields, type Log } from '../log.ts';

/** Of one run; the next minute takes the rest. */
const MAX_SESSIONS = 500;

/** How many were expired. One that fails does not hold up the others. */
export async function expireFocusSessions(deps: { pool: Pool; clock: Clock; log: Log; runner: CommandRunner }): Promise<number> {
  const { rows } = await deps.pool.query<{ id: string; user_id: UserId }>(
    `select id, user_id from focus_sessions
      where status in ('running', 'paused') and expires_at <= $1 order by expires_at, id limit $2`,
    [deps.clock.now(), MAX_SESSIONS],
  );
  let expired = 0;
  for (const { id, user_id } of rows) {
    try {
      const outcome = await deps.runner.runAsServer(user_id, 'focus.expire', { id });
      if (outcome.status === 'applied') expired += 1;
      else deps.log.warn({ sessionId: id, outcome }, 'a focus session could not be expired');
    } catch (error) {
      deps.log.warn({ ...errorFields(error), sessionId: id }, 'a focus session could not be expired');
    }
  }
  return expired;
}
