// /v1/auth/ways, and /v1/auth/passkeys/*: signing in by a passkey, and a person's own passkeys.
// Invariant: every way ends in `admit` and `sessions.begin`, like the mail, and every attempt is in the audit log.
import { Hono, type Context } from 'hono';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { WaysAnswer } from '#schema/protocol/answers.ts';
import { storableText } from '#schema/storable.ts';
import type { Terms } from '../env.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { admitKnown } from './admit.ts';
import { noteInAuditLog, type AuditEvent } from './audit.ts';
import { confirmedSession } from './confirmations.ts';
import { inTransaction } from './in-transaction.ts';
import { createProvider } from './oidc.ts';
import {
  addPasskey,
  creationOptions,
  relyingPartyOf,
  signInOptions,
  usePasskey,
  type PasskeyUse,
  type RelyingParty,
} from './passkeys.ts';
import { newPasskey, passkeyUse } from './passkey-bodies.ts';
import { peerOf } from './peer.ts';
import { providerRoutes, type ProviderDeps } from './provider-routes.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import type { Session } from './sessions.ts';
import { termsRoutes } from './terms-routes.ts';
import { beginSession, deviceName, idOf, signedIn, type WayDeps } from './way-ending.ts';
import { removePasskey } from './ways.ts';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_NAME = 60;

const passkeyName = z.string().trim().min(1).max(MAX_NAME).transform(storableText);
const signInBody = z.object({ deviceName, response: passkeyUse });
const addBody = z.object({ name: passkeyName, response: newPasskey });
const renameBody = z.object({ name: passkeyName });

export function waysInRoutes(
  given: Omit<ProviderDeps, 'providers'> & { providers: readonly ProviderSettings[]; terms: Terms | null },
): Hono<AppContext> {
  const deps = { ...given, providers: given.providers.map((settings) => createProvider(settings, given.appUrl)) };
  return new Hono<AppContext>()
    .use(async (c, next) => {
      c.header('cache-control', 'no-store');
      await next();
    })
    .get('/ways', (c) => {
      const passkeys = relyingPartyOf(deps.appUrl()) !== null;
      const providers = deps.providers.map(({ settings: { id, name, issuer } }) => ({ id, name, issuer }));
      return c.json({ passkeys, providers, terms: given.terms } satisfies WaysAnswer);
    })
    .route('/providers', providerRoutes(deps))
    .route('/terms', termsRoutes(deps))
    .route('/recovery-codes', recoveryRoutes(deps))
    .route('/passkeys/sign-in', passkeySignIn(deps))
    .route('/passkeys', ownPasskeys(deps));
}

/** The relying party of the server's address. */
function partyOf(appUrl: () => string): RelyingParty {
  const party = relyingPartyOf(appUrl());
  if (!party) throw new RequestError('forbidden', 'This server’s address cannot have passkeys.');
  return party;
}

function passkeySignIn(deps: WayDeps): Hono<AppContext> {
  const { pool, clock, limits, browsers, isTrustedProxy, signUp, appUrl } = deps;
  const peer = (c: Context<AppContext>) => peerOf(c, isTrustedProxy);
  return new Hono<AppContext>()
    .post('/options', async (c) => {
      await limits.take({ 'challenge-peer': peer(c).bucket }, peer(c));
      return c.json(await signInOptions(pool, clock, partyOf(appUrl), browsers.remember(c)));
    })
    .post('/', async (c) => {
      await limits.take({ 'way-peer': peer(c).bucket }, peer(c));
      const { response, deviceName: device } = await readJson(c, signInBody, MAX_BODY_BYTES);
      const outcome = await inTransaction(pool, async (client) => {
        const used = await usePasskey(client, clock, partyOf(appUrl), { response, browser: browsers.secretOf(c) });
        if (used.kind !== 'proven') {
          await noteRefusedPasskey(deps, c, client, used);
          return used;
        }
        const admitted = await admitKnown(client, clock.now(), used.userId, signUp);
        await beginSession(deps, c, client, admitted, { device, way: 'passkey', resourceId: used.passkeyId });
        return admitted;
      });
      if (outcome.kind === 'expired') throw new RequestError('attempt_expired');
      if (outcome.kind === 'copied') throw new RequestError('copied_passkey');
      if (outcome.kind === 'awaiting-approval') throw new RequestError('awaiting_approval');
      if (outcome.kind !== 'signed-in') throw new RequestError('wrong_passkey');
      return c.json({ user: outcome.user });
    });
}

