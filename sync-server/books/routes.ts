// GET /v1/books/isbn/:isbn: what the catalogue knows of a book. Without an account as well, because the app works without one; requests
// are limited by their address.
import { Hono } from 'hono';
import { readIsbn } from '#schema/books/rules/isbn.ts';
import type { FoundBookAnswer } from '#schema/protocol/answers.ts';
import type { IsTrustedProxy } from '../auth/client-address.ts';
import { peerOf } from '../auth/peer.ts';
import type { RateLimits } from '../auth/rate-limits.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { LookUp } from './lookup.ts';

interface BookRouteDeps {
  lookUp: LookUp;
  limits: RateLimits;
  isTrustedProxy: IsTrustedProxy;
}

export const bookRoutes = ({ lookUp, limits, isTrustedProxy }: BookRouteDeps): Hono<AppContext> =>
  new Hono<AppContext>().get('/isbn/:isbn', async (c) => {
    c.header('cache-control', 'no-store');
    const isbn = readIsbn(c.req.param('isbn'));
    if (isbn === null) throw new RequestError('bad_request', 'This is not an ISBN.');
    const peer = peerOf(c, isTrustedProxy);
    await limits.take({ 'lookup-peer': peer.bucket }, peer);
    const answer = await lookUp(isbn);
    if (!answer.ok) throw new RequestError('unavailable', 'The catalogue of books does not answer.');
    return c.json({ book: answer.found } satisfies FoundBookAnswer);
  });
