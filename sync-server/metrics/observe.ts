// Counts every answered request by the pattern of its route.
import type { MiddlewareHandler } from 'hono';
import type { AppContext } from '../http/context.ts';
import { routeOf } from '../http/route-name.ts';
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
