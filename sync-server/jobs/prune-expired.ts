// Removes what has served its time: links and sessions that expired, and the log of commands decided long ago.
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A device that sends a command again after this long is answered `duplicate` without comparing it. */
const COMMAND_LOG_DAYS = 180;

export async function pruneExpired(
  pool: Pool,
  clock: Clock,
): Promise<{ verificationTokens: number; sessions: number; commandLog: number }> {
  const now = clock.now();
  const deleted = async (text: string, before: Date) => (await pool.query(text, [before])).rowCount ?? 0;
  return {
    verificationTokens: await deleted('delete from verification_tokens where expires <= $1', now),
    sessions: await deleted('delete from sessions where expires_at <= $1', now),
    commandLog: await deleted(
      'delete from replica.command_log where applied_at < $1',
      new Date(now.getTime() - COMMAND_LOG_DAYS * DAY_MS),
    ),
  };
}
