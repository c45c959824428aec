// The sync machine's types: states, events, effects, and the facts that every state carries. Pure data. Numbers named `…Seq`
// count this device's commands as the outbox does; the driver translates wire ids.
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
  /** Size of the rows that the driver has buffered and not applied. */
  bytes: number;
  /** The buffer has something to apply and ends at an up-to-date message. */
  complete: boolean;
}

export type PushFacts =
  | { kind: 'idle' }
  | { kind: 'sending'; afterSeq: number }
  /** Until the timer `push` fires. */
  | { kind: 'waiting' }
  | { kind: 'rotating' };

/** Bytes that a buffer may hold before it is applied without a boundary; such an apply forgets nothing. */
export interface BufferLimits {
  /** The limit while commands wait, which run again after each apply. */
  rebasing: number;
  unburdened: number;
  draining: number;
}

export interface Facts {
  account: boolean;
  online: boolean;
  savedSeq: number;
  /** The server acknowledged everything up to here. A restored server may have lost some of that; the outbox still has it. */
  ackedSeq: number;
  /** Received rows show that the server took everything up to here; they may not be applied yet. */
  feedSeq: number;
  /** `ackedSeq` at the last boundary of `me`: what is acknowledged here, the next boundary must show. */
  boundaryAckedSeq: number;
  /** `feedSeq` of the rows that are being applied up to a boundary; 0 for none. */
  applyingSeq: number;
  /** Applied rows contain everything up to here; the outbox has dropped it. */
  passedSeq: number;
  push: PushFacts;
  /**
   * Commands in the next request: fewer after a request without an answer; 1 while searching for the command with a reused
   * client id.
   */
  pushLimit: number;
  scopes: Record<ShapeScope, ScopeFacts>;
  applying: boolean;
  limits: BufferLimits;
  /** While draining, applying waits until the feed has shown this command. */
  holdUntilSeq: number;
  /** A hold that hit its bound does not begin again until the backlog is short. */
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
  | SignedOut
  | { kind: 'client-reused' }
  /** The server expects an older command, the one after `afterSeq`. */
  | { kind: 'out-of-order'; resend: true; afterSeq: number }
  /** The server expects a command that this device no longer has: the commands from `fromSeq` on need a new client id. */
  | { kind: 'out-of-order'; resend: false; fromSeq: number; clientId: string }
  | { kind: 'too-large' }
  | { kind: 'refused'; error: CadenceError };

/** `isRemoved`: the person removed this device from the account. */
type SignedOut = { kind: 'signed-out'; isRemoved?: boolean };

export type StreamFailure = { kind: 'network' } | SignedOut | { kind: 'refused'; error: CadenceError };

export type TimerName = 'stream' | 'push' | 'hold';

export type MachineEvent =
  | { kind: 'opened'; account: boolean; savedSeq: number; passedSeq: number }
  /** PGlite failed; the engine is rebuilding the replica and will send `opened` again. */
  | { kind: 'replica-lost' }
  | { kind: 'gave-up'; error: CadenceError }
  | { kind: 'command-saved'; seq: number }
  | { kind: 'page'; scope: ShapeScope; bytes: number; feedSeq: number }
  /** `moved`: rows or a newer offset are buffered; false for an idle poll that found nothing. */
  | { kind: 'up-to-date'; scope: ShapeScope; moved: boolean }
  | { kind: 'must-refetch'; scope: ShapeScope }
  /** `isWhole`: all of `me`, read from the beginning, is applied up to its boundary. */
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
  /** Also discards the buffers; the streams continue from the stored cursors. */
  | { kind: 'stop-streams' }
  | { kind: 'push'; afterSeq: number; limit: number }
  /** The driver ignores the answer of the push in flight. */
  | { kind: 'abandon-push' }
  /** Apply these scopes' buffers. `forget`: the rows are whole up to a boundary, so passed commands are forgotten. */
  | { kind: 'apply'; scopes: ShapeScope[]; forget: boolean }
  /** `closes`: the old client id, which the server closes first. */
  | { kind: 'rotate'; fromSeq: number; closes?: string }
  | { kind: 'set-timer'; timer: TimerName; ms: number }
  | { kind: 'clear-timer'; timer: TimerName };

export interface Step {
  state: MachineState;
  effects: Effect[];
}

/** External inputs of one transition. */
export interface Chance {
  /** 0 ≤ random < 1, for the jitter. */
  random: number;
}
