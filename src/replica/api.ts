// The page's interface of the replica. The worker owns PGlite, the outbox and the sync; the page sends commands, reads live
// queries, and never waits for the network.
import type { CommandArgs, CommandName } from '#schema/commands.ts';
import { errorToText, type CadenceError } from '#schema/protocol/errors.ts';

/** Any query that Kysely can compile. Build one with `replicaDb` in a module's queries.ts. */
export interface ReplicaQuery<Row> {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[]; readonly query: unknown };
  /** Exists only to carry the row type. */
  execute(): Promise<Row[]>;
}

/** One command name with its arguments, for lists of different commands. */
export type AnyCommand = { [Name in CommandName]: { name: Name; args: CommandArgs<Name> } }[CommandName];

/** The outcome of a saved command on this device. */
export type Applied = { kind: 'applied' } | { kind: 'rejected'; error: CadenceError };

/** Commands per flush, and per transaction when nothing else waits: few enough that a tap does not wait long for them. */
export const COMMANDS_AT_ONCE = 25;

export interface DispatchReceipt {
  /** False when the rows refused the command at once. */
  isSaved: boolean;
  /**
   * Resolves once the visible rows include the command, or with its refusal by them. A command that is not refused is durable
   * before the receipt is returned; one that the rows refuse at once is not saved, and nothing is sent.
   */
  applied: Promise<Applied>;
}

/**
 * `removed`: the account's owner removed this device; a local person begins on the erased device. `endsSession`: the server has
 * not heard of the sign-out yet.
 */
export type Person =
  | { kind: 'local'; userId: string; removed?: true; endsSession?: string }
  | { kind: 'signed-in'; userId: string; email: string; name: string | null; removed?: true };

/** The sync indicator, always visible. `waiting` counts commands that the feed has not confirmed yet. */
export type SyncStatus =
  | { kind: 'starting'; progress: number | null }
  | { kind: 'local'; waiting: number }
  | { kind: 'synced' }
  | { kind: 'syncing'; waiting: number; progress: number | null }
  | { kind: 'offline'; waiting: number }
  | { kind: 'signed-out'; waiting: number }
  | { kind: 'error'; waiting: number; error: CadenceError };

/** A command that the server refused, kept until the person has seen the refusal. */
export interface RejectedCommand {
  id: string;
  name: string;
  /** Version of `args`. A retry after an app update upgrades the arguments from this version. */
  version: number;
  args: unknown;
  error: CadenceError;
  at: Date;
}

/** An expected failure of a replica call, with a code from the catalogue: storage full, server unreachable, invalid value. */
export class ReplicaError extends Error {
  override readonly name = 'ReplicaError';
  /** `faults` maps each invalid argument of a command to its problem; it is empty for every other failure. */
  constructor(
    readonly error: CadenceError,
    readonly faults: Readonly<Record<string, string>> = {},
  ) {
    super(errorToText(error));
  }
}

/** Diagnostics for /debug. */
export interface ReplicaDiagnostics {
  role: 'leader' | 'follower';
  clientId: string;
  outbox: { backing: 'opfs' | 'indexeddb'; bytes: number; pending: { id: number; name: string; at: string }[] };
  cursors: { scope: string; offset: string; handle: string | null }[];
  machine: string;
  replica: { opened: 'stored' | 'rebuilt' | 'fresh'; schema: string; openMs: number; tables: { name: string; rows: number }[] };
  lastError: CadenceError | null;
}

export interface Replica {
  /**
   * Saves a command (durable when the promise resolves), applies it, and pushes it when possible. Throws a ReplicaError when
   * saving fails. A command that this device's rows refuse is dropped; its receipt has the refusal.
   */
  dispatch<Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<DispatchReceipt>;
  /**
   * Saves many commands, as an import does, in groups with one flush each. Checks `signal` before every group; the returned
   * receipts belong to the commands that were saved. A command with its own `at` is invented history, accepted only on a
   * device without an account or in development, and never later than now.
   */
  dispatchAll(
    commands: readonly (AnyCommand & { at?: Date })[],
    options?: { onProgress?: (saved: number) => void; signal?: AbortSignal },
  ): Promise<DispatchReceipt[]>;
  query<Row>(query: ReplicaQuery<Row>): Promise<Row[]>;
  /**
   * Calls back with the current rows, and again whenever a change to a table that the query reads changes them. Returns the
   * unsubscribe function.
   */
  subscribeRows<Row>(query: ReplicaQuery<Row>, onRows: (rows: Row[]) => void, onError: (error: Error) => void): () => void;
  /** Runs a failed live query again, for all of its subscribers. */
  retryRows(query: ReplicaQuery<unknown>): void;

  status(): SyncStatus;
  person(): Person | null;
  rejected(): readonly RejectedCommand[];
  /** Calls back on any change of status, person or rejected commands. Returns the unsubscribe function. */
  subscribe(onChange: () => void): () => void;

  /** Call after the server has set the session cookie. Gives the local person's commands to the account. */
  signedIn(): Promise<void>;
  /** Sends or discards waiting commands, then wipes this device. */
  signOut(waiting: 'send' | 'discard'): Promise<void>;
  /** Contacts the server now instead of when the next timer fires, even when the browser reports that it is offline. */
  tryNow(): Promise<void>;
  /** A command that is refused again at once stays in `rejected`. */
  retryRejected(id: string): Promise<DispatchReceipt>;
  dismissRejected(id: string): Promise<void>;

  diagnostics(): Promise<ReplicaDiagnostics>;
  debug: { setOffline(offline: boolean): Promise<void>; rejectNextPush(): Promise<void>; rebuild(): Promise<void> };
}
