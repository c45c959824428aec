// The sync machine's vocabulary: states, events, effects, and the facts every state carries. Pure data.
// Numbers named `…Seq` count this device's commands as the outbox does; the driver translates wire ids.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { ShapeScope } from '#schema/protocol/feed.ts';

export type StateKind =
  | 'starting'
  | 'local'
  | 'offline'
  | 'connecting'
  | 'catching-up'
  | 'live'
  | 'draining'
  | 'backing-off'
  | 'signed-out'
  | 'halted';

export interface ScopeFacts {
  phase: 'stopped' | 'opening' | 'behind' | 'current';
  /** Buffered by the driver and not applied yet. */
  bytes: number;
  /** The buffer has something to apply and ends where the server said up-to-date. */
  complete: boolean;
}

export type PushFacts =
  | { kind: 'idle' }
  | { kind: 'sending'; afterSeq: number }
  /** Until the timer `push`. */
  | { kind: 'waiting' }
  | { kind: 'rotating' };

/** Bytes of rows that may wait in a buffer; more is applied without waiting for the boundary, and then nothing is forgotten. */
export interface BufferLimits {
  /** With commands waiting, which run again after each apply. */
  rebasing: number;
  unburdened: number;
  draining: number;
}

export interface Facts {
  account: boolean;
  online: boolean;
  savedSeq: number;
  /** The server answered for everything up to here; it may still forget (a restored backup), the outbox has not. */
  ackedSeq: number;
  /** The feed showed that the server took everything up to here; buffered, not yet applied. */
  feedSeq: number;
  /** Applied rows contain everything up to here; the outbox has let go of it. */
  passedSeq: number;
  push: PushFacts;
  /** Commands in the next request: less after one that got no answer; 1 while looking for what a reused client id is about. */
  pushLimit: number;
  scopes: Record<ShapeScope, ScopeFacts>;
  applying: boolean;
  limits: BufferLimits;
  /** Draining holds applying until the feed has shown this command. */
  holdUntilSeq: number;
  /** A hold that ran into its bound is not begun again before the backlog is gone. */
  holdSpent: boolean;
  streamFailures: number;
  pushFailures: number;
  error: CadenceError | null;
}

export interface MachineState {
  kind: StateKind;
  facts: Facts;
}

export type PushFailure =
  | { kind: 'network' }
  | { kind: 'busy'; retryAfterMs: number }
  | { kind: 'signed-out' }
  | { kind: 'client-reused' }
  /** The server expects an older command, which follows `afterSeq` here. */
  | { kind: 'out-of-order'; resend: true; afterSeq: number }
  /** The server expects one this device no longer has: what it still has from `fromSeq` on needs a new client id. */
  | { kind: 'out-of-order'; resend: false; fromSeq: number }
  | { kind: 'too-large' }
  | { kind: 'refused'; error: CadenceError };

export type StreamFailure = { kind: 'network' } | { kind: 'signed-out' } | { kind: 'refused'; error: CadenceError };

export type TimerName = 'stream' | 'push' | 'hold';

export type MachineEvent =
  | { kind: 'opened'; account: boolean; savedSeq: number; passedSeq: number }
  /** PGlite failed; the driver is rebuilding it and will say `opened` again. */
  | { kind: 'replica-lost' }
  | { kind: 'gave-up'; error: CadenceError }
  | { kind: 'command-saved'; seq: number }
  | { kind: 'page'; scope: ShapeScope; bytes: number; feedSeq: number }
  /** `moved`: rows or a newer offset are buffered; an idle poll that found nothing is not. */
  | { kind: 'up-to-date'; scope: ShapeScope; moved: boolean }
  | { kind: 'must-refetch'; scope: ShapeScope }
  /** `isWhole`: up to its boundary, all of `me` was read from the beginning. */
  | { kind: 'applied'; passedSeq: number; isWhole: boolean }
  | { kind: 'push-ok'; ackedSeq: number }
  | { kind: 'push-failed'; failure: PushFailure }
  | { kind: 'rotated' }
  | { kind: 'stream-failed'; scope: ShapeScope; failure: StreamFailure }
  | { kind: 'online' }
  | { kind: 'offline' }
  | { kind: 'signed-in'; savedSeq: number; passedSeq: number }
  | { kind: 'left'; savedSeq: number; passedSeq: number }
  | { kind: 'timer'; timer: TimerName };

export type EventKind = MachineEvent['kind'];
export type EventOf<Kind extends EventKind> = Extract<MachineEvent, { kind: Kind }>;

export type Effect =
  | { kind: 'start-streams'; scopes: ShapeScope[] }
  /** Also drops what is buffered: the stored cursors say where to go on. */
  | { kind: 'stop-streams' }
  | { kind: 'push'; afterSeq: number; limit: number }
  /** The answer of a push in flight, if one comes, is not told any more. */
  | { kind: 'abandon-push' }
  /** Take these scopes' buffers. `forget`: the rows are whole up to a boundary, so passed commands may go. */
  | { kind: 'apply'; scopes: ShapeScope[]; forget: boolean }
  | { kind: 'rotate'; fromSeq: number }
  | { kind: 'set-timer'; timer: TimerName; ms: number }
  | { kind: 'clear-timer'; timer: TimerName };

export interface Step {
  state: MachineState;
  effects: Effect[];
}

/** The outside inputs of one transition. */
export interface Chance {
  /** 0 ≤ random < 1: the jitter. */
  random: number;
}
