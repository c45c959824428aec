// The typed context that a request carries through the routes.
import type { HttpBindings } from '@hono/node-server';

export interface AppContext {
  /** Absent when a test calls the app without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string };
}

/** The current time, passed in wherever code depends on it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
