// The typed context that a request carries through the routes.
import type { HttpBindings } from '@hono/node-server';
import type { Actor } from '../admin/actor.ts';

export interface AppContext {
  /** Absent when a test calls the app without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** The session cookie that this answer sets; answers that are written to the socket directly need it. */
    sessionCookie?: string;
    /** Set by the check of entitlements (sync-server/admin/access.ts), for the routes of the administration. */
    actor?: Actor;
  };
}

/** The current time, passed in wherever code depends on it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The headers of an answer that is written to the socket directly and does not carry those of the context. */
export const ownHeaders = (c: {
  get(name: 'requestId'): string;
  get(name: 'sessionCookie'): string | undefined;
}): Record<string, string> => {
  const cookie = c.get('sessionCookie');
  return { 'x-request-id': c.get('requestId'), ...(cookie !== undefined && { 'set-cookie': cookie }) };
};
