// GET /v1/time: the server's clock, with which devices correct theirs. It reads nothing else, so the round trip is only network
// time.
import { Hono } from 'hono';
import type { TimeAnswer } from '#schema/protocol/answers.ts';
import type { AppContext, Clock } from './context.ts';

export const timeRoutes = ({ clock }: { clock: Clock }): Hono<AppContext> =>
  new Hono<AppContext>().get('/', (c) => {
    c.header('cache-control', 'no-store');
    return c.json({ nowMs: clock.now().getTime() } satisfies TimeAnswer);
  });
