// POST /v1/links/page, /check and /picture: what the server fetches for a person. All need a session: the server is no proxy for
// strangers.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { noteLimits } from '#schema/notes/rules/note.ts';
import type { FetchedLinkAnswer } from '#schema/protocol/links.ts';
import type { IsTrustedProxy } from '../auth/client-address.ts';
import { peerOf } from '../auth/peer.ts';
import type { RateLimits } from '../auth/rate-limits.ts';
import type { Authenticate } from '../auth/sessions.ts';
import { readJson } from '../http/body.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { Links } from './links.ts';

const MAX_BODY_BYTES = 8 * 1024;
const body = z.object({ url: z.string().max(noteLimits.url) });

interface LinkRouteDeps {
  links: Links;
  authenticate: Authenticate;
  limits: RateLimits;
  isTrustedProxy: IsTrustedProxy;
  clock: Clock;
}

export function linkRoutes({ links, authenticate, limits, isTrustedProxy, clock }: LinkRouteDeps): Hono<AppContext> {
  const asked = async (c: Context<AppContext>): Promise<string> => {
    c.header('cache-control', 'no-store');
    const session = await authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    const { url } = await readJson(c, body, MAX_BODY_BYTES);
    await limits.take({ 'link-person': session.userId }, peerOf(c, isTrustedProxy));
    return url;
  };
  const answer = (found: Omit<FetchedLinkAnswer, 'at'>): FetchedLinkAnswer => ({ ...found, at: clock.now().toISOString() });
  return new Hono<AppContext>()
    .post('/page', async (c) => c.json(answer(await links.page(await asked(c)))))
    .post('/check', async (c) => c.json(answer(await links.check(await asked(c)))))
    .post('/picture', async (c) => {
      const picture = await links.picture(await asked(c));
      if (picture === null) throw new RequestError('not_found');
      c.header('content-security-policy', "default-src 'none'; sandbox");
      return c.body(new Uint8Array(picture.bytes), 200, { 'content-type': picture.type });
    });
}
