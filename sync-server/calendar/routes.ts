// /v1/calendar/address: the person's own secret address (with a session); /v1/calendar/TOKEN.ics: the calendar itself, for whoever has it.
import { Hono } from 'hono';
import type { Authenticate } from '../auth/sessions.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import type { CalendarFeed, CalendarFeeds } from './feeds.ts';

interface CalendarRouteDeps {
  authenticate: Authenticate;
  feeds: CalendarFeeds;
}

const answerOf = (feed: CalendarFeed | null) => ({
  path: feed && `/v1/calendar/${feed.token}.ics`,
  createdAt: feed?.createdAt.toISOString() ?? null,
  readAt: feed?.readAt?.toISOString() ?? null,
});

const TOKEN_FILE = /^([\w-]{20,100})\.ics$/;

export function calendarRoutes({ authenticate, feeds }: CalendarRouteDeps): Hono<AppContext> {
  const personOf = async (c: Parameters<Authenticate>[0]): Promise<string> => {
    c.header('cache-control', 'no-store');
    const session = await authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    return session.userId;
  };
  return new Hono<AppContext>()
    .get('/address', async (c) => c.json(answerOf(await feeds.of(await personOf(c)))))
    .post('/address', async (c) => c.json(answerOf(await feeds.renew(await personOf(c)))))
    .delete('/address', async (c) => {
      await feeds.revoke(await personOf(c));
      return c.json(answerOf(null));
    })
    .get('/:file', async (c) => {
      const token = TOKEN_FILE.exec(c.req.param('file'))?.[1];
      const found = token === undefined ? null : await feeds.version(token);
      if (token === undefined || found === null) throw new RequestError('not_found');
      const etag = `"${found.version}"`;
      // Never stored by a cache between: the address is a secret.
      const headers = { etag, 'cache-control': 'private, no-cache' };
      if (
        c.req
          .header('if-none-match')
          ?.split(',')
          .some((one) => one.trim().replace(/^W\//, '') === etag)
      )
        return c.body(null, 304, headers);
      const text = await feeds.write(found.userId, token);
      return c.body(text, 200, {
        ...headers,
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="cadence.ics"',
      });
    });
}
