// Live queries: each is run at once and again when a table it reads was written, never overlapping itself; its rows are
// sent only when they differ from what was sent last.

export interface LiveQuery {
  sql: string;
  parameters: unknown[];
  tables: string[];
}

export interface LiveSink {
  rows(rows: unknown[]): void;
  failed(message: string): void;
}

interface Entry {
  query: LiveQuery;
  sink: LiveSink;
  state: 'idle' | 'running' | 'running-stale';
  /** JSON of the rows sent last: comparing text is cheaper than making the page render the same again. */
  sent: string | undefined;
}

export class LiveQueries {
  readonly #entries = new Map<string, Entry>();
  readonly #touched = new Set<string>();
  #isFlushing = false;

  constructor(private readonly runQuery: (sql: string, parameters: unknown[]) => Promise<unknown[]>) {}

  add(id: string, query: LiveQuery, sink: LiveSink): void {
    const entry: Entry = { query, sink, state: 'idle', sent: undefined };
    this.#entries.set(id, entry);
    void this.#run(id, entry);
  }

  remove(id: string): void {
    this.#entries.delete(id);
  }

  removeAll(isOwn: (id: string) => boolean): void {
    for (const id of this.#entries.keys()) if (isOwn(id)) this.#entries.delete(id);
  }

  /** Called after a commit; runs of one turn are taken together. */
  touch(tables: Iterable<string>): void {
    for (const table of tables) this.#touched.add(table);
    if (this.#isFlushing || this.#touched.size === 0) return;
    this.#isFlushing = true;
    queueMicrotask(() => {
      this.#isFlushing = false;
      this.#flush();
    });
  }

  /** Everything may have changed: the replica was replaced. */
  touchAll(): void {
    for (const [id, entry] of this.#entries) this.#rerun(id, entry);
  }

  #flush(): void {
    for (const [id, entry] of this.#entries) {
      if (entry.query.tables.some((table) => this.#touched.has(table))) this.#rerun(id, entry);
    }
    this.#touched.clear();
  }

  #rerun(id: string, entry: Entry): void {
    if (entry.state === 'idle') void this.#run(id, entry);
    else entry.state = 'running-stale';
  }

  async #run(id: string, entry: Entry): Promise<void> {
    do {
      entry.state = 'running';
      try {
        const rows = await this.runQuery(entry.query.sql, entry.query.parameters);
        this.#send(id, entry, rows);
      } catch (error) {
        if (this.#entries.get(id) === entry) entry.sink.failed(error instanceof Error ? error.message : String(error));
      }
    } while (isStale(entry) && this.#entries.get(id) === entry);
    entry.state = 'idle';
  }

  #send(id: string, entry: Entry, rows: unknown[]): void {
    if (this.#entries.get(id) !== entry) return;
    const text = JSON.stringify(rows);
    if (text === entry.sent) return;
    entry.sent = text;
    entry.sink.rows(rows);
  }
}

/** Apart, because TypeScript thinks that an awaited run cannot have changed the state. */
const isStale = (entry: Entry): boolean => entry.state === 'running-stale';
