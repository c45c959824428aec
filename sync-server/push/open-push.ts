// Composes web push: the dependencies of its routes and of its jobs.
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';
import type { PushRouteDeps } from './routes.ts';
import { createPushSender, type PushSender } from './send.ts';
import { createPushSubscriptions, type PushSubscriptions } from './subscriptions.ts';
import { openVapidKeys } from './vapid.ts';

export interface Push {
  routes: Omit<PushRouteDeps, 'authenticate'>;
  jobs: { sender: PushSender; subscriptions: PushSubscriptions };
}

interface PushOptions {
  /** One pool for requests, one for background work. */
  pools: { requests: Pool; background: Pool };
  clock: Clock;
  contact: string;
  /** Allows push services on this machine, for tests. */
  allowsPrivate: boolean | undefined;
}

export async function openPush({ pools, clock, contact, allowsPrivate = false }: PushOptions): Promise<Push> {
  const keys = await openVapidKeys(pools.requests, clock);
  return {
    routes: {
      subscriptions: createPushSubscriptions({ pool: pools.requests, clock }),
      publicKey: keys.publicKey,
      allowsPrivate,
    },
    jobs: {
      sender: createPushSender({ keys, contact, allowsPrivate }),
      subscriptions: createPushSubscriptions({ pool: pools.background, clock }),
    },
  };
}
