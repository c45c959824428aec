// The page's side of the replica: implements `Replica` over its worker. Caches the latest status, person and rejections so that
// React reads them synchronously; owns no rows.
import { newId } from '#schema/ids.ts';
import { Subscribers } from '#src/subscribers.ts';
import {
  COMMANDS_AT_ONCE,
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
import type { ReplicaCalls } from './calls.ts';
import type { LiveQuery } from './live/live-queries.ts';
import { liveKey } from './live/live-read.ts';
import { queryTables } from './live/query-tables.ts';
import type { Answer, NewCall, ReplicaEvent, SavedCall } from './service.ts';

interface RowsSubscriber {
  onRows(rows: unknown[]): void;
  onError(error: Error): void;
}

/** One query, shared by every part of the page that reads it: the worker runs it once and transfers its rows once. */
interface Subscription {
  id: string;
  query: LiveQuery;
  subscribers: Set<RowsSubscriber>;
  /** Delivers the latest answer to a new subscriber. */
  tellLast: ((subscriber: RowsSubscriber) => void) | undefined;
}

export class ReplicaClient implements Replica {
  readonly #calls: ReplicaCalls;
  #status: SyncStatus = { kind: 'starting', progress: null };
  #person: Person | null = null;
  #rejected: readonly RejectedCommand[] = [];
  readonly #subscribers = new Subscribers();
  readonly #subscriptionById = new Map<string, Subscription>();
  readonly #subscriptionByQuery = new Map<string, Subscription>();
  #subscriptionsMade = 0;

  constructor(calls: ReplicaCalls) {
    this.#calls = calls;
  }

  /** Call with every event of the worker. */
  readonly receive = (event: ReplicaEvent): void => {
    switch (event.kind) {
      case 'rows':
        return tellAll(this.#subscriptionById.get(event.id), ({ onRows }) => onRows(event.rows));
      case 'live-failed':
        return tellAll(this.#subscriptionById.get(event.id), ({ onError }) => onError(new Error(event.message)));
      case 'clock':
        // The page's clock receives this event where the page is created; nothing that reads the status depends on it.
        return;
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
    this.#subscribers.tell();
  };

  async dispatch(name: string, args: unknown): Promise<DispatchReceipt> {
    const [receipt] = await this.#save([{ callKey: newId(), name, args }]);
    if (!receipt) throw new Error('the replica saved nothing');
    return receipt;
  }

  async dispatchAll(
    commands: readonly (AnyCommand & { at?: Date })[],
    { onProgress, signal }: { onProgress?: (saved: number) => void; signal?: AbortSignal } = {},
  ): Promise<DispatchReceipt[]> {
    const receipts: DispatchReceipt[] = [];
    for (let at = 0; at < commands.length && !signal?.aborted; at += COMMANDS_AT_ONCE) {
      const group = commands.slice(at, at + COMMANDS_AT_ONCE).map(toCall);
      receipts.push(...(await this.#save(group)));
      onProgress?.(receipts.length);
    }
    return receipts;
  }

  async query<Row>(query: ReplicaQuery<Row>): Promise<Row[]> {
    const { sql, parameters } = query.compile();
    return (await this.#calls.query(sql, [...parameters])) as Row[];
  }

  subscribeRows<Row>(query: ReplicaQuery<Row>, onRows: (rows: Row[]) => void, onError: (error: Error) => void): () => void {
    const { sql, parameters, query: tree } = query.compile();
    const key = liveKey({ sql, parameters });
    const subscription =
      this.#subscriptionByQuery.get(key) ??
      this.#subscription(key, { sql, parameters: [...parameters], tables: queryTables(tree) });
    const { id, subscribers } = subscription;
    const subscriber: RowsSubscriber = { onRows: (rows) => onRows(rows as Row[]), onError };
    subscribers.add(subscriber);
    // In a microtask, because the subscriber may not be ready for an answer before this call returns.
    if (subscription.tellLast) queueMicrotask(() => subscribers.has(subscriber) && subscription.tellLast?.(subscriber));
    return () => {
      subscribers.delete(subscriber);
      if (subscribers.size > 0 || !this.#subscriptionById.delete(id)) return;
      this.#subscriptionByQuery.delete(key);
      // When the tab is closing, the worker is gone and the subscription with it.
      this.#calls.unsubscribe(id).catch(() => undefined);
    };
  }

  retryRows(query: ReplicaQuery<unknown>): void {
    const subscription = this.#subscriptionByQuery.get(liveKey(query.compile()));
    if (!subscription) return;
    subscription.tellLast = undefined;
    this.#ask(subscription);
  }

  #subscription(key: string, query: LiveQuery): Subscription {
    const id = String((this.#subscriptionsMade += 1));
    const subscription: Subscription = { id, query, subscribers: new Set(), tellLast: undefined };
    this.#subscriptionById.set(id, subscription);
    this.#subscriptionByQuery.set(key, subscription);
    this.#ask(subscription);
    return subscription;
  }

  /** Subscribing again with the same id replaces the worker's query and runs it again. */
  #ask(subscription: Subscription): void {
    const failed = (error: Error): void => tellAll(subscription, ({ onError }) => onError(error));
    this.#calls.subscribe(subscription.id, subscription.query).catch(failed);
  }

  status(): SyncStatus {
    return this.#status;
  }

  person(): Person | null {
    return this.#person;
  }

  /** Whether the sync is known to be connected, so that a retry would change nothing. */
  isConnected(): boolean {
    return this.#status.kind === 'synced' || this.#status.kind === 'syncing';
  }

  rejected(): readonly RejectedCommand[] {
    return this.#rejected;
  }

  subscribe(onChange: () => void): () => void {
    return this.#subscribers.subscribe(onChange);
  }

  async signedIn(): Promise<void> {
    unwrap(await this.#calls.signedIn());
  }

  async signOut(waiting: 'send' | 'discard'): Promise<void> {
    unwrap(await this.#calls.signOut(waiting));
  }

  tryNow(): Promise<void> {
    return this.#calls.tryNow();
  }

  async retryRejected(id: string): Promise<DispatchReceipt> {
    const command = this.#rejected.find((candidate) => candidate.id === id);
    if (!command) return { isSaved: false, applied: Promise.resolve({ kind: 'applied' }) };
    // The rejection's id is the call key, so that a second tap does not send the command twice.
    const { name, version, args } = command;
    const [saved] = unwrap(await this.#calls.save([{ callKey: `retry:${id}`, name, version, args }]));
    if (!saved) throw new Error('the replica saved nothing');
    if (!('refused' in saved)) await this.dismissRejected(id);
    return this.#receipt(saved);
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

  #receipt(saved: SavedCall): DispatchReceipt {
    if ('refused' in saved) return { isSaved: false, applied: Promise.resolve({ kind: 'rejected', error: saved.refused }) };
    return { isSaved: true, applied: this.#calls.settled(saved.seq) };
  }
}

const toCall = ({ name, args, at }: AnyCommand & { at?: Date }): NewCall => ({
  callKey: newId(),
  name,
  args,
  ...(at && { at: at.toISOString() }),
});

function tellAll(subscription: Subscription | undefined, tell: (subscriber: RowsSubscriber) => void): void {
  if (!subscription) return;
  subscription.tellLast = tell;
  for (const subscriber of subscription.subscribers) tell(subscriber);
}

function unwrap<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new ReplicaError(answer.error, answer.faults);
  return answer.value;
}
