// Limits how often one party may request a mail or try to sign in. The counts are kept in memory. A restart resets them, which
// does not help an attacker: links have 256 bits and a code expires after five attempts.
// Invariant: attempts by strangers never lock a person out of a browser in which that person has signed in before.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../http/wire-errors.ts';
import type { Peer } from './peer.ts';

const WINDOW_S = 15 * 60;

/** Attempts per quarter of an hour. */
const POINTS = {
  /** Mails requested from one address. */
  'mail-peer': 60,
  /** Mails to one mailbox, requested from one address. */
  'mail-mailbox-peer': 5,
  /** Mails to one mailbox from all requesters, so that nobody can flood it. */
  'mail-mailbox': 20,
  /** Mails to one mailbox, requested by a browser that has signed in as its owner before. */
  'mail-known': 5,
  /** Links and codes tried from one address. */
  'verify-peer': 120,
  /** Links and codes tried by a browser that has requested one. */
  'verify-asker': 60,
  /** Codes tried by a person who is signed in. */
  'verify-person': 30,
  /** Challenges of passkeys and starts of providers from one address; a sign-in page takes a challenge whenever it opens. */
  'challenge-peer': 300,
  /** Passkeys and returns from providers tried from one address. */
  'way-peer': 120,
  /** Recovery codes tried from one address. */
  'recovery-peer': 20,
  /** Codes of a signed-in device tried from one address. */
  'device-code-peer': 20,
  /** Codes shown by one person's devices. */
  'device-code-person': 30,
  /** Books looked up from one address. */
  'lookup-peer': 60,
  /** Addresses that the server fetched for one person. */
  'link-person': 300,
} as const;
type Kind = keyof typeof POINTS;

/**
 * For an address that many people share (behind a proxy missing from TRUSTED_PROXIES), and for tests and developers on this
 * machine.
 */
const CROWD_POINTS: Partial<Record<Kind, number>> = {
  'mail-peer': 1_000,
  'verify-peer': 2_000,
  'challenge-peer': 5_000,
  'way-peer': 2_000,
  'recovery-peer': 200,
  'device-code-peer': 400,
  'lookup-peer': 600,
};
/** Not applied to a shared address; the limit of the mailbox itself is enough there. */
const NOT_FOR_CROWDS: ReadonlySet<Kind> = new Set(['mail-mailbox-peer']);

export interface RateLimits {
  /** Throws `rate_limited` when the party has used up a limit. All given kinds are counted. */
  take(kinds: Partial<Record<Kind, string>>, peer: Peer): Promise<void>;
}

export function createRateLimits(): RateLimits {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_S });
  const kinds = Object.keys(POINTS) as Kind[];
  const limiters = new Map(kinds.map((kind) => [kind, limiter(POINTS[kind])]));
  const crowd = new Map(Object.entries(CROWD_POINTS).map(([kind, points]) => [kind as Kind, limiter(points)]));
  return {
    async take(keys, { kind: who }) {
      for (const [kind, key] of Object.entries(keys) as [Kind, string][]) {
        if (who === 'crowd' && NOT_FOR_CROWDS.has(kind)) continue;
        const chosen = who === 'one' ? limiters.get(kind) : (crowd.get(kind) ?? limiters.get(kind));
        try {
          await chosen?.consume(key);
        } catch (refusal) {
          if (!(refusal instanceof RateLimiterRes)) throw refusal;
          const seconds = Math.ceil(refusal.msBeforeNext / 1000);
          throw new RequestError('rate_limited', undefined, { 'retry-after': String(seconds) });
        }
      }
    },
  };
}
