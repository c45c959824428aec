// What travels between a page, its worker and the leader's worker. Everything here can be cloned; expected failures are
// values, because an error loses its code on the way.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Applied, Person, RejectedCommand, ReplicaDiagnostics, SyncStatus } from './api.ts';
import type { LiveQuery } from './live/live-queries.ts';

export interface NewCall {
  /** Made by the page; a call retried with the same key is saved once. */
  callKey: string;
  name: string;
  args: unknown;
}

export interface SavedCall {
  seq: number;
  commandId: number;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; error: CadenceError };

export type DebugAction = { kind: 'offline'; offline: boolean } | { kind: 'fail-next-push' } | { kind: 'rebuild' };

/** Any call may be repeated when a leader died under it. */
export interface ReplicaCalls {
  save(calls: NewCall[]): Promise<Answer<SavedCall[]>>;
  /** Resolves once the command had its turn on the rows. */
  settled(seq: number): Promise<Applied>;
  query(sql: string, parameters: unknown[]): Promise<unknown[]>;
  watch(id: string, query: LiveQuery): Promise<void>;
  unwatch(id: string): Promise<void>;
  signedIn(): Promise<Answer<null>>;
  signOut(waiting: 'send' | 'discard'): Promise<Answer<null>>;
  dismissRejected(id: string): Promise<void>;
  diagnostics(): Promise<ReplicaDiagnostics>;
  debug(action: DebugAction): Promise<void>;
}

export type ReplicaEvent =
  | { kind: 'status'; status: SyncStatus }
  | { kind: 'person'; person: Person }
  | { kind: 'rejected'; rejected: RejectedCommand[] }
  | { kind: 'rows'; id: string; rows: unknown[] }
  | { kind: 'live-failed'; id: string; message: string };

export type EventSink = (event: ReplicaEvent) => void;

/** What a tab's worker shows its page. */
export interface TabApi extends ReplicaCalls {
  connect(onEvent: EventSink): Promise<void>;
}
