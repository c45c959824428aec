// What the routes of all ways in but the mail share, and what they end with: the session, its audit entry, and the browser that is known from now on.
import type { Context } from 'hono';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { storableText } from '#schema/storable.ts';
import type { SignUp } from '../env.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { Admitted } from './admit.ts';
import { MAX_DEVICE_NAME, noteInAuditLog } from './audit.ts';
import { noteKnownBrowser, type Browsers } from './browsers.ts';
import type { IsTrustedProxy } from './client-address.ts';
import { peerOf } from './peer.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Session, Sessions } from './sessions.ts';

export const deviceName = z.string().trim().max(MAX_DEVICE_NAME).transform(storableText).optional();

/** What all ways in need. */
export interface WayDeps {
  pool: Pool;
  clock: Clock;
  limits: RateLimits;
  sessions: Sessions;
  browsers: Browsers;
  isTrustedProxy: IsTrustedProxy;
  signUp: SignUp;
  /** The app's address, without a trailing slash. */
  appUrl: () => string;
}

/** Begins the session of a person who was admitted; records also who waits for approval. */
export async function beginSession(
  { clock, sessions, browsers, isTrustedProxy }: Pick<WayDeps, 'clock' | 'sessions' | 'browsers' | 'isTrustedProxy'>,
  c: Context<AppContext>,
  client: PoolClient,
  admitted: Admitted,
  { device, way, resourceId }: { device: string | undefined; way: string; resourceId: string | null },
): Promise<void> {
  const { address } = peerOf(c, isTrustedProxy);
  const entry = { event: 'sign_in', address, details: { way, id: resourceId } } as const;
  if (admitted.kind === 'awaiting-approval') {
    await noteInAuditLog(c, client, clock, { ...entry, status: 'denied', userId: admitted.userId, sessionId: null });
  }
  if (admitted.kind !== 'signed-in') return;
  const { id: userId } = admitted.user;
  const userAgent = (device || c.req.header('user-agent'))?.slice(0, MAX_DEVICE_NAME) ?? null;
  const sessionId = await sessions.begin(c, client, userId, { userAgent, ip: address });
  await noteInAuditLog(c, client, clock, { ...entry, status: 'success', userId, sessionId });
  const browser = browsers.secretOf(c);
  if (browser !== null) await noteKnownBrowser(client, clock, browser, userId);
}

export async function signedIn(sessions: Pick<Sessions, 'authenticate'>, c: Context<AppContext>): Promise<Session> {
  const session = await sessions.authenticate(c);
  if (session === null) throw new RequestError('signed_out');
  return session;
}

export function idOf(c: Context<AppContext>): string {
  const parsed = z.uuid().safeParse(c.req.param('id'));
  if (!parsed.success) throw new RequestError('not_found');
  return parsed.data;
}
