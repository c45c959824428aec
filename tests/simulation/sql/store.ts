// The rows of a model database: committed rows, concurrent open transactions (each sees the committed rows and its own),
// savepoints, and a history of commits that can be rolled back. Rows are immutable.
import type { Column, Row, Stored } from './values.ts';

export interface TableShape {
  /** The name in the registry: `users`, `replica.clients`. */
  name: string;
  key: readonly string[];
  columns: ReadonlyMap<string, Column>;
}

type Rows = Map<string, Row>;

interface Write {
  table: string;
  pk: string;
  row: Row | null;
}

export interface Commit {
  /** The previous versions of the rows. */
  undo: Write[];
  writes: Write[];
  counters: Record<string, number>;
}

/** Only this many commits can be rolled back. */
const HISTORY = 400;

export class Store {
  readonly shapes: ReadonlyMap<string, TableShape>;
  readonly #committed = new Map<string, Rows>();
  history: Commit[] = [];
  /** Increases with every change of the rows, including a rollback. */
  changes = 0;
  /** The number of the current commit. */
  commitNumber = 0;
  /** Numbers stored by a commit: sequences, transaction ids. */
  counters: Record<string, number> = {};
  onCommit: ((writes: readonly Write[]) => void) | undefined;

  constructor(shapes: ReadonlyMap<string, TableShape>) {
    this.shapes = shapes;
    for (const name of shapes.keys()) this.#committed.set(name, new Map());
  }

  shape(name: string): TableShape {
    const shape = this.shapes.get(name);
    if (!shape) throw new Error(`the model has no table ${name}`);
    return shape;
  }

  rows(table: string): ReadonlyMap<string, Row> {
    const rows = this.#committed.get(table);
    if (!rows) throw new Error(`the model has no table ${table}`);
    return rows;
  }

  begin(): Transaction {
    return new Transaction(this);
  }

  commit(writes: Write[]): void {
    if (writes.length === 0) return;
    const undo: Write[] = [];
    for (const { table, pk, row } of writes) {
      const rows = this.rows(table) as Rows;
      undo.push({ table, pk, row: rows.get(pk) ?? null });
      if (row === null) rows.delete(pk);
      else rows.set(pk, row);
    }
    this.history.push({ undo, writes, counters: { ...this.counters } });
    if (this.history.length > HISTORY) this.history.splice(0, HISTORY / 2);
    this.changes += 1;
    this.commitNumber += 1;
    this.onCommit?.(writes);
  }

  /** Undoes the last commits and returns them, newest first; `withCounters` also resets the counters. */
  rollBack(count: number, withCounters = false): Commit[] {
    const taken: Commit[] = [];
    for (let left = Math.min(count, this.history.length); left > 0; left -= 1) {
      const commit = this.history.pop();
      if (!commit) break;
      for (const { table, pk, row } of commit.undo.toReversed()) {
        const rows = this.rows(table) as Rows;
        if (row === null) rows.delete(pk);
        else rows.set(pk, row);
      }
      taken.push(commit);
    }
    if (withCounters && taken.length > 0) this.counters = { ...(this.history.at(-1)?.counters ?? taken.at(-1)?.counters) };
    this.commitNumber -= taken.length;
    if (taken.length > 0) this.changes += 1;
    return taken;
  }

  clear(): void {
    for (const rows of this.#committed.values()) rows.clear();
    this.history = [];
    this.changes += 1;
    this.commitNumber += 1;
  }
}

export class Transaction {
  readonly store: Store;
  readonly #writes = new Map<string, Map<string, Row | null>>();
  #undo: { written: Map<string, Row | null>; pk: string; before: Row | null | undefined }[] = [];
  readonly #savepoints: number[] = [];
  /** Called for each row that the current statement writes, for triggers. */
  onWrite: ((table: TableShape, pk: string, before: Row | null, after: Row | null) => void) | undefined;

  constructor(store: Store) {
    this.store = store;
  }

  get(table: string, pk: string): Row | undefined {
    const written = this.#writes.get(table)?.get(pk);
    if (written !== undefined) return written ?? undefined;
    return this.store.rows(table).get(pk);
  }

  /** In the order of their first write. */
  scan(table: string): Row[] {
    const committed = this.store.rows(table);
    const written = this.#writes.get(table);
    if (!written || written.size === 0) return [...committed.values()];
    const rows: Row[] = [];
    for (const [pk, row] of committed) if (!written.has(pk)) rows.push(row);
    for (const row of written.values()) if (row !== null) rows.push(row);
    return rows;
  }

  put(table: string, row: Row): void {
    const shape = this.store.shape(table);
    this.#write(shape, keyText(shape, row), row);
  }

  remove(table: string, pk: string): void {
    this.#write(this.store.shape(table), pk, null);
  }

  #write(shape: TableShape, pk: string, row: Row | null): void {
    const before = this.get(shape.name, pk) ?? null;
    if (before === null && row === null) return;
    let written = this.#writes.get(shape.name);
    if (!written) this.#writes.set(shape.name, (written = new Map()));
    this.#undo.push({ written, pk, before: written.get(pk) });
    written.set(pk, row);
    this.onWrite?.(shape, pk, before, row);
  }

  savepoint(): void {
    this.#savepoints.push(this.#undo.length);
  }

  /** Keeps the savepoint, as in SQL. */
  rollBackToSavepoint(): void {
    const at = this.#savepoints.at(-1);
    if (at === undefined) throw new Error('there is no savepoint');
    for (const { written, pk, before } of this.#undo.splice(at).reverse()) {
      if (before === undefined) written.delete(pk);
      else written.set(pk, before);
    }
  }

  release(): void {
    this.#savepoints.pop();
  }

  commit(): void {
    const writes: Write[] = [];
    for (const [table, rows] of this.#writes) for (const [pk, row] of rows) writes.push({ table, pk, row });
    this.#writes.clear();
    this.store.commit(writes);
  }
}

/** The feed's `pk`: the text of the key, or for a composite key a JSON array of texts. */
export function keyText(shape: TableShape, row: Row): string {
  const [first = ''] = shape.key;
  if (shape.key.length === 1) return String(row[first] ?? '');
  return `[${shape.key.map((column) => JSON.stringify(String(row[column]))).join(', ')}]`;
}

export type { Stored };
