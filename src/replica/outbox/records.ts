// The records of the outbox log. A record is an immutable fact; the outbox's state is the fold of its records.
import type { CommandClock } from '#src/clock/device-clock.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';

/**
 * The owner of the log's commands. A local person has an id made on this device and no account. `removed`: the account's owner
 * removed this device; of a local person, it was erased then. `endsSession`: the ISO time of a sign-out that the server has not
 * heard of.
 */
export type OutboxPerson =
  | { kind: 'local'; userId: string; removed?: true; endsSession?: string }
  | { kind: 'signed-in'; userId: string; email: string; name: string | null; removed?: true };

/** A command as its call gives it, before it has a place in the log's order. */
export interface NewCommand {
  name: string;
  version: number;
  args: unknown;
  /**
   * ISO instant: the device's corrected clock when the person acted. Immutable, because it is part of the payload that the
   * server identifies.
   */
  at: string;
  /** The correction contained in `at`. Records of older apps lack it: their `at` is the uncorrected clock. */
  clock?: CommandClock;
  /** Made by the page for each call, so that a call retried after a leader died is saved once. */
  callKey: string;
}

export interface CommandRecord extends NewCommand {
  kind: 'command';
  /** Order on this device, over all of its client ids. The rest of the replica counts in seqs. */
  seq: number;
  /** The command's name on the wire is (clientId, id); ids count 1, 2, 3 … per client id. */
  clientId: string;
  id: number;
}

/** A command that the server refused, with what the person needs to understand it and to try again. */
export interface RejectedRecord {
  kind: 'rejected';
  id: string;
  name: string;
  /** Missing in logs written before commands had versions. */
  version?: number;
  args: unknown;
  error: CadenceError;
  at: string;
}

export type OutboxRecord =
  /** The first record of a log. Its counters say where numbering continues in a compacted log. */
  | {
      kind: 'header';
      /** Identifies this log. A replica that ran commands of another log cannot use this log's seqs. */
      logId: string;
      person: OutboxPerson;
      clientId: string;
      /** The previous client id of this device. A high-water mark with this id is only out of date. */
      replaces: string | null;
      lastSeq: number;
      lastId: number;
      passedSeq: number;
    }
  | CommandRecord
  /**
   * A call whose command waits for the decision of the rows. It has no seq and no id yet, so a refusal leaves no gap. Decided by
   * the `command` or the `refused` record with its call key.
   */
  | { kind: 'call'; command: NewCommand }
  | { kind: 'refused'; callKeys: string[] }
  /** The feed has passed all commands up to `seq`: they are part of the server's rows. */
  | { kind: 'passed'; seq: number }
  | RejectedRecord
  | { kind: 'dismissed'; id: string }
  | { kind: 'calls'; calls: [callKey: string, seq: number][] };
