// How long a command may stay undecided. Invariant: within the first days a fault of the database never rejects a command; a
// command that fails in the same way for days, while the database answers, is set aside with a reason, so that the commands
// after it proceed.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { UserId } from '#schema/ids.ts';
import type { Pool } from '../db/pool.ts';

const DAY_MS = 24 * 3_600_000;
/** Long enough for the operator to read the log and fix a privilege, a table or a release. */
export const PATIENCE = { forMs: 3 * DAY_MS, attempts: 20 };

export interface FailedAttempt {
  userId: UserId;
  clientId: string;
  commandId: number;
  /** SQLSTATE, or a substitute when the error has none. */
  state: string;
  now: Date;
}

/**
 * Counts a failed attempt, outside the transaction that failed. Returns the error with which to set the command aside, or null
 * to keep trying.
 */
export async function noteAttempt(pool: Pool, attempt: FailedAttempt): Promise<CadenceError | null> {
  const { userId, clientId, commandId, state, now } = attempt;
  // An error with another state resets the count.
  const { rows } = await pool.query<{ attempts: number; first_at: Date }>(
    `insert into ops.undecided_commands as u (client_id, command_id, user_id, state, attempts, first_at, last_at)
     values ($1, $2, $3, $4, 1, $5, $5)
     on conflict (client_id, command_id) do update
       set attempts = case when u.state = excluded.state then u.attempts + 1 else 1 end,
           first_at = case when u.state = excluded.state then u.first_at else excluded.first_at end,
           state = excluded.state, last_at = excluded.last_at
     returning attempts, first_at`,
    [clientId, commandId, userId, state, now],
  );
  const row = rows[0];
  return row && hasExpired(row.attempts, row.first_at, now)
    ? { code: 'internal', detail: 'The server could not take this for several days.' }
    : null;
}

const hasExpired = (attempts: number, firstAt: Date, now: Date): boolean =>
  attempts >= PATIENCE.attempts && now.getTime() - firstAt.getTime() >= PATIENCE.forMs;
