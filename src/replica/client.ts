// The page's side of the replica: implements `Replica` over its worker. Keeps the last status, person and rejections so that
// React reads them without waiting; owns no rows.
import { newId } from '#schema/ids.ts';
import {
  ReplicaError,
  type AnyCommand,
  type DispatchReceipt,
  type Person,
  type RejectedCommand,
  type Replica,
  type ReplicaDiagnostics,
  type ReplicaQuery,
  type SyncStatus,
} from './api.ts';
import type { LiveQuery } from './live/live-queries.ts';
import { queryTables } from './live/query-tables.ts';
import type { Answer, NewCall, ReplicaCalls, ReplicaEvent, SavedCall } from './service.ts';

/** Saved with one flush, and short enough that an import's progress moves. */
const GROUP_SIZE = 25;

interface Listener {
  onRows(rows: unknown[]): void;
  onError(error: Error): void;
}

/** One query, however many parts of the page ask it: the worker runs it once and its rows cross once. */
interface Watch {
  id: string;
  listeners: Set<Listener>;
  /** What was heard last, for who comes later. */
  tellLast: ((listener: Listener) => void) | undefined;
}

export class ReplicaClient implements Replica {
  readonly #calls: ReplicaCalls;
  #status: SyncStatus = { kind: 'starting', progress: null };
  #person: Person | null = null;
  #rejected: readonly RejectedCommand[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #watchById = new Map<string, Watch>();
  readonly #watchByQuery = new Map<string, Watch>();
  #watchesMade = 0;

  constructor(calls: ReplicaCalls) {
    this.#calls = calls;
  }

  /** Give it every event of the worker. */
  readonly receive = (event: ReplicaEvent): void => {
    switch (event.kind) {
      case 'rows':
        return tellAll(this.#watchById.get(event.id), ({ onRows }) => onRows(event.rows));
      case 'live-failed':
        return tellAll(this.#watchById.get(event.id), ({ onError }) => onError(new Error(event.message)));
      case 'status':
        this.#status = event.status;
        break;
      case 'person':
        this.#person = event.person;
        break;
      case 'rejected':
        this.#rejected = event.rejected;
        break;
    }
    for (const listener of this.#listeners) listener();
  };

  async dispatch(name: string, args: unknown): Promise<DispatchReceipt> {
    const [receipt] = await this.#save([{ callKey: newId(), name, args }]);
    if (!receipt) throw new Error('the replica saved nothing');
    return receipt;
  }

  async dispatchAll(
    commands: readonly AnyCommand[],
    { onProgress, signal }: { onProgress?: (saved: number) => void; signal?: AbortSignal } = {},
  ): Promise<DispatchReceipt[]> {
    const receipts: DispatchReceipt[] = [];
    for (let at = 0; at < commands.length && !signal?.aborted; at += GROUP_SIZE) {
      const group = commands.slice(at, at + GROUP_SIZE).map(({ name, args }) => ({ callKey: newId(), name, args }));
      receipts.push(...(await this.#save(group)));
      onProgress?.(receipts.length);
    }
    return receipts;
  }

  async query<Row>(query: ReplicaQuery<Row>): Promise<Row[]> {
    const { sql, parameters } = query.compile();
    return (await this.#calls.query(sql, [...parameters])) as Row[];
  }

  live<Row>(query: ReplicaQuery<Row>, onRows: (rows: Row[]) => void, onError: (error: Error) => void): () => void {
    const { sql, parameters, query: tree } = query.compile();
    const key = JSON.stringify([sql, parameters]);
    const watch =
      this.#watchByQuery.get(key) ?? this.#watch(key, { sql, parameters: [...parameters], tables: queryTables(tree) });
    const listener: Listener = { onRows: (rows) => onRows(rows as Row[]), onError };
    watch.listeners.add(listener);
    // Not at once: whoever asks may not be ready for an answer yet.
    if (watch.tellLast) queueMicrotask(() => watch.listeners.has(listener) && watch.tellLast?.(listener));
    return () => {
      watch.listeners.delete(listener);
      if (watch.listeners.size > 0 || !this.#watchById.delete(watch.id)) return;
      this.#watchByQuery.delete(key);
      // The tab may be closing: then the worker is gone, and with it the watch.
      this.#calls.unwatch(watch.id).catch(() => undefined);
    };
  }

  #watch(key: string, query: LiveQuery): Watch {
    const watch: Watch = { id: String((this.#watchesMade += 1)), listeners: new Set(), tellLast: undefined };
    this.#watchById.set(watch.id, watch);
    this.#watchByQuery.set(key, watch);
    this.#calls.watch(watch.id, query).catch((error: Error) => tellAll(watch, ({ onError }) => onError(error)));
    return watch;
  }

  status(): SyncStatus {
    return this.#status;
  }

  person(): Person | null {
    return this.#person;
  }

  rejected(): readonly RejectedCommand[] {
    return this.#rejected;
  }

  subscribe(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  async signedIn(): Promise<void> {
    unwrap(await this.#calls.signedIn());
  }

  async signOut(waiting: 'send' | 'discard'): Promise<void> {
    unwrap(await this.#calls.signOut(waiting));
  }

  async retryRejected(id: string): Promise<void> {
    const command = this.#rejected.find((candidate) => candidate.id === id);
    if (!command) return;
    // The key is the rejection's, so that a second tap does not send it twice.
    await this.#save([{ callKey: `retry:${id}`, name: command.name, args: command.args }]);
    await this.dismissRejected(id);
  }

  dismissRejected(id: string): Promise<void> {
    return this.#calls.dismissRejected(id);
  }

  diagnostics(): Promise<ReplicaDiagnostics> {
    return this.#calls.diagnostics();
  }

  readonly debug: Replica['debug'] = {
    setOffline: (offline) => this.#calls.debug({ kind: 'offline', offline }),
    rejectNextPush: () => this.#calls.debug({ kind: 'fail-next-push' }),
    rebuild: () => this.#calls.debug({ kind: 'rebuild' }),
  };

  async #save(calls: NewCall[]): Promise<DispatchReceipt[]> {
    const saved = unwrap(await this.#calls.save(calls));
    return saved.map((call) => this.#receipt(call));
  }

  #receipt({ seq, commandId }: SavedCall): DispatchReceipt {
    return { commandId, applied: this.#calls.settled(seq) };
  }
}

function tellAll(watch: Watch | undefined, tell: (listener: Listener) => void): void {
  if (!watch) return;
  watch.tellLast = tell;
  for (const listener of watch.listeners) tell(listener);
}

function unwrap<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new ReplicaError(answer.error);
  return answer.value;
}
