// /v1/auth/*: requests a link and a code, looks a link up, redeems a link or a code, returns the signed-in user, signs out.
// Invariant: no answer reveals whether an address is known.
import { Hono, type Context } from 'hono';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { addressRoutes } from './address-routes.ts';
import type { SignedInUser } from './admit.ts';
import { MAX_DEVICE_NAME, noteInAuditLog } from './audit.ts';
import { noteKnownBrowser } from './browsers.ts';
import { confirmRoutes } from './confirm-routes.ts';
import { deviceCodeRoutes } from './device-code-routes.ts';
import { inTransaction } from './in-transaction.ts';
import { peerOf, type Peer } from './peer.ts';
import { sessionRoutes } from './session-routes.ts';
import { lookAtLink, redeem, type Redeemed } from './sign-in-asks.ts';
import { emailAddress, emailCode, sendAsk, type MailingDeps } from './sign-in-mail.ts';
import { hashToken } from './tokens.ts';
import { deviceName } from './way-ending.ts';

const MAX_BODY_BYTES = 4 * 1024;

const token = z.string().min(20).max(100);

const askBody = z.object({ email: emailAddress });
const linkBody = z.object({ token });
const verifyBody = z.union([
  z.object({ token, code: emailCode.optional(), deviceName }),
  z.object({ email: emailAddress, code: emailCode, deviceName }),
]);

const signOutBody = z.object({
  signedOutAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .optional(),
});

export type AuthDeps = MailingDeps;

export function authRoutes(deps: AuthDeps): Hono<AppContext> {
  const { pool, clock, sessions } = deps;
  const peer = warnedPeerOf(deps);
  return new Hono<AppContext>()
    .use(async (c, next) => {
      c.header('cache-control', 'no-store');
      await next();
    })
    .route('/email', emailRoutes(deps, peer))
    .route('/devices', sessionRoutes(deps))
    .route('/device-codes', deviceCodeRoutes(deps))
    .route('/confirm', confirmRoutes(deps))
    .route('/address', addressRoutes(deps))
    .get('/session', async (c) => {
      const session = await sessions.authenticateAndRenew(c);
      if (session === null) throw new RequestError('signed_out');
      const { rows } = await pool.query<SignedInUser>('select id, email, name from users where id = $1', [session.userId]);
      const user = rows[0];
      if (!user) throw new RequestError('signed_out');
      return c.json({ user: { id: user.id, email: user.email, name: user.name }, device: session.familyId });
    })
    .post('/sign-out', async (c) => {
      // Apps of earlier versions send no body.
      const hasBody = c.req.header('content-type') !== undefined;
      const { signedOutAt } = hasBody ? await readJson(c, signOutBody, MAX_BODY_BYTES) : {};
      const session = await sessions.authenticate(c).catch(ignoreRemoved);
      // A sign-out that a device could not send for long must not end the session of a later sign-in.
      if (session !== null && !(signedOutAt && session.startedAt > signedOutAt)) {
        c.header('clear-site-data', '"cache"');
        await sessions.end(c, session);
        const { familyId: sessionId, userId } = session;
        const { address } = peer(c);
        await noteInAuditLog(c, pool, clock, { event: 'sign_out', status: 'success', userId, sessionId, address });
      }
      return c.json({ signedOut: true });
    });
}

/** A removed device has no session to end. */
const ignoreRemoved = (error: unknown): null => {
  if (error instanceof RequestError && error.error.code === 'device_removed') return null;
  throw error;
};

/** Requests a mail, looks its link up, and redeems the link or the code. */
function emailRoutes(deps: AuthDeps, peer: (c: Context<AppContext>) => Peer): Hono<AppContext> {
  const { pool, clock, limits, sessions, browsers, signUp } = deps;

  const takeVerify = async (c: Context<AppContext>, browser: string | null): Promise<void> => {
    const isAsker = browser !== null && (await browsers.hasAsked(browser));
    await limits.take(isAsker ? { 'verify-asker': hashToken(browser) } : { 'verify-peer': peer(c).bucket }, peer(c));
  };

  const end = async (c: Context<AppContext>, client: PoolClient, redeemed: Redeemed, device: string | undefined) => {
    const { address } = peer(c);
    if (redeemed.kind === 'awaiting-approval') {
      const { userId } = redeemed;
      await noteInAuditLog(c, client, clock, { event: 'sign_in', status: 'denied', userId, sessionId: null, address });
    }
    if (redeemed.kind === 'gone' || redeemed.kind === 'wrong-code') {
      const details = { way: 'email', reason: redeemed.kind };
      await noteInAuditLog(c, client, clock, {
        event: 'sign_in',
        status: 'failure',
        userId: null,
        sessionId: null,
        address,
        details,
      });
    }
    if (redeemed.kind !== 'signed-in') return;
    const { id: userId } = redeemed.user;
    const userAgent = (device || c.req.header('user-agent'))?.slice(0, MAX_DEVICE_NAME) ?? null;
    const sessionId = await sessions.begin(c, client, userId, { userAgent, ip: address });
    await noteInAuditLog(c, client, clock, { event: 'sign_in', status: 'success', userId, sessionId, address });
    const browser = browsers.secretOf(c);
    if (browser !== null) await noteKnownBrowser(client, clock, browser, userId);
  };

  return new Hono<AppContext>()
    .post('/', async (c) => {
      const { email: to } = await readJson(c, askBody, MAX_BODY_BYTES);
      return c.json(await sendAsk(deps, c, to, peer(c)));
    })
    .post('/link', async (c) => {
      const browser = browsers.secretOf(c);
      await takeVerify(c, browser);
      const link = await lookAtLink(pool, clock, (await readJson(c, linkBody, MAX_BODY_BYTES)).token, browser);
      if (link === null) throw new RequestError('link_expired');
      return c.json(link);
    })
    .post('/verify', async (c) => {
      const browser = browsers.secretOf(c);
      await takeVerify(c, browser);
      const { deviceName: device, ...proof } = await readJson(c, verifyBody, MAX_BODY_BYTES);
      const redeemed = await inTransaction(pool, async (client) => {
        const result = await redeem(client, clock, proof, { browser, signUp });
        await end(c, client, result, device);
        return result;
      });
      if (redeemed.kind === 'gone') throw new RequestError('link_expired');
      if (redeemed.kind === 'wrong-code') throw new RequestError('wrong_code');
      if (redeemed.kind === 'awaiting-approval') throw new RequestError('awaiting_approval');
      return c.json({ user: redeemed.user });
    });
}

/**
 * Determines the peer of a request. Warns once in the log when a proxy missing from TRUSTED_PROXIES makes all clients share one
 * address.
 */
function warnedPeerOf({ isTrustedProxy, log }: Pick<AuthDeps, 'isTrustedProxy' | 'log'>): (c: Context<AppContext>) => Peer {
  let isWarned = false;
  return (c) => {
    const peer = peerOf(c, isTrustedProxy);
    if (peer.kind === 'crowd' && !isWarned) {
      isWarned = true;
      log.warn(
        { proxy: peer.address },
        'a proxy that TRUSTED_PROXIES does not name forwards requests: rate limits count all clients behind it as one',
      );
    }
    return peer;
  };
}
