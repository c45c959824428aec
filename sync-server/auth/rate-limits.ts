// How often one address or one mailbox may try. Kept in memory: after a restart the count begins anew, which costs an
// attacker nothing and us nothing either, since tokens have 256 bits.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../http/wire-errors.ts';

const WINDOW_S = 15 * 60;

export interface RateLimits {
  /** Throws `rate_limited` when `key` has used up its points. */
  take(kind: 'mail-address' | 'mail-peer' | 'verify-peer', key: string, isThisMachine: boolean): Promise<void>;
}

export function createRateLimits(): RateLimits {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_S });
  const limiters = { 'mail-address': limiter(5), 'mail-peer': limiter(60), 'verify-peer': limiter(120) };
  // Everybody behind this machine's own loopback is one peer: developers, tests, simulations.
  const local = { 'mail-address': limiters['mail-address'], 'mail-peer': limiter(1_000), 'verify-peer': limiter(2_000) };
  return {
    async take(kind, key, isThisMachine) {
      try {
        await (isThisMachine ? local : limiters)[kind].consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const seconds = Math.ceil(refusal.msBeforeNext / 1000);
        throw new RequestError('rate_limited', undefined, { 'retry-after': String(seconds) });
      }
    },
  };
}
