// The push subscriptions of browsers. Invariants: a browser has one row, under the person who is signed in there now; a person
// has at most `MOST_PER_PERSON`.
import { newId, type UserId } from '#schema/ids.ts';
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';
import type { PushTarget } from './send.ts';

/** More than a person's devices; beyond it, rows of removed browsers go first. */
export const MOST_PER_PERSON = 20;

export interface PushSubscriptionRow extends PushTarget {
  id: string;
  /** The browser's IANA time zone. */
  time_zone: string;
}

export interface Subscribing extends PushTarget {
  userId: UserId;
  sessionId: string;
  timeZone: string;
}

export interface PushSubscriptions {
  /**
   * Adds or moves a subscription: a browser in which another person signed in sends the same endpoint, which then belongs to
   * that person.
   */
  add(subscribing: Subscribing): Promise<void>;
  remove(userId: UserId, endpoint: string): Promise<void>;
  /** Ordered by the last contact, newest first. */
  ofPerson(userId: UserId): Promise<PushSubscriptionRow[]>;
  noteSuccess(id: string): Promise<void>;
  noteFailure(id: string, reason: string): Promise<void>;
  forget(id: string): Promise<void>;
}

export function createPushSubscriptions({ pool, clock }: { pool: Pool; clock: Clock }): PushSubscriptions {
  return {
    async add({ userId, sessionId, endpoint, p256dh, auth, timeZone }) {
      await pool.query(
        `insert into ops.push_subscriptions
           (id, user_id, session_id, endpoint, p256dh, auth, time_zone, created_at, seen_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
         on conflict (endpoint) do update set user_id = excluded.user_id, session_id = excluded.session_id,
           p256dh = excluded.p256dh, auth = excluded.auth, time_zone = excluded.time_zone, seen_at = excluded.seen_at`,
        [newId(), userId, sessionId, endpoint, p256dh, auth, timeZone, clock.now()],
      );
      await pool.query(
        `delete from ops.push_subscriptions where id in (
           select id from ops.push_subscriptions where user_id = $1 order by seen_at desc, id desc offset $2)`,
        [userId, MOST_PER_PERSON],
      );
    },
    async remove(userId, endpoint) {
      await pool.query('delete from ops.push_subscriptions where user_id = $1 and endpoint = $2', [userId, endpoint]);
    },
    async ofPerson(userId) {
      const { rows } = await pool.query<PushSubscriptionRow>(
        `select id, endpoint, p256dh, auth, time_zone from ops.push_subscriptions where user_id = $1 order by seen_at desc, id`,
        [userId],
      );
      return rows;
    },
    async noteSuccess(id) {
      await pool.query('update ops.push_subscriptions set last_success_at = $2 where id = $1', [id, clock.now()]);
    },
    async noteFailure(id, reason) {
      await pool.query('update ops.push_subscriptions set last_failure_at = $2, last_failure = $3 where id = $1', [
        id,
        clock.now(),
        reason.slice(0, 200),
      ]);
    },
    async forget(id) {
      await pool.query('delete from ops.push_subscriptions where id = $1', [id]);
    },
  };
}
