// The replica's database as a model: the behaviour of PGlite with schema/replica.ts for the applier, on the model store. It
// answers the applier's own statements; commands run as SQL. Writes of a transaction are invisible before its commit.
import { replicaColumnsSql } from '#schema/replica.ts';
import { findTable } from '#schema/tables.ts';
import type { ReplicaDatabase, WriteSession } from '#src/replica/applier/database.ts';
import { readExpression } from '../sql/expressions.ts';
import { never, type Run } from './life.ts';
import { runSavepoint, runStatement } from '../sql/model-session.ts';
import type { RecordedStatement, Recording } from '../sql/recording.ts';
import { copiedToRow, readCopyText, type CopiedRow } from '../sql/copy-text.ts';
import { jsonToRow, rowToJson } from '../sql/row-json.ts';
import { ModelDatabaseError } from '../sql/statements.ts';
import { keyText, Store, type TableShape, type Transaction } from '../sql/store.ts';
import { Reader } from '../sql/tokens.ts';
import type { Row, Stored } from '../sql/values.ts';

/** Awaited between the steps of a transaction: time may pass there, or the device may die. */
export type Pause = (point: string) => Promise<void>;

type Answer = { rows: unknown[]; affectedRows?: number };

const UPSERT = /^insert into ("\w+"\."\w+") \(([^)]*)\) select .* from jsonb_populate_recordset\(/;
const DELETE_OTHERS = /^delete from ("\w+"\."\w+") r where (.*)not exists \(/;
const DELETE = /^delete from ("\w+"\."\w+") t using jsonb_populate_recordset\(.*? where (.*)$/;

export class ReplicaModel {
  readonly store: Store;
  /** Set for seeds that a real PGlite repeats. */
  recording: Recording | undefined;

  constructor(shapes: ReadonlyMap<string, TableShape>) {
    this.store = new Store(shapes);
  }

  /**
   * Opens the database. PGlite runs one statement at a time, so others wait; a running statement fails when the database is
   * closed.
   */
  open(run: Run): { database: ReplicaDatabase; close: () => void } {
    let isClosed = false;
    const pause: Pause = async (point) => {
      await run.point(point);
      if (isClosed) throw new Error('the replica is closed');
    };
    let last: Promise<unknown> = Promise.resolve();
    const alone = <T>(work: () => Promise<T>): Promise<T> => {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    };
    const transaction = <T>(work: (session: WriteSession) => Promise<T>): Promise<T> =>
      alone(async () => {
        await pause('replica.begin');
        const open = this.store.begin();
        const statements: RecordedStatement[] | undefined = this.recording && [];
        const session = recorded(new ModelSession(open, pause), statements);
        const result = await work(session);
        await pause('replica.commit');
        if (!run.isAlive) return never();
        this.#commit(open, statements);
        await run.point('replica.committed');
        return result;
      });
    const once = (sql: string, parameters: unknown[]): Promise<Answer> =>
      alone(async () => {
        if (isClosed) throw new Error('the replica is closed');
        if (!run.isAlive) return never();
        const open = this.store.begin();
        const statements: RecordedStatement[] | undefined = this.recording && [];
        const answer = await recorded(new ModelSession(open, pause), statements).query(sql, parameters);
        this.#commit(open, statements);
        return answer;
      });
    const database = {
      transaction,
      query: (sql: string, parameters: unknown[] = []) => once(sql, parameters),
      exec: (sql: string) => once(sql, []),
    };
    return {
      database,
      close: () => {
        isClosed = true;
      },
    };
  }

  #commit(open: Transaction, statements: RecordedStatement[] | undefined): void {
    open.commit();
    if (statements) this.recording?.add({ statements, commit: this.store.commitNumber });
  }
}

/** Records the statements of the session and their results. */
function recorded(session: WriteSession, statements: RecordedStatement[] | undefined): WriteSession {
  if (!statements) return session;
  return {
    query: async (sql, parameters = []) => {
      const statement: RecordedStatement = { kind: 'query', sql, parameters, answer: { error: 'not answered' } };
      statements.push(statement);
      const answer = await session.query(sql, parameters);
      statement.answer = { rows: answer.rows };
      return answer;
    },
    exec: (sql) => {
      statements.push({ kind: 'exec', sql, parameters: [], answer: { rows: [] } });
      return session.exec(sql);
    },
    copy: async (sql, text) => {
      const statement: RecordedStatement = { kind: 'copy', sql, parameters: [text], answer: { error: 'not answered' } };
      statements.push(statement);
      await session.copy(sql, text);
      statement.answer = { rows: [] };
    },
  };
}

const MERGE = /^insert into ("\w+"\."\w+") \(([^)]*)\) select .* from pg_temp\.copied /;
const COPY = /^copy (\S+) \(([^)]*)\) from stdin$/;

