// Assigns a request its id and logs its method, path without the query, status and duration, but nothing that could be a
// secret.
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Log } from '../log.ts';
import type { AppContext } from './context.ts';

export function requestLog(log: Log): MiddlewareHandler<AppContext> {
  return async (c, next) => {
    const requestId = randomUUID();
    const startedMs = performance.now();
    c.set('requestId', requestId);
    c.header('x-request-id', requestId);
    await next();
    const { status } = c.res;
    log[status >= 500 ? 'error' : 'debug'](
      { requestId, method: c.req.method, path: c.req.path, status, ms: Math.round(performance.now() - startedMs) },
      'request',
    );
  };
}
