// What tabs say to each other. One common channel finds the leader; each follower has a channel of its own with it.
import type { ReplicaCalls, ReplicaEvent } from '../service.ts';

export const COMMON_CHANNEL = 'cadence-replica';
export const LEADER_LOCK = 'cadence-replica-leader';
/** Held by a tab as long as it lives: whoever gets it knows that the tab is gone. */
export const tabLock = (tabId: string): string => `cadence-tab-${tabId}`;
export const tabChannel = (tabId: string): string => `cadence-replica-${tabId}`;

export type CommonMessage = { kind: 'leader' } | { kind: 'hello'; tabId: string };

export type CallName = keyof ReplicaCalls;

export type ToLeader = { kind: 'call'; id: number; name: CallName; args: unknown[] };

export type ToFollower =
  /** The leader listens on this channel now: send, or send again. */
  | { kind: 'welcome' }
  | { kind: 'answer'; id: number; ok: true; value: unknown }
  | { kind: 'answer'; id: number; ok: false; message: string }
  | { kind: 'event'; event: ReplicaEvent };

/** Calls by name: the arguments come from the same version of the same interface on the other side. */
export function call(calls: ReplicaCalls, name: CallName, args: unknown[]): Promise<unknown> {
  const method = calls[name] as (...args: unknown[]) => Promise<unknown>;
  return method(...args);
}
