// /v1/auth/providers/*: signing in by another service and linking an account there. Invariants: an attempt belongs to the browser that
// started it (state, nonce and PKCE derive from its secret); coming back signs nobody in before the person has seen whose account it is
// and tapped (docs/decisions/0018); every redirect leads to a page of the app at the address of the settings.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { ErrorCode } from '#schema/protocol/errors.ts';
import { safeReturnPath } from '#schema/protocol/return-path.ts';
import type { UserId } from '#schema/ids.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { noteInAuditLog, type AuditEvent } from './audit.ts';
import { confirmedSession } from './confirmations.ts';
import { inTransaction } from './in-transaction.ts';
import type { Attempt, Identity, Provider } from './oidc.ts';
import { issueOnce, lookOnce, takeOnce } from './once.ts';
import { peerOf } from './peer.ts';
import { accountOf, link, linkedUser, signInBy } from './provider-sign-in.ts';
import type { Seal } from './sealed.ts';
import { hashToken } from './tokens.ts';
import { beginSession, deviceName, idOf, type WayDeps } from './way-ending.ts';
import { unlinkAccount } from './ways.ts';

const MAX_BODY_BYTES = 4 * 1024;
const ATTEMPT_MINUTES = 15;
const TICKET_MINUTES = 10;

const startBody = z.object({ purpose: z.enum(['sign-in', 'link']), returnTo: z.string().max(1_000).optional() });
const secret = z.string().regex(/^[\w-]{43}$/);
const ticketBody = z.object({ ticket: secret });
const signInBody = z.object({ ticket: secret, deviceName });

export interface ProviderDeps extends WayDeps {
  log: Log;
  seal: Seal;
  providers: readonly Provider[];
}

/** What the start of an attempt leaves for its end. */
interface Started {
  linkTo: UserId | null;
  returnTo: string | null;
}

const attemptOf = (browser: string, state: string): Attempt => ({
  state,
  nonce: hashToken(`nonce\n${browser}\n${state}`),
  verifier: hashToken(`pkce\n${browser}\n${state}`),
});

const TICKET = 'provider ticket';
const purposeOf = ({ settings }: Provider) => `provider ${settings.id}` as const;

export function providerRoutes(deps: ProviderDeps): Hono<AppContext> {
  return new Hono<AppContext>().route('/', journeyRoutes(deps)).route('/', ticketRoutes(deps)).route('/', linkedRoutes(deps));
}

/** The way to the provider and back. */
function journeyRoutes(deps: ProviderDeps): Hono<AppContext> {
  const { pool, clock, limits, browsers, seal, isTrustedProxy, log } = deps;
  const providerOf = (c: Context<AppContext>): Provider => {
    const provider = deps.providers.find(({ settings }) => settings.id === c.req.param('id'));
    if (!provider) throw new RequestError('not_found');
    return provider;
  };
  const goTo = (c: Context<AppContext>, page: string, fields: Record<string, string | null>): Response => {
    const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== null);
    return c.redirect(`${deps.appUrl()}${page}?${new URLSearchParams(given).toString()}`, 303);
  };
  const finishLink = async (c: Context<AppContext>, identity: Identity, { linkTo, returnTo }: Started, id: string) => {
    const session = await deps.sessions.authenticate(c);
    if (session === null || session.userId !== linkTo) return goTo(c, '/account', { problem: 'signed_out' });
    const { userId, familyId: sessionId } = session;
    const isLinked = await inTransaction(pool, async (client) => {
      if (!(await link(client, userId, identity, { seal, now: clock.now() }))) return false;
      const { address } = peerOf(c, isTrustedProxy);
      const event = { event: 'provider_linked', status: 'success', userId, sessionId, address } as const;
      const resource = { type: 'account', id: null };
      await noteInAuditLog(c, client, clock, { ...event, resource, details: { provider: id, issuer: identity.issuer } });
      return true;
    });
    if (!isLinked) return goTo(c, '/account', { problem: 'linked_elsewhere' });
    return goTo(c, '/account', { linked: id, return: returnTo });
  };

  return new Hono<AppContext>()
    .post('/:id/start', async (c) => {
      const provider = providerOf(c);
      await limits.take({ 'challenge-peer': peerOf(c, isTrustedProxy).bucket }, peerOf(c, isTrustedProxy));
      const { purpose, returnTo } = await readJson(c, startBody, MAX_BODY_BYTES);
      const linkTo = purpose === 'link' ? (await confirmedSession(deps, c)).userId : null;
      const browser = browsers.remember(c);
      const started: Started = { linkTo, returnTo: safeReturnPath(returnTo) };
      const sealed = seal.close(JSON.stringify(started), purposeOf(provider));
      const state = await issueOnce(pool, clock, { purpose: purposeOf(provider), browser, minutes: ATTEMPT_MINUTES, sealed });
      try {
        const url = await provider.start(attemptOf(browser, state));
        return c.json({ url: url.href });
      } catch (error) {
        log.warn({ ...errorFields(error), provider: provider.settings.id }, 'a sign-in provider could not be reached');
        throw new RequestError('provider_failed');
      }
    })
    .get('/:id/callback', async (c) => {
      const provider = providerOf(c);
      const { id } = provider.settings;
      await limits.take({ 'way-peer': peerOf(c, isTrustedProxy).bucket }, peerOf(c, isTrustedProxy));
      const browser = browsers.secretOf(c);
      const state = c.req.query('state') ?? '';
      const key = { purpose: purposeOf(provider), secret: state, browser: browser ?? '' };
      const taken = browser === null ? null : await takeOnce(pool, clock, key);
      const opened = taken?.sealed ? seal.open(taken.sealed, purposeOf(provider)) : null;
      if (browser === null || opened === null) return goTo(c, '/sign-in', { problem: 'attempt_expired' });
      const started = JSON.parse(opened) as Started;
      const page = started.linkTo === null ? '/sign-in' : '/account';
      const identity = await provider.finish(new URL(c.req.url).search, attemptOf(browser, state)).catch((error: unknown) => {
        log.info({ ...errorFields(error), provider: id }, 'a sign-in by a provider failed');
        return null;
      });
      if (identity === null) {
        await noteFailure(deps, c, { provider: id, reason: 'refused' });
        return goTo(c, page, { problem: 'provider_failed', return: started.returnTo });
      }
      if (started.linkTo !== null) return finishLink(c, identity, started, id);
      const sealed = seal.close(JSON.stringify({ identity, provider: id }), TICKET);
      const ticket = await issueOnce(pool, clock, { purpose: TICKET, browser, minutes: TICKET_MINUTES, sealed });
      return goTo(c, page, { ticket, return: started.returnTo });
    });
}

