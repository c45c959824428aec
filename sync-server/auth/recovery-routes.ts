// /v1/auth/recovery-codes/*: making codes, counting them, and signing in by one with the address of the account.
// Invariant: an unknown address, an address without codes and a wrong code get the same answer after the same work.
import { Hono } from 'hono';
import { z } from 'zod';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { admitKnown } from './admit.ts';
import { noteInAuditLog } from './audit.ts';
import { confirmedSession } from './confirmations.ts';
import { inTransaction } from './in-transaction.ts';
import { peerOf } from './peer.ts';
import { countRecoveryCodes, makeRecoveryCodes, useRecoveryCode } from './recovery-codes.ts';
import { normalEmail } from './sign-in-asks.ts';
import { beginSession, deviceName, signedIn, type WayDeps } from './way-ending.ts';

const MAX_BODY_BYTES = 4 * 1024;
const signInBody = z.object({
  email: z.string().trim().max(254).pipe(z.email()).transform(normalEmail),
  code: z.string().min(1).max(100),
  deviceName,
});

export function recoveryRoutes(deps: WayDeps): Hono<AppContext> {
  const { pool, clock, limits, sessions, isTrustedProxy, signUp } = deps;
  return new Hono<AppContext>()
    .get('/', async (c) => c.json(await countRecoveryCodes(pool, (await signedIn(sessions, c)).userId)))
    .post('/', async (c) => {
      const { userId, familyId: sessionId } = await confirmedSession(deps, c);
      await limits.take({ 'recovery-peer': userId }, peerOf(c, isTrustedProxy));
      const codes = await inTransaction(pool, async (client) => {
        const made = await makeRecoveryCodes(client, clock, userId);
        const { address } = peerOf(c, isTrustedProxy);
        const event = { event: 'recovery_codes_made', status: 'success', userId, sessionId, address } as const;
        await noteInAuditLog(c, client, clock, { ...event, resource: { type: 'recovery_codes', id: null } });
        return made;
      });
      return c.json({ codes });
    })
    .post('/sign-in', async (c) => {
      const peer = peerOf(c, isTrustedProxy);
      await limits.take({ 'recovery-peer': peer.bucket }, peer);
      const { email, code, deviceName: device } = await readJson(c, signInBody, MAX_BODY_BYTES);
      const outcome = await inTransaction(pool, async (client) => {
        const used = await useRecoveryCode(client, clock, { email, code });
        const { userId } = used;
        const entry = { sessionId: null, address: peer.address, userId } as const;
        if (used.kind === 'wrong') {
          const details = { way: 'recovery code', reason: 'wrong' };
          await noteInAuditLog(c, client, clock, { ...entry, event: 'sign_in', status: 'failure', details });
          return used;
        }
        const resource = { type: 'recovery_codes', id: null };
        const details = { left: used.left };
        await noteInAuditLog(c, client, clock, { ...entry, event: 'recovery_code_used', status: 'success', resource, details });
        const admitted = await admitKnown(client, clock.now(), used.userId, signUp);
        await beginSession(deps, c, client, admitted, { device, way: 'recovery code', resourceId: null });
        return admitted;
      });
      if (outcome.kind === 'awaiting-approval') throw new RequestError('awaiting_approval');
      if (outcome.kind !== 'signed-in') throw new RequestError('wrong_recovery_code');
      return c.json({ user: outcome.user });
    });
}
