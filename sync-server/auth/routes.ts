// /v1/auth/*: asking for a link, using it, who is signed in, signing out. Nothing here tells whether an address is known.
import { Hono, type Context } from 'hono';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { newId, type UserId } from '#schema/ids.ts';
import { storableText } from '#schema/storable.ts';
import { readJson } from '../http/body.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { issueLinkToken, LINK_MINUTES, normalEmail, redeemLinkToken, type SignedInUser } from './email-link.ts';
import type { Mailer } from './mailer.ts';
import { isDirectLoopback, peerAddress } from './peer.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Sessions } from './sessions.ts';

const MAX_BODY_BYTES = 4 * 1024;
const MAX_DEVICE_NAME = 200;

const askBody = z.object({ email: z.string().trim().max(254).pipe(z.email()) });
const verifyBody = z.object({
  token: z.string().min(20).max(100),
  deviceName: z.string().trim().max(MAX_DEVICE_NAME).transform(storableText).optional(),
});

export interface AuthDeps {
  pool: Pool;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  limits: RateLimits;
  sessions: Sessions;
  /** Where people reach the app, without a trailing slash. */
  appUrl: () => string;
  /** Where whoever asks from this machine may read the mails that were not sent. */
  mailboxPath: string | null;
}

export function authRoutes(deps: AuthDeps): Hono<AppContext> {
  const { pool, clock, log, mailer, limits, sessions } = deps;
  return new Hono<AppContext>()
    .use(async (c, next) => {
      c.header('cache-control', 'no-store');
      await next();
    })
    .post('/email', async (c) => {
      await limits.take('mail-peer', peerAddress(c), isDirectLoopback(c));
      const email = normalEmail((await readJson(c, askBody, MAX_BODY_BYTES)).email);
      await limits.take('mail-address', email, isDirectLoopback(c));
      const token = await issueLinkToken(pool, clock, email);
      const link = `${deps.appUrl()}/sign-in?token=${token}`;
      // Not awaited: how long a mail server takes says something about the address.
      mailer
        .sendSignInLink({ to: email, link, minutes: LINK_MINUTES })
        .catch((error: unknown) => log.error(errorFields(error), 'a sign-in mail could not be sent'));
      return c.json(
        deps.mailboxPath !== null && isDirectLoopback(c) ? { sent: true, mailbox: deps.mailboxPath } : { sent: true },
      );
    })
    .post('/email/verify', async (c) => {
      await limits.take('verify-peer', peerAddress(c), isDirectLoopback(c));
      const { token, deviceName } = await readJson(c, verifyBody, MAX_BODY_BYTES);
      const user = await inTransaction(pool, async (client) => {
        const redeemed = await redeemLinkToken(client, clock, token);
        if (redeemed === null) return null;
        const userAgent = (deviceName || c.req.header('user-agent'))?.slice(0, MAX_DEVICE_NAME) ?? null;
        const sessionId = await sessions.begin(c, client, redeemed.id, { userAgent, ip: peerAddress(c) });
        await noteInAuditLog(c, client, clock, { event: 'sign_in', userId: redeemed.id, sessionId });
        return redeemed;
      });
      if (user === null) throw new RequestError('link_expired');
      return c.json({ user: { id: user.id, email: user.email, name: user.name } });
    })
    .get('/session', async (c) => {
      const session = await sessions.authenticate(c);
      if (session === null) throw new RequestError('signed_out');
      await sessions.extend(c, session);
      const { rows } = await pool.query<SignedInUser>('select id, email, name from users where id = $1', [session.userId]);
      const user = rows[0];
      if (!user) throw new RequestError('signed_out');
      return c.json({ user: { id: user.id, email: user.email, name: user.name } });
    })
    .post('/sign-out', async (c) => {
      const session = await sessions.authenticate(c);
      if (session !== null) {
        await sessions.end(c, session);
        await noteInAuditLog(c, pool, clock, { event: 'sign_out', userId: session.userId, sessionId: session.id });
      }
      return c.json({ signedOut: true });
    });
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (lost: Error) => client.release(lost),
    );
    throw error;
  }
}

async function noteInAuditLog(
  c: Context<AppContext>,
  db: Pick<Pool, 'query'>,
  clock: Clock,
  { event, userId, sessionId }: { event: 'sign_in' | 'sign_out'; userId: UserId; sessionId: string },
): Promise<void> {
  await db.query(
    `insert into audit_log (id, user_id, session_id, event_type, resource_type, resource_id, action, status, ip_address,
                            user_agent, request_id, created_at)
     values ($1, $2, $3::uuid, $4, 'session', $3::uuid::text, $5, 'success', $6, $7, $8, $9)`,
    [
      newId(),
      userId,
      sessionId,
      event,
      event === 'sign_in' ? 'create' : 'delete',
      peerAddress(c),
      c.req.header('user-agent')?.slice(0, MAX_DEVICE_NAME) ?? null,
      c.get('requestId'),
      clock.now(),
    ],
  );
}