interface Ticket {
  identity: Identity;
  provider: string;
}

/** The question after coming back, and its answer. */
function ticketRoutes(deps: ProviderDeps): Hono<AppContext> {
  const { pool, clock, limits, browsers, seal, isTrustedProxy, signUp } = deps;
  const takeTry = (c: Context<AppContext>) =>
    limits.take({ 'way-peer': peerOf(c, isTrustedProxy).bucket }, peerOf(c, isTrustedProxy));
  const keyOf = (c: Context<AppContext>, ticket: string) => ({
    purpose: TICKET as typeof TICKET,
    secret: ticket,
    browser: browsers.secretOf(c) ?? '',
  });
  const openTicket = (row: { sealed: string | null } | null): Ticket => {
    const opened = row?.sealed ? seal.open(row.sealed, TICKET) : null;
    if (opened === null) throw new RequestError('attempt_expired');
    return JSON.parse(opened) as Ticket;
  };
  const nameOf = (id: string) => deps.providers.find(({ settings }) => settings.id === id)?.settings.name ?? id;

  return new Hono<AppContext>()
    .post('/ticket', async (c) => {
      await takeTry(c);
      const { ticket } = await readJson(c, ticketBody, MAX_BODY_BYTES);
      const { identity, provider } = openTicket(await lookOnce(pool, clock, keyOf(c, ticket)));
      const email = await accountOf(pool, identity);
      if (email === null) throw new RequestError('email_unverified');
      return c.json({ email, provider: nameOf(provider) });
    })
    .post('/sign-in', async (c) => {
      await takeTry(c);
      const { ticket, deviceName: device } = await readJson(c, signInBody, MAX_BODY_BYTES);
      const outcome = await inTransaction(pool, async (client) => {
        const { identity, provider } = openTicket(await takeOnce(client, clock, keyOf(c, ticket)));
        const isNew = (await linkedUser(client, identity)) === null;
        const used = await signInBy(client, identity, { seal, now: clock.now(), signUp });
        if (used.kind === 'unverified') return used;
        await beginSession(deps, c, client, used, { device, way: provider, resourceId: null });
        if (isNew && used.kind === 'signed-in') {
          const { address } = peerOf(c, isTrustedProxy);
          const event = { event: 'provider_linked', status: 'success', userId: used.user.id, sessionId: null, address } as const;
          const details = { provider, issuer: identity.issuer };
          await noteInAuditLog(c, client, clock, { ...event, resource: { type: 'account', id: null }, details });
        }
        return used;
      });
      if (outcome.kind === 'unverified') throw new RequestError('email_unverified');
      if (outcome.kind === 'gone') throw new RequestError('sign_up_closed');
      if (outcome.kind === 'awaiting-approval') throw new RequestError('awaiting_approval');
      return c.json({ user: outcome.user });
    });
}

function linkedRoutes(deps: ProviderDeps): Hono<AppContext> {
  const { pool, clock, isTrustedProxy } = deps;
  return new Hono<AppContext>().delete('/linked/:id', async (c) => {
    const { userId, familyId: sessionId } = await confirmedSession(deps, c);
    const id = idOf(c);
    await inTransaction(pool, async (client) => {
      const removed = await unlinkAccount(client, userId, id);
      if (removed.kind === 'missing') throw new RequestError('not_found');
      if (removed.kind === 'last') throw new RequestError('last_way_in');
      const { address } = peerOf(c, isTrustedProxy);
      const event = { event: 'provider_unlinked', status: 'success', userId, sessionId, address } as const;
      await noteInAuditLog(c, client, clock, { ...event, resource: { type: 'account', id }, details: { issuer: removed.name } });
    });
    return c.json({ removed: true });
  });
}

async function noteFailure(
  { pool, clock, isTrustedProxy }: ProviderDeps,
  c: Context<AppContext>,
  details: { provider: string; reason: ErrorCode | 'refused' },
): Promise<void> {
  const { address } = peerOf(c, isTrustedProxy);
  const event: AuditEvent = { event: 'sign_in', status: 'failure', userId: null, sessionId: null, address, details };
  await noteInAuditLog(c, pool, clock, event);
}
