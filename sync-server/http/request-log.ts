// Assigns a request its id and logs its method, the pattern of its route, status and duration. Never its path: the address of a
// calendar is a secret, others name books or files.
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Log } from '../log.ts';
import type { AppContext } from './context.ts';
import { routeOf } from './route-name.ts';

export function requestLog(log: Log): MiddlewareHandler<AppContext> {
  return async (c, next) => {
    const requestId = randomUUID();
    const startedMs = performance.now();
    c.set('requestId', requestId);
    c.header('x-request-id', requestId);
    await next();
    const { status } = c.res;
    log[status >= 500 ? 'error' : 'debug'](
      { requestId, method: c.req.method, route: routeOf(c), status, ms: Math.round(performance.now() - startedMs) },
      'request',
    );
  };
}
