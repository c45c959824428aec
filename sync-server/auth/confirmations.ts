// Whether the person of a session proved lately who they are. Whoever finds a device that lies open can use the account, but neither
// change how one signs in nor delete it (docs/decisions/0052-confirmed-changes.md).
import type { Context } from 'hono';
import type { Pool } from 'pg';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { Session, Sessions } from './sessions.ts';
import { signedIn } from './way-ending.ts';

/** Long enough to add a passkey, link a service and save recovery codes in one visit. */
export const CONFIRMED_FOR_MS = 15 * 60_000;

interface ConfirmDeps {
  pool: Pool;
  clock: Clock;
}

/** Throws `confirm_first` when the last proof is too old. */
export async function requireConfirmed({ pool, clock }: ConfirmDeps, session: Session): Promise<void> {
  const since = clock.now().getTime() - CONFIRMED_FOR_MS;
  if (session.startedAt.getTime() >= since) return;
  const { rowCount } = await pool.query(
    'select from ops.confirmations where family_id = $1 and user_id = $2 and confirmed_at >= $3',
    [session.familyId, session.userId, new Date(since)],
  );
  if (rowCount === 0) throw new RequestError('confirm_first');
}

/** The session of a request that may change how its person signs in. */
export async function confirmedSession(deps: ConfirmDeps & { sessions: Sessions }, c: Context<AppContext>): Promise<Session> {
  const session = await signedIn(deps.sessions, c);
  await requireConfirmed(deps, session);
  return session;
}

export async function noteConfirmed(db: Pick<Pool, 'query'>, clock: Clock, { familyId, userId }: Session): Promise<void> {
  await db.query(
    `insert into ops.confirmations (family_id, user_id, confirmed_at) values ($1, $2, $3)
     on conflict (family_id) do update set user_id = excluded.user_id, confirmed_at = excluded.confirmed_at`,
    [familyId, userId, clock.now()],
  );
}
