// What the page sees of the replica. The worker owns PGlite, the outbox and the sync; the page sends commands and reads
// live queries, and never waits for the network.
import type { CommandArgs, CommandName } from '#schema/commands/index.ts';
import { errorToText, type CadenceError } from '#schema/protocol/errors.ts';

/** Anything Kysely can compile: build it with `replicaDb` in a module's queries.ts. */
export interface ReplicaQuery<Row> {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[]; readonly query: unknown };
  /** Only carries the row type. */
  execute(): Promise<Row[]>;
}

/** A command with its arguments, for a list of different ones. */
export type AnyCommand = { [Name in CommandName]: { name: Name; args: CommandArgs<Name> } }[CommandName];

/** How a saved command ended on this device. */
export type Applied = { kind: 'applied' } | { kind: 'rejected'; error: CadenceError };

export interface DispatchReceipt {
  /** The command's id in this device's outbox. */
  commandId: number;
  /** Resolves once the rows on the screen have it. The command is already durable when the receipt is given. */
  applied: Promise<Applied>;
}

export type Person =
  | { kind: 'local'; userId: string }
  | { kind: 'signed-in'; userId: string; email: string; name: string | null };

/** Always visible: a small word in the corner. `waiting` counts commands the server has not confirmed through the feed. */
export type SyncStatus =
  | { kind: 'starting'; progress: number | null }
  | { kind: 'local'; waiting: number }
  | { kind: 'synced' }
  | { kind: 'syncing'; waiting: number; progress: number | null }
  | { kind: 'offline'; waiting: number }
  | { kind: 'signed-out'; waiting: number }
  | { kind: 'error'; waiting: number; error: CadenceError };

/** A command the server refused, kept until the person has seen it. */
export interface RejectedCommand {
  id: string;
  name: string;
  args: unknown;
  error: CadenceError;
  at: Date;
}

/** An expected failure of a replica call, with a code from the catalogue: full storage, no server, a value not allowed. */
export class ReplicaError extends Error {
  override readonly name = 'ReplicaError';
  constructor(readonly error: CadenceError) {
    super(errorToText(error));
  }
}

/** Figures for /debug. */
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
  /** Saves a command (durable when it resolves), applies it, sends it when it can. Throws a ReplicaError when it could not be saved. */
  dispatch<Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<DispatchReceipt>;
  /**
   * Saves many commands, in groups with one flush each: an import. Stops before the next group when `signal` aborts; the
   * receipts are of those that were saved.
   */
  dispatchAll(
    commands: readonly AnyCommand[],
    options?: { onProgress?: (saved: number) => void; signal?: AbortSignal },
  ): Promise<DispatchReceipt[]>;
  query<Row>(query: ReplicaQuery<Row>): Promise<Row[]>;
  /** Calls back with the rows now and whenever a table the query reads has changed them. Returns the way to stop. */
  live<Row>(query: ReplicaQuery<Row>, onRows: (rows: Row[]) => void, onError: (error: Error) => void): () => void;

  status(): SyncStatus;
  person(): Person | null;
  rejected(): readonly RejectedCommand[];
  /** Calls back on any change of status, person or rejected commands. */
  subscribe(onChange: () => void): () => void;

  /** After the server set the session cookie: replays the local person's commands under the account. */
  signedIn(): Promise<void>;
  /** Sends or discards what waits, then wipes this device. */
  signOut(waiting: 'send' | 'discard'): Promise<void>;
  retryRejected(id: string): Promise<void>;
  dismissRejected(id: string): Promise<void>;

  diagnostics(): Promise<ReplicaDiagnostics>;
  debug: { setOffline(offline: boolean): Promise<void>; rejectNextPush(): Promise<void>; rebuild(): Promise<void> };
}
