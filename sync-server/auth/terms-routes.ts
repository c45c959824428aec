// /v1/auth/terms: a person accepts the operator's terms and confirms the age. Invariant: only the version that the settings name is
// accepted, so that an old page cannot accept terms that it did not show.
import { Hono } from 'hono';
import { z } from 'zod';
import type { Terms } from '../env.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { noteInAuditLog } from './audit.ts';
import { inTransaction } from './in-transaction.ts';
import { peerOf } from './peer.ts';
import { signedIn, type WayDeps } from './way-ending.ts';

const MAX_BODY_BYTES = 1024;
const acceptBody = z.object({ version: z.string().max(100), isOldEnough: z.literal(true) });

export function termsRoutes(deps: WayDeps & { terms: Terms | null }): Hono<AppContext> {
  const { pool, clock, sessions, isTrustedProxy, terms } = deps;
  return new Hono<AppContext>().post('/', async (c) => {
    const { userId, familyId: sessionId } = await signedIn(sessions, c);
    const { version } = await readJson(c, acceptBody, MAX_BODY_BYTES);
    if (terms?.version !== version) throw new RequestError('conflict', 'The terms have changed meanwhile.');
    const now = clock.now();
    await inTransaction(pool, async (client) => {
      await client.query(
        `update users set age_verified = true, tos_accepted = true, tos_accepted_at = $2, tos_version = $3, updated_at = $2
          where id = $1`,
        [userId, now, version],
      );
      const { address } = peerOf(c, isTrustedProxy);
      const event = { event: 'terms_accepted', status: 'success', userId, sessionId, address } as const;
      const details = { version, minAge: terms.minAge };
      await noteInAuditLog(c, client, clock, { ...event, resource: { type: 'person', id: userId }, details });
    });
    return c.json({ accepted: true });
  });
}
