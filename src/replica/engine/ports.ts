// The replica's outside dependencies, each behind a small interface: transport, time and randomness, network state, storage of
// log and rows. The worker passes the browser's implementations; tests and simulations pass models.
import type { SessionUser } from '#schema/protocol/answers.ts';
import type { Leaving } from '#schema/protocol/devices.ts';
import type { PushRequest, PushResponse } from '#schema/protocol/commands.ts';
import type { CopyEvent } from '#schema/protocol/copy.ts';
import type { FeedRow, ShapeScope } from '#schema/protocol/feed.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { CommandClock } from '#src/clock/device-clock.ts';
import type { ReplicaDatabase } from '../applier/database.ts';
import type { FeedCursor } from '../applier/feed-buffer.ts';
import type { BufferLimits, StreamFailure } from '../machine/types.ts';
import type { OutboxOpening } from '../outbox/outbox.ts';

export interface Clock {
  /** The server's time in epoch milliseconds, as the device knows it. */
  now(): number;
  /** 0 ≤ random < 1. */
  random(): number;
  /** Returns the function that cancels the timer. */
  setTimer(ms: number, ring: () => void): () => void;
}

/** The device's knowledge of its clock error. Without this port, the clock counts as right. */
export interface CommandTime {
  /** Stored with a command made now. */
  readonly commandClock: CommandClock;
  /** The known error of the command's time, in milliseconds. */
  errorMs(made: CommandClock | undefined): number;
  /** Resolves when the server's time has been measured or cannot be measured now. */
  measured(): Promise<void>;
}

export interface FeedSink {
  /** Rows in the feed's order. Await the result before the next batch: that is the backpressure. */
  batch(rows: FeedRow[], cursor: FeedCursor, isUpToDate: boolean): Promise<void>;
  /** The server began the shape again: the following batches contain the whole scope. */
  mustRefetch(): void;
  /** The stream has ended and does not retry; the sync machine decides when to follow again. */
  failed(failure: StreamFailure): void;
}

export interface FeedTransport {
  /**
   * Returns the function that stops the stream; a stopped stream calls nothing any more. `person`: the person whose replica
   * asks. When the browser has been signed in as somebody else meanwhile, the server answers as signed out.
   */
  follow(scope: ShapeScope, from: FeedCursor | undefined, person: string | null, sink: FeedSink): () => void;
}

/** `unavailable`: this server has no copy to give. The feed brings the same rows. */
export type CopyFailure = StreamFailure | { kind: 'unavailable' };

export interface CopySink {
  /** Await the result before the next event: that is the backpressure. After `end` nothing follows. */
  event(event: CopyEvent): Promise<void>;
  failed(failure: CopyFailure): void;
}

/** Where a copy goes on: the handle of its last answer, and the place that it has reached; null: the beginning. */
export interface CopyPosition {
  handle: string;
  place: string | null;
}

export interface CopyTransport {
  /** Reads all rows of the person, or goes on where an earlier answer ended. Returns what stops it. */
  read(person: string, from: CopyPosition | null, sink: CopySink): () => void;
}

export type PushAnswer =
  | { kind: 'answered'; response: PushResponse }
  | { kind: 'network' }
  | { kind: 'busy'; retryAfterMs: number }
  | { kind: 'signed-out'; isRemoved?: boolean }
  | { kind: 'client-reused' }
  | { kind: 'out-of-order'; lastCommandId: number | null }
  | { kind: 'too-large' }
  | { kind: 'refused'; error: CadenceError };

export interface PushTransport {
  push(request: PushRequest, person: string): Promise<PushAnswer>;
}

export interface AuthTransport {
  /**
   * Null when our server answers that nobody is signed in. Throws when the server is unreachable or the answer is not our
   * server's.
   */
  session(): Promise<SessionUser | null>;
  /** Ends the session of this browser if it began before `signedOutAt`, an ISO time; a later one is of another sign-in. */
  signOut(signedOutAt: string): Promise<void>;
  /** What this device has to do because the person removed it; null when it was not removed. Throws like `session`. */
  removal(): Promise<Leaving | null>;
  /** This device has done it: the server forgets the device. */
  removalDone(): Promise<void>;
}

export interface Network {
  isOnline(): boolean;
  subscribe(onChange: () => void): () => void;
}

export interface OpenedReplica {
  database: ReplicaDatabase;
  opened: 'stored' | 'rebuilt' | 'fresh';
  /** Identifies migrations, registry and content. A stored replica with another value is rebuilt. */
  schema: string;
  openMs: number;
  /** Resolves once everything committed before the call would survive a crash of the device. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** The shipped base could not be fetched. The replica is not broken; there is no network yet. */
export class BaseUnreachableError extends Error {
  override readonly name = 'BaseUnreachableError';
}

export interface EnginePorts {
  clock: Clock;
  time?: CommandTime;
  /** Accepts invented history even with an account. */
  isDevelopment?: boolean;
  /** Lets tests with few rows split a read into parts, as the usual limits split a real first sync. */
  bufferLimits?: BufferLimits;
  network: Network;
  feed: FeedTransport;
  /** Without this port a first sync reads the feed. */
  copy?: CopyTransport;
  push: PushTransport;
  auth: AuthTransport;
  newId(): string;
  openOutbox(): Promise<OutboxOpening>;
  /** `fresh`: discard what is stored and start from the shipped base. Throws when the replica cannot be opened. */
  openReplica(options: { fresh: boolean; onProgress(part: number): void }): Promise<OpenedReplica>;
}
