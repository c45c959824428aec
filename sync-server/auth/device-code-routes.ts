// /v1/auth/device-codes/*: a signed-in device shows a code and confirms who entered it; a new device enters the code and then
// signs in. Each step is in the audit log.
import { Hono, type Context } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import {
  isDeviceCode,
  normalDeviceCode,
  type claimAnswer,
  type claimStateAnswer,
  type deviceCodeAnswer,
  type shownCodeAnswer,
} from '#schema/protocol/device-codes.ts';
import type { SignUp } from '../env.ts';
import { readJson } from '../http/body.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { admitKnown } from './admit.ts';
import { noteInAuditLog } from './audit.ts';
import type { Browsers } from './browsers.ts';
import type { IsTrustedProxy } from './client-address.ts';
import {
  claimCode,
  CODE_SECONDS,
  confirmShown,
  lookAtClaim,
  lookAtShown,
  redeemClaim,
  refuseShown,
  showCode,
} from './device-codes.ts';
import { inTransaction } from './in-transaction.ts';
import { peerOf } from './peer.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Session, Sessions } from './sessions.ts';
import { beginSession, deviceName } from './way-ending.ts';

const MAX_BODY_BYTES = 4 * 1024;

const codeBody = z.object({ code: z.string().max(40).transform(normalDeviceCode).refine(isDeviceCode), deviceName });
const claim = z.string().min(20).max(100);
const claimBody = z.object({ claim });
const redeemBody = z.object({ claim, deviceName });

export interface DeviceCodeDeps {
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

export function deviceCodeRoutes(deps: DeviceCodeDeps): Hono<AppContext> {
  return new Hono<AppContext>().route('/claim', newDevice(deps)).route('/', signedInDevice(deps));
}

function signedInDevice({ pool, clock, limits, sessions, isTrustedProxy }: DeviceCodeDeps): Hono<AppContext> {
  const signedIn = async (c: Context<AppContext>): Promise<Session> => {
    const session = await sessions.authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    return session;
  };
  const note = (c: Context<AppContext>, db: Pick<Pool, 'query'>, { userId, familyId }: Session, status: 'success' | 'denied') => {
    const { address } = peerOf(c, isTrustedProxy);
    const resource = { type: 'device_code', id: idOf(c) };
    return noteInAuditLog(c, db, clock, { event: 'device_linked', status, userId, sessionId: familyId, address, resource });
  };
  return new Hono<AppContext>()
    .post('/', async (c) => {
      const session = await signedIn(c);
      await limits.take({ 'device-code-person': session.userId }, peerOf(c, isTrustedProxy));
      const shown = await inTransaction(pool, (client) => showCode(client, clock.now(), session));
      return c.json({ ...shown, seconds: CODE_SECONDS } satisfies z.infer<typeof deviceCodeAnswer>);
    })
    .get('/:id', async (c) => {
      const { familyId } = await signedIn(c);
      return c.json((await lookAtShown(pool, clock.now(), idOf(c), familyId)) satisfies z.infer<typeof shownCodeAnswer>);
    })
    .post('/:id/confirm', async (c) => {
      const session = await signedIn(c);
      await inTransaction(pool, async (client) => {
        if (!(await confirmShown(client, clock.now(), idOf(c), session.familyId))) throw new RequestError('link_expired');
        await note(c, client, session, 'success');
      });
      return c.json({ state: 'confirmed' } satisfies z.infer<typeof shownCodeAnswer>);
    })
    .delete('/:id', async (c) => {
      const session = await signedIn(c);
      await inTransaction(pool, async (client) => {
        const { wasClaimed } = await refuseShown(client, idOf(c), session.familyId);
        if (wasClaimed) await note(c, client, session, 'denied');
      });
      return c.json({ state: 'gone' } satisfies z.infer<typeof shownCodeAnswer>);
    });
}

function newDevice(deps: DeviceCodeDeps): Hono<AppContext> {
  const { pool, clock, limits, isTrustedProxy, signUp } = deps;
  return new Hono<AppContext>()
    .post('/', async (c) => {
      const peer = peerOf(c, isTrustedProxy);
      await limits.take({ 'device-code-peer': peer.bucket }, peer);
      const { code, deviceName: device } = await readJson(c, codeBody, MAX_BODY_BYTES);
      const name = device || c.req.header('user-agent')?.slice(0, 200) || null;
      const claimed = await inTransaction(pool, async (client) => {
        const result = await claimCode(client, clock.now(), { code, deviceName: name, address: peer.address });
        if (result.kind === 'wrong') {
          const entry = { event: 'sign_in', status: 'failure', userId: result.userId, sessionId: null } as const;
          await noteInAuditLog(c, client, clock, { ...entry, address: peer.address, details: { way: 'device_code' } });
        }
        return result;
      });
      if (claimed.kind === 'wrong') throw new RequestError('wrong_device_code');
      const { claim: secret, words } = claimed;
      return c.json({ claim: secret, words } satisfies z.infer<typeof claimAnswer>);
    })
    .post('/state', async (c) => {
      const { claim: secret } = await readJson(c, claimBody, MAX_BODY_BYTES);
      return c.json((await lookAtClaim(pool, clock.now(), secret)) satisfies z.infer<typeof claimStateAnswer>);
    })
    .post('/redeem', async (c) => {
      const { claim: secret, deviceName: device } = await readJson(c, redeemBody, MAX_BODY_BYTES);
      const admitted = await inTransaction(pool, async (client) => {
        const redeemed = await redeemClaim(client, clock.now(), secret);
        if (redeemed === null) return null;
        const result = await admitKnown(client, clock.now(), redeemed.userId, signUp);
        await beginSession(deps, c, client, result, { device, way: 'device_code', resourceId: redeemed.id });
        return result;
      });
      if (admitted?.kind === 'awaiting-approval') throw new RequestError('awaiting_approval');
      if (admitted?.kind !== 'signed-in') throw new RequestError('wrong_device_code');
      return c.json({ user: admitted.user });
    });
}

function idOf(c: Context<AppContext>): string {
  const id = z.uuid().safeParse(c.req.param('id'));
  if (!id.success) throw new RequestError('not_found');
  return id.data;
}
