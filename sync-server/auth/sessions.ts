// A session is a random token in an HttpOnly cookie; the database stores only its SHA-256. Tokens rotate: a browser gets the next
// token of its family about once a day, and the old one stops working 30 seconds after the next one was first used. A token that
// comes later was copied, and ends the whole family (docs/decisions/0041-session-families.md).
// Invariant: every request looks its token up, so deleting the rows of a family ends it everywhere at once.
import type { Context } from 'hono';
import { deleteCookie, generateCookie, getCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { Pool, PoolClient } from 'pg';
import { retryOnDeadlock } from '#schema/deadlock.ts';
import { newId, type UserId } from '#schema/ids.ts';
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import { withSession } from '../db/session.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { noteInAuditLog } from './audit.ts';
import type { IsTrustedProxy } from './client-address.ts';
import { peerOf } from './peer.ts';
import { SESSION_LIMITS, type SessionLimits } from './session-limits.ts';
import { addNextToken, confirmToken, endFamilies, endReplaced } from './session-families.ts';
import { cookieName, hashToken, newToken } from './tokens.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
/** Browsers keep no cookie longer than 400 days. */
const MAX_COOKIE_S = (400 * DAY_MS) / 1000;

/** Requests that began with the old token, of other tabs and of the service worker, may still be on their way. */
const GRACE_MS = 30_000;
/** Longer than any answer takes, so that a slow one cannot overwrite a newer cookie. */
const REISSUE_AFTER_MS = 5 * 60_000;

export interface Session {
  /** The row of the presented token. */
  readonly id: string;
  /** The same for all tokens of one sign-in: the device, as the list of devices shows it. */
  readonly familyId: string;
  readonly userId: UserId;
  /** When the person signed in. */
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly lastActivityAt: Date;
}

/** Throws `device_removed` for a device that the person removed. */
export type Authenticate = (c: Context<AppContext>) => Promise<Session | null>;

export interface Sessions {
  authenticate: Authenticate;
  /** Like `authenticate`, and sends the next token when it is time. For answers that can set a cookie and are not stored. */
  authenticateAndRenew: Authenticate;
  /** The same for sending commands: also a removed device may send what it has saved, where the person wants that. */
  authenticateSender: Authenticate;
  /** Whether the session's family still exists. Unlike a request's cookie, the family outlives a rotation. */
  isAlive(session: Pick<Session, 'familyId' | 'userId'>): Promise<boolean>;
  /** Creates a session and sets its cookie, in the caller's transaction. Ends the session that this browser had before. */
  begin(
    c: Context<AppContext>,
    client: PoolClient,
    userId: UserId,
    device: { userAgent: string | null; ip: string | null },
  ): Promise<string>;
  end(c: Context<AppContext>, session: Session): Promise<void>;
  /** The hash of the token in the request's cookie, valid or not. */
  tokenHash(c: Context<AppContext>): string | null;
  forgetCookie(c: Context<AppContext>): void;
}

interface TokenRow {
  id: string;
  user_id: UserId;
  family_id: string;
  expires_at: Date;
  created_at: Date;
  started_at: Date;
  last_activity_at: Date;
  used_at: Date | null;
  superseded_at: Date | null;
}

export interface SessionDeps {
  pool: Pool;
  clock: Clock;
  log: Log;
  isHttps: boolean;
  limits?: SessionLimits;
  isTrustedProxy: IsTrustedProxy;
}

export const createSessions = (deps: SessionDeps): Sessions => new TokenSessions(deps);

class TokenSessions implements Sessions {
  readonly #deps: SessionDeps;
  readonly #limits: SessionLimits;
  readonly #cookie: string;
  readonly #cookieOptions: CookieOptions;
  readonly #rotateAfterMs: number;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#limits = deps.limits ?? SESSION_LIMITS;
    this.#cookie = cookieName('cadence_session', deps.isHttps);
    this.#cookieOptions = { httpOnly: true, sameSite: 'Lax', secure: deps.isHttps, path: '/' };
    this.#rotateAfterMs = Math.min(DAY_MS, (this.#limits.idleDays * DAY_MS) / 4);
  }

  authenticate: Authenticate = async (c) => {
    const row = await this.#authenticate(c);
    return row && rowToSession(row);
  };

  authenticateAndRenew: Authenticate = async (c) => {
    const row = await this.#authenticate(c);
    if (row === null) return null;
    await this.#renew(c, row);
    return rowToSession(row);
  };

  authenticateSender: Authenticate = async (c) => {
    try {
      return await this.authenticateAndRenew(c);
    } catch (error) {
      if (!(error instanceof RequestError) || error.error.code !== 'device_removed') throw error;
      const sender = await this.#findSender(c);
      if (sender === null) throw error;
      return sender;
    }
  };

  isAlive = async ({ familyId, userId }: Pick<Session, 'familyId' | 'userId'>): Promise<boolean> => {
    const { rowCount } = await this.#deps.pool.query({
      name: 'session-family-alive',
      text: 'select from sessions where family_id = $1 and user_id = $2 and expires_at > $3 limit 1',
      values: [familyId, userId, this.#now()],
    });
    return rowCount !== 0;
  };

  tokenHash(c: Context<AppContext>): string | null {
    const token = getCookie(c, this.#cookie);
    return token === undefined || token.length > 100 ? null : hashToken(token);
  }

  async begin(...[c, client, userId, { userAgent, ip }]: Parameters<Sessions['begin']>): Promise<string> {
    const now = this.#now();
    const token = newToken();
    const id = newId();
    const expiresAt = this.#expiryFrom(now, now);
    await client.query(
      `insert into sessions (id, user_id, token, expires_at, created_at, last_activity_at, user_agent, ip_address, family_id,
                             started_at, used_at)
       values ($1, $2, $3, $4, $5, $5, $6, $7, $1, $5, $5)`,
      [id, userId, hashToken(token), expiresAt, now, userAgent, ip],
    );
    const before = this.tokenHash(c);
    // Its cookie is overwritten, so nobody could end this session any more.
    if (before !== null) await endReplaced(client, before, userId, id);
    this.#giveCookie(c, token, expiresAt);
    return id;
  }

  async end(c: Context<AppContext>, session: Session): Promise<void> {
    await this.#inTransaction((client) => endFamilies(client, session.userId, [session.familyId]));
    this.forgetCookie(c);
  }

  forgetCookie(c: Context<AppContext>): void {
    deleteCookie(c, this.#cookie, this.#cookieOptions);
  }

  async #findSender(c: Context<AppContext>): Promise<Session | null> {
    const now = this.#now();
    const { rows } = await this.#deps.pool.query<{ family_id: string; user_id: UserId; expires_at: Date; removed_at: Date }>(
      `select family_id, user_id, expires_at, removed_at from ops.removed_tokens
        where token = $1 and expires_at > $2 and leaving = 'send'`,
      [this.tokenHash(c), now],
    );
    const [row] = rows;
    const person = c.req.header(PERSON_HEADER);
    if (!row || (person !== undefined && person !== row.user_id)) return null;
    const { family_id: familyId, user_id: userId, expires_at: expiresAt, removed_at: lastActivityAt } = row;
    return { id: familyId, familyId, userId, startedAt: lastActivityAt, expiresAt, lastActivityAt };
  }

  async #authenticate(c: Context<AppContext>): Promise<TokenRow | null> {
    const row = await this.#find(c);
    const person = c.req.header(PERSON_HEADER);
    return row === null || (person !== undefined && person !== row.user_id) ? null : row;
  }

  async #find(c: Context<AppContext>): Promise<TokenRow | null> {
    const hash = this.tokenHash(c);
    if (hash === null) return null;
    const now = this.#now();
    const { rows } = await this.#deps.pool.query<TokenRow>({
      name: 'session-by-token',
      text: `select id, user_id, family_id, expires_at, created_at, started_at, last_activity_at, used_at, superseded_at
               from sessions where token = $1 and expires_at > $2`,
      values: [hash, now],
    });
    const [row] = rows;
    if (!row) return this.#throwIfRemoved(hash);
    if (row.superseded_at !== null) {
      const isInGrace = now.getTime() - row.superseded_at.getTime() <= GRACE_MS;
      return isInGrace ? row : this.#endReused(c, row);
    }
    if (row.used_at === null) {
      await this.#inTransaction((client) => confirmToken(client, now, { id: row.id, familyId: row.family_id }));
    } else this.#noteActivity(row, now);
    return row;
  }

  /** Ends the family of a copied token. Whoever holds its newest token has to sign in again, thief or not. */
  async #endReused(c: Context<AppContext>, row: TokenRow): Promise<null> {
    const { clock, log, isTrustedProxy } = this.#deps;
    const { address } = peerOf(c, isTrustedProxy);
    await this.#inTransaction(async (client) => {
      const ended = await endFamilies(client, row.user_id, [row.family_id]);
      // Another request has already noted it.
      if (ended.length === 0) return;
      const fields = { userId: row.user_id, sessionId: row.family_id, address };
      await noteInAuditLog(c, client, clock, { event: 'session_reused', status: 'denied', ...fields });
    });
    log.warn({ familyId: row.family_id }, 'a superseded session token was used again: the session was ended');
    return null;
  }

  async #throwIfRemoved(hash: string): Promise<null> {
    const { rowCount } = await this.#deps.pool.query({
      name: 'removed-by-token',
      text: 'select from ops.removed_tokens where token = $1 and expires_at > $2',
      values: [hash, this.#now()],
    });
    if (rowCount !== 0) throw new RequestError('device_removed');
    return null;
  }

  /** Not awaited: the answer does not depend on the activity timestamp. */
  #noteActivity({ id, last_activity_at: last }: TokenRow, now: Date): void {
    if (now.getTime() - last.getTime() <= HOUR_MS) return;
    this.#deps.pool
      .query('update sessions set last_activity_at = $2 where id = $1 and last_activity_at < $3', [
        id,
        now,
        new Date(now.getTime() - HOUR_MS),
      ])
      .catch((error: unknown) => this.#deps.log.warn(errorFields(error), 'could not save a session’s last activity'));
  }

  async #renew(c: Context<AppContext>, row: TokenRow): Promise<void> {
    const now = this.#now();
    if (row.superseded_at !== null || now.getTime() - row.created_at.getTime() < this.#rotateAfterMs) return;
    const token = newToken();
    const expiresAt = this.#expiryFrom(now, row.started_at);
    const rotating = { id: row.id, familyId: row.family_id, tokenHash: hashToken(token), now, expiresAt };
    try {
      const isAdded = await this.#inTransaction((client) =>
        addNextToken(client, { ...rotating, reissueAfterMs: REISSUE_AFTER_MS }),
      );
      if (isAdded) this.#giveCookie(c, token, expiresAt);
    } catch (error) {
      // The current token stays valid, and a later request tries again.
      this.#deps.log.warn(errorFields(error), 'could not rotate a session’s token');
    }
  }

  #giveCookie(c: Context<AppContext>, token: string, expiresAt: Date): void {
    // Max-Age, because the device's clock may be wrong.
    const maxAge = Math.floor((expiresAt.getTime() - this.#now().getTime()) / 1000);
    const line = generateCookie(this.#cookie, token, { ...this.#cookieOptions, maxAge: Math.min(maxAge, MAX_COOKIE_S) });
    c.header('set-cookie', line, { append: true });
    c.set('sessionCookie', line);
  }

  #expiryFrom(now: Date, startedAt: Date): Date {
    const { idleDays, maxDays } = this.#limits;
    return new Date(Math.min(now.getTime() + idleDays * DAY_MS, startedAt.getTime() + maxDays * DAY_MS));
  }

  #now(): Date {
    return this.#deps.clock.now();
  }

  #inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return retryOnDeadlock(() => withSession(this.#deps.pool, ({ client }) => work(client)));
  }
}

const rowToSession = (row: TokenRow): Session => ({
  id: row.id,
  familyId: row.family_id,
  userId: row.user_id,
  startedAt: row.started_at,
  expiresAt: row.expires_at,
  lastActivityAt: row.last_activity_at,
});
