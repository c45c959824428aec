// The central Postgres as a model: a pool whose connections answer the statements of sync-server/commands and sync-server/feed.
// Concurrent transactions wait for the locks of persons, rows and scopes as in Postgres; a crash drops the open ones.
import type { CopyEvent } from '#schema/protocol/copy.ts';
import type { Pool } from '#server/db/pool.ts';
import { runSavepoint, runStatement } from '../sql/model-session.ts';
import { keyText, Store, type Commit, type TableShape, type Transaction } from '../sql/store.ts';
import { copyEvents, type CopyAsked } from './copy-model.ts';
import { feedPageLines, isSynced, scopesOf, writeFeed, type Touched } from './feed-model.ts';
import { beginRun, isRunBegun } from './feed-runs.ts';
import { Locks } from './locks.ts';
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
  readonly locks = new Locks();
  epoch = 1;
  /** Ids of open transactions that have written, including those of other databases. */
  readonly openXids = new Set<number>();
  /** Incremented by a crash, which also stops Postgres: connections from an earlier start are dead. */
  #start = 1;
  readonly #chance: () => number;

  constructor(shapes: ReadonlyMap<string, TableShape>, chance: () => number) {
    this.#chance = chance;
    this.store = new Store(shapes);
    this.store.counters = { xid: 100, seq: 0 };
  }

  get #newestOfAll(): number {
    return this.store.counters['seq'] ?? 0;
  }

  takeXid(): number {
    const xid = (this.store.counters['xid'] ?? 0) + 1;
    this.store.counters['xid'] = xid;
    this.openXids.add(xid);
    return xid;
  }

  takeSeq(): number {
    return (this.store.counters['seq'] = this.#newestOfAll + 1);
  }

  isRunBegun(read: Transaction): boolean {
    return isRunBegun(read, this.#start);
  }

  /** Like setval: the number is kept when the transaction is rolled back. */
  beginRun(write: Transaction): void {
    this.store.counters['seq'] = beginRun(write, this.#start, this.#newestOfAll, this.#chance());
  }

  /** Drops every open transaction; committed rows stay. */
  crash(): void {
    this.#start += 1;
    this.openXids.clear();
    this.locks.clear();
  }

  /** Writes the initial rows, with the effects of the triggers. */
  settle(transaction: Transaction, touched: readonly Touched[]): void {
    const xid = this.takeXid();
    this.beginRun(transaction);
    writeFeed(transaction, touched, () => ({ xid, seq: this.takeSeq() }));
    transaction.commit();
    this.openXids.delete(xid);
    this.store.history = [];
  }

  /** A restored dump is a new database with a new epoch. A data folder that is restored after a crash keeps its epoch. */
  restore(commits: number, isCold: boolean): Commit[] {
    if (!isCold) this.epoch += 1;
    return this.store.rollBack(commits, true);
  }

  copy(asked: CopyAsked & { frameRows: number }): CopyEvent[] {
    return copyEvents(this.store, this.#newestOfAll, asked);
  }

  /** Prunes tombstones older than the last `changes` and sets the horizons of their scopes (sync-server/feed/prune.ts). */
  prune(changes: number): void {
    const write = this.store.begin();
    for (const row of write.scan('replica.feed')) {
      const [scope, seq] = [String(row['scope']), row['seq'] as number];
      if (row['deleted'] !== true || seq > this.#newestOfAll - changes) continue;
      write.remove('replica.feed', keyText(this.store.shape('replica.feed'), row));
      const horizon = Math.max(seq, (write.get('replica.pruned_scopes', scope)?.['horizon'] ?? 0) as number);
      write.put('replica.pruned_scopes', { scope, horizon });
    }
    write.commit();
  }

  /**
   * The part of a pg Pool that the server's code uses. This is the model's only cast, because a Pool has fifty other members.
   */
  pool(pause: Pause): Pool {
    const start = this.#start;
    const check = (): void => {
      if (start !== this.#start) throw new ConnectionLost('connection terminated');
    };
    const connect = (): Promise<ModelConnection> => Promise.resolve(new ModelConnection(this, pause, check));
    const query = async (config: string | QueryConfig, values: unknown[] = []): Promise<QueryAnswer> => {
      check();
      if (config === 'select replica.begin_run()') return this.#beginRunAlone();
      return this.#queryOnce(typeof config === 'string' ? { text: config, values } : { values, ...config });
    };
    return { connect, query } as unknown as Pool;
  }

  /** In a separate transaction. */
  async #beginRunAlone(): Promise<QueryAnswer> {
    const owner = {};
    await this.locks.take(owner, 'run');
    const write = this.store.begin();
    if (!this.isRunBegun(write)) this.beginRun(write);
    write.commit();
    this.locks.releaseAll(owner);
    return nothing;
  }

  #queryOnce({ text, values = [] }: QueryConfig): QueryAnswer {
    const answer = (...rows: unknown[]): QueryAnswer => ({ rows, rowCount: rows.length });
    if (text.includes('from replica.feed_page')) return answer(...feedPageLines(this.store, values, this.#newestOfAll));
    if (text.includes('from replica.epoch')) return answer({ epoch: String(this.epoch), database: '1' });
    if (text.includes('pg_control_system')) return answer({ id: 'model' });
    const transaction = this.store.begin();
    const { rows, affected } = runStatement(transaction, text, values);
    return { rows, rowCount: affected };
  }
}

class ModelConnection {
  readonly #server: ServerModel;
  readonly #pause: Pause;
  readonly #check: () => void;
  #transaction: Transaction | undefined;
  #xid: number | undefined;
  #touched: Touched[] = [];

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
    if (text.endsWith('for no key update')) await this.#server.locks.take(this, String(values[0]));
    // Postgres locks the rows that a statement changes before it reads their newest values. People share no other rows than these.
    if (text.startsWith('update "market_items"')) await this.#server.locks.take(this, 'rows of market_items');
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

  async #statement(transaction: Transaction, text: string, values: readonly unknown[]): Promise<QueryAnswer> {
    this.#touched = [];
    const answer = text.startsWith('insert into replica.command_log')
      ? logCommands(transaction, values)
      : answerOf(runStatement(transaction, text, values));
    const touched = this.#touched.filter(({ shape }) => isSynced(shape.name));
    this.#touched = [];
    await this.#lockScopes(transaction, touched);
    const nextPlace = () => ({ xid: (this.#xid ??= this.#server.takeXid()), seq: this.#server.takeSeq() });
    writeFeed(transaction, touched, nextPlace);
    return answer;
  }

  /** Checked again after waiting: a row's parent may have moved to another person meanwhile. */
  async #lockScopes(transaction: Transaction, touched: readonly Touched[]): Promise<void> {
    const locked = new Set<string>();
    if (touched.length > 0) await this.#beginRun(transaction);
    for (;;) {
      const more = scopesOf(transaction, touched).filter((scope) => !locked.has(scope));
      if (more.length === 0) return;
      for (const scope of more) {
        await this.#server.locks.take(this, `scope ${scope}`);
        this.#check();
        locked.add(scope);
      }
    }
  }

  /** Checked again after waiting: another transaction may have recorded the run meanwhile. */
  async #beginRun(transaction: Transaction): Promise<void> {
    if (this.#server.isRunBegun(transaction)) return;
    await this.#server.locks.take(this, 'run');
    this.#check();
    if (!this.#server.isRunBegun(transaction)) this.#server.beginRun(transaction);
  }

  #end(isCommit: boolean): void {
    if (isCommit) this.#transaction?.commit();
    if (this.#xid !== undefined) this.#server.openXids.delete(this.#xid);
    this.#transaction = this.#xid = undefined;
    this.#server.locks.releaseAll(this);
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
