// The look-up asks one catalogue, takes what it knows, and answers "unavailable" for everything else.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createRateLimits } from '../auth/rate-limits.ts';
import type { AppContext } from '../http/context.ts';
import { answerError, RequestError } from '../http/wire-errors.ts';
import { createLookUp } from './lookup.ts';
import { bookRoutes } from './routes.ts';

const ISBN = '9780441172719';
let close: (() => void) | undefined;
afterEach(() => close?.());

/** A catalogue on this machine; returns what the app answers and what the catalogue was asked. */
async function asked(
  answer: (c: { body(text: string, status?: 200 | 500): Response; redirect(to: string): Response }) => Response,
  isbn = ISBN,
) {
  const paths: string[] = [];
  const catalogue = new Hono().get('*', (c) => {
    paths.push(c.req.url.slice(c.req.url.indexOf('/', 8)));
    return answer({ body: (text, status = 200) => c.body(text, status), redirect: (to) => c.redirect(to) });
  });
  const server = serve({ fetch: catalogue.fetch, port: 0 });
  close = () => void server.close();
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const lookUp = createLookUp(`http://localhost:${port}`);
  const app = new Hono<AppContext>();
  app.route('/', bookRoutes({ lookUp, limits: createRateLimits(), isTrustedProxy: () => false }));
  app.onError((error, c) => {
    if (error instanceof RequestError) return answerError(c, error.error);
    throw error;
  });
  const response = await app.request(`/isbn/${isbn}`, {}, { incoming: { socket: { remoteAddress: '127.0.0.1' } } });
  return { status: response.status, answer: (await response.json()) as unknown, paths };
}

it('a known book is answered with what the catalogue knows', async () => {
  const known = {
    title: 'Dune',
    authors: [{ name: 'Frank Herbert' }, { name: 'Brian Herbert' }],
    publishers: [{ name: 'Ace' }],
    number_of_pages: 535,
    publish_date: 'September 1990',
    cover: { large: 'https://example.org/x.jpg' },
  };
  const { status, answer, paths } = await asked((c) => c.body(JSON.stringify({ [`ISBN:${ISBN}`]: known })), '0-441-17271-7');
  expect(status).toBe(200);
  expect(answer).toEqual({
    book: {
      title: 'Dune',
      subtitle: null,
      author: 'Frank Herbert',
      otherAuthors: 'Brian Herbert',
      publisher: 'Ace',
      pages: 535,
      year: 1990,
    },
  });
  expect(paths).toEqual([`/api/books?bibkeys=ISBN%3A${ISBN}&format=json&jscmd=data`]);
});

it('an unknown book is no failure', async () => {
  expect(await asked((c) => c.body('{}'))).toMatchObject({ status: 200, answer: { book: null } });
});

it('what is no ISBN is never asked', async () => {
  const { status, paths } = await asked((c) => c.body('{}'), '9780441172718');
  expect([status, paths]).toEqual([400, []]);
});

it.each<[string, Parameters<typeof asked>[0]]>([
  ['an error', (c) => c.body('no', 500)],
  ['a page', (c) => c.body('<html>')],
  ['another form', (c) => c.body(JSON.stringify({ [`ISBN:${ISBN}`]: { title: 7 } }))],
  ['a redirect to another host', (c) => c.redirect('http://169.254.169.254/latest')],
  ['an endless answer', (c) => c.body(`{"a":"${'x'.repeat(300_000)}"}`)],
])('%s of the catalogue is "unavailable"', async (_name, answer) => {
  expect(await asked(answer)).toMatchObject({ status: 503, answer: { error: { code: 'unavailable' } } });
});
