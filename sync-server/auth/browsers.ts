// Identifies a browser during sign-in: a random secret in an HttpOnly cookie, created when the browser requests a link. The
// cookie authenticates nobody. The database stores only its SHA-256.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Pool } from 'pg';
import type { UserId } from '#schema/ids.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { cookieName, hashToken, newToken } from './tokens.ts';

/** The longest lifetime that browsers grant a cookie. */
export const BROWSER_DAYS = 400;
const SECRET = /^[\w-]{43}$/;

export interface Browsers {
  /** The browser's secret; null when the browser never requested a link. */
  secretOf(c: Context<AppContext>): string | null;
  /** Returns the secret, and creates it and sets its cookie when there is none. */
  remember(c: Context<AppContext>): string;
  hasSignedInAs(secret: string, email: string): Promise<boolean>;
  /** True while a link or code that this browser requested is unused. */
  hasAsked(secret: string): Promise<boolean>;
}

export function createBrowsers({ pool, clock, isHttps }: { pool: Pool; clock: Clock; isHttps: boolean }): Browsers {
  const cookie = cookieName('cadence_browser', isHttps);
  const options = { httpOnly: true, sameSite: 'Lax', secure: isHttps, path: '/', maxAge: BROWSER_DAYS * 24 * 3600 } as const;
  const secretOf = (c: Context<AppContext>): string | null => {
    const secret = getCookie(c, cookie);
    return secret !== undefined && SECRET.test(secret) ? secret : null;
  };
  return {
    secretOf,
    remember(c) {
      const secret = secretOf(c) ?? newToken();
      setCookie(c, cookie, secret, options);
      return secret;
    },
    async hasSignedInAs(secret, email) {
      const { rowCount } = await pool.query(
        `select from ops.known_browsers k join users u on u.id = k.user_id where k.browser_hash = $1 and lower(u.email) = $2`,
        [hashToken(secret), email],
      );
      return rowCount !== 0;
    },
    async hasAsked(secret) {
      const { rowCount } = await pool.query('select from verification_tokens where browser_hash = $1 and expires > $2 limit 1', [
        hashToken(secret),
        clock.now(),
      ]);
      return rowCount !== 0;
    },
  };
}

/** Runs in the transaction that signs the person in. */
export async function noteKnownBrowser(db: Pick<Pool, 'query'>, clock: Clock, secret: string, userId: UserId): Promise<void> {
  await db.query(
    `insert into ops.known_browsers (browser_hash, user_id, seen_at) values ($1, $2, $3)
     on conflict (browser_hash, user_id) do update set seen_at = excluded.seen_at`,
    [hashToken(secret), userId, clock.now()],
  );
}