const namesIn = (list: string): string[] => list.split(', ').map((name) => name.replaceAll('"', ''));

const tableIn = (quoted: string): string => quoted.replaceAll('"', '').replace(/^public\./, '');

/** The model has no triggers, and its staging table is always there. */
const WITHOUT_EFFECT = [
  'set local session_replication_role',
  'create table if not exists replica.staging',
  'create temporary table copied',
  'drop table pg_temp.copied',
];

class ModelSession implements WriteSession {
  readonly #transaction: Transaction;
  readonly #pause: Pause;
  #isOptimistic = false;
  /** The rows of the temporary table that rows are copied into before they are upserted. */
  #copied: CopiedRow[] = [];

  constructor(transaction: Transaction, pause: Pause) {
    this.#transaction = transaction;
    this.#pause = pause;
    transaction.onWrite = (shape, pk, before, after) => {
      if (this.#isOptimistic) this.#keepBefore(shape, pk, before, after);
    };
  }

  async query(sql: string, parameters: unknown[] = []): Promise<Answer> {
    if (sql === replicaColumnsSql()) return { rows: this.#columns() };
    if (sql.endsWith('from replica.clients')) await this.#pause('replica.forget');
    const upsert = UPSERT.exec(sql);
    const deletion = DELETE.exec(sql);
    if (upsert || deletion) await this.#pause('replica.write');
    if (upsert) return this.#upsert(upsert, String(parameters[0]));
    const others = DELETE_OTHERS.exec(sql);
    if (others) return this.#deleteOthers(others, String(parameters[0]));
    if (deletion) return this.#delete(deletion, String(parameters[0]));
    if (sql.includes('jsonb_to_recordset')) return this.#insertFromJson(sql, parameters);
    const merge = MERGE.exec(sql);
    if (merge) return this.#merge(merge);
    const { rows, affected } = runStatement(this.#transaction, sql, parameters);
    return { rows, affectedRows: affected };
  }

  async exec(sql: string): Promise<unknown> {
    if (sql.startsWith('savepoint')) await this.#pause('replica.statement');
    if (runSavepoint(this.#transaction, sql)) return [];
    if (sql.startsWith('set local replica.mode')) this.#isOptimistic = sql.includes('optimistic');
    else if (sql === 'select replica.restore()') {
      await this.#pause('replica.restore');
      this.#restore();
    } else if (!WITHOUT_EFFECT.some((start) => sql.startsWith(start))) await this.query(sql);
    return [];
  }

  #keepBefore(shape: TableShape, pk: string, before: Row | null, after: Row | null): void {
    if (!findTable(shape.name)) return;
    const keep = (key: string, row: Stored): void => {
      const kept: Row = { tbl: shape.name, pk: key, row };
      const keptKey = keyText(this.#transaction.store.shape('replica.before'), kept);
      if (!this.#transaction.get('replica.before', keptKey)) this.#transaction.put('replica.before', kept);
    };
    if (before) keep(pk, JSON.stringify(rowToJson(shape, before)));
    if (after) keep(pk, null);
  }

  #restore(): void {
    const { store } = this.#transaction;
    for (const { tbl, pk, row } of this.#transaction.scan('replica.before')) {
      const shape = store.shape(String(tbl));
      if (row === null || row === undefined) this.#transaction.remove(shape.name, String(pk));
      else
        this.#transaction.put(
          shape.name,
          jsonToRow(shape, JSON.parse(String(row)) as Record<string, unknown>, shape.columns.keys()),
        );
      this.#transaction.remove('replica.before', keyText(store.shape('replica.before'), { tbl: tbl ?? '', pk: pk ?? '' }));
    }
  }

  #columns(): unknown[] {
    return [...this.#transaction.store.shapes.values()].map(({ name, columns }) => ({ tbl: name, columns: [...columns.keys()] }));
  }

  async copy(sql: string, text: Uint8Array): Promise<void> {
    const [, target = '', list = ''] = COPY.exec(sql) ?? [];
    if (list === '') throw new Error(`the model replica cannot copy: ${sql}`);
    await this.#pause('replica.copy');
    const columns = namesIn(list);
    this.#copied = readCopyText(new TextDecoder().decode(text), columns);
    if (target === 'pg_temp.copied') return;
    const shape = this.#transaction.store.shape(tableIn(target));
    for (const row of this.#copied) {
      const fresh = copiedToRow(shape, row, columns);
      if (this.#transaction.get(shape.name, keyText(shape, fresh))) {
        throw new ModelDatabaseError('23505', `duplicate key in ${shape.name}`);
      }
      this.#transaction.put(shape.name, fresh);
    }
  }

  #upsert([, table = '', list = '']: RegExpExecArray, json: string): Answer {
    const shape = this.#transaction.store.shape(tableIn(table));
    const columns = namesIn(list);
    const rows = JSON.parse(json) as Record<string, unknown>[];
    for (const row of rows) {
      const fresh = jsonToRow(shape, row, columns);
      const existing = this.#transaction.get(shape.name, keyText(shape, fresh));
      this.#transaction.put(shape.name, existing ? jsonToRow(shape, row, columns, existing) : fresh);
    }
    return { rows: [], affectedRows: rows.length };
  }

  /** Upserts the rows of the temporary table. */
  #merge([, table = '', list = '']: RegExpExecArray): Answer {
    const shape = this.#transaction.store.shape(tableIn(table));
    const columns = namesIn(list);
    for (const row of this.#copied) {
      const existing = this.#transaction.get(shape.name, keyText(shape, copiedToRow(shape, row, columns)));
      this.#transaction.put(shape.name, copiedToRow(shape, row, columns, existing));
    }
    return { rows: [], affectedRows: this.#copied.length };
  }

  #delete([, table = '', condition = '']: RegExpExecArray, json: string): Answer {
    const shape = this.#transaction.store.shape(tableIn(table));
    // The conditions after the comparison of the keys.
    const rest = condition.split(' and ').slice(shape.key.length).join(' and ');
    const more = rest === '' ? undefined : readExpression(new Reader(rest), [{ alias: 't', shape }]);
    for (const key of JSON.parse(json) as Record<string, unknown>[]) {
      const pk = keyText(shape, jsonToRow(shape, key, shape.key));
      const row = this.#transaction.get(shape.name, pk);
      if (row && (!more || more.run({ rows: [row], parameters: [] }) === true)) this.#transaction.remove(shape.name, pk);
    }
    return { rows: [] };
  }

  /** Deletes the rows that meet the condition and whose keys are not given. */
  #deleteOthers([, table = '', condition = '']: RegExpExecArray, json: string): Answer {
    const shape = this.#transaction.store.shape(tableIn(table));
    const keys = JSON.parse(json) as Record<string, unknown>[];
    const kept = new Set(keys.map((key) => keyText(shape, jsonToRow(shape, key, shape.key))));
    const text = condition.replace(/ and $/, '');
    const isOfScope = text === '' ? undefined : readExpression(new Reader(text), [{ alias: 'r', shape }]);
    let affectedRows = 0;
    for (const row of this.#transaction.scan(shape.name)) {
      const pk = keyText(shape, row);
      if (kept.has(pk) || (isOfScope && isOfScope.run({ rows: [row], parameters: [] }) !== true)) continue;
      this.#transaction.remove(shape.name, pk);
      affectedRows += 1;
    }
    return { rows: [], affectedRows };
  }

  #insertFromJson(sql: string, parameters: unknown[]): Answer {
    const records = JSON.parse(String(parameters.at(-1))) as Record<string, Stored>[];
    if (sql.includes('replica.derived')) {
      for (const { id = '', parts } of records) {
        if (!this.#transaction.get('replica.derived', String(id))) {
          this.#transaction.put('replica.derived', { id, parts: JSON.stringify(parts) });
        }
      }
    } else if (sql.includes('replica.staging')) {
      const [scope, tbl] = parameters as [string, string];
      for (const { pk = '', row = null } of records) this.#transaction.put('replica.staging', { scope, tbl, pk, row });
    } else throw new Error(`the model replica cannot run: ${sql}`);
    return { rows: [], affectedRows: records.length };
  }
}
