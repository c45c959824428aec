// Messages between a page, its worker and the leader's worker. Everything here can be cloned. Expected failures are values,
// because a cloned error loses its code.
import type { ClockState } from '#src/clock/device-clock.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Person, RejectedCommand, SyncStatus } from './api.ts';

export interface NewCall {
  /** Made by the page; a call retried with the same key is saved once. */
  callKey: string;
  name: string;
  /** Version of `args`; the newest when it is missing. */
  version?: number;
  args: unknown;
  /** ISO instant of the act, for invented history; now when missing. */
  at?: string;
}

/** A saved call, or one that this device's rows refuse: it is not saved, and nothing is sent. */
export type SavedCall = { seq: number } | { refused: CadenceError };

/** Maps each invalid argument to its problem. */
type ArgumentFaults = Readonly<Record<string, string>>;

export type Answer<T> = { ok: true; value: T } | { ok: false; error: CadenceError; faults?: ArgumentFaults };

export type DebugAction = { kind: 'offline'; offline: boolean } | { kind: 'fail-next-push' } | { kind: 'rebuild' };

export type ReplicaEvent =
  | { kind: 'status'; status: SyncStatus }
  | { kind: 'person'; person: Person }
  | { kind: 'rejected'; rejected: RejectedCommand[] }
  /** The leader's knowledge of the server's time. */
  | { kind: 'clock'; state: ClockState; isMeasured: boolean }
  | { kind: 'rows'; id: string; rows: unknown[] }
  | { kind: 'live-failed'; id: string; message: string };

export type OnReplicaEvent = (event: ReplicaEvent) => void;
