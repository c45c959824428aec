// The messages between tabs. One common channel finds the leader; each follower has its own channel to the leader.
import type { CallName } from '../calls.ts';
import type { ReplicaEvent } from '../service.ts';

export const COMMON_CHANNEL = 'cadence-replica';
/** A tab holds this lock as long as it lives: when another tab acquires the lock, the holder is gone. */
export const tabLock = (tabId: string): string => `cadence-tab-${tabId}`;
export const tabChannel = (tabId: string): string => `cadence-replica-${tabId}`;

export type CommonMessage = { kind: 'leader' } | { kind: 'hello'; tabId: string };

export type ToLeader = { kind: 'call'; id: number; name: CallName; args: unknown[] };

export type ToFollower =
  /** The leader listens on this channel now: send all calls, or send them again. */
  | { kind: 'welcome' }
  | { kind: 'answer'; id: number; ok: true; value: unknown }
  | { kind: 'answer'; id: number; ok: false; message: string }
  | { kind: 'event'; event: ReplicaEvent };
