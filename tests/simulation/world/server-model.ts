// The central Postgres as a model: a pool whose connections speak what sync-server/commands and sync-server/feed say. Transactions
// run beside each other and wait for a person's lock as in Postgres; a crash drops the open ones.
import type { Pool } from '#server/db/pool.ts';
import { runSavepoint, runStatement } from '../sql/model-session.ts';
import { keyText, Store, type Commit, type TableShape, type Transaction } from '../sql/store.ts';
import { feedPageLines, writeFeed, type Touched } from './feed-model.ts';
import type { Pause } from './replica-model.ts';

interface QueryConfig {
  text: string;
  values?: unknown[];
  name?: string;
}

interface QueryAnswer {
  rows: unknown[];
  rowCount: number;
}

/** A lost connection, as `pg` reports it. */
export class ConnectionLost extends Error {
  readonly code = 'ECONNRESET';
}

export class ServerModel {
  readonly store: Store;
  epoch = 1;
  #openXids = new Set<number>();
  #locks = new Map<string, Promise<void>>();
  /** Raised by a crash: connections of an earlier run are gone. */
  #run = 1;

  constructor(shapes: ReadonlyMap<string, TableShape>) {
    this.store = new Store(shapes);
    this.store.counters = { xid: 100, seq: 0 };
  }

  get xmin(): number {
    return Math.min(...this.#openXids, this.#nextXid);
  }

  get #nextXid(): number {
    return (this.store.counters['xid'] ?? 0) + 1;
  }

  takeXid(): number {
    const xid = this.#nextXid;
    this.store.counters['xid'] = xid;
    this.#openXids.add(xid);
    return xid;
  }

  endXid(xid: number): void {
    this.#openXids.delete(xid);
  }

  takeSeq(): number {
    return (this.store.counters['seq'] = (this.store.counters['seq'] ?? 0) + 1);
  }

  /** Every open transaction is gone; what was committed stays. */
  crash(): void {
    this.#run += 1;
    this.#openXids = new Set();
    this.#locks = new Map();
  }

  /** Rows of the beginning, with what the triggers make of them. */
  settle(transaction: Transaction, touched: readonly Touched[]): void {
    const xid = this.takeXid();
    writeFeed(transaction, touched, () => ({ xid, seq: this.takeSeq() }));
    transaction.commit();
    this.endXid(xid);
    this.store.history = [];
  }

  /** A restored backup is another database: its epoch says so. */
  restoreBackup(commits: number): Commit[] {
    this.epoch += 1;
    return this.store.rollBack(commits, true);
  }

  /** Tombstones older than the last `transactions` are forgotten, and the horizon says so (sync-server/feed/prune.ts). */
  prune(transactions: number): void {
    const horizon = this.xmin - transactions;
    const write = this.store.begin();
    for (const row of write.scan('replica.pruned')) {
      if (horizon <= (row['horizon'] as number)) return;
      write.put('replica.pruned', { ...row, horizon });
    }
    for (const row of write.scan('replica.feed')) {
      if (row['deleted'] !== true || (row['xid'] as number) >= horizon) continue;
      write.remove('replica.feed', keyText(this.store.shape('replica.feed'), row));
    }
    write.commit();
  }

