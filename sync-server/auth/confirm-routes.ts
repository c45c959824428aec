// /v1/auth/confirm/*: a signed-in person proves again who they are, by a passkey or by the code of a mail. The session stays the same,
// so nothing on the device changes. Invariant: only a proof of the session's own person confirms it.
import { Hono, type Context } from 'hono';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { noteInAuditLog } from './audit.ts';
import { noteConfirmed } from './confirmations.ts';
import { inTransaction } from './in-transaction.ts';
import { relyingPartyOf, usePasskey } from './passkeys.ts';
import { peerOf } from './peer.ts';
import type { Session } from './sessions.ts';
import { redeem } from './sign-in-asks.ts';
import { emailCode, emailOf, sendAsk, type MailingDeps } from './sign-in-mail.ts';
import { passkeyUse } from './passkey-bodies.ts';
import { signedIn } from './way-ending.ts';

const MAX_BODY_BYTES = 64 * 1024;
const noBody = z.object({});
const passkeyBody = z.object({ response: passkeyUse });
const codeBody = z.object({ code: emailCode });

export function confirmRoutes(deps: MailingDeps): Hono<AppContext> {
  const { pool, clock, limits, sessions, browsers, isTrustedProxy, signUp } = deps;
  const peer = (c: Context<AppContext>) => peerOf(c, isTrustedProxy);
  const note = (c: Context<AppContext>, client: PoolClient, session: Session, way: string, isProven: boolean) =>
    noteInAuditLog(c, client, clock, {
      ...{ event: 'session_confirmed', status: isProven ? 'success' : 'failure', details: { way } },
      ...{ userId: session.userId, sessionId: session.familyId, address: peer(c).address },
    });
  return new Hono<AppContext>()
    .post('/mail', async (c) => {
      const session = await signedIn(sessions, c);
      await readJson(c, noBody, MAX_BODY_BYTES);
      return c.json(await sendAsk(deps, c, await emailOf(pool, session.userId), peer(c)));
    })
    .post('/code', async (c) => {
      const session = await signedIn(sessions, c);
      await limits.take({ 'verify-person': session.userId }, peer(c));
      const { code } = await readJson(c, codeBody, MAX_BODY_BYTES);
      const email = await emailOf(pool, session.userId);
      const isProven = await inTransaction(pool, async (client) => {
        const redeemed = await redeem(client, clock, { email, code }, { browser: browsers.secretOf(c), signUp });
        const isOwn = redeemed.kind === 'signed-in' && redeemed.user.id === session.userId;
        if (isOwn) await noteConfirmed(client, clock, session);
        await note(c, client, session, 'email', isOwn);
        return isOwn;
      });
      if (!isProven) throw new RequestError('wrong_code');
      return c.json({ confirmed: true });
    })
    .post('/passkey', async (c) => {
      const session = await signedIn(sessions, c);
      await limits.take({ 'way-peer': peer(c).bucket }, peer(c));
      const { response } = await readJson(c, passkeyBody, MAX_BODY_BYTES);
      const party = relyingPartyOf(deps.appUrl());
      if (!party) throw new RequestError('forbidden', 'This server’s address cannot have passkeys.');
      const used = await inTransaction(pool, async (client) => {
        const result = await usePasskey(client, clock, party, { response, browser: browsers.secretOf(c) });
        const isOwn = result.kind === 'proven' && result.userId === session.userId;
        if (isOwn) await noteConfirmed(client, clock, session);
        await note(c, client, session, 'passkey', isOwn);
        return isOwn ? 'proven' : result.kind;
      });
      if (used === 'expired') throw new RequestError('attempt_expired');
      if (used === 'copied') throw new RequestError('copied_passkey');
      if (used !== 'proven') throw new RequestError('wrong_passkey');
      return c.json({ confirmed: true });
    });
}
