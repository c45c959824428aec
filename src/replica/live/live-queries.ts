// Live queries: each runs at once, and again when a table that it reads was written. Invariants: runs of one query never
// overlap; rows are sent only when they differ from the rows sent last.

export interface LiveQuery {
  sql: string;
  parameters: unknown[];
  tables: string[];
}

export interface LiveSubscriber {
  onRows(rows: unknown[]): void;
  onFailed(message: string): void;
}

interface Subscription {
  query: LiveQuery;
  subscriber: LiveSubscriber;
  state: 'idle' | 'running' | 'running-stale';
  /** JSON of the rows sent last: comparing text is cheaper than rendering the page again. */
  sent: string | undefined;
}

export class LiveQueries {
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #touched = new Set<string>();
  #isFlushing = false;

  constructor(private readonly runQuery: (sql: string, parameters: unknown[]) => Promise<unknown[]>) {}

  /** Subscribing again with the same id replaces the query. */
  subscribe(id: string, query: LiveQuery, subscriber: LiveSubscriber): void {
    const subscription: Subscription = { query, subscriber, state: 'idle', sent: undefined };
    this.#subscriptions.set(id, subscription);
    void this.#run(id, subscription);
  }

  unsubscribe(id: string): void {
    this.#subscriptions.delete(id);
  }

  unsubscribeAll(isOwn: (id: string) => boolean): void {
    for (const id of this.#subscriptions.keys()) if (isOwn(id)) this.#subscriptions.delete(id);
  }

  /** Call after a commit. Calls within one turn of the event loop lead to one run. */
  touch(tables: Iterable<string>): void {
    for (const table of tables) this.#touched.add(table);
    if (this.#isFlushing || this.#touched.size === 0) return;
    this.#isFlushing = true;
    queueMicrotask(() => {
      this.#isFlushing = false;
      this.#flush();
    });
  }

  /** Call when the replica was replaced: every query runs again. */
  touchAll(): void {
    for (const [id, subscription] of this.#subscriptions) this.#rerun(id, subscription);
  }

  /** Runs the queries in turn and drops their rows, as long as `goesOn` says so; it is asked before each. */
  async repeat(goesOn: () => Promise<boolean>): Promise<void> {
    while (this.#subscriptions.size > 0) {
      for (const { query } of this.#subscriptions.values()) {
        if (!(await goesOn())) return;
        await this.runQuery(query.sql, query.parameters).catch(() => undefined);
      }
    }
  }

  #flush(): void {
    for (const [id, subscription] of this.#subscriptions) {
      if (subscription.query.tables.some((table) => this.#touched.has(table))) this.#rerun(id, subscription);
    }
    this.#touched.clear();
  }

  #rerun(id: string, subscription: Subscription): void {
    if (subscription.state === 'idle') void this.#run(id, subscription);
    else subscription.state = 'running-stale';
  }

  async #run(id: string, subscription: Subscription): Promise<void> {
    do {
      subscription.state = 'running';
      try {
        const rows = await this.runQuery(subscription.query.sql, subscription.query.parameters);
        this.#send(id, subscription, rows);
      } catch (error) {
        // Subscribers that were told about the failure must be told about the next success, even when its rows are unchanged.
        subscription.sent = undefined;
        if (this.#subscriptions.get(id) === subscription)
          subscription.subscriber.onFailed(error instanceof Error ? error.message : String(error));
      }
    } while (isStale(subscription) && this.#subscriptions.get(id) === subscription);
    subscription.state = 'idle';
  }

  #send(id: string, subscription: Subscription, rows: unknown[]): void {
    if (this.#subscriptions.get(id) !== subscription) return;
    const text = JSON.stringify(rows);
    if (text === subscription.sent) return;
    subscription.sent = text;
    subscription.subscriber.onRows(rows);
  }
}

/** A separate function, because TypeScript assumes that the state cannot have changed during an await. */
const isStale = (subscription: Subscription): boolean => subscription.state === 'running-stale';
