// /v1/push/*: the public key that browsers subscribe with, and their subscriptions. All routes need a session.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { pushKeyAnswer, pushSubscriptionAnswer } from '#schema/protocol/answers.ts';
import type { Authenticate, Session } from '../auth/sessions.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { endpointProblem } from './endpoint.ts';
import type { PushSubscriptions } from './subscriptions.ts';

const MAX_BODY_BYTES = 8 * 1024;
const P256_POINT_BYTES = 65;
const AUTH_BYTES = 16;

const bytesOf = (length: number) =>
  z
    .string()
    .regex(/^[\w-]+={0,2}$/)
    .refine((text) => Buffer.from(text, 'base64url').length === length, `must be ${length} bytes in base64url`);

const subscribeBody = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: bytesOf(P256_POINT_BYTES), auth: bytesOf(AUTH_BYTES) }),
  timeZone: z.string().max(64),
});
const unsubscribeBody = z.object({ endpoint: z.string() });

export interface PushRouteDeps {
  authenticate: Authenticate;
  subscriptions: PushSubscriptions;
  publicKey: string;
  allowsPrivate: boolean;
}

export function pushRoutes({ authenticate, subscriptions, publicKey, allowsPrivate }: PushRouteDeps): Hono<AppContext> {
  const signedIn = async (c: Context<AppContext>): Promise<Session> => {
    c.header('cache-control', 'no-store');
    const session = await authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    return session;
  };
  return new Hono<AppContext>()
    .get('/key', async (c) => {
      await signedIn(c);
      return c.json({ publicKey } satisfies z.infer<typeof pushKeyAnswer>);
    })
    .post('/subscriptions', async (c) => {
      const { id: sessionId, userId } = await signedIn(c);
      const { endpoint, keys, timeZone } = await readJson(c, subscribeBody, MAX_BODY_BYTES);
      const problem = endpointProblem(endpoint, allowsPrivate);
      if (problem !== null) throw new RequestError('bad_request', problem);
      await subscriptions.add({ userId, sessionId, endpoint, ...keys, timeZone });
      return c.json({ subscribed: true } satisfies z.infer<typeof pushSubscriptionAnswer>);
    })
    .delete('/subscriptions', async (c) => {
      const { userId } = await signedIn(c);
      const { endpoint } = await readJson(c, unsubscribeBody, MAX_BODY_BYTES);
      await subscriptions.remove(userId, endpoint);
      return c.json({ subscribed: false } satisfies z.infer<typeof pushSubscriptionAnswer>);
    });
}
