// What every way in but the mail ends with: the session, its audit entry, and the browser that is known from now on.
import type { Context } from 'hono';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { storableText } from '#schema/storable.ts';
import type { AppContext, Clock } from '../http/context.ts';
import type { Admitted } from './admit.ts';
import { MAX_DEVICE_NAME } from './audit.ts';
import { noteKnownBrowser, type Browsers } from './browsers.ts';
import type { IsTrustedProxy } from './client-address.ts';
import { peerOf } from './peer.ts';
import type { Sessions } from './sessions.ts';
import { noteWay } from './ways-audit.ts';

export const deviceName = z.string().trim().max(MAX_DEVICE_NAME).transform(storableText).optional();

interface EndingDeps {
  clock: Clock;
  sessions: Sessions;
  browsers: Browsers;
  isTrustedProxy: IsTrustedProxy;
}

/** Begins the session of a person who was admitted; records also who waits for approval. */
export async function beginSession(
  { clock, sessions, browsers, isTrustedProxy }: EndingDeps,
  c: Context<AppContext>,
  client: PoolClient,
  admitted: Admitted,
  { device, way, resourceId }: { device: string | undefined; way: string; resourceId: string | null },
): Promise<void> {
  const { address } = peerOf(c, isTrustedProxy);
  const entry = { event: 'sign_in', action: 'create', address, details: { way, id: resourceId } } as const;
  if (admitted.kind === 'awaiting-approval') {
    await noteWay(c, client, clock, { ...entry, status: 'denied', userId: admitted.userId });
  }
  if (admitted.kind !== 'signed-in') return;
  const { id: userId } = admitted.user;
  const userAgent = (device || c.req.header('user-agent'))?.slice(0, MAX_DEVICE_NAME) ?? null;
  const sessionId = await sessions.begin(c, client, userId, { userAgent, ip: address });
  const resource = { type: 'session', id: sessionId } as const;
  await noteWay(c, client, clock, { ...entry, status: 'success', userId, sessionId, resource });
  const browser = browsers.secretOf(c);
  if (browser !== null) await noteKnownBrowser(client, clock, browser, userId);
}
