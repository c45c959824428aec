// Counts every answered request by the pattern of its route.
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { AppContext } from '../http/context.ts';
import type { Metrics } from './metrics.ts';

export function observeRequests(metrics: Metrics): MiddlewareHandler<AppContext> {
  return async (c, next) => {
    const startedMs = performance.now();
    await next();
    const route = routeOf(c);
    const isWaiting = route === '/v1/shape' && c.req.query('live') === 'true';
    const seconds = isWaiting ? null : (performance.now() - startedMs) / 1000;
    metrics.request({ method: c.req.method, route, status: c.res.status, seconds });
  };
}

/** All paths without a route of their own are one: the pages and files of the app, or `unknown` under /v1. */
function routeOf(c: Context<AppContext>): string {
  const named = matchedRoutes(c).find(({ path }) => !path.endsWith('*'));
  if (named) return named.path.replace(/(.)\/$/, '$1');
  return c.req.path.startsWith('/v1/') ? 'unknown' : 'pages';
}
