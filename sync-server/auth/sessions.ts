// A session is a random token in an HttpOnly cookie; the database stores only its SHA-256. Every request looks the session up,
// so deleting its row ends it everywhere at once.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Pool, PoolClient } from 'pg';
import { newId, type UserId } from '#schema/ids.ts';
import { PERSON_HEADER } from '#schema/protocol/commands.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { errorFields, type Log } from '../log.ts';
import { cookieName, hashToken, newToken } from './tokens.ts';

/** How long a session lasts after its last use. Long, because a device may stay offline for weeks. */
const SESSION_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

export interface Session {
  readonly id: string;
  readonly userId: UserId;
  readonly expiresAt: Date;
  readonly lastActivityAt: Date;
}

export type Authenticate = (c: Context<AppContext>) => Promise<Session | null>;

export interface Sessions {
  authenticate: Authenticate;
  /** Creates a session and sets its cookie, in the caller's transaction. */
  begin(
    c: Context<AppContext>,
    client: PoolClient,
    userId: UserId,
    device: { userAgent: string | null; ip: string | null },
  ): Promise<string>;
  /** Extends a session that is in use, at most once a day. */
  extend(c: Context<AppContext>, session: Session): Promise<void>;
  end(c: Context<AppContext>, session: Session): Promise<void>;
}

export function createSessions(deps: { pool: Pool; clock: Clock; log: Log; isHttps: boolean }): Sessions {
  const { pool, clock, log } = deps;
  const cookie = cookieName('cadence_session', deps.isHttps);
  const cookieOptions = { httpOnly: true, sameSite: 'Lax', secure: deps.isHttps, path: '/' } as const;
  const expiryFrom = (now: Date) => new Date(now.getTime() + SESSION_DAYS * DAY_MS);

  return {
    async authenticate(c) {
      const token = getCookie(c, cookie);
      if (token === undefined || token.length > 100) return null;
      const now = clock.now();
      const { rows } = await pool.query<{ id: string; user_id: UserId; expires_at: Date; last_activity_at: Date }>({
        name: 'session-by-token',
        text: 'select id, user_id, expires_at, last_activity_at from sessions where token = $1 and expires_at > $2',
        values: [hashToken(token), now],
      });
      const row = rows[0];
      const person = c.req.header(PERSON_HEADER);
      if (!row || (person !== undefined && person !== row.user_id)) return null;
      // Not awaited: the answer does not depend on the activity timestamp.
      if (now.getTime() - row.last_activity_at.getTime() > HOUR_MS) {
        pool
          .query('update sessions set last_activity_at = $2 where id = $1 and last_activity_at < $3', [
            row.id,
            now,
            new Date(now.getTime() - HOUR_MS),
          ])
          .catch((error: unknown) => log.warn(errorFields(error), 'could not save a session’s last activity'));
      }
      return { id: row.id, userId: row.user_id, expiresAt: row.expires_at, lastActivityAt: row.last_activity_at };
    },

    async begin(c, client, userId, { userAgent, ip }) {
      const now = clock.now();
      const token = newToken();
      const id = newId();
      await client.query(
        `insert into sessions (id, user_id, token, expires_at, created_at, last_activity_at, user_agent, ip_address)
         values ($1, $2, $3, $4, $5, $5, $6, $7)`,
        [id, userId, hashToken(token), expiryFrom(now), now, userAgent, ip],
      );
      setCookie(c, cookie, token, { ...cookieOptions, expires: expiryFrom(now) });
      return id;
    },

    async extend(c, session) {
      const now = clock.now();
      const token = getCookie(c, cookie);
      if (token === undefined || session.expiresAt.getTime() - now.getTime() > (SESSION_DAYS - 1) * DAY_MS) return;
      await pool.query('update sessions set expires_at = $2, last_activity_at = $3 where id = $1', [
        session.id,
        expiryFrom(now),
        now,
      ]);
      setCookie(c, cookie, token, { ...cookieOptions, expires: expiryFrom(now) });
    },

    async end(c, session) {
      await pool.query('delete from sessions where id = $1', [session.id]);
      deleteCookie(c, cookie, cookieOptions);
    },
  };
}
