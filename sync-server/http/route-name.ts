// The pattern of the route that answers a request. Logs and metrics have it in place of the path, which may be a secret or name a
// person, a book or a file.
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { AppContext } from './context.ts';

/** All paths without a route of their own are one: the pages and files of the app, or `unknown` under /v1. */
export function routeOf(c: Context<AppContext>): string {
  const named = matchedRoutes(c).find(({ path }) => !path.endsWith('*'));
  if (named) return named.path.replace(/(.)\/$/, '$1');
  return c.req.path.startsWith('/v1/') ? 'unknown' : 'pages';
}