  /** The part of a pg Pool that the server's code uses. The one cast of the model: a Pool has fifty other members. */
  pool(pause: Pause): Pool {
    const run = this.#run;
    const check = (): void => {
      if (run !== this.#run) throw new ConnectionLost('connection terminated');
    };
    const connect = (): Promise<ModelConnection> => Promise.resolve(new ModelConnection(this, pause, check));
    const query = async (config: string | QueryConfig, values: unknown[] = []): Promise<QueryAnswer> => {
      check();
      return this.#queryOnce(typeof config === 'string' ? { text: config, values } : { values, ...config });
    };
    return { connect, query } as unknown as Pool;
  }

  #queryOnce({ text, values = [], name }: QueryConfig): QueryAnswer {
    const answer = (...rows: unknown[]): QueryAnswer => ({ rows, rowCount: rows.length });
    if (name?.startsWith('feed-page')) return answer(...feedPageLines(this.store, name, values, this.xmin, this.#nextXid));
    if (text.includes('from replica.epoch')) return answer({ epoch: String(this.epoch), database: '1' });
    if (text.includes('pg_control_system')) return answer({ id: 'model' });
    if (text.startsWith('select pg_snapshot_xmin')) return answer({ xmin: String(this.xmin) });
    const transaction = this.store.begin();
    const { rows, affected } = runStatement(transaction, text, values);
    return { rows, rowCount: affected };
  }

  /** Waits until nobody holds it; returns the way to let go. */
  async lock(name: string): Promise<() => void> {
    const before = this.#locks.get(name);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    this.#locks.set(
      name,
      Promise.all([before, held]).then(() => undefined),
    );
    await before;
    return release;
  }
}

class ModelConnection {
  readonly #server: ServerModel;
  readonly #pause: Pause;
  readonly #check: () => void;
  #transaction: Transaction | undefined;
  #xid: number | undefined;
  #touched: Touched[] = [];
  #releases: (() => void)[] = [];

  constructor(server: ServerModel, pause: Pause, check: () => void) {
    this.#server = server;
    this.#pause = pause;
    this.#check = check;
  }

  async query(config: string | QueryConfig, parameters: unknown[] = []): Promise<QueryAnswer> {
    this.#check();
    const { text, values = parameters } = typeof config === 'string' ? { text: config } : config;
    switch (text) {
      case 'begin':
        await this.#pause('server.begin');
        return this.#begin();
      case 'commit':
        await this.#pause('server.commit');
        this.#check();
        this.#end(true);
        await this.#pause('server.committed');
        return nothing;
      case 'rollback':
        this.#end(false);
        return nothing;
    }
    const transaction = this.#transaction;
    if (!transaction) throw new Error(`outside a transaction: ${text}`);
    if (text.startsWith('savepoint')) await this.#pause('server.statement');
    this.#check();
    if (runSavepoint(transaction, text)) return nothing;
    if (text.endsWith('for no key update')) this.#releases.push(await this.#server.lock(String(values[0])));
    if (text.startsWith('update replica.clients')) await this.#pause('server.bump');
    this.#check();
    return this.#statement(transaction, text, values);
  }

  release(): void {
    this.#end(false);
  }

  #begin(): QueryAnswer {
    this.#transaction = this.#server.store.begin();
    this.#transaction.onWrite = (shape, pk) => this.#touched.push({ shape, pk });
    return nothing;
  }

  #statement(transaction: Transaction, text: string, values: readonly unknown[]): QueryAnswer {
    this.#touched = [];
    const answer = text.startsWith('insert into replica.command_log')
      ? logCommands(transaction, values)
      : answerOf(runStatement(transaction, text, values));
    const touched = this.#touched;
    this.#touched = [];
    writeFeed(transaction, touched, () => ({ xid: (this.#xid ??= this.#server.takeXid()), seq: this.#server.takeSeq() }));
    return answer;
  }

  #end(isCommit: boolean): void {
    if (isCommit) this.#transaction?.commit();
    if (this.#xid !== undefined) this.#server.endXid(this.#xid);
    this.#transaction = this.#xid = undefined;
    for (const release of this.#releases.splice(0)) release();
  }
}

const nothing: QueryAnswer = { rows: [], rowCount: 0 };

const answerOf = ({ rows, affected }: { rows: unknown[]; affected: number }): QueryAnswer => ({ rows, rowCount: affected });

/** The server writes its log from arrays. */
function logCommands(transaction: Transaction, values: readonly unknown[]): QueryAnswer {
  const [clientId, ids, hashes, errors, appliedAt] = values as [string, number[], string[], (string | null)[], Date];
  for (const [index, id] of ids.entries()) {
    const error = errors[index] ?? null;
    transaction.put('replica.command_log', {
      client_id: clientId,
      command_id: id,
      payload_hash: hashes[index] ?? '',
      outcome: error === null ? 'applied' : 'rejected',
      error,
      applied_at: appliedAt.getTime(),
    });
  }
  return { rows: [], rowCount: ids.length };
}