async function noteRefusedPasskey(
  { clock, isTrustedProxy }: WayDeps,
  c: Context<AppContext>,
  client: PoolClient,
  used: Exclude<PasskeyUse, { kind: 'proven' }>,
): Promise<void> {
  const { address } = peerOf(c, isTrustedProxy);
  const details = { way: 'passkey', reason: used.kind };
  const userId = 'userId' in used ? used.userId : null;
  const failed = { event: 'sign_in', status: 'failure', sessionId: null } as const;
  await noteInAuditLog(c, client, clock, { ...failed, userId, details, address });
  if (used.kind !== 'copied') return;
  const { stored, received, passkeyId: id } = used;
  const resource = { type: 'passkey', id } as const;
  const alarm = { event: 'passkey_alarm', status: 'denied', sessionId: null, resource } as const;
  await noteInAuditLog(c, client, clock, { ...alarm, userId: used.userId, details: { stored, received }, address });
}

/** A person's own passkeys. All routes need a session. */
function ownPasskeys(deps: WayDeps): Hono<AppContext> {
  const { pool, clock, limits, sessions, browsers, isTrustedProxy, appUrl } = deps;
  const peer = (c: Context<AppContext>) => peerOf(c, isTrustedProxy);
  const note = (
    c: Context<AppContext>,
    client: PoolClient,
    { familyId: sessionId, userId }: Session,
    { event, id, name }: Pick<AuditEvent, 'event'> & { id: string; name: string | null },
  ): Promise<void> => {
    const resource = { type: 'passkey', id } as const;
    const { address } = peer(c);
    return noteInAuditLog(c, client, clock, {
      event,
      status: 'success',
      userId,
      sessionId,
      resource,
      details: { name },
      address,
    });
  };
  return new Hono<AppContext>()
    .post('/options', async (c) => {
      const { userId } = await confirmedSession(deps, c);
      await limits.take({ 'challenge-peer': peer(c).bucket }, peer(c));
      return c.json(await creationOptions(pool, clock, partyOf(appUrl), { userId, browser: browsers.remember(c) }));
    })
    .post('/', async (c) => {
      const session = await confirmedSession(deps, c);
      const { response, name } = await readJson(c, addBody, MAX_BODY_BYTES);
      const { userId } = session;
      const added = await inTransaction(pool, async (client) => {
        const result = await addPasskey(client, clock, partyOf(appUrl), {
          ...{ userId, name, response },
          browser: browsers.secretOf(c),
        });
        if (result.kind === 'added') {
          await note(c, client, session, { event: 'passkey_added', id: result.id, name });
        }
        return result;
      });
      if (added.kind === 'expired') throw new RequestError('attempt_expired');
      if (added.kind === 'known') throw new RequestError('known_passkey');
      if (added.kind === 'too-many') throw new RequestError('limit_exceeded');
      if (added.kind !== 'added') throw new RequestError('bad_request', 'The new passkey could not be checked.');
      return c.json({ id: added.id, name: added.name });
    })
    .patch('/:id', async (c) => {
      const session = await signedIn(sessions, c);
      const { name } = await readJson(c, renameBody, MAX_BODY_BYTES);
      const id = idOf(c);
      await inTransaction(pool, async (client) => {
        const { rowCount } = await client.query('update authenticators set name = $3 where user_id = $1 and id = $2', [
          session.userId,
          id,
          name,
        ]);
        if (rowCount === 0) throw new RequestError('not_found');
        await note(c, client, session, { event: 'passkey_renamed', id, name });
      });
      return c.json({ id, name });
    })
    .delete('/:id', async (c) => {
      const session = await confirmedSession(deps, c);
      const id = idOf(c);
      await inTransaction(pool, async (client) => {
        const removed = await removePasskey(client, session.userId, id);
        if (removed.kind === 'missing') throw new RequestError('not_found');
        if (removed.kind === 'last') throw new RequestError('last_way_in');
        await note(c, client, session, { event: 'passkey_removed', id, name: removed.name });
      });
      return c.json({ removed: true });
    });
}
