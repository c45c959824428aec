// What the outbox log holds. A record is a fact that happened; the outbox's state is the fold of its records.
import type { CadenceError } from '#schema/protocol/errors.ts';

/** Who the commands in this log belong to. A local person has an id made on this device and no account yet. */
export type OutboxPerson =
  | { kind: 'local'; userId: string }
  | { kind: 'signed-in'; userId: string; email: string; name: string | null };

export interface CommandRecord {
  kind: 'command';
  /** Order on this device, over all client ids it ever had. What the rest of the replica counts with. */
  seq: number;
  /** The command's name on the wire is (clientId, id); ids count 1, 2, 3 … per client id. */
  clientId: string;
  id: number;
  name: string;
  version: number;
  args: unknown;
  /** ISO instant: the device's clock when the person acted. */
  at: string;
  /** Made by the page for this call, so that a call retried after a leader died is not saved twice. */
  callKey: string;
}

/** A command the server refused, with what the person needs to see why and to try again. */
export interface RejectedRecord {
  kind: 'rejected';
  id: string;
  name: string;
  args: unknown;
  error: CadenceError;
  at: string;
}

export type OutboxRecord =
  /** The first record of a log. The counters say where a compacted log goes on. */
  | {
      kind: 'header';
      /** Which log this is: a replica that applied commands of another one cannot count with these seqs. */
      logId: string;
      person: OutboxPerson;
      clientId: string;
      /** The client ids this log's predecessor used last; a high-water mark that names it is merely late. */
      replaces: string | null;
      lastSeq: number;
      lastId: number;
      passedSeq: number;
    }
  | CommandRecord
  /** The feed has passed these commands: they are part of the rows now. */
  | { kind: 'passed'; seq: number }
  | RejectedRecord
  | { kind: 'dismissed'; id: string }
  | { kind: 'calls'; calls: [callKey: string, seq: number][] };
