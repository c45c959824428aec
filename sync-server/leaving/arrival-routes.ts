// POST /v1/account/import: brings an archive into the account of the person who is signed in, who has proved recently who that is.
import { Hono, type Context } from 'hono';
import type { UserId } from '#schema/ids.ts';
import type { ArrivalAnswer } from '#schema/leaving/arrival.ts';
import { noteInAuditLog } from '../auth/audit.ts';
import type { IsTrustedProxy } from '../auth/client-address.ts';
import { requireConfirmed } from '../auth/confirmations.ts';
import { peerOf } from '../auth/peer.ts';
import type { Authenticate, Session } from '../auth/sessions.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { receiveArchive } from './arrival-body.ts';
import { readArrivalShape } from './arrival-shape.ts';
import { bringIn } from './arrival.ts';

/** Each keeps its rows in a file while they arrive. */
const ARRIVALS_AT_ONCE = 3;
/** Of rows, unpacked; far more than the limit of rows normally takes. */
const MAX_ARRIVAL_BYTES = 2 * 1024 ** 3;

export interface ArrivalRouteDeps {
  authenticate: Authenticate;
  isTrustedProxy: IsTrustedProxy;
  pool: Pool;
  /** Connections without a time limit for a statement. */
  backgroundPool: Pool;
  clock: Clock;
  /** Rows of one person. */
  rowQuota: number;
}

export function arrivalRoutes(deps: ArrivalRouteDeps): Hono<AppContext> {
  const arriving = new Set<UserId>();
  /** One archive at a time is written: it holds one of the few connections without a time limit. */
  let lastWritten: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = lastWritten.then(work);
    lastWritten = turn.catch(() => undefined);
    return turn;
  };
  return new Hono<AppContext>().post('/import', async (c) => {
    c.header('cache-control', 'no-store');
    const session = await deps.authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    await requireConfirmed(deps, session);
    if (arriving.has(session.userId) || arriving.size >= ARRIVALS_AT_ONCE) {
      throw new RequestError('rate_limited', undefined, { 'retry-after': '30' });
    }
    arriving.add(session.userId);
    try {
      return c.json(await takeArchive(c, deps, session, inTurn));
    } finally {
      arriving.delete(session.userId);
    }
  });
}

async function takeArchive(
  c: Context<AppContext>,
  { pool, backgroundPool, clock, rowQuota, isTrustedProxy }: ArrivalRouteDeps,
  session: Session,
  inTurn: (work: () => Promise<ArrivalAnswer>) => Promise<ArrivalAnswer>,
): Promise<ArrivalAnswer> {
  const { body } = c.req.raw;
  if (body === null) throw new RequestError('bad_request');
  const shape = await readArrivalShape(pool);
  const limits = { rows: rowQuota, bytes: MAX_ARRIVAL_BYTES };
  const received = await receiveArchive({ body, isGzip: c.req.header('content-encoding') === 'gzip' }, shape, limits);
  const note = (client: PoolClient, userId: UserId, { rows }: ArrivalAnswer) =>
    noteInAuditLog(c, client, clock, {
      ...{ event: 'account_imported', status: 'success', userId, sessionId: session.id },
      ...{ address: peerOf(c, isTrustedProxy).address, resource: { type: 'account', id: userId } },
      details: { rows, formerId: session.userId },
    });
  try {
    return await inTurn(() => bringIn({ pool: backgroundPool, shape, now: clock.now(), note }, session, received));
  } finally {
    await received.remove();
  }
}
