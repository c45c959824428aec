// Removes expired rows: links, sessions, known browsers that were not seen for long, and log entries of commands decided long
// ago.
import { retryOnDeadlock } from '#schema/deadlock.ts';
import type { Pool } from '../db/pool.ts';
import { BROWSER_DAYS } from '../auth/browsers.ts';
import type { Clock } from '../http/context.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A command that a device sends again after this long is answered with `duplicate` without a comparison. */
const COMMAND_LOG_DAYS = 180;
/** A superseded token that is used later than this is unknown, and ends nothing. */
const SUPERSEDED_DAYS = 30;

export type PrunedRows =
  | 'verificationTokens'
  | 'sessions'
  | 'supersededTokens'
  | 'deviceCodes'
  | 'removedTokens'
  | 'commandLog'
  | 'confirmations'
  | 'knownBrowsers'
  | 'undecided';

export async function pruneExpired(pool: Pool, clock: Clock): Promise<Record<PrunedRows, number>> {
  const now = clock.now();
  // Deleting sessions writes to the feeds of many people, so it may deadlock.
  const deleted = async (text: string, before: Date) => (await retryOnDeadlock(() => pool.query(text, [before]))).rowCount ?? 0;
  return {
    verificationTokens: await deleted('delete from verification_tokens where expires <= $1', now),
    sessions: await deleted('delete from sessions where expires_at <= $1', now),
    supersededTokens: await deleted(
      `delete from sessions s where superseded_at < $1
          and not exists (select from ops.push_subscriptions p where p.session_id = s.id)`,
      new Date(now.getTime() - SUPERSEDED_DAYS * DAY_MS),
    ),
    deviceCodes: await deleted('delete from ops.device_codes where expires_at <= $1', now),
    confirmations: await deleted('delete from ops.confirmations where confirmed_at < $1', new Date(now.getTime() - DAY_MS)),
    removedTokens: await deleted('delete from ops.removed_tokens where expires_at <= $1', now),
    commandLog: await deleted(
      'delete from replica.command_log where applied_at < $1',
      new Date(now.getTime() - COMMAND_LOG_DAYS * DAY_MS),
    ),
    knownBrowsers: await deleted(
      'delete from ops.known_browsers where seen_at < $1',
      new Date(now.getTime() - BROWSER_DAYS * DAY_MS),
    ),
    // Commands that were decided meanwhile, or that their device gave up.
    undecided: await deleted(
      `delete from ops.undecided_commands u where last_at < $1
          or exists (select from replica.clients c where c.client_id = u.client_id and c.last_command_id >= u.command_id)`,
      new Date(now.getTime() - COMMAND_LOG_DAYS * DAY_MS),
    ),
  };
}
