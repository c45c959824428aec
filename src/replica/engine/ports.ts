// What the replica needs from outside, each behind a small interface: the wire, time and chance, the network's state, the
// places where bytes and rows live. The worker gives the browser's; tests and simulations give models.
import type { PushRequest, PushResponse } from '#schema/protocol/commands.ts';
import type { FeedRow, ShapeScope } from '#schema/protocol/feed.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { ReplicaDatabase } from '../applier/database.ts';
import type { FeedCursor } from '../applier/feed-buffer.ts';
import type { BufferLimits, StreamFailure } from '../machine/types.ts';
import type { OutboxOpening } from '../outbox/outbox.ts';

export interface Clock {
  now(): number;
  /** 0 ≤ random < 1. */
  random(): number;
  /** Returns the way to cancel. */
  setTimer(ms: number, ring: () => void): () => void;
}

export interface FeedSink {
  /** Rows in the feed's order. Await it before bringing more: that is the backpressure. */
  batch(rows: FeedRow[], cursor: FeedCursor, isUpToDate: boolean): Promise<void>;
  /** The server began again: what follows is the whole scope. */
  mustRefetch(): void;
  /** The stream has ended and does not retry: the sync machine decides when to follow again. */
  failed(failure: StreamFailure): void;
}

export interface FeedTransport {
  /**
   * Returns the way to stop; a stopped stream says nothing more. `person`: whose replica asks, so that a browser that was
   * signed in as somebody else meanwhile is answered as signed out.
   */
  follow(scope: ShapeScope, from: FeedCursor | undefined, person: string | null, sink: FeedSink): () => void;
}

export type PushAnswer =
  | { kind: 'answered'; response: PushResponse }
  | { kind: 'network' }
  | { kind: 'busy'; retryAfterMs: number }
  | { kind: 'signed-out' }
  | { kind: 'client-reused' }
  | { kind: 'out-of-order'; lastCommandId: number | null }
  | { kind: 'too-large' }
  | { kind: 'refused'; error: CadenceError };

export interface PushTransport {
  push(request: PushRequest, person: string): Promise<PushAnswer>;
}

export interface SessionUser {
  id: string;
  email: string;
  name: string | null;
}

export interface AuthTransport {
  /** Null when nobody is signed in; throws when the server cannot be reached. */
  session(): Promise<SessionUser | null>;
  signOut(): Promise<void>;
}

export interface Network {
  isOnline(): boolean;
  subscribe(onChange: () => void): () => void;
}

export interface OpenedReplica {
  database: ReplicaDatabase;
  opened: 'stored' | 'rebuilt' | 'fresh';
  /** Identifies migrations, registry and content; another one means a rebuild. */
  schema: string;
  openMs: number;
  /** Resolves once everything committed before the call would survive the device. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** The shipped base could not be fetched: not a broken replica, only no network yet. */
export class BaseUnreachableError extends Error {
  override readonly name = 'BaseUnreachableError';
}

export interface EnginePorts {
  clock: Clock;
  /** Where rows are few, only limits below the usual cut a read into the parts that a real first sync is cut into. */
  bufferLimits?: BufferLimits;
  network: Network;
  feed: FeedTransport;
  push: PushTransport;
  auth: AuthTransport;
  newId(): string;
  openOutbox(): Promise<OutboxOpening>;
  /** `fresh`: throw away what is stored and begin from the shipped base. Throws when it cannot be opened. */
  openReplica(options: { fresh: boolean; onProgress(part: number): void }): Promise<OpenedReplica>;
}
