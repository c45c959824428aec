// The one place where the server checks entitlements. Every route of the administration begins with `requires(…)`; the routes receive
// who acts from here. Each refusal is in the audit log.
import type { Context, MiddlewareHandler } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { EntitlementName } from '#schema/access/built-in.ts';
import { entitlementsOf, heldQuery } from '#schema/access/held.ts';
import { noteInAuditLog } from '../auth/audit.ts';
import type { IsTrustedProxy } from '../auth/client-address.ts';
import { peerOf } from '../auth/peer.ts';
import type { Authenticate } from '../auth/sessions.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import { clientKysely } from '../db/session.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { Actor } from './actor.ts';

export type Requires = (entitlement: EntitlementName) => MiddlewareHandler<AppContext>;

export interface AccessDeps {
  pool: Pool;
  clock: Clock;
  authenticate: Authenticate;
  isTrustedProxy: IsTrustedProxy;
}

/** Of one person in a minute, so that nobody can fill the audit log with refusals. */
const REFUSALS_A_MINUTE = 60;

export function createAccess({ pool, clock, authenticate, isTrustedProxy }: AccessDeps): Requires {
  const refusals = new RateLimiterMemory({ points: REFUSALS_A_MINUTE, duration: 60 });
  return (entitlement) => async (c, next) => {
    c.header('cache-control', 'no-store');
    const session = await authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    const { userId, id: sessionId } = session;
    const { address } = peerOf(c, isTrustedProxy);
    const may = await entitlementsHeld(pool, clock.now(), userId);
    if (!may.has(entitlement)) {
      await refusals.consume(userId).catch(() => {
        throw new RequestError('rate_limited', undefined, { 'retry-after': '60' });
      });
      const resource = { type: 'entitlement', id: entitlement };
      const details = { method: c.req.method, path: c.req.path.slice(0, 200) };
      const refused = { event: 'access_refused', status: 'denied', userId, sessionId, address, resource, details } as const;
      await noteInAuditLog(c, pool, clock, refused);
      throw new RequestError('forbidden');
    }
    c.set('actor', { userId, sessionId, address, may });
    return next();
  };
}

/** The person who acts, in a route that begins with `requires`. */
export function actorOf(c: Context<AppContext>): Actor {
  const actor = c.get('actor');
  if (!actor) throw new Error('the route does not begin with requires(…)');
  return actor;
}

export async function entitlementsHeld(pool: Pool, now: Date, userId: string): Promise<Set<string>> {
  const client = await pool.connect();
  try {
    return await entitlementsOfPerson(client, now, userId);
  } finally {
    client.release();
  }
}

/** Within a transaction: what the person may do after the changes so far. */
export const entitlementsOfPerson = async (client: PoolClient, now: Date, userId: string): Promise<Set<string>> =>
  entitlementsOf(await heldQuery(clientKysely(client), userId, now.toISOString()).execute());

/**
 * The actor with the rights of this moment. Call it after `lockRoles`: a right that another admin has just taken away no longer counts,
 * although the request began while it did.
 */
export async function actorNow(
  c: Context<AppContext>,
  client: PoolClient,
  now: Date,
  entitlement: EntitlementName,
): Promise<Actor> {
  const actor = actorOf(c);
  const may = await entitlementsOfPerson(client, now, actor.userId);
  if (!may.has(entitlement)) throw new RequestError('forbidden');
  return { ...actor, may };
}

/** Nobody gives, takes or touches more than what they may do themselves. */
export const isWithin = (inner: Iterable<string>, outer: ReadonlySet<string>): boolean =>
  [...inner].every((entitlement) => outer.has(entitlement));
